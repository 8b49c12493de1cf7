//! The complaints of a run: their order, and what the project and the command line want of them.

use super::{Diagnostic, Level, Levels, Severity, repeats};

/// All complaints of one run, in the order of their places once [sorted](Self::sort).
#[derive(Debug, Default, Clone)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// What the project wants of each check.
    pub levels: Levels,
}

impl Diagnostics {
    /// No complaint yet, in a project with these levels.
    #[must_use]
    pub fn with_levels(levels: Levels) -> Self {
        Self { list: Vec::new(), levels }
    }

    /// Adds a complaint.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds several complaints.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(diagnostics);
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
