//! Keeps the heading of the notes and a single note from standing at the foot of a page: both go to the next page.
//!
//! Only a finished layout shows which cases these are, so they are laid out again.

use typst_layout::PagedDocument;

use super::extent::{label_location, page_of};
use super::sheet::Sheet;
use crate::resolve::BookCase;

/// Whether the first note of a case is the only one below its heading, in the lower half of the page. In the upper half it
/// is long.
pub fn are_in(case: &BookCase, sheet: &Sheet, document: &PagedDocument) -> Option<bool> {
    let [first, second, ..] = case.notes() else { return None };
    let heading = label_location(document, &case.endnotes_anchor())?;
    let position = document.introspector().position(heading)?;
    let page = position.page.get() - 1;
    let area = sheet.text_area(document.pages()[page].frame.height().to_pt());
    let is_low = position.point.y.to_pt() > f64::midpoint(area.start, area.end);
    let [first, second] = [first, second].map(|note| page_of(document, &case.note_anchor(*note)));
    Some(is_low && first? == page && second? > page)
}
