//! The whole book in one HTML file that refers to nothing outside itself but the links a reader may follow.

mod budget;
mod citation;
mod drawing;
mod edition;
mod fonts;
mod head;
mod navigation;
mod pictures;
mod policy;
mod tools;

use std::borrow::Cow;

use crate::apparatus::{self, words};
use crate::artifact::{Artifact, Content, Format};
use crate::diag::Diagnostics;
use crate::font::{Fonts, Usage, faces};
use crate::markup::{self, style, text, title_page};
use crate::picture::Drawn;
use crate::project::Theme;
use crate::resolve::Book;
pub use budget::Budget;
use edition::SingleFile;
use pictures::Pictures;

/// The file, or nothing if a style sheet or the script of the project cannot stand in it.
pub fn artifact(
    book: &Book,
    theme: &Theme,
    fonts: &Fonts,
    drawn: &[Drawn],
    packed: &[Cow<'_, [u8]>],
    diagnostics: &mut Diagnostics,
) -> Option<Artifact> {
    let edition = &SingleFile { book, drawn, pictures: Pictures::of(book, drawn, packed) };
    let manifest = book.manifest();
    let css = format!(
        "{}{}{}{}",
        style::root_rule(theme),
        theme.book_css,
        theme.html_css,
        style::figure_colours(theme)
    );
    style::check(&css, diagnostics);
    style::check_script(&theme.reader_script, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let body = body(book, edition);
    let faces = fonts::rules(&faces(theme, fonts, &Usage::of([body.as_str()]), diagnostics));
    // A checker takes the digest of what stands in an element without the line ends around it, and so do browsers if
    // there are none.
    let css = format!("{faces}{css}");
    let (css, script, data) = (css.trim(), theme.reader_script.trim(), head::linked_data(book));
    let html = format!(
        "<!DOCTYPE html>\n<html{}>\n<head>\n<meta charset=\"utf-8\">\n{}<title>{}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"generator\" content=\"casebook {}\">\n\
         <link rel=\"icon\" href=\"data:,\">\n{}<script type=\"application/ld+json\">{data}</script>\n\
         <style>{css}</style>\n<script>{script}</script>\n</head>\n<body>\n{body}</body>\n</html>\n",
        markup::language::<SingleFile<'_>>(&manifest.language),
        policy::policy(css, &[script, &data]),
        text(&manifest.title),
        env!("CARGO_PKG_VERSION"),
        head::metadata(book),
    );
    let content = Content::Book(Format::Html);
    Some(Artifact {
        content,
        path: Format::Html.book_file(book.slug()),
        pages: None,
        bytes: html.into_bytes(),
    })
}

/// Everything that is seen, and what the script needs.
fn body(book: &Book, edition: &SingleFile<'_>) -> String {
    let mut out = format!(
        "<a class=\"skip-link\" href=\"#_text\">{}</a>\n{}<header class=\"title-page\">\n{}{}</header>\n",
        words(book).reader.skip_to_the_text,
        edition.pictures.shapes(),
        title_page(book),
        citation::paragraph(&apparatus::citation::of_book(book)),
    );
    out.push_str(&navigation::sidebar(book, edition));
    out.push_str("<main id=\"_text\" tabindex=\"-1\">\n");
    for index in 0..book.cases().len() {
        out.push_str(&markup::case(book, index, edition));
    }
    out.push_str("</main>\n");
    out.push_str(&tools::template(book));
    out
}
