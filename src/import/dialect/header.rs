//! The header of a case, and the heading that is its title.

use super::attributes;
use super::escape::Site;
use super::writer::Writer;
use super::yaml;
use crate::model::{Attributes, Header, Inline};
use crate::parse::may_have_markup;

/// The lines of the header; none if nothing stands in it.
pub fn lines(header: &Header) -> Vec<String> {
    let title = title_in_header(header);
    let language = header.language.clone();
    let own = [
        ("title", title),
        ("short-title", header.short_title.clone()),
        ("slug", header.slug.as_ref().map(|(slug, _)| slug.clone())),
        ("pdf", header.pdf_name.as_ref().map(|(name, _)| name.clone())),
        ("language", language),
        ("excerpt", header.excerpt.clone()),
    ];
    let own = own.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    let pairs: Vec<(String, String)> = own.chain(header.other.iter().cloned()).collect();
    if pairs.is_empty() {
        return Vec::new();
    }
    let line = |(key, value): (String, String)| format!("{}: {}", yaml::scalar(&key), yaml::scalar(&value));
    let lines = pairs.into_iter().map(line);
    ["---".to_owned()].into_iter().chain(lines).chain(["---".to_owned()]).collect()
}

/// The title, if the header can express it: words without markup.
fn title_in_header(header: &Header) -> Option<String> {
    if is_heading(header) {
        return None;
    }
    match header.title_without_number() {
        [Inline::Text(words)] => Some(words.clone()),
        _ => None,
    }
}

/// Whether the title must be a heading.
fn is_heading(header: &Header) -> bool {
    let has_markup = match header.title_without_number() {
        [] => false,
        [Inline::Text(words)] => may_have_markup(words),
        _ => true,
    };
    header.title_level.is_some() || header.id.is_some() || header.is_unnumbered || has_markup
}

impl Writer<'_> {
    /// The heading that is the title; no line if the header has it.
    pub(super) fn title(&self) -> Vec<String> {
        let header = &self.case.header;
        let content = header.title_without_number();
        if !is_heading(header) || content.is_empty() {
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
