//! The intended differences from the specifications and from comrak, with reasons.

use super::reading::{Reading, Token};

const GLYPHS: &str = "no font of the book has the character, which `missing-glyph` says";
const TITLE: &str = "the title of a picture that stands alone is its caption";
const WORDS: &str = "angle brackets around what is no element, and is nowhere closed, are text";
/// Examples by name, each with the reason.
pub const EXAMPLES: &[(&str, &str)] = &[
    ("spec_test_25", GLYPHS),
    ("spec_test_26", GLYPHS),
    ("spec_test_27", GLYPHS),
    ("spec_test_150", WORDS),
    ("spec_test_171", "the words of an element outside the dialect are kept"),
    ("spec_test_182", "the words of a CDATA section are kept"),
    ("spec_test_201", WORDS),
    ("spec_test_491", WORDS),
    ("spec_test_572", TITLE),
    ("spec_test_573", TITLE),
    ("spec_test_576", TITLE),
    ("spec_test_577", TITLE),
    ("spec_test_584", TITLE),
    ("spec_test_585", TITLE),
    ("spec_test_586", TITLE),
    ("spec_test_588", TITLE),
    ("spec_test_589", TITLE),
    ("spec_test_591", TITLE),
    ("spec_test_613", WORDS),
];

/// Whether two readings have the same letters and references in the same order, and differ only in word boundaries.
///
/// Brackets of a span bind no tighter than emphasis where they stand around another span or a link, or in a link. If marks then
/// stay as typed, or tags no longer pair, casebook says so in a warning.
pub fn has_same_letters(one: &Reading, other: &Reading) -> bool {
    let letters = |tokens: &[Token]| {
        let shown = tokens.iter().map(Token::shown).filter(|word| !word.starts_with("attr"));
        shown.collect::<String>()
    };
    letters(&one.text) == letters(&other.text) && letters(&one.notes) == letters(&other.notes)
}
