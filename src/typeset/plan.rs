//! What is laid out: the generated sources of a book.

use rayon::prelude::*;

use super::adjustments::Adjustments;
use super::breakable::Room;
use super::case::Writer;
use super::front_matter;
use super::sheet::Sheet;
use super::source::Source;
use crate::apparatus::lists;
use crate::picture::Drawn;
use crate::resolve::Book;

/// What is laid out, and on what pages.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    pub book: &'a Book,
    pub drawn: &'a [Drawn],
    pub sheet: &'a Sheet,
    pub room: Room,
}

impl Plan<'_> {
    /// The source of a case with changes after its first layout.
    pub fn source(&self, case: usize, adjustments: &Adjustments) -> Source {
        let Self { book, drawn, room, .. } = *self;
        Writer { adjustments, ..Writer::new(book, drawn, case, &book.cases()[case], room) }.source()
    }
}

/// The generated sources of a book, each a document: the front matter, then each case.
#[must_use]
pub fn sources(book: &Book, drawn: &[Drawn], room: Room) -> Vec<Source> {
    let cases: Vec<Source> = book
        .cases()
        .par_iter()
        .enumerate()
        .map(|(index, case)| Writer::new(book, drawn, index, case, room).source())
        .collect();
    std::iter::once(front_matter::front(book, &lists(book), room)).chain(cases).collect()
}
