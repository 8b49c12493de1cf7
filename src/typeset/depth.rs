//! Limits how deep blocks and running text may be nested on pages.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Block, BlockKind, Inline, Inside, Shown};
use crate::resolve::Book;

/// Deepest nesting, counted in show rules of `styles/book.typ`. Typst 0.15 fails at 64 nested rules. The difference is
/// left for code, a note reference or a mention in the innermost construct.
const DEEPEST: usize = 57;

/// The show rules of a formula. What is within it does not count.
const FORMULA: usize = 4;

/// Reports each block and note that is nested too deeply for the page layout. Returns true if there is none.
pub fn check(book: &Book, diagnostics: &mut Diagnostics) -> bool {
    let mut is_good = true;
    for case in book.cases() {
        let source = case.source();
        let blocks = source.blocks.iter().map(|block| (block.span, of_block(block)));
        let notes = source.notes.iter().map(|note| (note.span, NOTE + of_blocks(&note.blocks)));
        for (span, depth) in blocks.chain(notes) {
            if depth > DEEPEST {
                is_good = false;
                let message = "lists, quotations and emphasis are nested too deeply here to fit on a page";
                diagnostics.push(Diagnostic::new(Code::DeepNesting, span, message).help(
                    "remove some of the levels, or build only formats without pages: `--format html --format epub`",
                ));
            }
        }
    }
    is_good
}

const NOTE: usize = 4;
const LINK: usize = 3;

fn of_blocks(blocks: &[Block]) -> usize {
    blocks.iter().map(of_block).max().unwrap_or_default()
}

fn of_block(block: &Block) -> usize {
    let inside = block.inside().into_iter().map(|inside| match inside {
        Inside::Text(text) => of_text(text.content),
        Inside::Blocks(blocks) => of_blocks(blocks),
    });
    own(&block.kind) + usize::from(block.attributes.language.is_some()) + inside.max().unwrap_or_default()
}

/// The number of show rules that a block applies, without its content.
fn own(kind: &BlockKind) -> usize {
    match kind {
        BlockKind::Table(_) => 7,
        BlockKind::Quote(_)
        | BlockKind::Figure(_)
        | BlockKind::DefinitionList(_)
        | BlockKind::Callout(_)
        | BlockKind::Passage(..) => 4,
        BlockKind::Heading(..) => 3,
        BlockKind::List(_) | BlockKind::Division(_) => 2,
        BlockKind::Paragraph(_) | BlockKind::CodeBlock { .. } | BlockKind::Divider | BlockKind::PageBreak => {
            0
        }
    }
}

fn of_text(content: &[Inline]) -> usize {
    let of_inline = |inline: &Inline| {
        let own = match (inline, inline.shown()) {
            (Inline::Link(..), _) => LINK,
            (_, Shown::Children) => 1,
            (_, Shown::Formula(_)) => FORMULA,
            (_, Shown::Words(_) | Shown::Code(_) | Shown::Break | Shown::Object) => 0,
        };
        own + of_text(inline.children())
    };
    content.iter().map(of_inline).max().unwrap_or_default()
}
