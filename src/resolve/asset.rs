//! The pictures of a book as they are used.

use crate::picture::MediaType;
use crate::source::FileId;

/// An image of the book.
#[derive(Debug)]
pub struct Asset {
    /// The file in the project.
    pub file: FileId,
    /// File name in the outputs: letters, digits and hyphens, unique in the book.
    pub name: String,
    /// What the bytes are.
    pub media_type: MediaType,
    /// Width and height in pixels; `None` for SVG.
    pub size: Option<(u32, u32)>,
    /// The bytes as they are in the project; those of a PNG, where the format is one that not every reader shows.
    pub bytes: Vec<u8>,
}

/// What an image turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// A file: an index into [`Book::assets`](super::Book::assets).
    Asset(usize),
    /// A figure to draw: an index into [`Book::drawings`](super::Book::drawings).
    Drawing(usize),
}
