//! Keeps words whole in the text that programs extract from a PDF.
//!
//! Break opportunities (U+200B) and soft hyphens (U+00AD) are between the letters of a word, and would disturb
//! searching and copying. This module removes them. If a line ends at such a place, a soft hyphen remains, which tells
//! programs that the word continues. The page looks the same.

use typst::layout::{Em, Frame};
use typst::text::{Glyph, TextItem};

use super::breakable::BREAK;
use super::runs;

const SOFT_HYPHEN: char = '\u{AD}';
const HYPHEN: &str = "\u{AD}";

/// Removes break opportunities from words.
pub fn keep_whole(frame: &mut Frame) {
    runs::change(frame, is_broken, mend);
}

/// Whether a text contains a break opportunity.
fn is_broken(text: &TextItem) -> bool {
    text.text.contains(BREAK) || text.text[..letters(text)].contains(SOFT_HYPHEN)
}

/// The byte offset after the letters. A hyphen drawn at the end of a line has a glyph of its own and is not included.
fn letters(text: &TextItem) -> usize {
    let last = text.glyphs.last().map(Glyph::range).unwrap_or_default();
    if text.text.get(last.clone()) == Some(HYPHEN) { last.start } else { text.text.len() }
}

/// Removes the break opportunities.
fn mend(text: &mut TextItem) {
    take_out_boxes(text);
    let letters = letters(text);
    let end = if text.text.ends_with(BREAK) { HYPHEN } else { "" };
    runs::keep(text, |at, character| at >= letters || !matches!(character, BREAK | SOFT_HYPHEN), end);
}

/// If no font has the letters of a word, Typst draws a break opportunity as an empty box, like the letters. This
/// removes its glyph and keeps the space.
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
