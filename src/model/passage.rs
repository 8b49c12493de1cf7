//! The source under a quotation, a poem or an epigraph, and the lines of a poem.

use super::{Block, BlockKind, Inline, plain_text};

/// The blocks of a quotation or a passage, and its source: a paragraph at the end that begins with a dash.
#[must_use]
pub fn with_source(blocks: &[Block]) -> (&[Block], Option<&Block>) {
    match blocks {
        [rest @ .., last] if !rest.is_empty() && is_source(last) => (rest, Some(last)),
        _ => (blocks, None),
    }
}

fn is_source(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(content) if begins_with_dash(&plain_text(content)))
}

/// Whether a text begins with an em dash, or with an en dash before a space.
#[must_use]
pub fn begins_with_dash(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['—', '―'])
        || text.strip_prefix('–').is_some_and(|rest| rest.starts_with([' ', '\u{A0}']))
}

/// The lines of a stanza.
pub fn lines(content: &[Inline]) -> impl Iterator<Item = &[Inline]> {
    content.split(|inline| *inline == Inline::LineBreak)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_begins_a_source() {
        let cases = [
            ("— Brecht", true),
            (" —Brecht", true),
            ("– Brecht", true),
            ("–5 °C", false),
            ("- Brecht", false),
        ];
        for (text, is_source) in cases {
            assert_eq!(begins_with_dash(text), is_source, "{text:?}");
        }
    }
}
