//! Words that begin with an apostrophe, by language. A straight mark before one of them opens no quotation.

use super::signs::SINGLE;

const ENGLISH: &[&str] = &[
    "tis", "tisn", "twas", "twasn", "twere", "twould", "twill", "twixt", "tween", "til", "till", "cause",
    "cos", "coz", "cuz", "em", "ere", "bout", "round", "neath", "n", "kay", "nuff", "tude", "gainst",
    "fraid", "scuse", "s", "d", "ll", "re", "ve", "im", "arf", "ave", "ome", "ouse", "ead", "appy", "undred",
    "orrible", "isself",
];

/// Words after which `'n'` is a letter: "press 'y' or 'n'".
const BEFORE_LETTERS: &[&str] = &[
    "or",
    "and",
    "the",
    "letter",
    "key",
    "a",
    "an",
    "of",
    "by",
    "with",
    "press",
    "type",
    "enter",
    "is",
    "for",
    "to",
    "not",
    "in",
    "character",
    "as",
    "than",
    "called",
    "variable",
    "number",
];

const DUTCH: &[&str] = &["s", "t", "n", "k", "m", "r", "er", "ie", "tis", "twas"];
const AFRIKAANS: &[&str] = &["n", "k", "s", "t", "r"];
const GERMAN: &[&str] = &[
    "s", "n", "ne", "nen", "nem", "ner", "nes", "ran", "rauf", "raus", "rein", "rüber", "rum", "runter",
    "nauf", "naus", "nein", "nunter", "nüber",
];
const LOW_GERMAN: &[&str] = &["n", "ne", "nen", "t", "s"];
const FRISIAN: &[&str] = &["e", "k", "n", "s", "t"];
const CATALAN: &[&str] = &["l", "ls", "n", "ns", "m", "s", "t", "hi", "ho"];
const ITALIAN: &[&str] =
    &["l", "n", "na", "no", "ndrangheta", "ndrina", "sto", "sta", "sti", "ste", "o", "a", "e", "i"];
const WELSH: &[&str] =
    &["r", "n", "na", "ma", "da", "di", "dw", "i", "w", "u", "m", "th", "ch", "se", "sdim"];

/// The words of the primary language, without their apostrophe, in lower case.
pub(super) fn of(primary: &str) -> &'static [&'static str] {
    match primary {
        "en" => ENGLISH,
        "nl" | "vls" | "zea" | "li" => DUTCH,
        "af" => AFRIKAANS,
        "de" | "gsw" | "bar" => GERMAN,
        "nds" => LOW_GERMAN,
        "fy" | "stq" => FRISIAN,
        "ca" => CATALAN,
        "it" | "nap" | "scn" => ITALIAN,
        "cy" => WELSH,
        _ => &[],
    }
}

/// Whether a mark at `at` may stand for the beginning of a word or of a year: `'tis`, `'90s`, `'n'`.
pub(super) fn begins(signs: &[char], at: usize, elisions: &[&str]) -> bool {
    let behind = &signs[at + 1..];
    let digits = behind.iter().take(3).take_while(|sign| sign.is_ascii_digit()).count();
    let next = behind.get(digits).copied();
    if digits == 2 {
        return !next.is_some_and(|next| next.is_alphabetic() && next != 's');
    }
    let word = word(behind);
    !word.is_empty() && elisions.contains(&word.as_str())
}

/// Whether the word or number after a mark ends at another mark, so that it may be quoted. `'n'` stands for "and", and
/// `'80s'` for a decade.
pub(super) fn is_between_marks(signs: &[char], at: usize) -> bool {
    let behind = &signs[at + 1..];
    let length = behind.iter().take(LONGEST).take_while(|sign| sign.is_alphanumeric()).count();
    let ends_in_word = behind.get(length + 1).is_some_and(|next| next.is_alphanumeric());
    if behind.get(length) != Some(&SINGLE) || ends_in_word {
        return false;
    }
    match behind[..length] {
        ['0'..='9', '0'..='9', 's'] => false,
        ['n' | 'N'] => !joins_words(signs, at),
        _ => true,
    }
}

/// Whether `'n'` at `at` stands between two words that it joins.
fn joins_words(signs: &[char], at: usize) -> bool {
    let is_gap = |sign: &char| sign.is_whitespace() || *sign == '-';
    let Some((gap, before)) = signs[..at].split_last() else { return false };
    let length = before.iter().rev().take(LONGEST).take_while(|sign| sign.is_alphanumeric()).count();
    let word = word(&before[before.len() - length..]);
    let has_next =
        signs.get(at + 3).is_some_and(is_gap) && signs.get(at + 4).is_some_and(|next| next.is_alphanumeric());
    is_gap(gap) && has_next && !word.is_empty() && !BEFORE_LETTERS.contains(&word.as_str())
}

/// The word at the beginning of a text, in lower case; empty if it is too long to be in the lists.
fn word(signs: &[char]) -> String {
    let letters = signs.iter().take(LONGEST + 1).take_while(|sign| sign.is_alphabetic());
    if letters.clone().count() > LONGEST {
        String::new()
    } else {
        letters.flat_map(|sign| sign.to_lowercase()).collect()
    }
}

/// Number of letters of the longest word in the lists.
const LONGEST: usize = 11;
