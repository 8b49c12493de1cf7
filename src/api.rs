//! The public API: open a project, compile it, render the outputs, and write them. Each step reports its problems.

pub(crate) mod preview;
mod report;
mod works;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::artifact::{Artifact, Content, Format, Selection};
use crate::cache::Cache;
use crate::diag::{Code, Diagnostics, Level, Levels, Sources, Subject};
use crate::font::fallback;
use crate::font::needs::{self, Need};
use crate::model::{Part, ThemeName};
use crate::project::Theme;
use crate::release::record::{self, RECORD, SUMS};
use crate::resolve;
use crate::source::{FileId, Lines, Span};
use crate::typeset::source::Source;
use crate::typeset::world::free_paths;
use crate::verify::Found;
use crate::{compile, load, project, release, render as outputs, verify};
pub use report::Report;

/// The sources of a book in memory: `book.yaml`, case files, pictures, styles and fonts.
///
/// ```
/// let project = casebook::Project::open("templates/book")?;
/// let book = project.compile()?;
/// assert_eq!(book.title(), "Two Elections");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Project {
    files: Arc<project::Project>,
    clock: Option<i64>,
    levels: Levels,
    cache: Arc<Cache>,
}

impl Project {
    /// Reads all files of the folder that contains `book.yaml`. Later steps do not read from the disk.
    ///
    /// # Errors
    /// If the folder cannot be read. Single files that cannot be read are reported by [`compile`](Self::compile).
    pub fn open(folder: impl AsRef<Path>) -> io::Result<Self> {
        Ok(Self::of(load::project(folder.as_ref())?))
    }

