//! The report of a step: its diagnostics with their places, in several formats.

use std::fmt;
use std::sync::Arc;

use crate::diag::render::{Log, MessageFormat, render};
use crate::diag::{Diagnostic, Diagnostics, Severity, Sources};
use crate::project::Project;
use crate::source::{FileId, Lines};

/// The diagnostics of a step, sorted by place.
///
/// `Display` shows them with the source lines:
///
/// ```
/// use casebook::{Code, Project};
///
/// let files = [("book.yaml", "title: B\nlanguage: en\ncases: [a.md]\n"), ("a.md", "# A\n\nWords.[^1]\n")];
/// let report = Project::from_files(files).compile().unwrap_err();
/// let first = report.diagnostics().next().unwrap();
/// assert_eq!(first.code, Code::UndefinedNote);
/// assert_eq!(report.place(first), Some(("a.md".to_owned(), 3, 7)));
/// assert!(report.to_string().contains("Words.[^1]"));
/// ```
#[derive(Clone)]
pub struct Report {
    pub(super) diagnostics: Diagnostics,
    pub(super) files: Arc<Project>,
}

impl Report {
    pub(super) fn new(diagnostics: Diagnostics, files: Arc<Project>) -> Self {
        Self { diagnostics, files }
    }

    /// The warnings and errors.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter()
    }

    /// The place of a diagnostic: the path of the file, and line and column, both counted from 1. `None` if the
    /// diagnostic does not refer to a file.
    #[must_use]
    pub fn place(&self, diagnostic: &Diagnostic) -> Option<(String, usize, usize)> {
        let span = diagnostic.span?;
        let position = Lines::new(Sources::text(&*self.files, span.file)).position(span.range().start);
        Some((self.path(span.file), position.line, position.column))
    }

    /// The path of a file, as shown in messages.
    #[must_use]
    pub fn path(&self, file: FileId) -> String {
        self.files.path(file)
    }

    /// Whether there are no diagnostics.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.diagnostics.iter().next().is_none()
    }

    /// Whether one of the diagnostics is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.has_errors()
    }

    /// Number of diagnostics with this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.count(severity)
    }

    /// The report in a format for people, editors or programs.
    #[must_use]
    pub fn render(&self, format: MessageFormat) -> String {
        render(format, &self.diagnostics, &*self.files, false)
    }

    /// Adds the report to the log of several projects.
    pub(crate) fn add_to(&self, log: &mut Log) {
        log.add(&self.diagnostics, &*self.files);
    }

    /// The report for a terminal, with colours as ANSI escape sequences.
    #[must_use]
    pub fn colored(&self) -> String {
        render(MessageFormat::Human, &self.diagnostics, &*self.files, true)
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
