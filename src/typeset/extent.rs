//! Finds the pages of a case, and blank pages.

use std::ops::Range;

use typst::foundations::Label;
use typst::introspection::{Introspector, Location};
use typst::layout::{Frame, FrameItem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use crate::resolve::BookCase;

/// The pages of a case, counted from 0: from its heading to its last block.
#[must_use]
pub fn of_case(case: &BookCase, document: &PagedDocument) -> Option<Range<usize>> {
    let (first, last) = (page_of(document, case.key())?, page_of(document, &case.end_anchor())?);
    Some(first..last + 1)
}

/// The page that contains a label, counted from 0.
#[must_use]
pub fn page_of(document: &PagedDocument, name: &str) -> Option<usize> {
    let location = label_location(document, name)?;
    Some(document.introspector().page(location)?.get() - 1)
}

/// The location of a label.
#[must_use]
pub fn label_location(document: &PagedDocument, name: &str) -> Option<Location> {
    let label = Label::new(PicoStr::intern(name))?;
    document.introspector().query_label(label).ok()?.location()
}

/// Whether a frame contains nothing visible.
#[must_use]
pub fn is_blank(frame: &Frame) -> bool {
    frame.items().all(|(_, item)| match item {
        FrameItem::Group(group) => is_blank(&group.frame),
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => false,
        FrameItem::Link(..) | FrameItem::Tag(_) => true,
    })
}
