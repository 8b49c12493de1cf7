//! Complaints as plain data: what is wrong, where, and what to do. [`render`] draws them.

mod code;
mod explain;
mod level;
mod nearest;
pub mod render;
mod repeats;

pub use code::Code;
pub use explain::{explain, meaning};
pub use level::{Level, Levels, Subject};
pub use nearest::{Guesses, did_you_mean, nearest};

use std::borrow::Cow;

use crate::source::{FileId, Span};

/// Where messages find the files they point into.
pub trait Sources {
    /// The text of a file as far as it can be shown; bytes that are not UTF-8 show as U+FFFD.
    fn text(&self, file: FileId) -> Cow<'_, str>;

    /// The path of a file as the user would type it.
    fn path(&self, file: FileId) -> String;

    /// The path of the file that stands for the project as a whole, where a complaint has no other place.
    fn manifest(&self) -> String;
}

/// How much a complaint matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was repaired or looks wrong; the outputs are written.
    Warning,
    /// The sources cannot be made into a book, or a check is denied; nothing is written.
    Error,
}

impl Severity {
    /// The word for it in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One complaint about the sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which check speaks; its kebab-case name is stable.
    pub code: Code,
    /// How much it matters: as the check has it, until the run's levels are [settled](Diagnostics::settle).
    pub severity: Severity,
    /// The place in the author's file; `None` only where there is no file to point into.
    pub span: Option<Span>,
    /// What is wrong, in the author's words, one sentence without a full stop.
    pub message: String,
    /// A few words drawn under the marked place.
    pub label: Option<String>,
    /// Further places that matter, each with a few words.
    pub related: Vec<(Span, String)>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A complaint of the kind `code` at `span`.
    #[must_use]
    pub fn new(code: Code, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            span: span.into(),
            message: message.into(),
            label: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// Draws `label` under the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Marks a second place, `label` saying what it has to do with the first.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Says what the author can do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// All complaints of one run, in the order of their places once [sorted](Self::sort).
#[derive(Debug, Default, Clone)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// What the project wants of each check.
    pub levels: Levels,
}

impl Diagnostics {
    /// Adds a complaint.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all complaints of another run.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// Puts the complaints in the order of files and places, so that the order of the work does not show.
    pub fn sort(&mut self) {
        self.list.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
        self.list.dedup();
        repeats::fold(&mut self.list);
    }

    /// Takes out the complaints that are allowed, and makes errors of those that are denied: as the command line says, else
    /// the project.
    pub fn settle(&mut self, command_line: &Levels) {
        let levels = command_line.over(&self.levels);
        self.list.retain(|diagnostic| levels.of(diagnostic.code) != Level::Allow);
        for diagnostic in &mut self.list {
            if levels.of(diagnostic.code) == Level::Deny {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    /// Whether any complaint keeps the book from being written.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many complaints have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// The complaints.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
