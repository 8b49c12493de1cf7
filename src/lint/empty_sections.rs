//! Headings without text under them.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Block, BlockKind, SectionId};
use crate::resolve::BookCase;

/// Reports each heading that is directly followed by one of the same or a higher level, or by the end of the case.
pub fn check(case: &BookCase, text: &str, diagnostics: &mut Diagnostics) {
    let blocks = &case.source().blocks;
    for (index, block) in blocks.iter().enumerate() {
        let Some(id) = heading(block) else { continue };
        let level = case.section(id).level;
        let next = blocks.get(index + 1);
        let is_empty = match next.map(heading) {
            None => true,
            Some(Some(next)) => case.section(next).level <= level,
            Some(None) => false,
        };
        let end = next.map_or(text.len(), |next| next.span.range().start);
        if is_empty && !has_element(text.get(block.span.range().end..end).unwrap_or_default()) {
            let help = match next {
                // Note definitions are not blocks of the text, so a heading above them looks empty.
                None if !case.notes().is_empty() => {
                    "the notes get a heading of their own; delete this one if it is meant for them"
                }
                _ => "write the section, or delete the heading",
            };
            diagnostics.push(
                Diagnostic::new(Code::EmptySection, block.span, "this heading has no text under it")
                    .help(help),
            );
        }
    }
}

/// Whether the text contains an HTML element that is dropped, such as a video: the section is not empty for the author.
fn has_element(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| text[at + 1..].starts_with(|next: char| next.is_ascii_alphabetic()))
}

fn heading(block: &Block) -> Option<SectionId> {
    match &block.kind {
        BlockKind::Heading(id, _) => Some(*id),
        BlockKind::Paragraph(_)
        | BlockKind::Figure(_)
        | BlockKind::Table(_)
        | BlockKind::List(_)
        | BlockKind::DefinitionList(_)
        | BlockKind::Quote(_)
        | BlockKind::CodeBlock { .. }
        | BlockKind::Division(_)
        | BlockKind::Callout(_)
        | BlockKind::Passage(..)
        | BlockKind::PageBreak
        | BlockKind::Divider => None,
    }
}
