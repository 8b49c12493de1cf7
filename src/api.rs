//! The public face of the library: a project is opened, compiled, rendered and written, and each step says what is wrong.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::artifact::{Artifact, Format, Selection};
use crate::diag::render::{MessageFormat, render};
use crate::diag::{Diagnostic, Diagnostics, Levels, Sources};
use crate::project::Theme;
use crate::release::record;
use crate::resolve;
use crate::source::Lines;
use crate::{compile, load, project, release, render as outputs, verify};

/// A project folder as it was read: `book.yaml`, case files, pictures, styles and fonts.
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
}

impl Project {
    /// Reads all files of the folder that holds `book.yaml`. Nothing is read from the disk afterwards.
    ///
    /// # Errors
    /// If the folder cannot be read. A file that cannot be read is a matter for [`compile`](Self::compile).
    pub fn open(folder: impl AsRef<Path>) -> io::Result<Self> {
        Ok(Self { files: Arc::new(load::project(folder.as_ref())?), clock: None })
    }

    /// The same with a time of the build, in seconds since 1970-01-01, where otherwise the date of the book stands in the
    /// metadata of the outputs. Same sources and same time give the same bytes.
    #[must_use]
    pub fn at(self, seconds: i64) -> Self {
        Self { clock: Some(seconds), ..self }
    }

    /// Parses the case files and resolves their notes, links, pictures and mentions.
    ///
    /// # Errors
    /// The report, if anything in it is an error: then there is no book.
    pub fn compile(&self) -> Result<Book, Report> {
        let (book, mut diagnostics) = compile::book(&self.files, self.clock);
        let theme = load::theme(&self.files, &mut diagnostics);
        let report = self.report(diagnostics);
        match book.filter(|_| !report.has_errors()) {
            Some(book) => Ok(Book { project: self.clone(), resolved: book, theme, report }),
            None => Err(report),
        }
    }

    fn report(&self, mut diagnostics: Diagnostics) -> Report {
        diagnostics.settle(&Levels::default());
        diagnostics.sort();
        Report { diagnostics, files: Arc::clone(&self.files) }
    }
}

/// A compiled book without an open question: every note has its number, every link its target.
pub struct Book {
    project: Project,
    resolved: resolve::Book,
    theme: Theme,
    report: Report,
}

impl Book {
    /// The title that `book.yaml` gives.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.resolved.manifest().title
    }

    /// The warnings about the sources.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Checks what only the pages show, such as tables that are too wide, without setting the running text.
    ///
    /// ```
    /// let book = casebook::Project::open("templates/book")?.compile()?;
    /// assert!(book.check().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn check(&self) -> Report {
        let mut diagnostics = self.report.diagnostics.clone();
        outputs::check(&self.resolved, &self.theme, &mut diagnostics);
        self.project.report(diagnostics)
    }

    /// Makes the outputs. All formats that need pages share one layout, so ask for them together.
    ///
    /// # Errors
    /// The report, if anything in it is an error: then there is no release.
    pub fn render(&self, formats: &[Format]) -> Result<Release, Report> {
        let mut diagnostics = self.report.diagnostics.clone();
        let selection = Selection { formats, cases: None };
        let mut artifacts = outputs::book(&self.resolved, &self.theme, &selection, &mut diagnostics);
        let report = self.project.report(diagnostics);
        if report.has_errors() {
            return Err(report);
        }
        record::add(&mut artifacts, &self.resolved, &self.project.files, &self.theme)
            .unwrap_or_else(|error| unreachable!("a record is plain data: {error}"));
        Ok(Release { artifacts, formats: formats.to_vec(), report })
    }

    /// Reads the files of a release again and compares them with the sources, word by word.
    ///
    /// # Errors
    /// If the folder has no release that this version of casebook can read.
    pub fn verify(&self, folder: impl AsRef<Path>) -> io::Result<Report> {
        let found = verify::read(folder.as_ref()).map_err(io::Error::other)?;
        Ok(self.project.report(verify::release(&found, &self.resolved, &self.project.files)))
    }
}

/// The outputs of a book, with a record of what they were made from.
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
    formats: Vec<Format>,
    report: Report,
}

impl Release {
    /// The files: those of the formats, `release.json` and `SHA256SUMS`.
    #[must_use]
    pub fn files(&self) -> &[Artifact] {
        &self.artifacts
    }

    /// The warnings about the sources and the outputs.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Writes the files into a folder: all of them or, if that fails, none. Files of an earlier release that these replace under
    /// other names are deleted, unless somebody has changed them.
    ///
    /// # Errors
    /// If the operating system refuses; the path is in the message.
    pub fn write(&self, folder: impl AsRef<Path>) -> io::Result<()> {
        let selection = Selection { formats: &self.formats, cases: None };
        release::save::heal(folder.as_ref(), &|| ())?;
        release::write(folder.as_ref(), &self.artifacts, &selection, &|| ())
    }
}

/// All that a step has to say about the sources, in the order of their places.
///
/// As text it is drawn with the lines of the sources:
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// # std::fs::write(folder.path().join("book.yaml"), "title: B\nlanguage: en\ncases: [a.md]\n")?;
/// # std::fs::write(folder.path().join("a.md"), "# A\n\nWords.[^1]\n")?;
/// let report = casebook::Project::open(folder.path())?.compile().unwrap_err();
/// let first = report.diagnostics().next().unwrap();
/// assert_eq!(first.code, casebook::Code::UndefinedNote);
/// let (path, line, column) = report.place(first).unwrap();
/// assert!(path.ends_with("a.md") && line == 3 && column == 7);
/// assert!(report.to_string().contains("Words.[^1]"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Report {
    diagnostics: Diagnostics,
    files: Arc<project::Project>,
}

impl Report {
    /// The warnings and errors.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter()
    }

    /// Where a diagnostic points: the path of the file, and the line and the column, both counted from 1. `None` where there is
    /// no file to point into.
    #[must_use]
    pub fn place(&self, diagnostic: &Diagnostic) -> Option<(String, usize, usize)> {
        let span = diagnostic.span?;
        let position = Lines::new(self.files.text(span.file).ok()?.into()).position(span.range().start);
        Some((self.files.path(span.file), position.line, position.column))
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.diagnostics.iter().next().is_none()
    }

    /// Whether anything is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.has_errors()
    }

    /// The report in a form for people, editors or programs.
    #[must_use]
    pub fn render(&self, format: MessageFormat) -> String {
        render(format, &self.diagnostics, &*self.files, false)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(MessageFormat::Human))
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Report {}

impl fmt::Debug for Book {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Book").field("title", &self.title()).finish_non_exhaustive()
    }
}
