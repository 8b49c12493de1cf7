//! Pieces of running text on the way to Markdown.

use crate::model::Style;

/// Stands for a delimiter that is not decided yet.
pub const UNDECIDED: char = '\u{1}';

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// A character of the text, which may need an escape. A line may end at a space.
    Char(char),
    /// Markup that stays on one line: code, a note reference, a delimiter.
    Raw(String),
    /// The bracket that opens a link, a span or an image.
    Enter(&'static str),
    /// What closes it, with the destination and the attribute list.
    Leave(String),
    /// The start of styled text.
    Open(Style),
    /// Its end.
    Close(Style),
    /// A line break.
    Break,
}

impl Piece {
    /// The first character in Markdown, without an escape.
    pub fn first(&self) -> Option<char> {
        match self {
            Piece::Char(character) => Some(*character),
            Piece::Raw(markup) | Piece::Leave(markup) => markup.chars().next(),
            Piece::Enter(markup) => markup.chars().next(),
            Piece::Open(_) | Piece::Close(_) => Some(UNDECIDED),
            Piece::Break => Some('\n'),
        }
    }

    /// The last character in Markdown.
    pub fn last(&self) -> Option<char> {
        match self {
            Piece::Char(character) => Some(*character),
            Piece::Raw(markup) | Piece::Leave(markup) => markup.chars().next_back(),
            Piece::Enter(markup) => markup.chars().next_back(),
            Piece::Open(_) | Piece::Close(_) => Some(UNDECIDED),
            Piece::Break => Some('\n'),
        }
    }
}

/// The last character before a piece.
pub fn before(pieces: &[Piece], at: usize) -> Option<char> {
    pieces.get(..at)?.iter().rev().find_map(Piece::last)
}

/// The first character after a piece.
pub fn after(pieces: &[Piece], at: usize) -> Option<char> {
    pieces.get(at + 1..)?.iter().find_map(Piece::first)
}

/// Adds words, in which white space is single spaces.
pub fn gather_words(words: &str, pieces: &mut Vec<Piece>) {
    for sign in words.chars() {
        let sign = if matches!(sign, '\t' | '\n' | '\r' | '\u{C}') { ' ' } else { sign };
        let is_doubled = sign == ' ' && pieces.last() == Some(&Piece::Char(' '));
        if !is_doubled && !sign.is_control() {
            pieces.push(Piece::Char(sign));
        }
    }
}
