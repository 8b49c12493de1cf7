//! Pictures of too few pixels for their size on paper.

use typst::foundations::Bytes;
use typst::layout::{Frame, FrameItem};
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

use super::complaints::Places;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::ImageId;
use crate::resolve::{Book, Picture};
use crate::source::Span;

/// Dots to an inch under which everybody sees the dots.
pub const PLAIN: f64 = 200.0;
/// Dots to an inch that a printer wants.
pub const PRINT: f64 = 300.0;

/// Warns of each picture of fewer than `least` dots to an inch, where it is largest. Dots are counted in whole numbers, as they
/// are shown.
pub fn check(
    book: &Book,
    document: &PagedDocument,
    places: &Places<'_>,
    least: f64,
    diagnostics: &mut Diagnostics,
) {
    let coarse = |shown: &Shown| shown.dots.round() < least;
    for Shown { bytes, dots, span } in pictures(document).into_iter().filter(coarse) {
        let message = format!("this picture has {dots:.0} dots to an inch on paper, and needs {least}");
        let place = places.find(span.into()).and_then(|block| place_of(book, &bytes, Some(block)));
        let place = place.or_else(|| place_of(book, &bytes, None));
        diagnostics.push(
            Diagnostic::new(Code::CoarsePicture, place, message)
                .help("put a picture of more pixels in its place, or one drawn with lines (SVG)"),
        );
    }
}

/// The place of the first image that shows these bytes, in a block if one is given.
fn place_of(book: &Book, bytes: &Bytes, block: Option<Span>) -> Option<Span> {
    book.cases().iter().find_map(|case| {
        let images = &case.source().images;
        let shows = |index: &usize| match case.picture(ImageId::after(*index)) {
            Some(Picture::Asset(asset)) => book.assets()[asset].bytes == bytes.as_slice(),
            Some(Picture::Drawing(_)) | None => false,
        };
        let is_there = |index: &usize| block.is_none_or(|block| holds(block, images[*index].span));
        (0..images.len()).filter(is_there).find(shows).map(|index| images[index].span)
    })
}

fn holds(block: Span, span: Span) -> bool {
    block.file == span.file && block.start <= span.start && span.end <= block.end
}

/// A picture of pixels where it is largest.
struct Shown {
    bytes: Bytes,
    /// Dots to an inch.
    dots: f64,
    /// The place in the generated sources.
    span: typst::syntax::Span,
}

fn pictures(document: &PagedDocument) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    for page in document.pages() {
        collect(&page.frame, &mut found);
    }
    found
}

fn collect(frame: &Frame, found: &mut Vec<Shown>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, found),
            FrameItem::Image(image, size, span) => {
                let ImageKind::Raster(raster) = image.kind() else { continue };
                let shown =
                    Shown { bytes: raster.data().clone(), dots: image.width() / size.x.to_inches(), span: *span };
                match found.iter_mut().find(|other| other.bytes == shown.bytes) {
                    Some(other) if shown.dots < other.dots => *other = shown,
                    Some(_) => {}
                    None => found.push(shown),
                }
            }
            FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}
