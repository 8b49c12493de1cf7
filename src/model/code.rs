//! Code: how its lines are shown, and the kinds of its tokens.

use std::ops::RangeInclusive;

/// How the lines of a code block are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeLines {
    /// The number of the first line; `None` if the lines have no numbers.
    pub first: Option<usize>,
    /// The marked lines, counted from 1, whatever their numbers are.
    pub marked: Vec<RangeInclusive<usize>>,
}

impl CodeLines {
    /// Whether lines differ from each other, so that an output must tell them apart.
    #[must_use]
    pub fn are_apart(&self) -> bool {
        self.first.is_some() || !self.marked.is_empty()
    }

    /// The number of a line, which is counted from 0.
    #[must_use]
    pub fn number(&self, index: usize) -> Option<usize> {
        self.first.map(|first| first.saturating_add(index))
    }

    /// Whether a line, which is counted from 0, is marked.
    #[must_use]
    pub fn is_marked(&self, index: usize) -> bool {
        self.marked.iter().any(|range| range.contains(&(index + 1)))
    }
}

/// The kind of a token of code that differs from the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A comment.
    Comment,
    /// A word of the language, such as `let`.
    Keyword,
    /// A text, with its quotation marks.
    String,
    /// A number, a truth value or an escaped character.
    Constant,
    /// A name that is called or defined: a function, a macro or a key.
    Function,
    /// The name of a type or of an attribute.
    Type,
    /// A line that a patch adds.
    Added,
    /// A line that a patch removes.
    Removed,
}

impl TokenKind {
    /// Every kind.
    #[cfg(test)]
    pub const ALL: [TokenKind; 8] = [
        TokenKind::Comment,
        TokenKind::Keyword,
        TokenKind::String,
        TokenKind::Constant,
        TokenKind::Function,
        TokenKind::Type,
        TokenKind::Added,
        TokenKind::Removed,
    ];
}
