//! Running text as HTML, inside elements that Markdown does not reach.

use super::attributes;
use super::escape;
use super::link;
use super::piece::Piece;
use super::styles;
use super::wrap::{self, Lines};
use super::writer::Writer;
use crate::model::Inline;

impl Writer<'_> {
    /// The text as HTML on one line.
    pub(super) fn markup(&self, content: &[Inline]) -> String {
        content.iter().map(|inline| self.inline_markup(inline)).collect()
    }

    fn inline_markup(&self, inline: &Inline) -> String {
        match inline {
            Inline::Text(words) | Inline::Mention(_, words) => self.words_markup(words),
            Inline::Styled(style, children) => {
                let name = styles::element(*style);
                format!("<{name}>{}</{name}>", self.markup(children))
            }
            Inline::Span(own, children) => {
                format!("<span{}>{}</span>", attributes::of_tag(own), self.markup(children))
            }
            Inline::Code(code) => super::code_span::code_element(code),
            Inline::Link(id, own, children) => match self.case.links.get(id.index()) {
                Some(found) => format!("{}{}</a>", link::opening_tag(found, own), self.markup(children)),
                None => self.markup(children),
            },
            Inline::Image(id, own) => {
                self.case.images.get(id.index()).map(|image| link::image_tag(image, own)).unwrap_or_default()
            }
            Inline::LineBreak => "<br>".to_owned(),
            // These have the same signs in HTML.
            Inline::Formula(..)
            | Inline::NoteReference(_)
            | Inline::Citation(..)
            | Inline::CrossReference(..) => {
                let mut pieces = Vec::new();
                self.gather_into(std::slice::from_ref(inline), escape::Site::Line, &mut pieces);
                styles::settle(&mut pieces);
                wrap::lines(&pieces.into_iter().collect::<Vec<Piece>>(), Lines::One).concat()
            }
        }
    }

    fn words_markup(&self, words: &str) -> String {
        let words = attributes::text(&words.split(['\n', '\t']).collect::<Vec<_>>().join(" "));
        let words = words.replace('\u{200B}', "<wbr>");
        if self.reading.has_formulas { words.replace('$', "&#36;") } else { words }
    }
}
