//! The unit of comparison: the text between two block boundaries, without anything that a layout may change.

use std::collections::HashSet;

/// Represents a picture in the text.
pub const PICTURE: char = '\u{FFFC}';

/// The text between two block boundaries.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Letters, digits, punctuation and pictures without white space. This is compared.
    pub key: String,
    /// The text for messages, with single spaces.
    pub words: String,
    /// The alternative text of each picture, without white space.
    pub pictures: Vec<String>,
    /// Number of page numbers after links that were skipped.
    pub pages: usize,
    /// The text without note numbers, for the second reading.
    pub plain: String,
    /// Whether it is the first piece of a case.
    pub begins_case: bool,
}

impl Piece {
    /// Adds text.
    pub fn push(&mut self, words: &str) {
        self.plain.push_str(words);
        self.push_number(words);
    }

    /// Adds the number of a note.
    pub fn push_number(&mut self, words: &str) {
        for character in words.chars() {
            if character.is_whitespace() || character.is_control() {
                if !self.words.ends_with(' ') && !self.words.is_empty() {
                    self.words.push(' ');
                }
            } else if !is_invisible(character) {
                self.key.push(character);
                self.words.push(character);
            }
        }
    }

    /// Adds a picture and records its alternative text.
    pub fn push_picture(&mut self, alternative: &str) {
        self.key.push(PICTURE);
        self.words.push(PICTURE);
        self.pictures.push(key(alternative));
    }

    /// The text between two positions of the key, extended to whole words.
    #[must_use]
    pub fn excerpt(&self, from: usize, to: usize) -> String {
        let visible = self.words.char_indices().filter(|(_, character)| *character != ' ');
        let bytes: Vec<usize> = visible.map(|(at, _)| at).collect();
        let end = self.words.len();
        let at = |index: usize| bytes.get(index).copied().unwrap_or(end);
        let start = self.words[..at(from)].rfind(' ').map_or(0, |blank| blank + 1);
        let last = at(to.saturating_sub(1));
        let end = self.words[last..].find(' ').map_or(end, |blank| last + blank);
        shortened(self.words[start..end.max(start)].trim())
    }
}

/// The key of a text.
#[must_use]
pub fn key(words: &str) -> String {
    let mut piece = Piece::default();
    piece.push(words);
    piece.key
}

/// Whether a character is written from right to left, as in Hebrew and Arabic.
#[must_use]
pub fn is_from_right(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

/// Shortens a text for a message.
#[must_use]
pub fn shortened(words: &str) -> String {
    const LONGEST: usize = 60;
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

/// Whether a character is invisible: soft hyphens, direction marks, joiners. An author's U+FFFC is skipped because it
/// represents pictures here.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | PICTURE
    )
}

/// Represents a character of a PDF that no font has. The build has reported it.
pub const UNNAMED: char = '\u{FFFD}';

/// The known characters of an output.
#[derive(Debug)]
pub struct Glyphs {
    /// All characters of the output, if some of its characters are unknown; otherwise `None`.
    known: Option<HashSet<char>>,
}

impl Glyphs {
    /// Collects the characters of an output.
    #[must_use]
    pub fn of(pieces: &[Piece]) -> Self {
        let has_unnamed = pieces.iter().any(|piece| piece.key.contains(UNNAMED));
        let characters = || pieces.iter().flat_map(|piece| piece.key.chars()).collect();
        Self { known: has_unnamed.then(characters) }
    }

    /// The text with U+FFFD for characters that are unknown in this output; `None` if all are known.
    #[must_use]
    pub fn shown(&self, words: &str) -> Option<String> {
        let known = self.known.as_ref()?;
        let is_unnamed = |character: char| !known.contains(&character) && character != PICTURE;
        words.contains(is_unnamed).then(|| words.replace(is_unnamed, &UNNAMED.to_string()))
    }
}

/// Whether two texts differ only in U+FFFD: in place of a character, or next to one.
#[must_use]
pub fn differs_in_glyphs(source: &str, output: &str) -> bool {
    output.contains(UNNAMED) && output.chars().filter(|output| *output != UNNAMED).eq(source.chars())
        || source.chars().count() == output.chars().count()
            && source
                .chars()
                .zip(output.chars())
                .all(|(source, output)| source == output || output == UNNAMED)
}

/// Collects the pieces of a text.
#[derive(Debug, Default)]
pub struct Pieces {
    done: Vec<Piece>,
    open: Piece,
}

impl Pieces {
    /// The current piece.
    pub fn open(&mut self) -> &mut Piece {
        &mut self.open
    }

    /// Ends the current piece at a block boundary.
    pub fn end(&mut self) {
        let mut piece = std::mem::take(&mut self.open);
        if piece.key.is_empty() {
            self.open.begins_case = piece.begins_case;
        } else {
            piece.words.truncate(piece.words.trim_end().len());
            self.done.push(piece);
        }
    }

    /// All pieces.
    #[must_use]
    pub fn finish(mut self) -> Vec<Piece> {
        self.end();
        self.done
    }
}

/// Whether a key is a page number in the form that casebook adds after a link: `(p.12)`.
#[must_use]
pub fn is_page(key: &str) -> bool {
    key.strip_prefix('(').and_then(|key| key.strip_suffix(')')).is_some_and(is_worded_page)
}

/// Whether a key is a page number in the forms that casebook adds to a work that a text cites: `p.12` and `,14`.
#[must_use]
pub fn is_page_of_work(key: &str) -> bool {
    key.strip_prefix(',').map_or_else(|| is_worded_page(key), is_number)
}

fn is_worded_page(key: &str) -> bool {
    let Some((word, number)) = key.rsplit_once('.') else { return false };
    is_number(number)
        && !word.is_empty()
        && word.chars().count() <= 6
        && word.chars().all(char::is_alphabetic)
}

fn is_number(words: &str) -> bool {
    !words.is_empty() && words.chars().all(is_numeral)
}

/// Whether a character is a digit or a letter of lower-case Roman numerals.
#[must_use]
pub fn is_numeral(character: char) -> bool {
    character.is_ascii_digit() || "ivxlcdm".contains(character)
}
