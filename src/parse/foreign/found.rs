//! A construct that was found, and what the searches for all of them ask of a text.

use std::ops::Range;

use super::construct::Construct;

/// A construct and its place in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub construct: Construct,
    /// Its bytes.
    pub range: Range<usize>,
}

impl Found {
    /// A construct of `length` bytes.
    pub fn new(construct: Construct, start: usize, length: usize) -> Self {
        Self { construct, range: start..start + length }
    }
}

/// The text from `at` to the end of its paragraph, at most `most` bytes.
pub fn window(text: &str, at: usize, most: usize) -> &str {
    let end = text.floor_char_boundary(text.len().min(at + most));
    let rest = &text[at..end];
    rest.find("\n\n").map_or(rest, |end| &rest[..end])
}

/// The character before `at`.
pub fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// Whether a letter or digit stands before `at`.
pub fn is_in_word(text: &str, at: usize) -> bool {
    before(text, at).is_some_and(char::is_alphanumeric)
}

/// How many bytes of letters, digits and `others` a text begins with, the first being a letter; a name is not long.
pub fn name_length(text: &str, others: &str) -> usize {
    let text = &text[..text.floor_char_boundary(text.len().min(200))];
    if !text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return 0;
    }
    text.find(|end: char| !end.is_ascii_alphanumeric() && !others.contains(end)).unwrap_or(text.len())
}
