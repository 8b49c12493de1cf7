//! Picture files: the accepted formats, their validation, and their conversion for EPUB and HTML.

mod drawn;
mod kind;
mod pack;
mod pdf;
mod raster;
pub mod svg;

pub use drawn::{Drawn, on_paper, with_words};
pub use kind::{MediaType, Motion, Read, Remark};
pub use pack::{pack, png_of_pixels};
pub use pdf::is_pdf;

/// Validates a picture and converts it if necessary. `language` is that of the book, which selects the parts of an SVG.
///
/// # Errors
/// The reason why the picture cannot be used, in a few words.
pub fn read(bytes: Vec<u8>, language: &str) -> Result<Read, String> {
    if pdf::is_pdf(&bytes) {
        return pdf::read(bytes);
    }
    if svg::is_svg(&bytes) {
        return svg::read(&bytes, language);
    }
    raster::read(&bytes)
}
