//! Avoids a last page of a case with a few lines. If there is enough space between its notes, they move closer together,
//! and the case ends on the page before.
//!
//! Only a finished layout shows which cases these are, so they are laid out again.

use typst::layout::Point;
use typst_layout::PagedDocument;

use super::extent::{of_case, page_of};
use super::floating::foot;
use super::sheet::Sheet;
use crate::resolve::BookCase;

/// A last page with more than this, in points, is not short: about five lines of notes.
const SHORT: f64 = 60.0;

/// The space, in points, that a note of one line gives, from `endnotes` in styles/book.typ.
const GIVEN: f64 = 1.9;

/// Whether the last page of a case has only a few lines of notes, which have room on the page before if all notes give
/// space.
pub fn is_in(case: &BookCase, sheet: &Sheet, document: &PagedDocument) -> Option<bool> {
    let last = of_case(case, document)?.last()?;
    let frame = &document.pages()[last].frame;
    let area = sheet.text_area(frame.height().to_pt());
    let height = foot(frame, Point::zero(), &area)? - area.start;
    #[expect(clippy::cast_precision_loss, reason = "a case has far fewer notes")]
    let room = GIVEN * case.notes().len().saturating_sub(1) as f64;
    Some(page_of(document, &case.endnotes_anchor())? < last && height < SHORT.min(room))
}
