//! Typographic quotation marks, apostrophes, primes and spaces, by the language of the text; and titles, which are not
//! Markdown.

mod delimiters;
mod elisions;
mod marks;
mod passage;
mod quotes;
mod sides;
mod spaces;

pub use delimiters::Language;
use delimiters::Spacing;
pub use passage::{Change, Passage};

/// Stands for a straight `"` until its whole text is known. Texts contain no control characters, because
/// [repair](crate::repair) removes them.
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

/// Converts straight quotation marks, double and triple hyphens and triple full stops in a title, as the parser does in
/// Markdown.
#[must_use]
pub fn typographic(words: &str, language: Language) -> String {
    let dashed = words.replace("---", "—").replace("--", "–").replace("...", "…");
    decided(
        &dashed.replace('"', DOUBLE.encode_utf8(&mut [0; 4])).replace('\'', SINGLE.encode_utf8(&mut [0; 4])),
        language,
    )
}

/// What begins and what ends a quotation in a language: the outer marks, with their spaces.
#[must_use]
pub fn marks(language: Language) -> (String, String) {
    let quotation = decided(&format!("{OPENING}{OBJECT}{CLOSING}"), language);
    let (opening, closing) = quotation.split_once(OBJECT).unwrap_or_default();
    (opening.to_owned(), closing.to_owned())
}

/// A text in one language with its marks decided.
#[must_use]
pub fn decided(words: &str, language: Language) -> String {
    let mut passage = Passage::default();
    passage.push(words, language);
    let mut changes = passage.changes().into_iter().peekable();
    let mut out = String::with_capacity(words.len());
    for (at, character) in words.chars().enumerate() {
        match changes.next_if(|change| change.at == at) {
            Some(change) => out.extend(change.signs()),
            None => out.push(character),
        }
    }
    out
}
