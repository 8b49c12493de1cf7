//! The `Edition` of the single-file HTML.

use super::citation;
use super::pictures::Pictures;
use crate::apparatus;
use crate::markup::{Edition, Syntax, Tag};
use crate::picture::Drawn;
use crate::resolve::{Asset, Book, Place};

/// All places are in one document. The title of the book is its only heading of level 1.
pub struct SingleFile<'a> {
    pub book: &'a Book,
    pub drawn: &'a [Drawn],
    pub pictures: Pictures<'a>,
}

impl Syntax for SingleFile<'_> {
    const IS_XML: bool = false;
}

impl Edition for SingleFile<'_> {
    const HEADING_OFFSET: u8 = 1;

    fn href(&self, _: usize, place: &Place) -> String {
        format!("#{}", place.anchor)
    }

    fn image(&self, index: usize, asset: &Asset) -> String {
        self.pictures.address(index, asset)
    }

    fn drawn(&self) -> &[Drawn] {
        self.drawn
    }

    fn drawing(&self, index: usize, classes: &str, alt: &str) -> String {
        self.pictures.drawing(index, classes, alt)
    }

    fn narrow_drawing(&self, index: usize, classes: &str, alt: &str) -> Option<String> {
        self.pictures.narrow_drawing(index, classes, alt)
    }

    fn shared_picture(&self, index: usize, alt: &str, tag: Tag<'_>) -> Option<String> {
        self.pictures.shared(index, alt, tag)
    }

    fn colophon(&self, case: usize) -> String {
        let case = &self.book.cases()[case];
        let citation = apparatus::citation::of_case(self.book, case);
        citation.map(|citation| citation::paragraph(&citation)).unwrap_or_default()
    }
}
