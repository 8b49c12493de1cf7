//! Words that would begin a block if they stood at the start of a line: `#`, `1.`, `(a)`, `:::`.

use super::piece::Piece;

/// The piece that needs an escape so that the text from `at`, where a line begins, stays text. `begins_block` if the line is
/// the first of a block, where lists with letters can begin.
pub fn escape(pieces: &[Piece], at: usize, begins_block: bool) -> Option<usize> {
    let rest = pieces.get(at..).unwrap_or_default().iter();
    let words: String =
        rest.map_while(|piece| if let Piece::Char(sign) = piece { Some(*sign) } else { None }).collect();
    offset(&words, begins_block).map(|offset| at + words.get(..offset).unwrap_or_default().chars().count())
}

/// The offset of the character that needs an escape.
pub fn offset(words: &str, begins_block: bool) -> Option<usize> {
    let first = words.chars().next()?;
    let word = words.split([' ', '\t']).next().unwrap_or_default();
    let is_apart = |length: usize| {
        words.get(length..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    };
    let is_block = match first {
        '#' => {
            is_apart(word.len()) && word.len() <= 6 && word.chars().all(|sign| sign == '#')
                || words.starts_with("#. ")
        }
        '>' | '|' | '{' => true,
        '-' | '+' | '*' => is_apart(1) || is_rule(words, first) || words.starts_with("*[") || word == "+++",
        '_' => is_rule(words, first),
        '=' => word.chars().all(|sign| sign == '='),
        ':' => is_apart(1) || words.starts_with(":::"),
        '~' | '`' => words.starts_with("~~~") || words.starts_with("```"),
        '!' | '?' => words.starts_with("!!!") || words.starts_with("???"),
        '<' => words.starts_with("<<<"),
        _ => false,
    };
    if is_block {
        return Some(0);
    }
    if let Some(rest) = words.strip_prefix("Table:").or_else(|| words.strip_prefix("table:")) {
        return rest.starts_with(' ').then_some("Table".len());
    }
    if word.starts_with('(') && word.ends_with(")=") {
        return Some(word.len() - 1);
    }
    numbered(word).or_else(|| begins_block.then(|| lettered(words, word)).flatten())
}

/// Whether a line has only signs of a thematic break.
fn is_rule(words: &str, sign: char) -> bool {
    words.matches(sign).count() > 1 && words.chars().all(|other| other == sign || other == ' ')
}

/// The offset of the sign after the number of a list item: `12.`, `1)`.
fn numbered(word: &str) -> Option<usize> {
    let number = word.strip_suffix(['.', ')'])?;
    let is_number = (1..10).contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then_some(number.len())
}

/// The offset of the last sign of a marker such as `(a)`, `b.` or `iv)`. A capital with a full stop and one space is a name.
fn lettered(words: &str, word: &str) -> Option<usize> {
    let is_name = word.len() == 2
        && word.ends_with('.')
        && word.starts_with(|letter: char| letter.is_ascii_uppercase())
        && !words.get(2..).is_some_and(|rest| rest.starts_with("  "));
    (is_marker(word) && !is_name && word.len() < words.len()).then(|| word.len() - 1)
}

/// Whether a word is the marker of a list that only other tools know.
pub fn is_marker(word: &str) -> bool {
    let Some(name) = word.strip_suffix([')', '.']) else { return false };
    let is_open = name.starts_with('(');
    let name = name.trim_start_matches('(').trim_start_matches('@');
    let letters = name.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let digits = name.len() - letters.len();
    let is_one_case = letters.chars().all(|letter| letter.is_ascii_lowercase())
        || letters.chars().all(|letter| letter.is_ascii_uppercase());
    let is_numeral = is_one_case && letters.chars().all(|letter| "ivxIVX".contains(letter));
    let is_letter = letters.len() == 1 && letters.chars().all(|letter| letter.is_ascii_alphabetic());
    let has_name = (digits <= 3 && digits > 0 && letters.is_empty())
        || is_letter
        || digits == 0 && is_numeral && !letters.is_empty();
    has_name && (!is_open || word.ends_with(')')) || word.starts_with("(@")
}

/// Whether a line of a paragraph may begin with a word.
pub fn may_begin(word: &str) -> bool {
    let Some(first) = word.chars().next() else { return false };
    let is_note = word.starts_with("[^") && word.contains("]:");
    let is_caption = matches!(word, "Table:" | "table:");
    match first {
        '*' | '_' => word.chars().any(|sign| sign != first) && !word.starts_with("*["),
        '[' => !is_note && !word.ends_with("]:"),
        '(' => !is_marker(word) && !word.ends_with(")="),
        '<' => word.starts_with("<http") || word.starts_with("<em") || word.starts_with("<strong"),
        '"' | '\'' | '$' | '@' | '/' | '&' => true,
        '`' => !word.starts_with("```"),
        '\\' => {
            word.len() > 1
                && !word.starts_with("\\\\")
                && !word.starts_with(|next: char| next.is_alphabetic())
        }
        first if first.is_ascii_punctuation() => false,
        '—' | '–' | '―' | '\u{A0}' | '\u{200B}' => false,
        _ => !is_caption && numbered(word).is_none() && !is_marker(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_begin_a_block_are_escaped() {
        for (words, expected) in [
            ("# Words", Some(0)),
            ("#hash", None),
            ("- words", Some(0)),
            ("-words", None),
            ("1. words", Some(1)),
            ("1984. words", Some(4)),
            ("1.5 per cent", None),
            ("(a) words", Some(2)),
            ("(see) words", None),
            ("iv. words", Some(2)),
            ("M. Weber", None),
            ("a. words", Some(1)),
            ("in. words", None),
            ("> words", Some(0)),
            (": words", Some(0)),
            (":-) words", None),
            ("Table: words", Some(5)),
            ("===", Some(0)),
            ("= 5", Some(0)),
            ("Words", None),
        ] {
            assert_eq!(offset(words, true), expected, "{words}");
        }
    }

    #[test]
    fn lines_begin_with_words() {
        for (word, expected) in [
            ("word", true),
            ("-", false),
            ("–", false),
            ("12.", false),
            ("(b)", false),
            ("[^1]:", false),
            ("**a**", true),
        ] {
            assert_eq!(may_begin(word), expected, "{word}");
        }
    }
}
