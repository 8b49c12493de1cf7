//! The image files of a book, as the outputs embed them.

use crate::picture::MediaType;
use crate::source::FileId;

/// An image of the book.
#[derive(Debug)]
pub struct Asset {
    /// The file in the project.
    pub file: FileId,
    /// File name in the outputs: letters, digits and hyphens, unique in the book.
    pub name: String,
    /// Format of `bytes`.
    pub media_type: MediaType,
    /// Width and height in pixels, upright; `None` for SVG.
    pub size: Option<(u32, u32)>,
    /// The content of the file, converted if outputs would show it differently: upright, in sRGB, in a core media type of
    /// EPUB 3, and without the parts of an SVG that only some show.
    pub bytes: Vec<u8>,
}

/// What an image in the text refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// A file: an index into [`Book::assets`](super::Book::assets).
    Asset(usize),
    /// A figure to draw: an index into [`Book::drawings`](super::Book::drawings).
    Drawing(usize),
}
