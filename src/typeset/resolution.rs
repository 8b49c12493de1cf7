//! Pictures of too few pixels for their size on paper.

use typst::foundations::Bytes;
use typst::layout::{Frame, FrameItem};
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::ImageId;
use crate::resolve::{Book, Picture};
use crate::source::Span;

/// Dots to an inch under which everybody sees the dots.
pub const PLAIN: f64 = 200.0;
/// Dots to an inch that a printer wants.
pub const PRINT: f64 = 300.0;

/// Warns of each picture of fewer than `least` dots to an inch, where it is used first.
pub fn check(book: &Book, document: &PagedDocument, least: f64, diagnostics: &mut Diagnostics) {
    for (bytes, dots) in pictures(document).into_iter().filter(|(_, dots)| *dots < least) {
        let message = format!("this picture has {dots:.0} dots to an inch on paper, and needs {least}");
        diagnostics.push(
            Diagnostic::new(Code::CoarsePicture, place_of(book, &bytes), message)
                .help("put a picture of more pixels in its place, or one drawn with lines (SVG)"),
        );
    }
}

fn place_of(book: &Book, bytes: &Bytes) -> Option<Span> {
    book.cases().iter().find_map(|case| {
        let shows = |index: &usize| match case.picture(ImageId::after(*index)) {
            Some(Picture::Asset(asset)) => book.assets()[asset].bytes == bytes.as_slice(),
            Some(Picture::Drawing(_)) | None => false,
        };
        let images = &case.source().images;
        (0..images.len()).find(shows).map(|index| images[index].span)
    })
}

/// The pictures of pixels: the bytes of each, and the dots to an inch where it is largest.
fn pictures(document: &PagedDocument) -> Vec<(Bytes, f64)> {
    let mut found: Vec<(Bytes, f64)> = Vec::new();
    for page in document.pages() {
        collect(&page.frame, &mut found);
    }
    found
}

fn collect(frame: &Frame, found: &mut Vec<(Bytes, f64)>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, found),
            FrameItem::Image(image, size, _) => {
                let ImageKind::Raster(raster) = image.kind() else { continue };
                let dots = image.width() / size.x.to_inches();
                match found.iter_mut().find(|(bytes, _)| bytes == raster.data()) {
                    Some((_, least)) => *least = least.min(dots),
                    None => found.push((raster.data().clone(), dots)),
                }
            }
            FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}
