//! Letters whose case must stay, and formatting in text, as characters of private use: the printing library takes plain text
//! only. What it prints is turned back.

/// The first character that stands for a letter whose case stays.
const FIXED: u32 = 0xF_0000;
/// The number of letters that can be fixed. The scripts with cases are below.
const LETTERS: u32 = 0x2C00;

/// Begins emphasis in a text.
pub const EMPHASIS: char = '\u{f3000}';
/// Ends emphasis in a text.
pub const END: char = '\u{f3001}';
/// Stands for further persons that a bibliography does not name: `and others`.
pub const OTHERS: char = '\u{f3002}';

/// The same text, whose letters keep their case in titles.
pub fn fixed(words: &str) -> String {
    let fixed = |letter: char| {
        let is_cased = letter.is_lowercase() || letter.is_uppercase() || letter == '-';
        let code = u32::from(letter);
        let mark = (is_cased && code < LETTERS).then(|| char::from_u32(FIXED + code)).flatten();
        mark.unwrap_or(letter)
    };
    // The names of commands stay.
    let mut is_command = false;
    let letter = |letter: char| {
        is_command = letter == '\\' || is_command && letter.is_ascii_alphabetic();
        if is_command { letter } else { fixed(letter) }
    };
    words.chars().map(letter).collect()
}

/// The text as it is shown, without emphasis.
pub fn shown(words: &str) -> String {
    let words = words.replace([EMPHASIS, END], "");
    let shown = |letter: char| match u32::from(letter).checked_sub(FIXED) {
        Some(code) if code < LETTERS => char::from_u32(code).unwrap_or(letter),
        _ => letter,
    };
    words.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_letters_are_shown_again() {
        let words = "iPhone Ünïcode 42, λ";
        assert_ne!(fixed(words), words);
        assert_eq!(fixed(words).to_uppercase().chars().filter(char::is_ascii_alphabetic).count(), 0);
        assert_eq!(shown(&fixed(words)), words);
        assert!(fixed("\\emph{A}").starts_with("\\emph{"));
    }
}
