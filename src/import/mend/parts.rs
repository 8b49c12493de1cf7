//! A flaw of a project, and how it is mended.

use std::ops::Range;

use crate::diag::Code;
use crate::import::Reason;

/// Most characters of the words of a place in the report.
pub(super) const LONGEST: usize = 80;

/// An error that the build of a project would report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The check.
    pub code: Code,
    /// The file.
    pub path: String,
    /// The bytes of the file that the error is about: the whole formula, or the place that the message marks.
    pub range: Range<usize>,
    /// The first place with the same name, for a name that occurs twice.
    pub first: Option<Range<usize>>,
    /// The message.
    pub message: String,
}

impl Flaw {
    /// The first words between backticks in the message: a path, an id, a label, or a key.
    pub(super) fn named(&self) -> &str {
        self.message.split('`').nth(1).unwrap_or_default()
    }
}

/// A change of some bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub range: Range<usize>,
    pub text: String,
}

impl Edit {
    pub(super) fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }
}

/// How a flaw is mended.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mending {
    pub edits: Vec<Edit>,
    /// Words of the place, so that it can be found.
    pub words: String,
    pub reason: Reason,
    /// A file that the edits need.
    pub file: Option<(String, Vec<u8>)>,
}

impl Mending {
    /// A mending that needs no file. `what` says what is changed.
    pub(super) fn new(edits: Vec<Edit>, words: &str, what: &str) -> Self {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect();
        Self { edits, words, reason: Reason::Changed(what.to_owned()), file: None }
    }
}
