//! Keeps the heading of the notes and a single note from standing at the foot of a page: both go to the next page.
//!
//! Only a finished layout shows which cases these are, so the book is laid out again after they are known.

use std::collections::BTreeSet;

use typst_layout::PagedDocument;

use super::extent::{label_location, page_of};
use super::sheet::Sheet;
use crate::resolve::{Book, BookCase};

/// The cases whose notes begin on a new page.
#[derive(Debug, Default)]
pub struct LoneNotes {
    cases: BTreeSet<usize>,
}

impl LoneNotes {
    /// Whether the notes of a case begin on a new page.
    pub fn has(&self, case: usize) -> bool {
        self.cases.contains(&case)
    }

    /// Adds the cases whose notes should, seen from a layout. Returns whether there are new ones.
    pub fn extend(&mut self, book: &Book, sheet: &Sheet, document: &PagedDocument) -> bool {
        let cases = book.cases().iter().enumerate().filter(|(index, _)| !self.has(*index));
        let found: Vec<usize> = cases
            .filter(|(_, case)| is_alone(case, sheet, document).unwrap_or(false))
            .map(|(index, _)| index)
            .collect();
        self.cases.extend(&found);
        !found.is_empty()
    }
}

/// Whether the first note of a case is the only one below its heading, in the lower half of the page. In the upper half it
/// is long.
fn is_alone(case: &BookCase, sheet: &Sheet, document: &PagedDocument) -> Option<bool> {
    let [first, second, ..] = case.notes() else { return None };
    let heading = label_location(document, &case.endnotes_anchor())?;
    let position = document.introspector().position(heading)?;
    let page = position.page.get() - 1;
    let area = sheet.text_area(document.pages()[page].frame.height().to_pt());
    let is_low = position.point.y.to_pt() > f64::midpoint(area.start, area.end);
    let [first, second] = [first, second].map(|note| page_of(document, &case.note_anchor(*note)));
    Some(is_low && first? == page && second? > page)
}
