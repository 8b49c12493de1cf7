//! What texts are compared by: the words between two borders of blocks, without what a layout may change.

use std::collections::HashSet;

/// Stands in the words for a picture.
pub const PICTURE: char = '\u{FFFC}';

/// The words between two borders of blocks.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Letters, digits, punctuation and pictures, without white space: what is compared.
    pub key: String,
    /// The words as a person reads them, white space as single blanks.
    pub words: String,
    /// The alternative text of each picture, without white space.
    pub pictures: Vec<String>,
    /// How many numbers of pages behind links were left out.
    pub pages: usize,
    /// The words without the numbers that cite notes, for the second reading.
    pub plain: String,
    /// Whether it is the first of a case.
    pub begins_case: bool,
}

impl Piece {
    /// Adds words.
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

    /// Adds a picture with its alternative text.
    pub fn push_picture(&mut self, alternative: &str) {
        self.key.push(PICTURE);
        self.words.push(PICTURE);
        self.pictures.push(key(alternative));
    }

    /// The words from one character of the key to another, with the rest of the words that they are in.
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

/// Words as they are compared.
#[must_use]
pub fn key(words: &str) -> String {
    let mut piece = Piece::default();
    piece.push(words);
    piece.key
}

/// Whether a character runs from right to left: Hebrew, Arabic and their neighbours.
#[must_use]
pub fn is_from_right(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

/// Words of at most one line of a message.
#[must_use]
pub fn shortened(words: &str) -> String {
    const LONGEST: usize = 60;
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

/// What has no shape: soft hyphens, marks of direction, joiners. A picture's own sign is none of the author's.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | PICTURE
    )
}

/// Stands in a PDF for a character that no font of the book has; the build has told of it.
pub const UNNAMED: char = '\u{FFFD}';

/// What can be told of the characters of an output.
#[derive(Debug)]
pub struct Glyphs {
    /// The characters that it has, if it also has some that nobody can name.
    known: Option<HashSet<char>>,
}

impl Glyphs {
    /// Looks through an output.
    #[must_use]
    pub fn of(pieces: &[Piece]) -> Self {
        let has_unnamed = pieces.iter().any(|piece| piece.key.contains(UNNAMED));
        let characters = || pieces.iter().flat_map(|piece| piece.key.chars()).collect();
        Self { known: has_unnamed.then(characters) }
    }

    /// Words as they can be told where characters have no glyph; `None` if all have.
    #[must_use]
    pub fn shown(&self, words: &str) -> Option<String> {
        let known = self.known.as_ref()?;
        let is_unnamed = |character: char| !known.contains(&character) && character != PICTURE;
        words.contains(is_unnamed).then(|| words.replace(is_unnamed, &UNNAMED.to_string()))
    }
}

/// Whether words differ from others only in characters that nobody can name; one may stand beside what it is.
#[must_use]
pub fn differs_in_glyphs(source: &str, output: &str) -> bool {
    output.contains(UNNAMED) && output.chars().filter(|output| *output != UNNAMED).eq(source.chars())
        || source.chars().count() == output.chars().count()
            && source
                .chars()
                .zip(output.chars())
                .all(|(source, output)| source == output || output == UNNAMED)
}

/// Collects pieces while a text is read.
#[derive(Debug, Default)]
pub struct Pieces {
    done: Vec<Piece>,
    open: Piece,
}

impl Pieces {
    /// The piece that is being read.
    pub fn open(&mut self) -> &mut Piece {
        &mut self.open
    }

    /// A border of blocks.
    pub fn end(&mut self) {
        let mut piece = std::mem::take(&mut self.open);
        if piece.key.is_empty() {
            self.open.begins_case = piece.begins_case;
        } else {
            piece.words.truncate(piece.words.trim_end().len());
            self.done.push(piece);
        }
    }

    /// Everything that was read.
    #[must_use]
    pub fn finish(mut self) -> Vec<Piece> {
        self.end();
        self.done
    }
}

/// Whether words are the number of a page in parentheses, behind an abbreviation.
#[must_use]
pub fn is_page(key: &str) -> bool {
    let Some(inside) = key.strip_prefix('(').and_then(|key| key.strip_suffix(')')) else { return false };
    let Some((word, number)) = inside.rsplit_once('.') else { return false };
    !number.is_empty()
        && number.chars().all(is_numeral)
        && !word.is_empty()
        && word.chars().count() <= 6
        && word.chars().all(char::is_alphabetic)
}

/// Arabic digits, and the letters of small Roman numerals.
#[must_use]
pub fn is_numeral(character: char) -> bool {
    character.is_ascii_digit() || "ivxlcdm".contains(character)
}
