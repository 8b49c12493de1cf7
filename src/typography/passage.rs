//! A text whose marks belong together, such as a paragraph, as a sequence of characters with their languages.

use super::delimiters::{Language, Spacing};

/// A paragraph, a heading, a cell or another text without a break. Note references are left out, code and pictures are
/// one [`OBJECT`](super::signs::OBJECT), and a line break is `\n`.
#[derive(Debug, Default)]
pub struct Passage {
    pub(super) signs: Vec<char>,
    /// The first character of each run of text in one language.
    runs: Vec<(usize, Language)>,
}

/// New characters for one character of the passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Number of characters before it.
    pub at: usize,
    /// Its typographic form.
    pub sign: char,
    /// The no-break space before the form.
    pub before: Option<char>,
    /// The no-break space after the form.
    pub behind: Option<char>,
}

impl Change {
    pub(super) fn of(at: usize, sign: char) -> Self {
        Self { at, sign, before: None, behind: None }
    }

    /// The new characters.
    pub fn signs(self) -> impl Iterator<Item = char> {
        self.before.into_iter().chain([self.sign]).chain(self.behind)
    }
}

impl Passage {
    /// Adds text in a language.
    pub fn push(&mut self, words: &str, language: Language) {
        if self.runs.last().is_none_or(|(_, last)| *last != language) {
            self.runs.push((self.signs.len(), language));
        }
        self.signs.extend(words.chars());
    }

    /// Whether a part of the passage is in a language with spaces beside marks.
    pub(super) fn has_spacing(&self) -> bool {
        self.runs.iter().any(|(_, language)| language.spacing != Spacing::None)
    }

    pub(super) fn language_at(&self, at: usize) -> Language {
        self.runs[self.runs.partition_point(|(start, _)| *start <= at) - 1].1
    }
}
