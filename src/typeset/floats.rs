//! Figures and tables without the text around them: what is wrong with them shows on pages that take no time to set.

use super::breakable::Room;
use super::case::Writer;
use super::front_matter;
use super::source::Source;
use crate::model::{BlockKind, filter};
use crate::picture::Drawn;
use crate::resolve::Book;

/// Functions of the page layout that lead to what these pages do not have: notes, headings, other cases.
const WITHOUT_LINKS: &str = "\
    #let note-reference(number, target, name) = super(str(number)); \
    #let link-to(name, page: none, body) = body; \
    #let mention(name, body) = box(body); \
    #let anchor(name) = none; \
    #let anchored(name, body) = body";

/// The sources of a book that has nothing but figures and tables: the first includes the others.
pub fn sources(book: &Book, drawn: &[Drawn], room: Room) -> Vec<Source> {
    let mut sources = vec![front_matter::main(book, &[], room)];
    for (index, case) in book.cases().iter().enumerate() {
        let writer = Writer::new(book, drawn, index, case, room);
        let mut source = writer.opening();
        source.line(WITHOUT_LINKS, None);
        // A quotation or list leaves less room than a page, so what a figure is in stays around it.
        for block in filter(&case.source().blocks, &is_float) {
            source.show(writer.block(&block), Some(block.span));
        }
        sources.push(source);
    }
    sources
}

fn is_float(kind: &BlockKind) -> bool {
    match kind {
        // A table in a figure is measured by itself.
        BlockKind::Figure(figure) => figure.blocks().is_empty(),
        kind => matches!(kind, BlockKind::Table(_)),
    }
}
