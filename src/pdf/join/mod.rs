//! Joins the PDFs of the documents of a book, without a second layout: pages, tags, outline, links, fonts and pictures.
//!
//! typst-pdf writes a document at once, with everything that it refers to in memory. Documents that are joined afterwards can be
//! written one by one.

mod alone;
mod banner;
mod book;
mod cmap;
mod content;
mod copier;
mod error;
mod file;
mod fonts;
mod head;
mod labels;
mod links;
mod metadata;
mod outline;
mod pages;
mod part;
mod postscript;
mod tags;
mod tree;
mod truetype;

pub use alone::alone;
pub use book::Book;
pub use error::Error;
pub use outline::Level;

/// A document of the book as PDF, as typst-pdf wrote it.
pub struct Part {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages at the beginning are not of the document. typst-pdf derives the text of a glyph from its first use, and such
    /// pages use glyphs as the book does.
    pub unprinted: usize,
    /// Whether the last of these pages is drawn at the top of the first one if the document becomes a file of its own.
    pub has_head: bool,
}

impl Part {
    /// A document without other pages.
    pub fn plain(pdf: Vec<u8>) -> Self {
        Self { pdf, unprinted: 0, has_head: false }
    }
}

/// Where a link from another document leads.
#[derive(Clone, Copy)]
pub struct Place {
    /// The index of the document.
    pub part: usize,
    /// The index of its page, without unprinted ones.
    pub page: usize,
    /// The distance from the left edge in points.
    pub x: f64,
    /// The distance from the upper edge in points.
    pub y: f64,
}