    /// Creates a project from files in memory. A path is relative to the project folder and has `/` between its
    /// segments. If two files have the same path, the last one is used.
    ///
    /// ```
    /// use casebook::{Format, Project};
    ///
    /// let files = [("book.yaml", "title: Small\nlanguage: en\ncases: [oman.md]"), ("oman.md", "# Oman\n\nWords.")];
    /// let release = Project::from_files(files).compile()?.render(&[Format::Html])?;
    /// let html = String::from_utf8_lossy(&release.files()[0].bytes);
    /// assert!(html.contains("Words."));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn from_files<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let files: BTreeMap<String, Vec<u8>> =
            files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect();
        Self::of(load::in_memory(files))
    }

    fn of(files: project::Project) -> Self {
        let cache = Arc::new(Cache::none());
        Self { files: Arc::new(files), clock: None, levels: Levels::default(), cache }
    }

    /// Sets the time of the build, in seconds since 1970-01-01. It is stored in the metadata of the outputs. Without
    /// it, the date of the book is used, or 1970-01-01 if the book has no date. The same sources and the same time
    /// give the same bytes.
    #[must_use]
    pub fn at(self, seconds: i64) -> Self {
        Self { clock: Some(seconds), ..self }
    }

    /// Sets the level of a check, whatever `book.yaml` says. A check that is an error by default stays an error.
    ///
    /// ```
    /// use casebook::{Code, Level, Project};
    ///
    /// let files = [("book.yaml", "title: Small\nlanguage: en\ncases: [oman.md]"), ("oman.md", "# Oman\n\nThe the law.")];
    /// let project = Project::from_files(files);
    /// assert_eq!(project.compile()?.report().diagnostics().count(), 1);
    /// let project = project.level(Code::DoubledWord, Level::Allow);
    /// assert!(project.compile()?.report().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn level(mut self, check: Code, level: Level) -> Self {
        self.levels.set(Subject::Check(check), level);
        self
    }

    /// Sets the level of all checks that are warnings by default and have no level of their own.
    #[must_use]
    pub fn level_of_warnings(mut self, level: Level) -> Self {
        self.levels.set(Subject::Warnings, level);
        self
    }

    /// Sets the levels from a command line.
    pub(crate) fn levels(self, levels: Levels) -> Self {
        Self { levels, ..self }
    }

    /// Sets where results of earlier builds are.
    pub(crate) fn cached(self, cache: Arc<Cache>) -> Self {
        Self { cache, ..self }
    }

    /// Parses the case files and resolves their notes, links, pictures and mentions.
    ///
    /// # Errors
    /// The report, if it contains errors that prevent a book. A warning that a level turned into an error does not
    /// count: the book can still be [checked](Book::check), but [`render`](Book::render) refuses it.
    pub fn compile(&self) -> Result<Book, Report> {
        let (book, found) = compile::book(&self.files, self.clock);
        self.finished(book, found)
    }

    /// Reads the theme. The book is `Err` if there are errors.
    fn finished(&self, book: Option<resolve::Book>, mut found: Diagnostics) -> Result<Book, Report> {
        let mut theme = load::theme(&self.files, theme_name(book.as_ref()), &mut found);
        let book = book.filter(|_| !found.has_errors());
        if let Some(book) = &book {
            fallback::complete(book, &mut theme);
        }
        let report = self.report(found.clone());
        match book {
            Some(resolved) => Ok(Book { project: self.clone(), resolved, theme, found, report }),
            None => Err(report),
        }
    }

    /// Compiles sources even if they contain errors, for a preview while an author writes. A link or a note reference
    /// without a target becomes plain text, and a missing picture is left out. Returns no book only if `book.yaml`
    /// cannot be read.
    ///
    /// Later steps do not repeat the report of this step.
    ///
    /// ```
    /// use casebook::{Format, Project};
    ///
    /// let files = [("book.yaml", "title: Small\nlanguage: en\ncases: [oman.md]"), ("oman.md", "# Oman\n\nWords.[^1]")];
    /// let (book, report) = Project::from_files(files).preview();
    /// assert!(report.has_errors());
    /// assert!(book.unwrap().render(&[Format::Html]).is_ok());
    /// ```
    #[must_use]
    pub fn preview(&self) -> (Option<Book>, Report) {
        let (book, mut found) = compile::preview(&self.files, self.clock);
        let mut theme = load::theme(&self.files, theme_name(book.as_ref()), &mut found);
        if let Some(book) = &book {
            fallback::complete(book, &mut theme);
        }
        let silent = Diagnostics::with_levels(found.levels.clone());
        let book = book.map(|resolved| Book {
            project: self.clone(),
            resolved,
            theme,
            report: self.report(silent.clone()),
            found: silent,
        });
        (book, self.report(found))
    }

    fn report(&self, mut diagnostics: Diagnostics) -> Report {
        diagnostics.settle(&self.levels);
        diagnostics.sort();
        Report::new(diagnostics, Arc::clone(&self.files))
    }
}

/// Paths that every book needs in the page layout, with some to spare.
const SPARE_PATHS: usize = 100;

/// The built-in theme that a book chooses.
fn theme_name(book: Option<&resolve::Book>) -> ThemeName {
    book.map(|book| book.manifest().theme).unwrap_or_default()
}

/// A compiled book. All references are resolved: every note has its number, and every link its target.
pub struct Book {
    project: Project,
    resolved: resolve::Book,
    theme: Theme,
    /// The diagnostics before levels are applied.
    found: Diagnostics,
    report: Report,
}

