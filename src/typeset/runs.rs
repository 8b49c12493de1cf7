//! Changes the text of glyphs on laid-out pages. Only frames with such text are copied; Typst keeps sharing the others.

use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;

/// Applies `by` to every text of a frame for which `is_wanted` is true.
pub fn change(frame: &mut Frame, is_wanted: fn(&TextItem) -> bool, by: fn(&mut TextItem)) {
    if !has(frame, is_wanted) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => change(&mut group.frame, is_wanted, by),
            FrameItem::Text(text) if is_wanted(text) => by(text),
            FrameItem::Text(_)
            | FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(_) => {}
        }
        true
    });
}

fn has(frame: &Frame, is_wanted: fn(&TextItem) -> bool) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has(&group.frame, is_wanted),
        FrameItem::Text(text) => is_wanted(text),
        FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => false,
    })
}

/// Keeps only some characters of a text, appends `end` to it, and adjusts the ranges of the glyphs. `is_kept` gets the
/// byte offset of each character.
pub fn keep(text: &mut TextItem, is_kept: impl Fn(usize, char) -> bool, end: &str) {
    let old = text.text.clone();
    let mut kept = String::with_capacity(old.len() + end.len());
    let mut places = Vec::with_capacity(old.len() + 1);
    for (at, character) in old.char_indices() {
        places.resize(at + character.len_utf8(), offset(&kept));
        if is_kept(at, character) {
            kept.push(character);
        }
    }
    kept.push_str(end);
    places.push(offset(&kept));
    for glyph in &mut text.glyphs {
        let range = glyph.range();
        glyph.range = places[range.start]..places[range.end];
    }
    text.text = kept.into();
}

/// The length of a text. Typst stores the ranges of glyphs in 16 bits, which is enough for a line.
fn offset(text: &str) -> u16 {
    u16::try_from(text.len()).unwrap_or(u16::MAX)
}
