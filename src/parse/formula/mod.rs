//! Formulas. They are found before anything else is read, because hardly a character in them means what it means in
//! Markdown, and masked: a formula becomes a word as long as it is. The builder puts the formula in the place of the word.

mod environment;
mod find;
mod found;
mod place;
mod skip;
mod tex;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

pub use found::Found;
pub use tex::{formula, read};

use crate::repair::Source;

/// Stands for each byte within a formula. The text has no control characters, because `repair` removes them.
pub const MASK: char = '\u{7}';

/// The sign at both ends of a masked formula: punctuation, as the delimiter in its place.
const END: char = '$';

/// The text with its formulas masked, from `start`, and the formulas.
#[must_use]
pub fn masked<'s>(source: &Source<'s>, start: usize) -> Option<(Source<'s>, Vec<Found>)> {
    let found = find::formulas(&source.text, start);
    if found.is_empty() {
        return None;
    }
    let mut text = String::with_capacity(source.text.len());
    let mut copied = 0;
    for formula in &found {
        text.push_str(&source.text[copied..formula.whole.start]);
        text.push(END);
        text.extend(std::iter::repeat_n(MASK, formula.whole.len() - 2));
        text.push(END);
        copied = formula.whole.end;
    }
    text.push_str(&source.text[copied..]);
    Some((source.with_text(Cow::Owned(text)), found))
}

/// A part of a text: words, or a masked formula.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'w> {
    /// Words.
    Words(&'w str),
    /// The formula with this number among those in the range of the text.
    Formula(usize),
}

/// The parts of a text with masked formulas.
#[must_use]
pub fn parts(words: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut rest, mut number) = (words, 0);
    while let Some(mask) = rest.find(MASK) {
        let start = rest[..mask].strip_suffix(END).map_or(mask, str::len);
        let after = mask + rest[mask..].len() - rest[mask..].trim_start_matches(MASK).len();
        let end = after + usize::from(rest[after..].starts_with(END));
        if start > 0 {
            parts.push(Part::Words(&rest[..start]));
        }
        parts.push(Part::Formula(number));
        number += 1;
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        parts.push(Part::Words(rest));
    }
    parts
}

/// The formulas in a range of the source.
pub fn within<'f>(found: &'f [Found], range: &Range<usize>) -> &'f [Found] {
    let first = found.partition_point(|formula| formula.whole.start < range.start);
    let last = found.partition_point(|formula| formula.whole.end <= range.end);
    found.get(first..last).unwrap_or_default()
}