impl Book {
    /// The title in `book.yaml`.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.resolved.manifest().title
    }

    /// The names of the cases in reading order, as [`Selection::cases`] takes them, without front and back matter.
    pub fn cases(&self) -> impl Iterator<Item = &str> {
        self.of_part_cases().map(resolve::BookCase::key)
    }

    /// Whether a case has this name or this slug.
    #[must_use]
    pub fn has_case(&self, name: &str) -> bool {
        self.of_part_cases().any(|case| case.is_called(name))
    }

    fn of_part_cases(&self) -> impl Iterator<Item = &resolve::BookCase> {
        self.resolved.cases().iter().filter(|case| case.part() == Part::Cases)
    }

    /// The paths of the files that the book depends on, relative to the project folder and sorted. Changes to other
    /// files in the folder do not affect the book.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        record::source_files(&self.resolved, &self.project.files).map(|(path, _)| path)
    }

    /// What decides about the book besides the content of its sources, sorted: files that links point to, and folders in
    /// which a new file would be a source. The project folder itself is the empty path.
    pub(crate) fn conditions(&self) -> (BTreeSet<&str>, BTreeSet<&str>) {
        let files = &self.project.files;
        let linked = self.resolved.linked_files().iter().map(|id| files.file(*id).path.as_str());
        (linked.collect(), record::source_folders(&self.resolved, files))
    }

    /// The warnings about the sources.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Checks what depends on pages, such as tables that are too wide, without laying out the running text. The report
    /// includes the warnings about the sources.
    ///
    /// ```
    /// let book = casebook::Project::open("templates/book")?.compile()?;
    /// assert!(book.check().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn check(&self) -> Report {
        let mut found = self.found.clone();
        outputs::check(&self.resolved, &self.theme, &mut found);
        self.project.report(found)
    }

    /// Whether the page layout has space for the names of its documents, pictures and figures, besides those of all other
    /// books of this process.
    pub(crate) fn has_room(&self) -> bool {
        let Self { resolved, theme, .. } = self;
        let names = resolved.cases().len() + resolved.assets().len() + 4 * resolved.drawings().len();
        free_paths() > names + theme.layout.len() + theme.figures.len() + SPARE_PATHS
    }

    /// The scripts of the book, with the families that are used for them.
    pub(crate) fn fonts(&self) -> Vec<Need> {
        needs::of(&self.resolved, &self.theme)
    }

    /// The path of a source file, as the user would type it.
    pub(crate) fn path(&self, file: FileId) -> String {
        self.project.files.path(file)
    }

    /// The path and the line of a place in the sources.
    pub(crate) fn place(&self, span: Span) -> String {
        let lines = Lines::new(Sources::text(&*self.project.files, span.file));
        format!("{}:{}", self.path(span.file), lines.position(span.range().start).line)
    }

    /// Builds the outputs: whole formats, or a [`Selection`] with the PDFs of some cases. All formats that need pages
    /// share one layout, so request them together.
    ///
    /// ```
    /// use casebook::{Format, Project, Selection};
    ///
    /// let book = Project::open("templates/book")?.compile()?;
    /// let names: Vec<String> = book.cases().take(1).map(str::to_owned).collect();
    /// let release = book.render(Selection { formats: &[Format::Cases], cases: Some(&names) })?;
    /// assert_eq!(release.files().len(), 3); // the PDF of one case, `release.json` and `SHA256SUMS`
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The report, if it contains an error. Nothing is built then.
    pub fn render<'s>(&self, selection: impl Into<Selection<'s>>) -> Result<Release, Report> {
        let selection = selection.into();
        let mut found = self.found.clone();
        let mut artifacts =
            outputs::book(&self.resolved, &self.theme, &selection, &self.project.cache, &mut found);
        let report = self.project.report(found);
        if report.has_errors() {
            return Err(report);
        }
        let record = record::add(&mut artifacts, &self.resolved, &self.project.files, &self.theme)
            .unwrap_or_else(|error| unreachable!("a record is plain data: {error}"));
        let (formats, cases) = (selection.formats.to_vec(), selection.cases.map(<[String]>::to_vec));
        Ok(Release { artifacts, record, formats, cases, report })
    }

    /// The generated Typst sources, each of which is a document: the front matter, then each case. They call the functions in
    /// `styles/book.typ`. This is useful to write a page design of your own.
    ///
    /// ```
    /// let book = casebook::Project::open("templates/book")?.compile()?;
    /// let sources = book.typst()?;
    /// assert_eq!(sources[0].path, "/main.typ");
    /// assert!(sources[1].text.starts_with("#import \"/styles/book.typ\": *\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The report, if a figure cannot be drawn, or if the margins leave no space for text.
    pub fn typst(&self) -> Result<Vec<Source>, Report> {
        let mut found = Diagnostics::with_levels(self.found.levels.clone());
        let sources = outputs::typst(&self.resolved, &self.theme, &mut found);
        sources.ok_or_else(|| self.project.report(found))
    }

    /// Reads the files of a release and compares them with the sources, word by word.
    ///
    /// # Errors
    /// If the folder has no release that this version of casebook can read.
    pub fn verify(&self, folder: impl AsRef<Path>) -> io::Result<Report> {
        let found = verify::read(folder.as_ref()).map_err(io::Error::other)?;
        Ok(self.compare(&found))
    }

    /// Compares a release in memory with the sources, word by word.
    ///
    /// ```
    /// let book = casebook::Project::open("templates/book")?.compile()?;
    /// let release = book.render(&[casebook::Format::Epub])?;
    /// assert!(book.verify_unwritten(&release).is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn verify_unwritten(&self, release: &Release) -> Report {
        let bytes = |path: &str| {
            let file = release.artifacts.iter().find(|file| file.path == path);
            file.map(|file| file.bytes.clone()).ok_or_else(|| "it was not built".to_owned())
        };
        let record_bytes = bytes(RECORD).unwrap_or_default();
        let record = record::read(&record_bytes)
            .unwrap_or_else(|error| unreachable!("the record was written by this version: {error}"));
        let files = record.artifacts.iter().map(|made| (made.path.clone(), bytes(&made.path))).collect();
        self.compare(&Found { record, record_bytes, sums: bytes(SUMS), files })
    }

    pub(crate) fn compare(&self, found: &Found) -> Report {
        self.project.report(verify::release(found, &self.resolved, &self.project.files))
    }
}

