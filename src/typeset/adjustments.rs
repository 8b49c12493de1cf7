//! What changes in the layout of a case after a first one: figures that float, tables with more space, words that are not
//! hyphenated, notes on a new page or with less space.

use typst_layout::PagedDocument;

use super::breaks::Reader;
use super::floating::Floating;
use super::last_rows::LastRows;
use super::leaf_ends::LeafEnds;
use super::lone_notes;
use super::short_ends;
use crate::resolve::Book;

/// The changes found so far in a case.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Adjustments {
    /// The figures and tables that float.
    pub floating: Floating,
    /// The tables whose rows get more space.
    pub last_rows: LastRows,
    /// The words that are not hyphenated.
    pub leaf_ends: LeafEnds,
    /// Whether the notes begin on a new page.
    pub lone_notes: bool,
    /// Whether the notes move closer together.
    pub short_end: bool,
}

impl Adjustments {
    /// Adds the changes that the pages of the case need. Returns whether there are new ones.
    pub fn extend(&mut self, book: &Book, reader: &Reader<'_>, document: &PagedDocument) -> bool {
        let Reader { case, sheet, .. } = *reader;
        let floats = book.manifest().floating_figures && self.floating.extend(reader, document);
        let rows = self.last_rows.extend(case, sheet, document);
        // Figures that float change the pages of notes, and both change the end of the case.
        floats
            || rows
            || set(&mut self.lone_notes, || lone_notes::are_in(case, sheet, document))
            || set(&mut self.short_end, || short_ends::is_in(case, sheet, document))
            || self.leaf_ends.extend(case, sheet, document)
    }
}

/// Sets a change that the case needs and does not have yet. Returns whether it is new.
fn set(change: &mut bool, needs: impl Fn() -> Option<bool>) -> bool {
    let is_new = !*change && needs() == Some(true);
    *change |= is_new;
    is_new
}
