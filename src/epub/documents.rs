//! The documents of the package: their names, and what stands around the text in each.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::apparatus::{PageBreak, PageBreaks};
use crate::font::Fonts;
use crate::markup::{self, Edition, Syntax, Tag};
use crate::picture::Drawn;
use crate::project::Theme;
use crate::resolve::{Asset, Book, Drawing, Place};
use crate::vocabulary::DRAWING;

/// What the EPUB is made of beside the book.
pub struct Material<'a> {
    /// The looks.
    pub theme: &'a Theme,
    /// The fonts to choose from.
    pub fonts: &'a Arc<Fonts>,
    /// The drawn figures.
    pub drawn: &'a [Drawn],
    /// The bytes of the pictures.
    pub pictures: &'a [Cow<'a, [u8]>],
    /// Where the pages of the PDF begin, if they could be laid out.
    pub page_breaks: Option<&'a PageBreaks>,
}

/// One document a case.
pub struct Documents<'a> {
    pub book: &'a Book,
    pub drawn: &'a [Drawn],
    pub page_breaks: Option<&'a PageBreaks>,
}

impl Syntax for Documents<'_> {
    const IS_XML: bool = true;
}

impl Edition for Documents<'_> {
    const HEADING_OFFSET: u8 = 0;

    fn href(&self, from: usize, place: &Place) -> String {
        if place.case == from {
            format!("#{}", place.anchor)
        } else {
            address(self.book, place.case, &place.anchor)
        }
    }

    fn image(&self, _: usize, asset: &Asset) -> String {
        image_name(asset)
    }

    fn drawn(&self) -> &[Drawn] {
        self.drawn
    }

    fn drawing(&self, index: usize, alt: &str) -> String {
        let source = drawing_name(&self.book.drawings()[index]);
        let tag = Tag::new(DRAWING.element).classes(DRAWING.class, &[]).with("src", source);
        tag.with("alt", alt).void::<Self>()
    }

    fn page_breaks(&self, case: usize) -> &[PageBreak] {
        self.page_breaks.map(|breaks| breaks.of_case(case)).unwrap_or_default()
    }
}

/// File name of a case's document.
pub fn document_name(book: &Book, case: usize) -> String {
    format!("{}.xhtml", book.cases()[case].key())
}

pub fn image_name(asset: &Asset) -> String {
    format!("images/{}", asset.name)
}

pub fn drawing_name(drawing: &Drawing) -> String {
    format!("images/{}", drawing.name)
}

/// A place in the book, seen from the package document and from every content document: they share a folder.
pub fn address(book: &Book, case: usize, anchor: &str) -> String {
    format!("{}#{anchor}", document_name(book, case))
}

/// The time that the package says it was last modified.
pub fn modified(book: &Book) -> DateTime<Utc> {
    DateTime::from_timestamp(book.clock().unwrap_or(0), 0).unwrap_or_default()
}

/// File name of the page with the cover.
pub const COVER_PAGE: &str = "cover.xhtml";

/// Marks for pages that begin here, one after another.
pub fn page_marks(pages: &[String]) -> String {
    pages.iter().map(|page| markup::page_mark::<Documents<'_>>("div", page) + "\n").collect()
}

/// The first line of every file of the package that is XML.
pub const XML: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// A content document around `body`.
pub fn document(title: &str, language: &str, body: &str) -> String {
    let sheet = Tag::new("link").with("rel", "stylesheet").with("type", "text/css");
    let head = [
        Tag::new("meta").with("charset", "utf-8").empty(),
        Tag::new("title").text(title),
        sheet.with("href", "stylesheet.css").empty(),
    ];
    let head = Tag::new("head").around(&format!("\n{}\n", head.join("\n")));
    let body = Tag::new("body").around(&format!("\n{body}"));
    let html = Tag::new("html")
        .with("xmlns", "http://www.w3.org/1999/xhtml")
        .with("xmlns:epub", "http://www.idpf.org/2007/ops")
        .language::<Documents<'_>>(Some(language))
        .around(&format!("\n{head}\n{body}\n"));
    format!("{XML}<!DOCTYPE html>\n{html}\n")
}
