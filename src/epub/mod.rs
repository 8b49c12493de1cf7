//! The whole book as EPUB 3.3: one content document for each case, packed by epub-builder and completed by `finish.rs`.

mod cover;
mod documents;
mod finish;
mod fonts;
mod navigation;
mod package;

use std::borrow::Cow;
use std::io::Cursor;

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, PageDirection, ReferenceType, ZipLibrary};
use rayon::prelude::*;

use crate::artifact::{Artifact, Content, Format};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::font::{Face, Usage, faces};
use crate::markup::{self, Tag, style};
use crate::model::{Direction, Part};
use crate::picture::{MediaType, on_paper};
use crate::project::Theme;
use crate::resolve::{Asset, Book};
use crate::vocabulary::{COVER, TITLE_PAGE};
pub use cover::{Cover, cover};
pub use documents::Material;
use documents::{
    COVER_PAGE, Documents, document, document_name, drawing_name, image_name, modified, narrow_drawing_name,
    page_marks,
};

/// Builds the EPUB. Returns `None` and reports it if packing fails.
pub fn artifact(book: &Book, material: &Material<'_>, diagnostics: &mut Diagnostics) -> Option<Artifact> {
    if material.page_breaks.is_none() {
        let message = "the EPUB has no page list, because the pages of the PDF cannot be laid out";
        diagnostics
            .push(Diagnostic::new(Code::NoPageList, None, message).help("build the PDF to see the error"));
    }
    let documents = documents(book, material);
    let markup: Vec<&str> = documents.iter().map(|document| document.markup.as_str()).collect();
    let faces = faces(material.theme, material.fonts, &Usage::of(&markup), diagnostics);
    let packed = pack(book, material, &documents, &faces).map_err(|error| error.to_string());
    let finished =
        packed.and_then(|bytes| finish::finish(book, material, &bytes).map_err(|error| error.to_string()));
    match finished {
        Ok(bytes) => {
            let content = Content::Book(Format::Epub);
            Some(Artifact { content, path: Format::Epub.book_file(book.slug()), pages: None, bytes })
        }
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

/// A content document.
struct Document {
    name: String,
    title: String,
    markup: String,
    kind: Option<ReferenceType>,
}

/// The title page and the cases.
fn documents(book: &Book, material: &Material<'_>) -> Vec<Document> {
    let edition = &Documents { book, drawn: material.drawn, page_breaks: material.page_breaks };
    let title_page = Document {
        name: "title.xhtml".to_owned(),
        title: book.wording().title_page.clone(),
        markup: document(&book.manifest().title, &book.manifest().language, &title_page(edition)),
        kind: Some(ReferenceType::TitlePage),
    };
    let first_case = book.cases().iter().position(|case| case.part() == Part::Cases).unwrap_or(0);
    let cases = book.cases().par_iter().enumerate().map(|(index, case)| {
        let language = case.language().unwrap_or(&book.manifest().language);
        let title = case.plain_title();
        let markup = document(&title, language, &markup::case(book, index, edition));
        let kind = (index == first_case).then_some(ReferenceType::Text);
        Document { name: document_name(book, index), title, markup, kind }
    });
    std::iter::once(title_page).chain(cases.collect::<Vec<_>>()).collect()
}

/// epub-builder writes container, manifest, spine and guide. The rest is replaced afterwards.
fn pack(
    book: &Book,
    material: &Material<'_>,
    documents: &[Document],
    faces: &[Face],
) -> epub_builder::Result<Vec<u8>> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.set_title(book.manifest().title.clone());
    builder.set_languages(vec![book.manifest().language.clone()]);
    builder.epub_direction(match Direction::of(&book.manifest().language) {
        Direction::LeftToRight => PageDirection::Ltr,
        Direction::RightToLeft => PageDirection::Rtl,
    });
    builder.set_uuid(package::uuid(book));
    builder.set_toc_name(&book.wording().contents);
    builder.set_modified_date(modified(book));
    let (theme, sizes) = (material.theme, style::size_rules(book));
    let css = format!("{}{}", theme.book_css, theme.epub_css);
    let (languages, fallbacks) = (style::language_rules(&css, theme), style::fallback_rules(theme));
    let narrow = style::container_rules(&css);
    let css = format!("{css}{languages}{fallbacks}{sizes}{narrow}");
    let css = fonts::rules(faces) + &style::inline_properties(&css, material.theme);
    builder.stylesheet(css.as_bytes())?;
    for face in faces {
        builder.add_resource(fonts::name(face), Cursor::new(&face.bytes), fonts::media_type(face))?;
    }
    let cover = material.cover;
    builder.add_cover_image(cover.name, Cursor::new(&cover.bytes), cover.media_type.name())?;
    for (asset, bytes) in book.assets().iter().zip(material.pictures) {
        let bytes = visible(asset, bytes, theme);
        builder.add_resource(image_name(asset), Cursor::new(bytes), asset.media_type.name())?;
    }
    for (drawing, drawn) in book.drawings().iter().zip(material.drawn) {
        let wide = Some((drawing_name(drawing), &drawn.svg));
        let narrow = drawn.narrow.as_ref().map(|svg| (narrow_drawing_name(drawing), svg));
        for (name, svg) in wide.into_iter().chain(narrow) {
            let svg = on_paper(svg, material.theme);
            builder.add_resource(name, Cursor::new(svg), MediaType::Svg.name())?;
        }
    }
    let cover_page = document(&book.manifest().title, &book.manifest().language, &cover_page(book, cover));
    builder.add_content(
        EpubContent::new(COVER_PAGE, Cursor::new(cover_page))
            .title(&book.wording().cover)
            .reftype(ReferenceType::Cover),
    )?;
    for document in documents {
        let content = EpubContent::new(&document.name, Cursor::new(&document.markup)).title(&document.title);
        builder.add_content(match &document.kind {
            Some(kind) => content.reftype(*kind),
            None => content,
        })?;
    }
    let mut bytes = Vec::new();
    builder.generate(&mut bytes)?;
    Ok(bytes)
}

/// A picture as it is in the EPUB. An SVG has its own background, because e-readers remove those of the style sheet on
/// dark pages.
fn visible<'a>(asset: &Asset, bytes: &'a [u8], theme: &Theme) -> Cow<'a, [u8]> {
    match str::from_utf8(bytes) {
        Ok(svg) if asset.media_type == MediaType::Svg => Cow::Owned(on_paper(svg, theme).into_bytes()),
        Ok(_) | Err(_) => Cow::Borrowed(bytes),
    }
}

/// The cover page, with an alternative text.
fn cover_page(book: &Book, cover: &Cover<'_>) -> String {
    let own = book.manifest().cover.as_ref().and_then(|image| image.alt.clone());
    let alt = own.unwrap_or_else(|| book.wording().cover_of.with(&book.manifest().title));
    let image = Tag::new("img").with("src", cover.name).with("alt", alt).with("role", "doc-cover");
    let page = Tag::new(COVER.element).classes(COVER.class, &[]).semantics::<Documents<'_>>("cover", "");
    page.around(&format!("\n{}\n", image.empty())) + "\n"
}

/// The title page, with the page-break markers of the PDF pages before the contents.
fn title_page(edition: &Documents<'_>) -> String {
    let pages = edition.page_breaks.map(|breaks| breaks.title_page.as_slice()).unwrap_or_default();
    let page = Tag::new(TITLE_PAGE.element).classes(TITLE_PAGE.class, &[]);
    let page = page.semantics::<Documents<'_>>("titlepage", "");
    page.around(&format!("\n{}{}", page_marks(pages), markup::title_page(edition.book))) + "\n"
}
