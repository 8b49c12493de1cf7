//! What changes in a layout after a first one: figures that float, tables with more space, notes on a new page or with less space.

use typst_layout::PagedDocument;

use super::floating::Floating;
use super::last_rows::LastRows;
use super::leaf_ends::LeafEnds;
use super::lone_notes::LoneNotes;
use super::sheet::Sheet;
use super::short_ends::ShortEnds;
use super::source::Source;
use super::world::BookWorld;
use crate::resolve::Book;

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
    pub lone_notes: LoneNotes,
    /// The cases whose notes move closer together.
    pub short_ends: ShortEnds,
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
            || self.lone_notes.extend(book, sheet, document)
            || self.short_ends.extend(book, sheet, document)
            || self.leaf_ends.extend(book, sheet, document)
    }
}
