//! The content documents of the package: their names, and the markup around the text.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::cover::Cover;
use crate::apparatus::{PageBreak, PageBreaks};
use crate::font::Fonts;
use crate::markup::{self, Edition, Syntax, Tag};
use crate::picture::Drawn;
use crate::project::Theme;
use crate::resolve::{Asset, Book, Drawing, Place};
use crate::vocabulary::DRAWING;

/// The inputs of the EPUB other than the book.
pub struct Material<'a> {
    /// The theme.
    pub theme: &'a Theme,
    /// The available fonts.
    pub fonts: &'a Arc<Fonts>,
    /// The drawn figures.
    pub drawn: &'a [Drawn],
    /// The picture on the cover.
    pub cover: &'a Cover<'a>,
    /// The compressed bytes of the pictures.
    pub pictures: &'a [Cow<'a, [u8]>],
    /// The page breaks of the PDF, if it could be laid out.
    pub page_breaks: Option<&'a PageBreaks>,
}

/// The `Edition` of the EPUB: one document for each case.
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

    fn drawing(&self, index: usize, classes: &str, alt: &str) -> String {
        let source = drawing_name(&self.book.drawings()[index]);
        let tag = Tag::new(DRAWING.element).classes(classes, &[]).with("src", source);
        tag.with("alt", alt).void::<Self>()
    }

    fn narrow_drawing(&self, index: usize, classes: &str, alt: &str) -> Option<String> {
        self.drawn.get(index)?.narrow.as_ref()?;
        let source = narrow_drawing_name(&self.book.drawings()[index]);
        let tag = Tag::new(DRAWING.element).classes(classes, &[]).with("src", source);
        Some(tag.with("alt", alt).void::<Self>())
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

/// File name of the variant of a drawn figure for narrow screens.
pub fn narrow_drawing_name(drawing: &Drawing) -> String {
    format!("images/narrow-{}", drawing.name)
}

pub fn drawing_name(drawing: &Drawing) -> String {
    format!("images/{}", drawing.name)
}

/// The `href` of a place, valid in the package document and in all content documents, because they are in one folder.
pub fn address(book: &Book, case: usize, anchor: &str) -> String {
    format!("{}#{anchor}", document_name(book, case))
}

/// The modification time of the package.
pub fn modified(book: &Book) -> DateTime<Utc> {
    DateTime::from_timestamp(book.clock().unwrap_or(0), 0).unwrap_or_default()
}

/// File name of the cover page.
pub const COVER_PAGE: &str = "cover.xhtml";

/// Page-break markers for the pages that begin here.
pub fn page_marks(pages: &[String]) -> String {
    pages.iter().map(|page| markup::page_mark::<Documents<'_>>("div", page) + "\n").collect()
}

/// The XML declaration of every XML file in the package.
pub const XML: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// A content document with `body` as its content.
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
        .document_language::<Documents<'_>>(Some(language))
        .around(&format!("\n{head}\n{body}\n"));
    format!("{XML}<!DOCTYPE html>\n{html}\n")
}
