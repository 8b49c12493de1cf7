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
mod works;

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;

use crate::apparatus;
use crate::artifact::{Artifact, Content, Format};
use crate::cache::Cache;
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

/// The inputs of the HTML other than the book.
pub struct Material<'a> {
    /// The theme.
    pub theme: &'a Theme,
    /// The available fonts.
    pub fonts: &'a Fonts,
    /// The drawn figures.
    pub drawn: &'a [Drawn],
    /// The compressed bytes of the pictures.
    pub pictures: &'a [Cow<'a, [u8]>],
    /// Results of earlier builds.
    pub cache: &'a Cache,
}

/// The file in parts.
pub struct Parts {
    /// Everything before the cases.
    pub before: String,
    /// The markup of each case.
    pub cases: Vec<String>,
    /// Everything after the cases.
    pub after: String,
    /// A digest of everything but the cases and the estimates of their heights.
    pub rest: u64,
}

impl Parts {
    /// The whole file.
    #[must_use]
    pub fn text(&self) -> String {
        [self.before.as_str(), &self.cases.concat(), &self.after].concat()
    }
}

/// The file of these parts.
#[must_use]
pub fn artifact(book: &Book, parts: &Parts) -> Artifact {
    let (content, path) = (Content::Book(Format::Html), Format::Html.book_file(book.slug()));
    Artifact { content, path, pages: None, bytes: parts.text().into_bytes() }
}

/// Builds the parts of the file. Returns `None` and reports it if a style sheet or the script of the project would end its
/// own element.
pub fn parts(book: &Book, material: &Material<'_>, diagnostics: &mut Diagnostics) -> Option<Parts> {
    let Material { theme, fonts, drawn, pictures, cache } = material;
    let edition = &SingleFile { book, drawn, pictures: Pictures::of(book, drawn, pictures) };
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
        (0..book.cases().len()).into_par_iter().map(|index| markup::case(book, index, edition)).collect();
    let body = body(book, edition);
    let pieces: Vec<&str> = cases.iter().map(String::as_str).chain([body.as_str()]).collect();
    let faces = fonts::rules(&faces(theme, fonts, &Usage::of(&pieces), diagnostics), cache);
    let css = faces + &css;
    let (mut hasher, data) = (DefaultHasher::new(), head::linked_data(book));
    (&css, &body, &data, &theme.reader_script).hash(&mut hasher);
    let head = head(book, theme, &(css + &heights::rules(book, &cases)), &data);
    let html = Tag::new("html").document_language::<SingleFile<'_>>(Some(&book.manifest().language));
    let html = format!("<!DOCTYPE html>\n{}\n", html.around(&format!("\n{head}\n{body}\n")));
    let (before, after) = html.split_once(CASES).unwrap_or((&html, ""));
    Some(Parts { before: before.to_owned(), cases, after: after.to_owned(), rest: hasher.finish() })
}

/// The head of the document.
fn head(book: &Book, theme: &Theme, css: &str, data: &str) -> String {
    // The CSP hash covers the content of an element. Some validators trim newlines around it, so there are none.
    let (css, script) = (css.trim(), theme.reader_script.trim());
    let head = [
        Tag::new("meta").with("charset", "utf-8").void::<SingleFile<'_>>() + "\n",
        policy::policy(css, &[script, data]),
        Tag::new("title").text(&book.manifest().title) + "\n",
        head::metadata(book),
        Tag::new("script").with("type", "application/ld+json").around(data) + "\n",
        Tag::new("style").around(css) + "\n",
        Tag::new("script").around(script) + "\n",
    ];
    Tag::new("head").around(&format!("\n{}", head.concat()))
}

/// The place of the cases. No text of an author has this character.
const CASES: char = '\0';

/// The visible content apart from the cases, and the template for the script.
fn body(book: &Book, edition: &SingleFile<'_>) -> String {
    let skip = Tag::new("a").with("class", "skip-link").with("href", "#_text");
    let title_page = title_page(book) + &citation::paragraph(&apparatus::citation::of_book(book));
    let header = Tag::new("header").classes(TITLE_PAGE.class, &[]).around(&format!("\n{title_page}"));
    let main = Tag::new("main").with("id", "_text").with("tabindex", -1).around(&format!("\n{CASES}"));
    let content = [
        skip.text(&book.wording().skip_to_text) + "\n",
        edition.pictures.shapes(),
        header + "\n",
        navigation::sidebar(book, edition),
        main + "\n",
        tools::template(book),
    ];
    Tag::new("body").around(&format!("\n{}", content.concat()))
}
