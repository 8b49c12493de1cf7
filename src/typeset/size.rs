//! How large a book may be to be set in pages. Memory and time of the layout grow in step with the book, and a book of
//! strangers must not take all that the machine has.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Block, BlockKind, Inline, Node, Nodes, Shown};
use crate::resolve::Book;

/// The largest book, in letters: it takes some 4 GB of memory. Everything else counts for as many letters as cost the same.
const LARGEST: usize = 5_000_000;

const BLOCK: usize = 32;
const HEADING: usize = 160;
const PICTURE: usize = 200;
const CELL: usize = 48;
const ITEM: usize = 24;
const LINE_OF_CODE: usize = 16;
const NOTE: usize = 64;
const NOTE_REFERENCE: usize = 128;
const LINK: usize = 32;
const EMPHASIS: usize = 16;
/// A paragraph of so many pieces of text costs as many letters more, one of twice as many four times that.
const PIECES: usize = 700;

const LONG_PARAGRAPH: usize = 20_000;

/// Whether a paragraph is so long that its lines are broken one by one: to weigh all of them against each other costs
/// ten times as much, and in so many lines nobody sees the difference.
pub fn is_long(paragraph: &[Inline]) -> bool {
    Nodes::of_text(paragraph).inlines().map(of_inline).sum::<usize>() > LONG_PARAGRAPH
}

/// Complains at the block or note with which a book gets too large; whether it is not.
pub fn check(book: &Book, diagnostics: &mut Diagnostics) -> bool {
    let blocks = book.cases().iter().flat_map(|case| {
        let source = case.source();
        let notes = case.notes().iter().map(|id| &source.notes[id.index()]);
        let text = source.blocks.iter().map(|block| (block.span, of_blocks(std::slice::from_ref(block))));
        text.chain(notes.map(|note| (note.span, NOTE + of_blocks(&note.blocks))))
    });
    let mut total = 0;
    for (span, size) in blocks {
        total += size;
        if total > LARGEST {
            let message = "the book is too large for paged output; the limit is reached here";
            diagnostics.push(Diagnostic::new(Code::Layout, span, message).help(
                "split it into volumes of about 2,000 pages at most, \
                 or build only formats without pages: `--format html --format epub`",
            ));
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
                // For each line of a paragraph the layout looks through all of its pieces.
                if is_paragraph {
                    pieces += 1;
                    size += 2 * pieces / PIECES;
                }
            }
        }
    }
    size
}

/// A block without what the walk meets in it.
fn of_block(kind: &BlockKind) -> usize {
    match kind {
        BlockKind::Heading(..) => HEADING,
        BlockKind::Figure(figure) => PICTURE * figure.images().len().max(1),
        BlockKind::Table(table) => table.header.iter().chain(&table.rows).map(|row| CELL * row.len()).sum(),
        BlockKind::List(list) => ITEM * list.items.len(),
        BlockKind::DefinitionList(items) => ITEM * items.len(),
        BlockKind::CodeBlock { text, .. } => text.len() + LINE_OF_CODE * text.lines().count(),
        BlockKind::Paragraph(_) | BlockKind::Quote(_) | BlockKind::Division(_) | BlockKind::Divider => 0,
    }
}

fn of_inline(inline: &Inline) -> usize {
    match (inline, inline.shown()) {
        (Inline::Mention(..), Shown::Words(words)) => LINK + words.len(),
        (Inline::Link(..), _) => LINK,
        (Inline::Image(..), _) => PICTURE,
        (_, Shown::Words(words)) => words.len(),
        (_, Shown::Code(words)) => EMPHASIS + words.len(),
        (_, Shown::Object) => NOTE_REFERENCE,
        (_, Shown::Children) => EMPHASIS,
        (_, Shown::Break) => 1,
    }
}
