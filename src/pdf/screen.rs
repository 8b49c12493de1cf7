//! The pages for screens: those of the printed book with the same numbers, but without blank pages, and with the text
//! centred instead of shifted for the spine.

use typst::layout::{Abs, Point};
use typst::model::Document;
use typst_layout::{Page, PagedDocument};

use crate::typeset::is_blank;
use crate::typeset::sheet::Sheet;

/// Converts the pages for screens.
pub fn edition(document: &PagedDocument, sheet: &Sheet) -> PagedDocument {
    let shift = Abs::mm((sheet.outer - sheet.inner) / 2.0);
    let pages = document.pages().iter().enumerate().filter(|(_, page)| !is_blank(&page.frame));
    let pages: Vec<Page> = pages
        .map(|(index, page)| {
            let mut page = page.clone();
            // On a landscape page, the spine is not at the side of the text.
            if shift != Abs::zero() && page.frame.width() < page.frame.height() {
                // The first page is a recto, with the spine at the left.
                page.frame.translate(Point::with_x(if index % 2 == 0 { shift } else { -shift }));
            }
            page
        })
        .collect();
    PagedDocument::new(pages.into(), document.info().clone())
}
