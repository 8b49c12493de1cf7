//! One complaint.

use super::{Code, Severity};
use crate::source::Span;

/// One complaint about the sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which check speaks; its kebab-case name is stable.
    pub code: Code,
    /// How much it matters: as the check has it, until the run's levels are [settled](super::Diagnostics::settle).
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
