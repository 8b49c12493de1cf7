//! The whole book as EPUB 3.3: one content document a case, packed by epub-builder and finished by [`finish`].

mod finish;
mod navigation;
mod package;

use std::io::Cursor;

use chrono::{DateTime, Utc};
use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ReferenceType, ZipLibrary};
use uuid::Uuid;

use super::drawings::Drawn;
use super::markup::{self, Edition, text};
use super::words::words;
use super::{Artifact, html, style};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Part;
use crate::project::Theme;
use crate::resolve::{Asset, Book, Drawing, MediaType, Place};

/// One document a case.
struct Documents<'a> {
    book: &'a Book,
    drawn: &'a [Drawn],
}

impl Edition for Documents<'_> {
    const IS_XML: bool = true;
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
        format!(
            "<img class=\"drawing\" src=\"{}\" alt=\"{alt}\"/>",
            drawing_name(&self.book.drawings()[index])
        )
    }
}

/// File name of a case's document.
fn document_name(book: &Book, case: usize) -> String {
    format!("{}.xhtml", book.cases()[case].key())
}

fn image_name(asset: &Asset) -> String {
    format!("images/{}", asset.name)
}

fn drawing_name(drawing: &Drawing) -> String {
    format!("images/{}", drawing.name)
}

/// A place in the book, seen from the package document and from every content document: they share a folder.
fn address(book: &Book, case: usize, anchor: &str) -> String {
    format!("{}#{anchor}", document_name(book, case))
}

/// The EPUB, or nothing if it cannot be packed.
pub fn artifact(
    book: &Book,
    theme: &Theme,
    drawn: &[Drawn],
    diagnostics: &mut Diagnostics,
) -> Option<Artifact> {
    let packed = pack(book, theme, drawn).map_err(|error| error.to_string());
    let finished = packed.and_then(|bytes| finish::finish(book, &bytes).map_err(|error| error.to_string()));
    match finished {
        Ok(bytes) => Some(Artifact { path: format!("{}.epub", book.slug()), bytes }),
        Err(reason) => {
            diagnostics.push(Diagnostic::new(
                Code::Layout,
                None,
                format!("the EPUB could not be packed: {reason}"),
            ));
            None
        }
    }
}

/// What epub-builder does well: container, manifest, spine and guide. The rest is replaced afterwards.
fn pack(book: &Book, theme: &Theme, drawn: &[Drawn]) -> epub_builder::Result<Vec<u8>> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.set_title(book.manifest().title.clone());
    builder.set_languages(vec![book.manifest().language.clone()]);
    builder.set_uuid(Uuid::new_v5(&Uuid::NAMESPACE_URL, package::stable_name(book).as_bytes()));
    builder.set_toc_name(words(book).contents);
    builder.set_modified_date(modified(book));
    let css = format!("{}{}", theme.book_css, theme.epub_css);
    builder.stylesheet(style::inline_properties(&css, theme).as_bytes())?;
    for asset in book.assets() {
        builder.add_resource(image_name(asset), Cursor::new(&asset.bytes), asset.media_type.name())?;
    }
    for (drawing, drawn) in book.drawings().iter().zip(drawn) {
        builder.add_resource(drawing_name(drawing), Cursor::new(&drawn.svg), MediaType::Svg.name())?;
    }
    let title_page = document(&book.manifest().title, &book.manifest().language, &title_page(book));
    let title_page = EpubContent::new("title.xhtml", Cursor::new(title_page));
    builder.add_content(title_page.title(words(book).title_page).reftype(ReferenceType::TitlePage))?;
    let first_case = book.cases().iter().position(|case| case.part() == Part::Cases).unwrap_or(0);
    for (index, case) in book.cases().iter().enumerate() {
        let body = markup::case(book, index, &Documents { book, drawn });
        let language = case.language().unwrap_or(&book.manifest().language);
        let title = case.plain_title();
        let content =
            EpubContent::new(document_name(book, index), Cursor::new(document(&title, language, &body)));
        let content = content.title(title);
        builder.add_content(if index == first_case {
            content.reftype(ReferenceType::Text)
        } else {
            content
        })?;
    }
    let mut bytes = Vec::new();
    builder.generate(&mut bytes)?;
    Ok(bytes)
}

/// The time that the package says it was last modified.
fn modified(book: &Book) -> DateTime<Utc> {
    DateTime::from_timestamp(book.clock().unwrap_or(0), 0).unwrap_or_default()
}

fn title_page(book: &Book) -> String {
    let semantics = markup::semantics::<Documents<'_>>("titlepage", "");
    format!("<section class=\"title-page\"{semantics}>\n{}</section>\n", html::title_page(book))
}

/// A content document around `body`.
fn document(title: &str, language: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"{}>\n<head>\n<meta charset=\"utf-8\"/>\n<title>{}</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"stylesheet.css\"/>\n</head>\n<body>\n{body}</body>\n</html>\n",
        markup::language::<Documents<'_>>(language),
        text(title),
    )
}
