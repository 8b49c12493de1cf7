//! The built-in themes: each builds a book in every format, and a project can change it.

use std::collections::BTreeMap;
use std::fs;

use casebook::{Artifact, Format, Project, Release};
use libtest_mimic::Trial;

use crate::first_minutes::check;
use crate::golden::{Outcome, root};
use crate::pages::pdf::Pdf;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

pub fn tests() -> Vec<Trial> {
    let of_theme = |theme: &'static str| {
        Trial::test(format!("themes::{theme}_builds_every_format"), move || builds_every_format(theme))
    };
    let mut tests: Vec<Trial> = ["press", "modern", "plain"].map(of_theme).into();
    tests.push(Trial::test("themes::press_is_the_default", press_is_the_default));
    tests.push(Trial::test("themes::a_project_changes_a_theme", a_project_changes_a_theme));
    tests.push(Trial::test("themes::the_page_of_a_book_comes_first", the_page_of_a_book_comes_first));
    tests
}

/// The book with figures and tables. `key` is added to its `book.yaml`, `own` is its `theme.toml`.
fn project(key: &str, own: &str) -> Result<Project> {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for entry in fs::read_dir(root().join("tests/books/figures"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.insert(name, fs::read(path)?);
    }
    files.entry("book.yaml".to_owned()).or_default().extend(format!("{key}\n").into_bytes());
    files.insert("styles/theme.toml".to_owned(), own.as_bytes().to_vec());
    Ok(Project::from_files(files))
}

fn release(key: &str, own: &str, formats: &[Format]) -> Result<Release> {
    let book = project(key, own)?.compile().map_err(|report| report.to_string())?;
    let release = book.render(formats).map_err(|report| report.to_string())?;
    let found = book.verify_unwritten(&release);
    for report in [release.report(), &found] {
        if !report.is_empty() {
            return Err(report.to_string().into());
        }
    }
    Ok(release)
}

fn file(release: Release, ending: &str) -> Result<Vec<u8>> {
    let mut files = release.into_files().into_iter();
    let Artifact { bytes, .. } = files.find(|file| file.path.ends_with(ending)).ok_or("no such file")?;
    Ok(bytes)
}

fn builds_every_format(theme: &str) -> Outcome {
    let release = release(&format!("theme: {theme}"), "", &Format::ALL)?;
    check(release.into_files().len() > Format::ALL.len(), "a file is missing")
}

/// `press` sets no optional key, so that its style sheets have no line about them.
fn press_is_the_default() -> Outcome {
    let sheet = |key: &str| -> Result<String> {
        let html = String::from_utf8(file(release(key, "", &[Format::Html])?, ".html")?)?;
        Ok(html.split("</style>").next().unwrap_or_default().to_owned())
    };
    let usual = sheet("")?;
    check(usual == sheet("theme: press")?, "`press` is not the default")?;
    for name in ["--weight-", "--slant-", "--rule-", "--color-heading", "--text-align"] {
        check(!usual.contains(name), format!("{name} is in the style sheet of `press`"))?;
    }
    Ok(())
}

/// A value of the project replaces that of the chosen theme, and the other values of the theme stay.
fn a_project_changes_a_theme() -> Outcome {
    let own = "[color]\naccent = \"#12345a\"\n";
    let html = String::from_utf8(file(release("theme: modern", own, &[Format::Html])?, ".html")?)?;
    check(html.contains("--color-accent: #12345a;"), "the accent is not that of the project")?;
    check(html.contains("--family-text: \"Source Sans 3\";"), "the family is not that of the theme")?;
    check(html.contains("var(--rule-title)"), "a rule of the theme is missing")
}

fn the_page_of_a_book_comes_first() -> Outcome {
    let widths = ["theme: plain", "theme: plain\npage: {trim: A5}"].map(|key| -> Result<f32> {
        let pdf = Pdf::read(&file(release(key, "", &[Format::Pdf])?, "figures.pdf")?)
            .map_err(|error| error.to_string())?;
        let page = pdf.pages.first().ok_or("no page")?;
        Ok(page.boxes.get("MediaBox").ok_or("no MediaBox")?[2])
    });
    let [usual, small] = widths;
    let (usual, small) = (usual?, small?);
    check(
        (usual - 595.0).abs() < 1.0 && (small - 420.0).abs() < 1.0,
        format!("{usual} and {small} points wide"),
    )
}
