//! Small questions about words and sentences that several rules ask.

use super::clean::{MARK, raised_digit};
use super::hyphen::OPEN;

/// The text without note markers and spaces at its end.
#[must_use]
pub fn without_markers(text: &str) -> &str {
    let mut text = text.trim_end();
    loop {
        let shorter = match text.strip_suffix(MARK.1).and_then(|before| before.rfind(MARK.0)) {
            Some(start) => text.get(..start).unwrap_or_default(),
            None => text.trim_end_matches(|character| raised_digit(character).is_some()),
        };
        let shorter = shorter.trim_end();
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

/// Whether a sentence ends here. Quotation marks, parentheses and emphasis may follow its stop.
#[must_use]
pub fn is_finished(text: &str) -> bool {
    let closing = ['"', '”', '’', '\'', ')', ']', '»', '*', '_', '}'];
    let text = without_markers(without_markers(text).trim_end_matches(closing));
    text.ends_with(['.', '?', '!', ':', '…', ';'])
}

/// Whether a sentence ends here, where the marker of a note may follow as a plain number.
#[must_use]
pub fn is_finished_before_number(text: &str) -> bool {
    is_finished(text.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == ' '))
}

/// Whether the first letter is small, so that the text goes on with a sentence.
#[must_use]
pub fn begins_small(text: &str) -> bool {
    let skipped = ['"', '“', '‘', '\'', '(', '[', '*', '_', '—', '–'];
    text.trim_start_matches(skipped).chars().next().is_some_and(char::is_lowercase)
}

/// Whether the first letter is a capital.
#[must_use]
pub fn begins_capital(text: &str) -> bool {
    let skipped = ['"', '“', '‘', '\'', '(', '[', '*', '_'];
    text.trim_start_matches(skipped).chars().next().is_some_and(char::is_uppercase)
}

/// The letters and digits of a text in lower case, to compare it with another.
#[must_use]
pub fn key(text: &str) -> String {
    let counts = |sign: &char| sign.is_alphanumeric() && raised_digit(*sign).is_none();
    text.chars().filter(counts).flat_map(char::to_lowercase).collect()
}

/// The first words of a text, to name its place.
#[must_use]
pub fn opening(text: &str) -> String {
    shorten(text.split_whitespace().take(8))
}

/// The last words of a text, to name its place.
#[must_use]
pub fn ending(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    shorten(words.iter().skip(words.len().saturating_sub(8)).copied())
}

fn shorten<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words = words.collect::<Vec<_>>().join(" ");
    let mut kept = String::new();
    let mut in_mark = false;
    for character in words.chars().take(120) {
        in_mark = (in_mark || character == MARK.0) && character != MARK.1;
        if !in_mark && character != MARK.1 && character != OPEN {
            kept.push(character);
        }
    }
    kept
}

/// The number of edits between two texts, at most `limit + 1`.
#[must_use]
pub fn distance(left: &[char], right: &[char], limit: usize) -> usize {
    if left.len().abs_diff(right.len()) > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, character) in left.iter().enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        let mut best = before;
        for (cell, other) in row.iter_mut().skip(1).zip(right) {
            let replaced = diagonal + usize::from(character != other);
            diagonal = *cell;
            *cell = replaced.min(before + 1).min(diagonal + 1);
            before = *cell;
            best = best.min(before);
        }
        if let Some(first) = row.first_mut() {
            *first = index + 1;
        }
        if best > limit {
            return limit + 1;
        }
    }
    row.last().copied().unwrap_or(limit + 1).min(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_before_quotes_and_markers() {
        for (text, expected) in [
            ("It ended.", true),
            ("It ended.\"", true),
            ("It ended.” ¹²", true),
            ("It ended\u{E000}3\u{E001}", false),
            ("It ended.\u{E000}3\u{E001}", true),
            ("although the relations", false),
            ("*It ended.*", true),
        ] {
            assert_eq!(is_finished(text), expected, "{text}");
        }
    }

    #[test]
    fn distance_stops_at_its_limit() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(distance(&chars("kitten"), &chars("sitting"), 5), 3);
        assert_eq!(distance(&chars("kitten"), &chars("sitting"), 1), 2);
        assert_eq!(distance(&chars(""), &chars("ab"), 5), 2);
    }
}
