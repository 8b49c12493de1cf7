//! What changes in a layout after a first one: figures that float, tables with more space, notes on a new page or with less space.

use std::collections::BTreeSet;

use typst_layout::PagedDocument;

use super::floating::Floating;
use super::last_rows::LastRows;
use super::leaf_ends::LeafEnds;
use super::lone_notes;
use super::sheet::Sheet;
use super::short_ends;
use super::source::Source;
use super::world::BookWorld;
use crate::resolve::{Book, BookCase};

/// The cases to which a change applies.
#[derive(Debug, Default)]
pub struct Cases(BTreeSet<usize>);

impl Cases {
    /// Whether the change applies to a case.
    pub fn has(&self, case: usize) -> bool {
        self.0.contains(&case)
    }

    /// Adds the cases that need the change, in a layout that does not have it yet. Returns whether there are new ones.
    pub fn extend(&mut self, book: &Book, needs: impl Fn(usize, &BookCase) -> Option<bool>) -> bool {
        let cases = book.cases().iter().enumerate().filter(|(index, _)| !self.has(*index));
        let found: Vec<usize> =
            cases.filter(|(index, case)| needs(*index, case) == Some(true)).map(|(index, _)| index).collect();
        self.0.extend(&found);
        !found.is_empty()
    }
}

/// The changes found so far.
#[derive(Debug, Default)]
pub struct Adjustments {
    /// The figures and tables that float.
    pub floating: Floating,
    /// The tables whose rows get more space.
    pub last_rows: LastRows,
    /// The words that are not hyphenated.
    pub leaf_ends: LeafEnds,
    /// The cases whose notes begin on a new page.
    pub lone_notes: Cases,
    /// The cases whose notes move closer together.
    pub short_ends: Cases,
}

impl Adjustments {
    /// Adds the changes that a layout needs. Returns whether there are new ones.
    pub fn extend(
        &mut self,
        (book, world, sources): (&Book, &BookWorld, &[Source]),
        sheet: &Sheet,
        document: &PagedDocument,
    ) -> bool {
        let floats = self.floating.extend((book, world, sources), sheet, document);
        let rows = self.last_rows.extend(book, sheet, document);
        // Figures that float change the pages of notes, and both change the ends of cases.
        floats
            || rows
            || self.lone_notes.extend(book, |_, case| lone_notes::are_in(case, sheet, document))
            || self
                .short_ends
                .extend(book, |index, case| short_ends::is_in(book, (index, case), sheet, document))
            || self.leaf_ends.extend(book, sheet, document)
    }
}
