//! Every construct of the dialect: one Markdown file, and its output as markup and Typst source.

use std::fs;
use std::path::Path;

use casebook::{Format, Project};
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
    let folder = path.parent().ok_or("a fixture has a folder")?;
    let mut files = vec![("case.md", fs::read(path)?), ("book.yaml", manifest(path))];
    for material in ["picture.png", "figure.typ", "figure.yaml", "figure.csv"] {
        files.push((material, fs::read(folder.join(material))?));
    }
    let compiled = Project::from_files(files).compile();
    let mut actual = String::new();
    let complaints = match compiled {
        Ok(book) => {
            let release = book.render(&[Format::Html, Format::Pdf]).map_err(|report| report.to_string())?;
            let file = |name: &str| release.files().iter().find(|file| file.path == name);
            let html = file("book.html").ok_or("no HTML was made")?;
            file("book.pdf").ok_or("no PDF was made")?;
            actual.push_str(&without_picture(main(std::str::from_utf8(&html.bytes)?)?));
            let sources = book.typst().map_err(|report| report.to_string())?;
            let source = sources.last().ok_or("no source was made")?;
            let typst = after_design(&source.text);
            actual.push_str(&format!("\n---- Typst\n\n{typst}\n"));
            release.report().to_string()
        }
        Err(report) => report.to_string(),
    };
    if !complaints.is_empty() {
        actual.push_str(&format!("\n---- complaints\n\n{complaints}"));
    }
    expect(&path.with_extension("expected"), &actual)
}

/// The text of the book in its HTML.
fn main(html: &str) -> Result<&str, &'static str> {
    let after = html.split_once("<main id=\"_text\" tabindex=\"-1\">\n").ok_or("no <main>")?.1;
    Ok(after.split_once("</main>").ok_or("no end of <main>")?.0)
}

/// Removes the bytes of pictures and the shapes of drawings, which a reviewer cannot read.
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

/// The source of a case without the design of the book, which is the same everywhere.
fn after_design(source: &str) -> String {
    source.split_once("#show: main-matter\n").map_or(source, |(_, case)| case).trim_end().to_owned()
}

/// The manifest of a construct. Formulas are off in all others.
fn manifest(path: &Path) -> Vec<u8> {
    let is_formula = path.file_stem().is_some_and(|name| name.to_string_lossy().starts_with("formula"));
    let math = if is_formula { "math: tex\nmath-macros: {RR: \"\\\\mathbb{R}\"}\n" } else { "" };
    format!("{MANIFEST}{math}").into_bytes()
}
