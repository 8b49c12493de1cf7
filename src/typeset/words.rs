//! Keeps words whole when the text of a PDF is read.
//!
//! Places where a line may end (U+200B) and soft hyphens (U+00AD) lie between the letters of a word; who searches for it or
//! copies it wants the letters alone. Where a line does end at such a place, a soft hyphen says that the word goes on, as
//! programs that take the text out of a PDF expect. Nothing changes on the page.

use typst::layout::{Em, Frame};
use typst::text::{Glyph, TextItem};

use super::breakable::BREAK;
use super::runs;

const SOFT_HYPHEN: char = '\u{AD}';
const HYPHEN: &str = "\u{AD}";

/// Takes the places to break out of the words.
pub fn keep_whole(frame: &mut Frame) {
    runs::change(frame, is_broken, mend);
}

/// Whether there is a place to break among the words.
fn is_broken(text: &TextItem) -> bool {
    text.text.contains(BREAK) || text.text[..letters(text)].contains(SOFT_HYPHEN)
}

/// Where the letters end: a hyphen that is drawn at the end of a line has a glyph of its own.
fn letters(text: &TextItem) -> usize {
    let last = text.glyphs.last().map(Glyph::range).unwrap_or_default();
    if text.text.get(last.clone()) == Some(HYPHEN) { last.start } else { text.text.len() }
}

/// Leaves the letters, and lets the glyphs point to them.
fn mend(text: &mut TextItem) {
    take_out_boxes(text);
    let old = text.text.clone();
    let letters = letters(text);
    let mut mended = String::with_capacity(old.len());
    let mut places = Vec::with_capacity(old.len() + 1);
    for (at, character) in old.char_indices() {
        places.resize(at + character.len_utf8(), offset(&mended));
        if at >= letters || !matches!(character, BREAK | SOFT_HYPHEN) {
            mended.push(character);
        }
    }
    if old.ends_with(BREAK) {
        mended.push(SOFT_HYPHEN);
    }
    places.push(offset(&mended));
    for glyph in &mut text.glyphs {
        let range = glyph.range();
        glyph.range = places[range.start]..places[range.end];
    }
    text.text = mended.into();
}

/// Where no font has the letters of a word, a place to break among them is drawn as an empty box, as they are. It is no letter:
/// its box goes, and leaves its room.
fn take_out_boxes(text: &mut TextItem) {
    let mut kept: Vec<Glyph> = Vec::with_capacity(text.glyphs.len());
    let mut room = Em::zero();
    for glyph in text.glyphs.drain(..) {
        let is_box = glyph.id == 0 && text.text[glyph.range()].chars().all(|character| character == BREAK);
        match kept.last_mut() {
            Some(last) if is_box => last.x_advance += glyph.x_advance,
            None if is_box => room += glyph.x_advance,
            Some(_) | None => {
                let before = std::mem::take(&mut room);
                let (x_offset, x_advance) = (glyph.x_offset + before, glyph.x_advance + before);
                kept.push(Glyph { x_offset, x_advance, ..glyph });
            }
        }
    }
    text.glyphs = kept;
}

/// The end of a text. Glyphs count in 16 bits, as lines are short.
fn offset(text: &str) -> u16 {
    u16::try_from(text.len()).unwrap_or(u16::MAX)
}
