//! Writes each letter once into the text that programs extract from a PDF.
//!
//! A vowel sign or an accent that is raised or lowered becomes a text of its own in the layout, and both texts contain
//! the letter with its marks. This module leaves the letter to the one text and the marks to the other. The page looks
//! the same.

use std::collections::HashMap;

use typst::layout::{Em, Frame, FrameItem};
use typst::syntax::Span;
use typst::text::TextItem;
use unicode_normalization::char::is_combining_mark;

use super::runs;

/// The place of a letter in the source of Typst.
type Place = (Span, u16);

/// The letters of a frame whose marks are texts of their own: the number of these texts, and how many of them were
/// changed.
type Parted = HashMap<Place, (usize, usize)>;

/// Separates letters from their marks.
pub fn set_apart(frame: &mut Frame) {
    if !runs::has(frame, is_mark) {
        return;
    }
    let mut parted = Parted::new();
    for (_, item) in frame.items() {
        if let FrameItem::Text(text) = item
            && is_mark(text)
        {
            places(text).for_each(|place| parted.entry(place).or_default().0 += 1);
        }
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => set_apart(&mut group.frame),
            FrameItem::Text(text) if is_mark(text) => keep_marks(text, &mut parted),
            FrameItem::Text(text) if places(text).any(|place| parted.contains_key(&place)) => {
                keep_letters(text, &parted);
            }
            FrameItem::Text(_)
            | FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(_) => {}
        }
        true
    });
}

/// Whether a text draws only marks, but contains their letters.
fn is_mark(text: &TextItem) -> bool {
    text.glyphs.iter().all(|glyph| glyph.x_advance == Em::zero())
        && text.text.contains(is_combining_mark)
        && text.text.contains(|character| !is_combining_mark(character))
}

fn places(text: &TextItem) -> impl Iterator<Item = Place> {
    text.glyphs.iter().map(|glyph| glyph.span)
}

/// Removes the letters. Of several marks of one letter, each text keeps one, and the last text the rest.
fn keep_marks(text: &mut TextItem, parted: &mut Parted) {
    let mut is_kept = vec![false; text.text.len()];
    for glyph in &text.glyphs {
        let start = glyph.range().start;
        let marks =
            text.text[glyph.range()].char_indices().filter(|(_, character)| is_combining_mark(*character));
        let (count, done) = parted.entry(glyph.span).or_default();
        for (number, (at, _)) in marks.enumerate() {
            is_kept[start + at] = number == *done || number > *done && *done + 1 == *count;
        }
        *done += 1;
    }
    if is_kept.contains(&true) {
        runs::keep(text, |at, _| is_kept[at], "");
    }
}

/// Removes the marks that other texts contain.
fn keep_letters(text: &mut TextItem, parted: &Parted) {
    let mut is_kept = vec![true; text.text.len()];
    for glyph in text.glyphs.iter().filter(|glyph| parted.contains_key(&glyph.span)) {
        for (at, character) in text.text[glyph.range()].char_indices() {
            is_kept[glyph.range().start + at] = !is_combining_mark(character);
        }
    }
    runs::keep(text, |at, _| is_kept[at], "");
}
