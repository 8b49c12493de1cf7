//! Numbers in tables.

/// Whether cells with these words, of which some may be empty, hold numbers only.
pub fn are_numbers<Words: AsRef<str>>(cells: impl IntoIterator<Item = Words>) -> bool {
    let contents: Vec<Content> = cells.into_iter().map(|words| Content::of(words.as_ref().trim())).collect();
    contents.contains(&Content::Number) && !contents.contains(&Content::Words)
}

#[derive(Debug, PartialEq, Eq)]
enum Content {
    Number,
    /// No value: an empty cell, or a sign that says so.
    Nothing,
    Words,
}

impl Content {
    fn of(words: &str) -> Self {
        if matches!(words, "" | "-" | "–" | "—" | "\u{2212}" | "." | ".." | "…" | "n/a" | "n.a." | "N/A")
        {
            Self::Nothing
        } else if is_number(words) {
            Self::Number
        } else {
            Self::Words
        }
    }
}

/// Whether this is a number with its sign, currency, unit of a hundred, brackets or marks of significance. A code such as
/// `007` and a date such as `12.03.2004` are not numbers.
fn is_number(words: &str) -> bool {
    let around =
        |character: char| character.is_whitespace() || "()[]+-–\u{2212}±~≈<>≤≥$€£¥%‰*†‡".contains(character);
    let digits = words.trim_matches(around).trim_start_matches("US$");
    let is_separator = |character: char| character.is_whitespace() || ".,'’٫٬".contains(character);
    let parts: Vec<&str> = digits.split(is_separator).collect();
    let has_groups = || {
        let groups = parts.iter().skip(1).rev().skip(1);
        groups.map(|part| part.chars().count()).all(|count| count == 3 || count == 2 && digits.contains(','))
    };
    let is_code = digits.len() > 1 && parts[0].len() > 1 && parts[0].starts_with('0');
    let is_whole = |part: &&str| part.chars().all(char::is_numeric) && (!part.is_empty());
    // `.35` has no digit before its point.
    let fraction = if parts[0].is_empty() { &parts[1..] } else { &parts[..] };
    !fraction.is_empty() && fraction.iter().all(is_whole) && !is_code && has_groups()
}

#[cfg(test)]
mod tests {
    use super::{Content, are_numbers};

    #[test]
    fn numbers_are_told_from_words_and_codes() {
        for number in [
            "5",
            "1,200.5",
            "\u{2212}0.35***",
            "(0.02)",
            "$3",
            "US$12",
            "12 %",
            "1 200 000",
            "1.234.567",
            "12,34,567",
            ".35",
            "٣٫٥",
            "2004",
            "<0.01",
            "0.5",
            "1’200",
        ] {
            assert_eq!(Content::of(number), Content::Number, "{number}");
        }
        for words in
            ["Tier 2", "12.03.2004", "007", "1999–2004", "3a", "yes", "10 years", "$", "1.2.3", "5/2004"]
        {
            assert_eq!(Content::of(words), Content::Words, "{words}");
        }
    }

    #[test]
    fn a_column_of_numbers_has_no_words() {
        let column = |words: &[&str]| are_numbers(words);
        assert!(column(&["1", "—", "", "20"]));
        assert!(!column(&["1", "Tier 2", "3"]));
        assert!(column(&["1"]));
        assert!(!column(&["—"]));
        assert!(!column(&[]));
    }
}
