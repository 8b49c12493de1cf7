//! A diagnostic: a problem in the sources, its place and its fix.

use super::{Code, Severity};
use crate::source::Span;

/// A problem in the sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The check that reports it.
    pub code: Code,
    /// Its severity: that of the check, until the levels of the run are [settled](super::Diagnostics::settle).
    pub severity: Severity,
    /// Its place in a source file; `None` only if there is no file to point into.
    pub span: Option<Span>,
    /// The message: one sentence in terms of the author, without a full stop.
    pub message: String,
    /// A short label below the marked place.
    pub label: Option<String>,
    /// Related places, each with a short label.
    pub related: Vec<(Span, String)>,
    /// How to fix it.
    pub help: Option<String>,
    /// The characters that it is about, in the order of the text. They are combined if several diagnostics with one
    /// cause are merged.
    pub characters: Vec<char>,
}

/// How many characters a message names.
const MOST_NAMED: usize = 12;

/// Characters with their code points, up to a limit.
pub(super) fn named(characters: &[char]) -> String {
    let name = |character: &char| format!("{character} (U+{:04X})", u32::from(*character));
    let names: Vec<String> = characters.iter().take(MOST_NAMED).map(name).collect();
    match characters.len().saturating_sub(MOST_NAMED) {
        0 => names.join(", "),
        1 => format!("{}, and one more", names.join(", ")),
        more => format!("{}, and {more} more", names.join(", ")),
    }
}

impl Diagnostic {
    /// A diagnostic of the check `code` at `span`.
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
            characters: Vec::new(),
        }
    }

    /// A diagnostic about characters. `words` precede them in the message.
    #[must_use]
    pub fn about_characters(code: Code, span: Option<Span>, words: &str, characters: Vec<char>) -> Self {
        let message = format!("{words} {}", named(&characters));
        Self { characters, ..Self::new(code, span, message) }
    }

    /// Adds a label below the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds a related place. `label` explains its relation to the first.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Adds help: how the author can fix it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
