//! The whole book in one HTML file that refers to nothing outside itself but the links a reader may follow.

mod fonts;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::contents::{Entry, contents};
use super::drawings::{Drawn, with_dark_colours};
use super::fonts::{Usage, faces};
use super::lists::lists;
use super::markup::{self, Edition, text};
use super::pdf::world::Stage;
use super::words::words;
use super::{Artifact, style};
use crate::diag::Diagnostics;
use crate::model::Person;
use crate::project::Theme;
use crate::resolve::{Asset, Book, Place};

/// All places are in one document; the book's title is its only heading of level 1.
struct SingleFile<'a> {
    theme: &'a Theme,
    drawn: &'a [Drawn],
}

impl Edition for SingleFile<'_> {
    const IS_XML: bool = false;
    const HEADING_OFFSET: u8 = 1;

    fn href(&self, _: usize, place: &Place) -> String {
        format!("#{}", place.anchor)
    }

    fn image(&self, _: usize, asset: &Asset) -> String {
        format!("data:{};base64,{}", asset.media_type.name(), BASE64.encode(&asset.bytes))
    }

    fn drawn(&self) -> &[Drawn] {
        self.drawn
    }

    fn drawing(&self, index: usize, alt: &str) -> String {
        let svg = BASE64.encode(with_dark_colours(&self.drawn[index].svg, self.theme));
        format!("<img class=\"drawing\" src=\"data:image/svg+xml;base64,{svg}\" alt=\"{alt}\">")
    }
}

/// The file, or nothing if a style sheet of the project cannot stand in it.
pub fn artifact(
    book: &Book,
    theme: &Theme,
    stage: &Stage,
    drawn: &[Drawn],
    diagnostics: &mut Diagnostics,
) -> Option<Artifact> {
    let edition = &SingleFile { theme, drawn };
    let manifest = book.manifest();
    let css = format!("{}{}{}", style::root_rule(theme), theme.book_css, theme.html_css);
    style::check(&css, diagnostics);
    let body = body(book, edition);
    let faces = fonts::rules(&faces(theme, stage, &Usage::of([body.as_str()]), diagnostics));
    if diagnostics.has_errors() {
        return None;
    }
    let description = manifest
        .description
        .as_deref()
        .map(|words| format!("<meta name=\"description\" content=\"{}\">\n", text(words)));
    let authors = manifest
        .authors
        .iter()
        .map(|author| format!("<meta name=\"author\" content=\"{}\">\n", text(&author.name)));
    let out = format!(
        "<!DOCTYPE html>\n<html{}>\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"casebook {}\">\n{}{}<style>\n{faces}{css}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        markup::language::<SingleFile<'_>>(&manifest.language),
        text(&manifest.title),
        env!("CARGO_PKG_VERSION"),
        authors.collect::<String>(),
        description.unwrap_or_default(),
    );
    Some(Artifact { path: format!("{}.html", book.slug()), bytes: out.into_bytes() })
}

/// Everything that is seen.
fn body(book: &Book, edition: &SingleFile<'_>) -> String {
    let mut out = String::new();
    out.push_str(&format!("<header class=\"title-page\">\n{}</header>\n", title_page(book)));
    navigation(book, edition, "contents", words(book).contents, &contents(book), &mut out);
    for list in lists(book) {
        navigation(book, edition, list.name, list.title, &list.entries, &mut out);
    }
    out.push_str("<main>\n");
    for index in 0..book.cases().len() {
        out.push_str(&markup::case(book, index, edition));
    }
    out.push_str("</main>\n");
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

/// The contents, or a list of figures or tables. Its id begins with an underscore, as no other does.
fn navigation(
    book: &Book,
    edition: &SingleFile<'_>,
    name: &str,
    title: &str,
    list: &[Entry<'_>],
    out: &mut String,
) {
    let class = if name == "contents" { name.to_owned() } else { format!("contents {name}") };
    out.push_str(&format!(
        "<nav class=\"{class}\" aria-labelledby=\"_{name}\">\n<h2 id=\"_{name}\">{title}</h2>\n"
    ));
    entries(book, edition, list, out);
    out.push_str("</nav>\n");
}

fn entries(book: &Book, edition: &SingleFile<'_>, list: &[Entry<'_>], out: &mut String) {
    out.push_str("<ol>\n");
    for entry in list {
        let label = markup::label(book, entry.case, edition, &entry.heading);
        out.push_str(&format!("<li><a href=\"#{}\">{label}</a>", entry.anchor));
        if !entry.children.is_empty() {
            out.push('\n');
            entries(book, edition, &entry.children, out);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}
