//! Chooses the direction of straight quotation marks where the neighbouring characters do not determine it.
//!
//! pulldown-cmark decides by whitespace and punctuation around the mark. That fails in Chinese and Japanese, which are
//! written without spaces, and next to code. There a mark opens if none is open in the paragraph, and closes otherwise,
//! unless the marks next to it decide.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::typography::Marks;

impl Marks {
    /// The corrected mark for `event`, if `event` is a straight mark in `text` that pulldown-cmark made typographic.
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

/// Whether a tag begins a paragraph or another block of running text.
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
