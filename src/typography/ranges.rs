//! Ranges of numbers, such as `1999–2004`, references, such as `pp. 12–14`, and names with a number, such as `Tier 2` and
//! `May 4`, which a line end must not break.

use std::ops::Range;

/// A longer word is no range, and might not fit on a line.
const LONGEST: usize = 24;

/// Abbreviations before a number.
const ABBREVIATIONS: &[&str] = &["p.", "pp.", "no.", "nos.", "vol.", "vols.", "nr.", "n°", "№", "§", "§§"];

/// A longer name is kept less easily, and a line seldom ends after it.
const LONGEST_NAME: usize = 12;

/// A piece of running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text that may be broken.
    Text(&'a str),
    /// A range, a reference or a name with its number, with the punctuation around it.
    Range(&'a str),
}

/// Splits running text into ranges and references and the text between them.
#[must_use]
pub fn pieces(words: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = 0;
    for kept in kept(words) {
        if rest < kept.start {
            pieces.push(Piece::Text(&words[rest..kept.start]));
        }
        rest = kept.end;
        pieces.push(Piece::Range(&words[kept]));
    }
    if rest < words.len() {
        pieces.push(Piece::Text(&words[rest..]));
    }
    pieces
}

/// The places of ranges and references.
fn kept(words: &str) -> Vec<Range<usize>> {
    let mut kept = Vec::new();
    // Most texts have no number.
    if !words.contains(char::is_numeric) {
        return kept;
    }
    let mut before = 0..0;
    let mut rest = tokens(words).peekable();
    while let Some(word) = rest.next() {
        let next = rest.peek().cloned().unwrap_or(word.end..word.end);
        let follows = &words[before.end..word.start] == " ";
        let (name, number) = (&words[before.clone()], &words[word.clone()]);
        let is_reference = follows
            && (is_abbreviation(name) && has_digit_first(number)
                || is_name(name) && is_short_number(number)
                || is_day(name) && is_month(number) && is_year(&words[next]));
        let start = if is_reference { before.start } else { word.start };
        let is_short = words[start..word.end].chars().count() <= LONGEST;
        if is_short && (is_reference || has_range(&words[word.clone()])) {
            kept.push(start..word.end);
        }
        before = word;
    }
    kept
}

/// The words of a text: what stands between spaces and letters of Chinese and Japanese.
fn tokens(words: &str) -> impl Iterator<Item = Range<usize>> {
    let is_outside = |character: char| character.is_whitespace() || character >= '\u{2E80}';
    let mut at = 0;
    words.split_inclusive(is_outside).filter_map(move |token| {
        let start = at;
        at += token.len();
        let word = token.trim_end_matches(is_outside);
        (!word.is_empty()).then(|| start..start + word.len())
    })
}

fn is_abbreviation(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '[']).to_lowercase();
    ABBREVIATIONS.contains(&word.as_str())
}

/// Whether a number may belong to this word: it has a capital letter, as in `Tier 2`.
fn is_name(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '[', '“', '‘', '"', '«', '„']);
    word.starts_with(char::is_uppercase)
        && word.chars().all(char::is_alphabetic)
        && (2..=LONGEST_NAME).contains(&word.chars().count())
}

/// Whether this may be the day in `26 Dec. 2016`.
fn is_day(word: &str) -> bool {
    let day = word.trim_start_matches(['(', '[', '“', '‘']);
    (1..=2).contains(&day.chars().count()) && day.chars().all(char::is_numeric)
}

/// Whether this may be a month between a day and a year.
fn is_month(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.trim_end_matches('.').chars().all(char::is_alphabetic)
}

fn is_year(word: &str) -> bool {
    let year = word.trim_end_matches(|character: char| !character.is_alphanumeric());
    year.chars().count() == 4 && year.chars().all(char::is_numeric)
}

/// Whether this is a number of up to three digits, and punctuation. Longer ones, such as years, stand well at the beginning
/// of a line.
fn is_short_number(word: &str) -> bool {
    let number = word.trim_end_matches(|character: char| !character.is_alphanumeric());
    (1..=3).contains(&number.chars().count()) && number.chars().all(char::is_numeric)
}

fn has_digit_first(word: &str) -> bool {
    word.starts_with(char::is_numeric)
}

/// Whether a word has an en dash between two digits.
fn has_range(word: &str) -> bool {
    word.match_indices('–').any(|(dash, _)| {
        let sides = [word[..dash].chars().next_back(), word[dash..].chars().nth(1)];
        sides.into_iter().all(|side| side.is_some_and(char::is_numeric))
    })
}

#[cfg(test)]
mod tests {
    use super::Piece::{Range, Text};
    use super::pieces;

    #[test]
    fn ranges_and_references_are_kept_with_their_punctuation() {
        for (words, expected) in [
            ("", &[][..]),
            ("the years", &[Text("the years")]),
            ("1999–2004", &[Range("1999–2004")]),
            ("in 1999–2004, and", &[Text("in "), Range("1999–2004,"), Text(" and")]),
            ("(pp.\u{A0}12–14; 20–21)", &[Text("(pp.\u{A0}"), Range("12–14;"), Text(" "), Range("20–21)")]),
            ("see pp. 12–14, p. 3", &[Text("see "), Range("pp. 12–14,"), Text(" "), Range("p. 3")]),
            ("(No. 7) of", &[Range("(No. 7)"), Text(" of")]),
            ("on Tier 2. Then", &[Text("on "), Range("Tier 2."), Text(" Then")]),
            ("“Table 12” of", &[Range("“Table 12”"), Text(" of")]),
            ("May 4, 2007", &[Range("May 4,"), Text(" 2007")]),
            ("on 26 Dec. 2016.", &[Text("on "), Range("26 Dec."), Text(" 2016.")]),
            ("in 15 Countries and", &[Text("in 15 Countries and")]),
            ("tier 2, May 2007, I 2, Tier 2nd, Oman, 7", &[Text("tier 2, May 2007, I 2, Tier 2nd, Oman, 7")]),
            ("no 7, he said no. Then", &[Text("no 7, he said no. Then")]),
            ("1–2–3 x", &[Range("1–2–3"), Text(" x")]),
            ("Paris–London 3–", &[Text("Paris–London 3–")]),
            ("在1999–2004年", &[Text("在"), Range("1999–2004"), Text("年")]),
            ("٣–٥", &[Range("٣–٥")]),
            ("a-word-that-is-rather-long-1999–2004", &[Text("a-word-that-is-rather-long-1999–2004")]),
        ] {
            assert_eq!(pieces(words), expected, "{words}");
        }
    }
}
