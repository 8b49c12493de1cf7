//! Breaks running text into lines.

use super::line_start;
use super::piece::Piece;

/// The longest line, in characters.
pub const WIDTH: usize = 100;

/// Where a line may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// At a space, so that no line is longer than this, if possible.
    Wrapped(usize),
    /// Nowhere: a line break is an element.
    One,
}

/// A word with the space or the line break before it.
#[derive(Default)]
struct Word {
    text: String,
    /// Whether a line break is before it.
    is_broken: bool,
    /// Whether no line may end before it.
    is_glued: bool,
}

/// The lines of a text.
pub fn lines(pieces: &[Piece], lines: Lines) -> Vec<String> {
    let words = words(pieces, lines);
    let mut found: Vec<String> = vec![String::new()];
    let mut before = String::new();
    for word in words {
        let Some(line) = found.last_mut() else { break };
        if word.is_broken {
            line.push('\\');
            found.push(word.text.clone());
        } else if before.is_empty() && line.is_empty() {
            line.push_str(&word.text);
        } else if !word.is_glued && ends_line(line, &before, &word.text, lines) {
            found.push(word.text.clone());
        } else {
            line.push(' ');
            line.push_str(&word.text);
        }
        before = word.text;
    }
    found
}

/// Whether a line ends before a word.
fn ends_line(line: &str, before: &str, word: &str, lines: Lines) -> bool {
    let Lines::Wrapped(width) = lines else { return false };
    let is_full = line.chars().count() + 1 + word.chars().count() > width;
    // A hyphen at the end of a line could split a word, and a backslash is a line break.
    let may_end = !before.ends_with(|sign: char| matches!(sign, '-' | '\\') || sign.is_whitespace());
    is_full && may_end && line_start::may_begin(word)
}

/// Whether a line end beside a character may stand for no space.
fn is_unspaced(sign: char) -> bool {
    sign >= '\u{1100}' && !('\u{1E00}'..='\u{2BFF}').contains(&sign) || matches!(sign, '\u{200B}')
}

/// Whether a line end in the place of a space would stand for nothing, because a script without spaces is beside it.
fn is_between_unspaced(pieces: &[Piece], space: usize) -> bool {
    let before = pieces.get(..space).unwrap_or_default().iter().rev();
    let behind = pieces.get(space + 1..).unwrap_or_default().iter();
    is_beside_unspaced(before) || is_beside_unspaced(behind)
}

/// Whether the first character that is no mark is one of a script without spaces.
fn is_beside_unspaced<'p>(pieces: impl Iterator<Item = &'p Piece>) -> bool {
    for piece in pieces {
        match piece {
            Piece::Char(sign) if is_unspaced(*sign) => return true,
            Piece::Char(sign) if sign.is_alphanumeric() => return false,
            Piece::Raw(markup) if markup.contains(is_unspaced) => return true,
            Piece::Break => return false,
            _ => {}
        }
    }
    false
}

fn words(pieces: &[Piece], lines: Lines) -> Vec<Word> {
    let mut words = vec![Word::default()];
    for (at, piece) in pieces.iter().enumerate() {
        let Some(word) = words.last_mut() else { break };
        match piece {
            Piece::Char(' ') => {
                words.push(Word { is_glued: is_between_unspaced(pieces, at), ..Word::default() });
            }
            Piece::Char(sign) => word.text.push(*sign),
            Piece::Raw(markup) | Piece::Leave(markup) => word.text.push_str(markup),
            Piece::Enter(markup) => word.text.push_str(markup),
            Piece::Break if lines == Lines::One || !is_between_words(pieces, at) => {
                word.text.push_str("<br>");
            }
            Piece::Break => words.push(Word { is_broken: true, ..Word::default() }),
            Piece::Open(_) | Piece::Close(_) => {}
        }
    }
    words
}

/// Whether a line break stands between words of the text, so that a backslash can end the line.
fn is_between_words(pieces: &[Piece], at: usize) -> bool {
    let is_word = |piece: Option<&Piece>| piece.is_some_and(|piece| *piece != Piece::Break);
    is_word(at.checked_sub(1).and_then(|before| pieces.get(before))) && is_word(pieces.get(at + 1))
}
