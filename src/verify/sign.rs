//! Placeholders for the unknown characters of a PDF, one for each font.

use super::piece::UNNAMED;

/// Noncharacters of Unicode, which no text contains.
const SIGNS: std::ops::RangeInclusive<char> = '\u{FDD0}'..='\u{FDEF}';

/// The placeholder for the unknown character of a font, by the font's index.
#[must_use]
pub fn sign(font: usize) -> char {
    SIGNS.clone().nth(font).unwrap_or(UNNAMED)
}

/// Whether a character is such a placeholder.
#[must_use]
pub fn is_sign(character: char) -> bool {
    SIGNS.contains(&character)
}
