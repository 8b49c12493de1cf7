//! The header of a case, and the heading that is its title.

use super::attributes;
use super::escape::Site;
use super::writer::Writer;
use super::yaml;
use crate::model::{Attributes, Inline};
use crate::parse::{is_simple, may_have_markup};

impl Writer<'_> {
    /// The lines of the header; none if nothing stands in it.
    pub(super) fn header(&self) -> Vec<String> {
        let header = &self.case.header;
        let own = [
            ("title", self.title_in_header()),
            ("short-title", header.short_title.clone()),
            ("slug", header.slug.as_ref().map(|(slug, _)| slug.clone())),
            ("pdf", header.pdf_name.as_ref().map(|(name, _)| name.clone())),
            ("language", header.language.clone()),
            ("excerpt", header.excerpt.clone()),
        ];
        let own = own.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
        let pairs: Vec<(String, String)> = own.chain(header.other.iter().cloned()).collect();
        if pairs.is_empty() {
            return Vec::new();
        }
        let line =
            |(key, value): (String, String)| format!("{}: {}", yaml::scalar(&key), yaml::scalar(&value));
        let lines = pairs.into_iter().map(line);
        ["---".to_owned()].into_iter().chain(lines).chain(["---".to_owned()]).collect()
    }

    /// The title, if the header can express it.
    fn title_in_header(&self) -> Option<String> {
        let header = &self.case.header;
        if header.title_level.is_some() || header.id.is_some() || header.is_unnumbered {
            return None;
        }
        match header.title_without_number() {
            [] => None,
            [Inline::Text(words)] if !may_have_markup(words) => Some(words.clone()),
            content if content.iter().all(is_simple) => {
                // Without such a mark, it would be read as words.
                Some(self.line(content, Site::Heading)).filter(|title| may_have_markup(title))
            }
            _ => None,
        }
    }

    /// The heading that is the title; no line if the header has it.
    pub(super) fn title(&self) -> Vec<String> {
        let header = &self.case.header;
        let content = header.title_without_number();
        if content.is_empty() || self.title_in_header().is_some() {
            return Vec::new();
        }
        let classes = header.is_unnumbered.then(|| "unnumbered".to_owned()).into_iter().collect();
        let own = Attributes { id: header.id.clone(), classes, ..Attributes::default() };
        vec![self.heading(header.title_level.unwrap_or(1), content, &own)]
    }

    /// A heading on its line.
    pub(super) fn heading(&self, level: u8, content: &[Inline], own: &Attributes) -> String {
        let level = usize::from(level.clamp(1, 6));
        match attributes::list(own) {
            Some(list) => {
                let space = if list.is_empty() { "" } else { " " };
                format!("{} {}{space}{list}", "#".repeat(level), self.line(content, Site::Heading))
            }
            None => format!("<h{level}{}>{}</h{level}>", attributes::of_tag(own), self.markup(content)),
        }
    }
}
