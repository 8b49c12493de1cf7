//! The pipeline: parse each file, resolve all cases, lint the book.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::lint;
use crate::math::Macros;
use crate::model::{Case, Direction, Manifest, Part};
use crate::parse::{self, Dialect};
use crate::project::{MANIFEST, Project};
use crate::resolve::{self, Book, Listed};
use crate::source::FileId;
use crate::typography::Language;
use crate::{cite, config, crossref};

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
    let (book, mut diagnostics) = unchecked(project, clock, &mut Parsed::default());
    if let Some(book) = &book {
        lint::book(book, project, &mut diagnostics);
    }
    diagnostics.sort();
    (book, diagnostics)
}

/// The parsed case files of the last build. The next one parses only those that have changed.
#[derive(Default)]
pub struct Parsed {
    settings: Option<Settings>,
    cases: HashMap<FileId, ParsedCase>,
    /// The cases with their citations printed.
    printed: Vec<Arc<Case>>,
}

/// What book.yaml says about reading the case files.
#[derive(Clone, PartialEq)]
struct Settings {
    dialect: Dialect,
    macros: Macros,
    abbreviations: Vec<(String, String)>,
}

impl Settings {
    fn of(dialect: Dialect, manifest: &Manifest) -> Self {
        let (macros, abbreviations) = (manifest.macros.clone(), manifest.abbreviations.clone());
        Self { dialect, macros, abbreviations }
    }
}

/// A parsed case file.
#[derive(Clone)]
struct ParsedCase {
    path: String,
    text: String,
    case: Arc<Case>,
    found: Diagnostics,
}

/// The same as [`preview`], without the checks of a proof-reader.
#[must_use]
pub fn unchecked(project: &Project, clock: Option<i64>, parsed: &mut Parsed) -> (Option<Book>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let book = try_book(project, clock, parsed, &mut diagnostics);
    diagnostics.sort();
    (book, diagnostics)
}

fn try_book(
    project: &Project,
    clock: Option<i64>,
    parsed: &mut Parsed,
    diagnostics: &mut Diagnostics,
) -> Option<Book> {
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
        has_formulas: manifest.has_formulas,
        language: Language::of(&manifest.language),
        direction: Direction::of(&manifest.language),
        has_citations: !manifest.bibliography.files.is_empty(),
        references: parse::names_of_references(&manifest.language),
    };
    let cases = parsed.update(project, &order, Settings::of(dialect, &manifest));
    for case in &cases {
        diagnostics.append(case.found.clone());
    }
    let cases = order.iter().zip(cases).map(|(listed, parsed)| (*listed, parsed.case)).collect();
    let cases = crossref::with_titles(&manifest, cases);
    let cases = crossref::expand(&manifest, &cases, project, config::words_in, diagnostics);
    let cases = parsed.keep(cite::expand(&manifest, cases, project, diagnostics));
    Some(resolve::book(manifest, cases, project, clock, diagnostics))
}

impl Parsed {
    /// The cases with their citations printed. One that is equal to that of the last build is that of the last build, so that
    /// it need not be laid out again.
    fn keep(&mut self, cases: Vec<(Part, Arc<Case>)>) -> Vec<(Part, Arc<Case>)> {
        let known = std::mem::take(&mut self.printed);
        let same = |case: Arc<Case>| {
            let mut known = known
                .iter()
                .filter(|known| known.file == case.file && known.is_generated == case.is_generated);
            known.find(|known| ***known == *case).cloned().unwrap_or(case)
        };
        let cases: Vec<(Part, Arc<Case>)> =
            cases.into_iter().map(|(part, case)| (part, same(case))).collect();
        self.printed = cases.iter().map(|(_, case)| Arc::clone(case)).collect();
        cases
    }

    /// The cases in their order. A file whose text is that of the last build is not parsed again.
    fn update(&mut self, project: &Project, order: &[Listed], settings: Settings) -> Vec<ParsedCase> {
        let known = std::mem::take(&mut self.cases);
        let known = if self.settings.as_ref() == Some(&settings) { known } else { HashMap::new() };
        let case = |Listed { file, .. }: &Listed| {
            // The reading order contains only files that are valid UTF-8.
            let text = project.text(*file).unwrap_or_default();
            let path = project.file(*file).path.as_str();
            let same = known.get(file).filter(|known| known.path == path && known.text == text);
            same.cloned().unwrap_or_else(|| ParsedCase::new(*file, path, text, &settings))
        };
        let cases: Vec<ParsedCase> = order.par_iter().map(case).collect();
        self.settings = Some(settings);
        self.cases = order.iter().map(|listed| listed.file).zip(cases.iter().cloned()).collect();
        cases
    }
}

impl ParsedCase {
    fn new(file: FileId, path: &str, text: &str, settings: &Settings) -> Self {
        let mut found = Diagnostics::default();
        let name = path.rsplit('/').next().unwrap_or_default();
        let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let mut case = parse::case(file, name, text, settings.dialect, &mut found);
        parse::mark_abbreviations(&mut case, &settings.abbreviations);
        parse::read_formulas(&mut case, &settings.macros, &mut found);
        let case = Arc::new(case);
        Self { path: path.to_owned(), text: text.to_owned(), case, found }
    }
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
