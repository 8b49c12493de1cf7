//! The pipeline: parse each file, resolve all cases, lint the book.

use rayon::prelude::*;

use crate::config;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::lint;
use crate::model::{Case, Direction, Part};
use crate::parse::{self, Dialect};
use crate::project::{MANIFEST, Project};
use crate::resolve::{self, Book};
use crate::source::FileId;
use crate::typography::Language;

/// Compiles a project to a book. `clock` is the time of the build in seconds since 1970-01-01; without it, the date of
/// the book is used.
///
/// The diagnostics are sorted by place. If they contain errors, the book is `None`.
#[must_use]
pub fn book(project: &Project, clock: Option<i64>) -> (Option<Book>, Diagnostics) {
    let (book, diagnostics) = preview(project, clock);
    (book.filter(|_| !diagnostics.has_errors()), diagnostics)
}

/// Compiles a project even if it has errors. Whatever they are about becomes plain text in the book, or is left out.
#[must_use]
pub fn preview(project: &Project, clock: Option<i64>) -> (Option<Book>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let book = try_book(project, clock, &mut diagnostics);
    diagnostics.sort();
    (book, diagnostics)
}

fn try_book(project: &Project, clock: Option<i64>, diagnostics: &mut Diagnostics) -> Option<Book> {
    let (file, text) = manifest_text(project, diagnostics)?;
    let manifest = config::manifest(file, text, diagnostics);
    for path in &project.unnameable {
        let message = format!("the name of `{path}` is not valid Unicode; the file is left out");
        diagnostics.push(Diagnostic::new(Code::InvalidName, None, message).help("rename the file"));
    }
    let order = resolve::reading_order(&manifest, project, diagnostics);
    let dialect = Dialect {
        smart_punctuation: manifest.smart_punctuation,
        links_remote_images: manifest.links_remote_images,
        implicit_figures: manifest.implicit_figures,
        language: Language::of(&manifest.language),
        direction: Direction::of(&manifest.language),
        references: parse::names_of_references(&manifest.language),
    };
    let parsed: Vec<(Part, Case, Diagnostics)> =
        order.into_par_iter().map(|(part, file)| parse_case(project, part, file, dialect)).collect();
    let mut cases = Vec::with_capacity(parsed.len());
    for (part, case, complaints) in parsed {
        cases.push((part, case));
        diagnostics.append(complaints);
    }
    let book = resolve::book(manifest, cases, project, clock, diagnostics);
    lint::book(&book, project, diagnostics);
    Some(book)
}

fn manifest_text<'p>(project: &'p Project, diagnostics: &mut Diagnostics) -> Option<(FileId, &'p str)> {
    let Some(file) = project.find(MANIFEST) else {
        let message = format!("there is no {MANIFEST} in `{}`", project.folder);
        let help = "name the folder of book.yaml, or run `casebook init my-book` to create a book";
        diagnostics.push(Diagnostic::new(Code::MissingManifest, None, message).help(help));
        return None;
    };
    match project.text(file) {
        Ok(text) => Some((file, text)),
        Err(complaint) => {
            diagnostics.push(complaint);
            None
        }
    }
}

fn parse_case(project: &Project, part: Part, file: FileId, dialect: Dialect) -> (Part, Case, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    // The reading order contains only files that are valid UTF-8.
    let text = project.text(file).unwrap_or_default();
    let name = project.file(file).path.rsplit('/').next().unwrap_or_default();
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let case = parse::case(file, name, text, dialect, &mut diagnostics);
    (part, case, diagnostics)
}
