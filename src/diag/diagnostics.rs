//! The diagnostics of a run: their order and their levels.

use super::{Diagnostic, Level, Levels, Severity, repeats};

/// The diagnostics of one run, in the order of their places once [sorted](Self::sort).
#[derive(Debug, Default, Clone)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// The levels that the project sets.
    pub levels: Levels,
}

impl Diagnostics {
    /// An empty list for a project with these levels.
    #[must_use]
    pub fn with_levels(levels: Levels) -> Self {
        Self { list: Vec::new(), levels }
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds several diagnostics.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(diagnostics);
    }

    /// Adds all diagnostics of another run.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// Sorts by file and place, so that the result does not depend on the order of the work.
    pub fn sort(&mut self) {
        self.list.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
        self.list.dedup();
        repeats::fold(&mut self.list);
    }

    /// Removes the diagnostics of allowed checks, and turns those of denied checks into errors. The command line takes
    /// precedence over the project.
    pub fn settle(&mut self, command_line: &Levels) {
        let levels = command_line.over(&self.levels);
        self.list.retain(|diagnostic| levels.of(diagnostic.code) != Level::Allow);
        for diagnostic in &mut self.list {
            if levels.of(diagnostic.code) == Level::Deny {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    /// Whether there is an error, which prevents output.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// The number of diagnostics with this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// The diagnostics.
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
