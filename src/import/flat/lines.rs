//! The lines of a converted text, with their pages.

use super::clean::{self, SoftHyphen};

/// A line without the spaces around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the source, from 1.
    pub number: usize,
    /// The page, from 0. A form feed begins a page, and later a page number ends one.
    pub page: usize,
    /// The number of spaces before it.
    pub indent: usize,
    /// The text; empty for a line without text.
    pub text: String,
}

impl Line {
    /// Whether it has no text.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it is a row of a table with pipes.
    #[must_use]
    pub fn is_row(&self) -> bool {
        self.text.starts_with('|') && self.text.len() > 1
    }
}

/// The lines of a text.
#[must_use]
pub fn read(text: &str) -> Vec<Line> {
    let soft = SoftHyphen::of(text);
    let mut page = 0;
    let mut lines = Vec::new();
    for (index, raw) in text.split('\n').enumerate() {
        // Some converters end the last line of a page with nothing but the form feed.
        for (place, part) in raw.split('\u{C}').enumerate() {
            page += usize::from(place > 0);
            let cleaned = clean::line(part, soft);
            let trimmed = cleaned.trim_start();
            let indent = cleaned.chars().count() - trimmed.chars().count();
            lines.push(Line { number: index + 1, page, indent, text: trimmed.to_owned() });
        }
    }
    lines
}

/// The number that a text is, in Arabic digits.
#[must_use]
pub fn arabic(text: &str) -> Option<u32> {
    let text = text.trim_matches(['-', '–', '—', ' ', '[', ']']);
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

/// Whether a text is a small Roman number, as front matter has on its pages.
#[must_use]
pub fn is_roman(text: &str) -> bool {
    (1..=7).contains(&text.len()) && text.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x' | 'l' | 'c'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_feed_ends_a_line_and_a_page() {
        let found = read("One\n\u{C}Two\n3\u{C}Four\r\n");
        let filled = found.iter().filter(|line| !line.is_blank());
        let filled: Vec<(usize, usize, &str)> =
            filled.map(|line| (line.number, line.page, line.text.as_str())).collect();
        assert_eq!(filled, [(1, 0, "One"), (2, 1, "Two"), (3, 1, "3"), (3, 2, "Four")]);
    }
}
