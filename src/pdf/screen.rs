//! The pages for a screen: those of the printed book, with their numbers, but without the blank ones, and with the text in
//! the middle where the printed page leaves room for the spine.

use typst::layout::{Abs, Point};
use typst::model::Document;
use typst_layout::{Page, PagedDocument};

use crate::typeset::is_blank;
use crate::typeset::sheet::Sheet;

/// Makes the pages for a screen.
pub fn edition(document: &PagedDocument, sheet: &Sheet) -> PagedDocument {
    let shift = Abs::mm((sheet.outer - sheet.inner) / 2.0);
    let pages = document.pages().iter().enumerate().filter(|(_, page)| !is_blank(&page.frame));
    let pages: Vec<Page> = pages
        .map(|(index, page)| {
            let mut page = page.clone();
            // On a page that lies on its side, the spine is not at the side of the text.
            if shift != Abs::zero() && page.frame.width() < page.frame.height() {
                // The first page is a right-hand one: its spine is at the left.
                page.frame.translate(Point::with_x(if index % 2 == 0 { shift } else { -shift }));
            }
            page
        })
        .collect();
    PagedDocument::new(pages.into(), document.info().clone())
}
