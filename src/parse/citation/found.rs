//! What the search for citations and cross-references finds in running text, and the signs that stand for what is not text.

use std::ops::Range;

use crate::model::{CitationForm, Wanted};

/// Stands for an inline that is not text. It is as long as a character of three bytes.
pub const OBJECT: &str = "\u{FFFC}";
/// Stands for an escaped `@` or bracket, and is as long.
pub const ESCAPED: char = '\u{1}';

/// A citation or a cross-reference in a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    pub range: Range<usize>,
    pub form: Form,
    /// The works or the places that it names.
    pub works: Vec<FoundWork>,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Citation(CitationForm),
    CrossReference(Wanted),
}

/// A work or a place: where its key is, and the words around it.
#[derive(Debug, PartialEq, Eq, Clone)]
pub struct FoundWork {
    pub prefix: Range<usize>,
    pub key: Range<usize>,
    pub suffix: Range<usize>,
    pub hides_author: bool,
}

impl FoundWork {
    /// A key without words around it.
    pub fn alone(key: Range<usize>, around: &Range<usize>) -> Self {
        let (prefix, suffix) = (around.start..around.start, around.end..around.end);
        Self { prefix, key, suffix, hides_author: false }
    }
}
