//! Signs that stand for the characters of a PDF that have no glyph, until it is known which they are.

use super::piece::UNNAMED;

/// Noncharacters: no text has them.
const SIGNS: std::ops::RangeInclusive<char> = '\u{FDD0}'..='\u{FDEF}';

/// The sign that stands for the unnamed character of a font, by the font's number.
#[must_use]
pub fn sign(font: usize) -> char {
    SIGNS.clone().nth(font).unwrap_or(UNNAMED)
}

/// Whether a character is such a sign.
#[must_use]
pub fn is_sign(character: char) -> bool {
    SIGNS.contains(&character)
}
