//! Typesets figures and tables without the running text, so that `check` finds their problems in a short time.

use super::breakable::Room;
use super::case::Writer;
use super::front_matter;
use super::source::{MAIN, Source};
use crate::model::{BlockKind, filter};
use crate::picture::Drawn;
use crate::resolve::Book;

/// Replaces functions of the page layout that link to notes, headings and other cases, because these pages do not
/// contain them.
const WITHOUT_LINKS: &str = "\
    #let note-reference(number, target, name) = super(str(number)); \
    #let link-to(name, page: none, body) = body; \
    #let mention(name, body) = box(body); \
    #let anchor(name) = none; \
    #let anchored(name, body) = body; \
    #set page(header: none, footer: none)";

/// The sources of a book that contains only figures and tables: an empty front matter, then one for each case.
pub fn sources(book: &Book, drawn: &[Drawn], room: Room) -> Vec<Source> {
    let mut front = Source::new(MAIN.to_owned());
    front_matter::design(&mut front, book, room);
    let mut sources = vec![front];
    for (index, case) in book.cases().iter().enumerate() {
        let writer = Writer::new(book, drawn, index, case, room);
        let mut source = writer.opening();
        source.line(WITHOUT_LINKS, None);
        // Keep the quotation or list around a figure: it reduces the available width.
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
