//! What stands beside a mark.

use super::signs::{OBJECT, is_undecided};

/// A side of a mark. Other straight marks are looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// White space, or the end of the text.
    Blank,
    /// A bracket or another sign that belongs to the word after it.
    Opening,
    /// A sign that belongs to the word before it.
    Closing,
    /// An ellipsis, which may belong to either.
    Ellipsis,
    /// A dash, a slash, a quotation mark as typed, or another sign that says nothing.
    Neutral,
    /// A letter, a digit or code.
    Word,
    /// A letter of a script without spaces.
    Wide,
}

/// The sides of every character before and after it, for the characters that are undecided marks; computed in one pass in
/// each direction, because marks may stand in long rows.
pub(super) fn befores(signs: &[char]) -> Vec<Side> {
    let mut last = Side::Blank;
    let mut sides = Vec::with_capacity(signs.len());
    for sign in signs {
        sides.push(last);
        if !is_transparent(*sign) {
            last = of(*sign);
        }
    }
    sides
}

/// The same for the sides after the characters.
pub(super) fn behinds(signs: &[char]) -> Vec<Side> {
    let mut next = Side::Blank;
    let mut sides = vec![Side::Blank; signs.len()];
    for at in (0..signs.len()).rev() {
        sides[at] = next;
        if !is_transparent(signs[at]) {
            let is_ellipsis = signs[at..].starts_with(&['.', '.', '.']);
            let is_inside = matches!(signs[at], '.' | ',' | ':' | ';' | '!' | '?') && next == Side::Word;
            next = match of(signs[at]) {
                _ if is_ellipsis => Side::Ellipsis,
                // The full stop of `.5` and `.git` closes nothing.
                Side::Closing if is_inside => Side::Neutral,
                side => side,
            };
        }
    }
    sides
}

/// Whether a character has no say: another mark, or a control for bidirectional text.
fn is_transparent(sign: char) -> bool {
    is_undecided(sign)
        || matches!(sign, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}')
}

fn of(sign: char) -> Side {
    match sign {
        _ if sign.is_whitespace() => Side::Blank,
        '(' | '[' | '{' | '¿' | '¡' | '「' | '『' | '《' | '〈' | '【' | '〔' | '（' | '［' | '｛' => {
            Side::Opening
        }
        ')' | ']' | '}' | '.' | ',' | ';' | ':' | '!' | '?' | '%' | '‰' | '°' | '′' | '″' | '」' | '』'
        | '》' | '〉' | '】' | '〕' | '）' | '］' | '｝' | '、' | '。' | '，' | '．' | '！' | '？' | '：'
        | '；' | '؟' | '،' | '؛' | '।' | '॥' | '™' | '®' => Side::Closing,
        '…' => Side::Ellipsis,
        _ if is_wide(sign) => Side::Wide,
        _ if is_of_word(sign) => Side::Word,
        _ => Side::Neutral,
    }
}

/// Whether a character is a letter, a digit, or a sign inside a word.
fn is_of_word(sign: char) -> bool {
    sign.is_alphanumeric()
        || matches!(sign, '’' | '\u{AD}' | '\u{200C}' | '\u{200D}' | OBJECT)
        || is_combining(sign)
}

/// Whether a character belongs to the letter before it: accents, points of Hebrew and Arabic, signs of the scripts of India.
fn is_combining(sign: char) -> bool {
    matches!(sign,
        '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}'
            | '\u{6D6}'..='\u{6ED}' | '\u{900}'..='\u{963}' | '\u{966}'..='\u{DFF}')
}

/// Whether the script of a character has no spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, Chinese and
/// Japanese; or, in Korean, none before particles.
fn is_wide(sign: char) -> bool {
    matches!(sign,
        '\u{E00}'..='\u{109F}' | '\u{1100}'..='\u{11FF}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
