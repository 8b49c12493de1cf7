//! Finds pictures whose resolution is too low for their size on paper.

use typst::foundations::Bytes;
use typst::layout::{Frame, FrameItem};
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Block, BlockKind, ImageId};
use crate::resolve::{Book, BookCase, Picture};
use crate::source::Span;

/// Minimum resolution for every format, in dots per inch. Below it, readers see the pixels.
pub const PLAIN: f64 = 200.0;
/// Minimum resolution that printers ask for, in dots per inch.
pub const PRINT: f64 = 300.0;

/// The bytes of each raster picture, and its lowest resolution on the pages in dots per inch.
#[derive(Default)]
pub struct Pictures(Vec<(Bytes, f64)>);

impl Pictures {
    /// The pictures of a document.
    #[must_use]
    pub fn of(document: &PagedDocument) -> Self {
        let mut found = Self::default();
        document.pages().iter().for_each(|page| found.collect(&page.frame));
        found
    }

    /// Adds those of another document.
    pub fn add(&mut self, other: &Self) {
        other.0.iter().for_each(|(bytes, dots)| self.insert(bytes, *dots));
    }

    /// Reports each picture whose resolution is below `least`, at its first use as a figure, where it is largest. The
    /// resolution is rounded, so that a message cannot say "300 dpi, but needs 300".
    pub fn complain(&self, book: &Book, least: f64, diagnostics: &mut Diagnostics) {
        for (bytes, dots) in self.0.iter().filter(|(_, dots)| dots.round() < least) {
            let message = format!("this picture has {dots:.0} dpi on paper, but needs {least}");
            diagnostics.push(
                Diagnostic::new(Code::CoarsePicture, place_of(book, bytes), message)
                    .help("use a picture with more pixels, or a vector drawing (SVG)"),
            );
        }
    }

    /// The bytes of each picture, and its resolution.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], f64)> {
        self.0.iter().map(|(bytes, dots)| (bytes.as_slice(), *dots))
    }

    /// Adds a picture with a resolution.
    pub fn insert(&mut self, bytes: &Bytes, dots: f64) {
        match self.0.iter_mut().find(|(known, _)| known == bytes) {
            Some((_, least)) => *least = least.min(dots),
            None => self.0.push((bytes.clone(), dots)),
        }
    }

    fn collect(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.collect(&group.frame),
                FrameItem::Image(image, size, _) => {
                    let ImageKind::Raster(raster) = image.kind() else { continue };
                    self.insert(raster.data(), image.width() / size.x.to_inches());
                }
                FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }
}

/// The place of the first use of a picture with these bytes, as a figure if there is one.
pub fn place_of(book: &Book, bytes: &[u8]) -> Option<Span> {
    let shows = |case: &BookCase, image: ImageId| match case.picture(image) {
        Some(Picture::Asset(asset)) => book.assets()[asset].bytes == bytes,
        Some(Picture::Drawing(_)) | None => false,
    };
    let place = |case: &BookCase, mut images: Vec<ImageId>| {
        images.retain(|image| shows(case, *image));
        images.first().map(|image| case.source().images[image.index()].span)
    };
    let cases = || book.cases().iter();
    let all = |case: &BookCase| (0..case.source().images.len()).map(ImageId::after).collect();
    cases()
        .find_map(|case| place(case, figures(case)))
        .or_else(|| cases().find_map(|case| place(case, all(case))))
}

/// The images of figures. Images in a line of text are only as high as its letters.
fn figures(case: &BookCase) -> Vec<ImageId> {
    let figure = |block: &Block| match &block.kind {
        BlockKind::Figure(figure) => figure.images().iter().map(|image| image.image).collect(),
        _ => Vec::new(),
    };
    case.source().nodes().blocks().flat_map(figure).collect()
}