/// The outputs of a book, with a record of their sources.
///
/// ```
/// use casebook::{Format, Project};
///
/// let release = Project::open("templates/book")?.compile()?.render(&[Format::Html])?;
/// let paths: Vec<&str> = release.files().iter().map(|file| file.path.as_str()).collect();
/// assert_eq!(paths, ["two-elections.html", "release.json", "SHA256SUMS"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Release {
    artifacts: Vec<Artifact>,
    record: record::Release,
    formats: Vec<Format>,
    cases: Option<Vec<String>>,
    report: Report,
}

impl Release {
    /// The output files, `release.json` and `SHA256SUMS`.
    #[must_use]
    pub fn files(&self) -> &[Artifact] {
        &self.artifacts
    }

    /// Returns the files and drops the rest of the release.
    #[must_use]
    pub fn into_files(self) -> Vec<Artifact> {
        self.artifacts
    }

    /// The warnings about the sources and the outputs.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Writes the files into a folder atomically: all of them or, if that fails, none. If the book or a
    /// case was renamed, deletes its files under the old name, unless somebody has changed them. Waits while another
    /// build writes into the same folder.
    ///
    /// # Errors
    /// An error of the operating system, with the path in the message.
    pub fn write(&self, folder: impl AsRef<Path>) -> io::Result<()> {
        self.write_and_tell(folder.as_ref(), &|| ())
    }

    /// Like [`write`](Self::write). Calls `waits` if another build is writing into the folder.
    pub(crate) fn write_and_tell(&self, folder: &Path, waits: &dyn Fn()) -> io::Result<()> {
        let selection = Selection { formats: &self.formats, cases: self.cases.as_deref() };
        release::save::heal(folder, waits)?;
        release::write(folder, &self.artifacts, &selection, waits)
    }

    /// The content of `release.json`.
    pub(crate) fn record(&self) -> &record::Release {
        &self.record
    }

    /// Whether the release contains outputs, and not only `release.json` and `SHA256SUMS`.
    pub(crate) fn has_outputs(&self) -> bool {
        self.artifacts.iter().any(|file| matches!(file.content, Content::Book(_) | Content::Case(_)))
    }
}

impl fmt::Debug for Book {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Book").field("title", &self.title()).finish_non_exhaustive()
    }
}
