//! The whole book in one HTML file without external resources; only links lead out of it.

mod budget;
mod citation;
mod drawing;
mod edition;
mod fonts;
mod head;
mod heights;
mod navigation;
mod pictures;
mod policy;
mod tools;

use std::borrow::Cow;

use crate::apparatus;
use crate::artifact::{Artifact, Content, Format};
use crate::diag::Diagnostics;
use crate::font::{Fonts, Usage, faces};
use crate::markup::{self, Tag, style, title_page};
use crate::picture::Drawn;
use crate::project::Theme;
use crate::resolve::Book;
use crate::vocabulary::TITLE_PAGE;
pub use budget::Budget;
use edition::SingleFile;
use pictures::Pictures;

/// Builds the file. Returns `None` and reports it if a style sheet or the script of the project would end its own
/// element.
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
        "{}{}{}{}{}{}{}",
        style::root_rule(theme),
        theme.book_css,
        theme.html_css,
        style::language_rules(&format!("{}{}", theme.book_css, theme.html_css), theme),
        style::fallback_rules(theme),
        style::figure_colours(theme),
        style::size_rules(book)
    );
    style::check(&css, diagnostics);
    style::check_script(&theme.reader_script, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let cases: Vec<String> =
        (0..book.cases().len()).map(|index| markup::case(book, index, edition)).collect();
    let body = body(book, edition, &cases);
    let faces = fonts::rules(&faces(theme, fonts, &Usage::of([body.as_str()]), diagnostics));
    // The CSP hash covers the content of an element. Some validators trim newlines around it, so there are none.
    let css = format!("{faces}{css}{}", heights::rules(book, &cases));
    let (css, script, data) = (css.trim(), theme.reader_script.trim(), head::linked_data(book));
    let head = [
        Tag::new("meta").with("charset", "utf-8").void::<SingleFile<'_>>() + "\n",
        policy::policy(css, &[script, &data]),
        Tag::new("title").text(&manifest.title) + "\n",
        head::metadata(book),
        Tag::new("script").with("type", "application/ld+json").around(&data) + "\n",
        Tag::new("style").around(css) + "\n",
        Tag::new("script").around(script) + "\n",
    ];
    let head = Tag::new("head").around(&format!("\n{}", head.concat()));
    let body = Tag::new("body").around(&format!("\n{body}"));
    let html = Tag::new("html").document_language::<SingleFile<'_>>(Some(&manifest.language));
    let html = format!("<!DOCTYPE html>\n{}\n", html.around(&format!("\n{head}\n{body}\n")));
    let content = Content::Book(Format::Html);
    Some(Artifact {
        content,
        path: Format::Html.book_file(book.slug()),
        pages: None,
        bytes: html.into_bytes(),
    })
}

/// The visible content, and the template for the script.
fn body(book: &Book, edition: &SingleFile<'_>, cases: &[String]) -> String {
    let skip = Tag::new("a").with("class", "skip-link").with("href", "#_text");
    let title_page = title_page(book) + &citation::paragraph(&apparatus::citation::of_book(book));
    let header = Tag::new("header").classes(TITLE_PAGE.class, &[]).around(&format!("\n{title_page}"));
    let main =
        Tag::new("main").with("id", "_text").with("tabindex", -1).around(&format!("\n{}", cases.concat()));
    [
        skip.text(&book.wording().skip_to_text) + "\n",
        edition.pictures.shapes(),
        header + "\n",
        navigation::sidebar(book, edition),
        main + "\n",
        tools::template(book),
    ]
    .concat()
}
