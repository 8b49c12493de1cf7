//! Every construct of the dialect: one Markdown file, and its output as markup and Typst source.

use std::fs;
use std::path::Path;

use casebook::artifact::{Format, Selection};
use casebook::diag::{Diagnostics, Levels, render};
use casebook::{compile, load};
use libtest_mimic::Trial;

use crate::golden::{Outcome, each, expect};

pub fn tests() -> Vec<Trial> {
    each("constructs", |path| path.extension().is_some_and(|ending| ending == "md"), construct)
}

/// The fixtures show constructs, so the checks of proof-readers are off.
const MANIFEST: &str = "title: Book\nlanguage: en\ncases: [case.md]\nchecks:\n  coarse-picture: allow\n  dead-mention: allow\n  \
    duplicate-label: allow\n  empty-section: allow\n  number-jump: allow\n  repeated-caption: allow\n  unbalanced-quote: allow\n";

/// The HTML of the case, its diagnostics, and the Typst source of its pages, in one golden file.
fn construct(path: &Path) -> Outcome {
    let folder = tempfile::tempdir()?;
    fs::copy(path, folder.path().join("case.md"))?;
    for material in ["picture.png", "figure.typ", "figure.yaml", "figure.csv"] {
        fs::copy(
            crate::golden::root().join("tests/constructs").join(material),
            folder.path().join(material),
        )?;
    }
    fs::write(folder.path().join("book.yaml"), MANIFEST)?;
    let mut project = load::project(folder.path())?;
    project.folder = String::new();
    let (book, mut diagnostics) = compile::book(&project, None);
    let mut actual = String::new();
    if let Some(book) = &book {
        let theme = load::theme(&project, &mut Diagnostics::default());
        let selection = Selection { formats: &[Format::Html, Format::Pdf], cases: None };
        let artifacts = casebook::render::book(book, &theme, &selection, &mut diagnostics);
        let html =
            artifacts.iter().find(|artifact| artifact.path == "book.html").ok_or("no HTML was made")?;
        artifacts.iter().find(|artifact| artifact.path == "book.pdf").ok_or("no PDF was made")?;
        let html = String::from_utf8(html.bytes.clone())?;
        let main = html
            .split_once("<main id=\"_text\" tabindex=\"-1\">\n")
            .and_then(|(_, rest)| rest.split_once("</main>"))
            .ok_or("no <main>")?
            .0;
        actual.push_str(&without_picture(main));
        let fonts = casebook::font::Fonts::read(&theme, &mut diagnostics);
        let drawings =
            casebook::typeset::draw(book, &theme, &fonts, &mut diagnostics).ok_or("nothing was drawn")?;
        let sources =
            casebook::typeset::sources(book, &drawings.shown, casebook::typeset::breakable::Room::default());
        let typst =
            sources.last().ok_or("no source was made")?.text.lines().skip(1).collect::<Vec<_>>().join("\n");
        actual.push_str(&format!("\n---- Typst\n\n{typst}\n"));
    }
    diagnostics.settle(&Levels::default());
    let complaints = render::human(&diagnostics, &project, false);
    if !complaints.is_empty() {
        actual.push_str(&format!("\n---- complaints\n\n{complaints}"));
    }
    expect(&path.with_extension("expected"), &actual)
}

/// Bytes of pictures and shapes of drawings are left out, because a reviewer cannot read them.
fn without_picture(markup: &str) -> String {
    let mut parts = markup.split("data:image/");
    let first = parts.next().unwrap_or_default().to_owned();
    let markup = parts.fold(first, |markup, part| {
        let (name, rest) = part.split_once(';').unwrap_or((part, ""));
        let rest = rest.split_once('"').map_or("", |(_, rest)| rest);
        format!("{markup}picture.{name}\"{rest}")
    });
    let mut parts = markup.split("<svg class=\"drawing\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |markup, part| {
        let (drawing, rest) = part.split_once("</svg>").unwrap_or((part, ""));
        let words = drawing.split_inclusive("</desc>").next().filter(|words| words.ends_with("</desc>"));
        let words = words.or_else(|| drawing.split_inclusive('>').next()).unwrap_or_default();
        format!("{markup}<svg class=\"drawing\"{words}…</svg>{rest}")
    })
}
