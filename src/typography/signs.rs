//! Characters that stand for straight marks until their whole text is known. Texts contain no control characters, because
//! [repair](crate::repair) removes them.

/// Stands for a straight `"`.
pub const DOUBLE: char = '\u{2}';
/// Stands for a straight `'`.
pub const SINGLE: char = '\u{3}';
/// Stands for the opening mark of an element that is a quotation.
pub const OPENING: char = '\u{E}';
/// Stands for its closing mark.
pub const CLOSING: char = '\u{F}';
/// Stands for code or a picture.
pub const OBJECT: char = '\u{FFFC}';

/// Whether a character stands for a mark.
#[must_use]
pub fn is_undecided(character: char) -> bool {
    matches!(character, DOUBLE | SINGLE | OPENING | CLOSING)
}

/// The text with the marks as typed.
#[must_use]
pub fn straight(words: &str) -> String {
    let typed = |character| match character {
        DOUBLE | OPENING | CLOSING => '"',
        SINGLE => '\'',
        other => other,
    };
    words.chars().map(typed).collect()
}

/// The character that stands for a mark of an element.
#[must_use]
pub fn element(opens: bool) -> char {
    if opens { OPENING } else { CLOSING }
}
