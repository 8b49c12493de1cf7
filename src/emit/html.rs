//! The whole book in one HTML file that refers to nothing outside itself but the links a reader may follow.

pub mod budget;
mod citation;
mod drawing;
mod fonts;
mod head;
mod navigation;
mod pictures;
mod policy;
mod tools;

use std::borrow::Cow;

use super::drawings::Drawn;
use super::fonts::{Usage, faces};
use super::markup::{self, Edition, text};
use super::pdf::world::Stage;
use super::words::words;
use super::{Artifact, Format, style};
use crate::diag::Diagnostics;
use crate::model::Person;
use crate::project::Theme;
use crate::resolve::{Asset, Book, Place};
use pictures::Pictures;

/// All places are in one document; the book's title is its only heading of level 1.
struct SingleFile<'a> {
    book: &'a Book,
    drawn: &'a [Drawn],
    pictures: Pictures<'a>,
}

impl Edition for SingleFile<'_> {
    const IS_XML: bool = false;
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

    fn drawing(&self, index: usize, alt: &str) -> String {
        self.pictures.drawing(index, alt)
    }

    fn shared_picture(&self, index: usize, alt: &str, attributes: &str) -> Option<String> {
        self.pictures.shared(index, alt, attributes)
    }

    fn colophon(&self, case: usize) -> String {
        let case = &self.book.cases()[case];
        let citation = super::citation::of_case(self.book, case);
        citation.map(|citation| citation::paragraph(&citation)).unwrap_or_default()
    }
}

/// The file, or nothing if a style sheet or the script of the project cannot stand in it.
pub fn artifact(
    book: &Book,
    theme: &Theme,
    stage: &Stage,
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
    let faces = fonts::rules(&faces(theme, stage, &Usage::of([body.as_str()]), diagnostics));
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
    Some(Artifact { path: Format::Html.book_file(book.slug()), bytes: html.into_bytes() })
}

/// Everything that is seen, and what the script needs.
fn body(book: &Book, edition: &SingleFile<'_>) -> String {
    let mut out = format!(
        "<a class=\"skip-link\" href=\"#_text\">{}</a>\n{}<header class=\"title-page\">\n{}{}</header>\n",
        words(book).reader.skip_to_the_text,
        edition.pictures.shapes(),
        title_page(book),
        citation::paragraph(&super::citation::of_book(book)),
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

/// Title, subtitle, people and imprint, as markup that is also XHTML.
pub fn title_page(book: &Book) -> String {
    let manifest = book.manifest();
    let mut out = format!("<h1 class=\"title\">{}</h1>\n", text(&manifest.title));
    let mut line = |class: &str, words: Option<&str>| {
        if let Some(words) = words {
            out.push_str(&format!("<p class=\"{class}\">{}</p>\n", text(words)));
        }
    };
    line("subtitle", manifest.subtitle.as_deref());
    for author in credits(book, &manifest.authors) {
        line("author", Some(&author));
    }
    for contributor in credits(book, &manifest.contributors) {
        line("contributor", Some(&contributor));
    }
    line("publisher", manifest.publisher.as_deref());
    line("date", manifest.date.map(|date| date.year.to_string()).as_deref());
    line("rights", manifest.rights.as_deref());
    out
}

/// One line for each run of people with the same label: "with assistance from A and B".
pub fn credits(book: &Book, people: &[Person]) -> Vec<String> {
    let and = words(book).and;
    people
        .chunk_by(|a, b| a.label == b.label)
        .map(|group| {
            let names: Vec<&str> = group.iter().map(|person| person.name.as_str()).collect();
            let names = match names.as_slice() {
                [rest @ .., last] if rest.len() > 1 => format!("{} {and} {last}", rest.join(", ")),
                names => names.join(&format!(" {and} ")),
            };
            match group.first().and_then(|person| person.label.as_deref()) {
                Some(label) => format!("{label} {names}"),
                None => names,
            }
        })
        .collect()
}
