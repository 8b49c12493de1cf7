//! A construct that was found, and helpers for all searches.

use std::ops::Range;

use super::construct::Construct;

/// A construct and its range in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The construct.
    pub construct: Construct,
    /// Its range in the source.
    pub range: Range<usize>,
}

impl Found {
    /// A construct of `length` bytes at `at`.
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

/// Whether the character before `at` is a letter or digit.
pub fn is_in_word(text: &str, at: usize) -> bool {
    before(text, at).is_some_and(char::is_alphanumeric)
}

/// The length in bytes of the name at the start of a text: a letter, then letters, digits and `others`, up to a limit.
pub fn name_length(text: &str, others: &str) -> usize {
    let text = &text[..text.floor_char_boundary(text.len().min(200))];
    if !text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return 0;
    }
    text.find(|end: char| !end.is_ascii_alphanumeric() && !others.contains(end)).unwrap_or(text.len())
}
