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
    /// The characters that it is about, in the order of the text. Complaints of one cause that become one put them together.
    pub characters: Vec<char>,
}

/// How many characters a message names.
const MOST_NAMED: usize = 12;

/// Characters with their numbers; of very many, the first.
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
            characters: Vec::new(),
        }
    }

    /// A complaint about characters; `words` stand before them.
    #[must_use]
    pub fn about_characters(code: Code, span: Option<Span>, words: &str, characters: Vec<char>) -> Self {
        let message = format!("{words} {}", named(&characters));
        Self { characters, ..Self::new(code, span, message) }
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
