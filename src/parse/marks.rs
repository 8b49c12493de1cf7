//! Straight quotation marks where the characters beside them do not tell which way they point.
//!
//! pulldown-cmark turns a straight mark by the blanks and signs around it. Chinese and Japanese write no blanks, and code
//! is no word of the sentence: there a mark opens when none is open in the paragraph, else it closes, as far as the marks
//! beside it leave that open.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::typography::Marks;

impl Marks {
    /// The mark that `event` should be instead, if it is a straight one of `text` that was turned.
    pub fn turned(&mut self, event: &Event<'_>, range: &Range<usize>, text: &str) -> Option<char> {
        let words = match event {
            Event::Text(words) => words,
            Event::Start(tag) if begins_text(tag) => {
                *self = Self::default();
                return None;
            }
            _ => return None,
        };
        let (mark, opens) = match (&**words, text.get(range.clone())?) {
            ("“", "\"") => ('"', true),
            ("”", "\"") => ('"', false),
            ("‘", "'") => ('\'', true),
            ("’", "'") => ('\'', false),
            _ => return None,
        };
        let (before, behind) = (text[..range.start].chars().next_back(), text[range.end..].chars().next());
        Some(self.turn(mark, opens, before, behind))
    }
}

/// Whether a paragraph, or what stands for one, begins.
fn begins_text(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::Item
            | Tag::TableCell
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
    )
}
