//! Limits the size of a book on pages. Memory and time of the layout grow linearly with the book, and a book from an
//! untrusted source must not use up the memory of the machine.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Block, BlockKind, Inline, Node, Nodes, Shown};
use crate::resolve::Book;

/// Limit of a case in characters, which is laid out as a whole: such a case takes about 4 GB of memory. Every other element
/// counts as the number of characters with the same cost.
const LARGEST_CASE: usize = 5_000_000;

/// Limit of a book, whose cases are laid out in portions: about 15,000 pages. The PDF of 8,800 pages took 2.6 GB of memory.
const LARGEST_BOOK: usize = 45_000_000;

const BLOCK: usize = 32;
const HEADING: usize = 160;
const PICTURE: usize = 200;
const CELL: usize = 48;
const ITEM: usize = 24;
const LINE_OF_CODE: usize = 16;
const NOTE: usize = 64;
const NOTE_REFERENCE: usize = 128;
/// Cost of a formula, besides its TeX.
const FORMULA: usize = 64;
const LINK: usize = 32;
const EMPHASIS: usize = 16;
/// A paragraph of this many inline elements costs this many characters more; one of twice as many costs four times as
/// much.
const PIECES: usize = 700;

const LONG_PARAGRAPH: usize = 20_000;

/// Whether a paragraph is so long that its lines are broken one by one. Optimizing all of its line breaks together
/// costs ten times as much, and nobody sees the difference in so many lines.
pub fn is_long(paragraph: &[Inline]) -> bool {
    Nodes::of_text(paragraph).inlines().map(of_inline).sum::<usize>() > LONG_PARAGRAPH
}

/// Reports the block or note with which a case or the book exceeds its limit. Returns true if none does.
pub fn check(book: &Book, diagnostics: &mut Diagnostics) -> bool {
    let mut total = 0;
    for case in book.cases() {
        let source = case.source();
        let notes = case.notes().iter().map(|id| &source.notes[id.index()]);
        let text = source.blocks.iter().map(|block| (block.span, of_blocks(std::slice::from_ref(block))));
        let mut of_case = 0;
        for (span, size) in text.chain(notes.map(|note| (note.span, NOTE + of_blocks(&note.blocks)))) {
            (of_case, total) = (of_case + size, total + size);
            let (what, help) = match (of_case > LARGEST_CASE, total > LARGEST_BOOK) {
                (true, _) => ("case", "split it into cases of about 1,500 pages at most"),
                (_, true) => ("book", "split it into volumes of about 15,000 pages at most"),
                _ => continue,
            };
            let message = format!("the {what} is too large for paged output; the limit is reached here");
            let help = format!("{help}, or build only formats without pages: `--format html`");
            diagnostics.push(Diagnostic::new(Code::Layout, span, message).help(help));
            return false;
        }
    }
    true
}

fn of_blocks(blocks: &[Block]) -> usize {
    let mut size = 0;
    let mut pieces = 0_usize;
    let mut is_paragraph = false;
    for node in Nodes::of_blocks(blocks) {
        match node {
            Node::Block(block) => {
                size += BLOCK + of_block(&block.kind);
                pieces = 0;
                is_paragraph = matches!(block.kind, BlockKind::Paragraph(_));
            }
            Node::Inline(inline) => {
                size += of_inline(inline);
                // For each line of a paragraph, the layout walks through all of its elements.
                if is_paragraph {
                    pieces += 1;
                    size += 2 * pieces / PIECES;
                }
            }
        }
    }
    size
}

/// The cost of a block without the nodes inside it.
fn of_block(kind: &BlockKind) -> usize {
    match kind {
        BlockKind::Heading(..) => HEADING,
        BlockKind::Figure(figure) => PICTURE * figure.images().len().max(1),
        BlockKind::Table(table) => table.all_rows().map(|row| CELL * row.len()).sum(),
        BlockKind::List(list) => ITEM * list.items.len(),
        BlockKind::DefinitionList(items) => ITEM * items.len(),
        BlockKind::CodeBlock { text, .. } => text.len() + LINE_OF_CODE * text.lines().count(),
        BlockKind::Callout(_) => ITEM,
        BlockKind::Paragraph(_)
        | BlockKind::Quote(_)
        | BlockKind::Division(_)
        | BlockKind::Passage(..)
        | BlockKind::PageBreak
        | BlockKind::Divider => 0,
    }
}

fn of_inline(inline: &Inline) -> usize {
    match (inline, inline.shown()) {
        (Inline::Mention(..), Shown::Words(words)) => LINK + words.len(),
        (Inline::Link(..), _) => LINK,
        (Inline::Image(..), _) => PICTURE,
        (_, Shown::Words(words)) => words.len(),
        (_, Shown::Code(words)) => EMPHASIS + words.len(),
        (_, Shown::Formula(tex)) => FORMULA + tex.len(),
        (_, Shown::Object) => NOTE_REFERENCE,
        (_, Shown::Children) => EMPHASIS,
        (_, Shown::Break) => 1,
    }
}
