//! Writes the headings and captions of a book as a source of their own, from which the front matter takes the contents and the
//! lists. So the cases themselves need not be kept until the front matter is laid out.

use super::breakable::Room;
use super::call::{Call, Markup};
use super::case::Writer;
use super::front_matter;
use super::source::{ENTRIES, Source};
use crate::apparatus::lists;
use crate::model::{Block, BlockKind, Caption, Nodes, label, running};
use crate::picture::Drawn;
use crate::resolve::Book;
use crate::vocabulary::FIGURE;

/// The source of the entries.
pub fn source(book: &Book, drawn: &[Drawn], room: Room) -> Source {
    let mut source = Source::new(ENTRIES.to_owned());
    front_matter::design(&mut source, book, room);
    source.line("#set page(header: none, footer: none)", None);
    let has_lists = !lists(book).is_empty();
    for (index, case) in book.cases().iter().enumerate() {
        let writer = Writer::new(book, drawn, index, case, room);
        // Typst would nest everything after a `set` rule in it, and overflow its stack in a book of many cases.
        source.line("#[", None);
        source.set_language(case.language().unwrap_or(&book.manifest().language));
        source.show(writer.title(), Some(case.title_place()));
        let blocks = &case.source().blocks;
        for block in running(blocks).filter(|block| matches!(block.kind, BlockKind::Heading(..))) {
            source.show(writer.block(block), Some(block.span));
        }
        let blocks = Nodes::of_blocks(blocks).blocks().filter(|_| has_lists);
        for (caption, block) in blocks.filter_map(|block| Some((caption(&writer, block)?, block))) {
            source.show(listed(&writer, caption), Some(block.span));
        }
        source.line("]", None);
    }
    source
}

/// The caption of a figure or table. A figure without a picture is not set.
fn caption<'a>(writer: &Writer<'_>, block: &'a Block) -> Option<&'a Caption> {
    match &block.kind {
        BlockKind::Figure(figure) => figure.caption.as_ref().filter(|_| writer.has_body(figure)),
        BlockKind::Table(table) => table.caption.as_ref(),
        _ => None,
    }
}

/// A figure with a caption and nothing else.
fn listed(writer: &Writer<'_>, caption: &Caption) -> Call {
    let listed = Caption { content: label(&caption.content), ..caption.clone() };
    writer.caption(Call::new(FIGURE.function).body(Markup::default()), Some(&listed))
}
