//! Keeps the signs of a letter together in the text that programs extract from a PDF.
//!
//! Typst begins another run of text at each glyph that is raised or lowered, such as a vowel sign. If that glyph and its
//! letter share their characters, both runs have them, and programs read them twice. This module joins the runs. The
//! page looks the same.

use typst::layout::{Abs, Em, Frame, FrameItem, Point};
use typst::text::{Glyph, TextItem};

/// Joins the runs that share the characters of a letter.
pub fn keep(frame: &mut Frame) {
    if !is_split(frame) {
        return;
    }
    let items: Vec<(Point, FrameItem)> = frame.items().cloned().collect();
    frame.clear();
    let mut joined: Vec<(Point, FrameItem)> = Vec::with_capacity(items.len());
    for (at, mut item) in items {
        if let FrameItem::Group(group) = &mut item {
            keep(&mut group.frame);
        }
        match (joined.last_mut(), item) {
            (Some((before, FrameItem::Text(run))), FrameItem::Text(next))
                if share((*before, &*run), (at, &next)) =>
            {
                join(run, next, at - *before);
            }
            (_, item) => joined.push((at, item)),
        }
    }
    frame.push_multiple(joined);
}

fn is_split(frame: &Frame) -> bool {
    let items = frame.items().as_slice();
    items.iter().any(|(_, item)| matches!(item, FrameItem::Group(group) if is_split(&group.frame)))
        || items.windows(2).any(|pair| {
            matches!(pair, [(before, FrameItem::Text(run)), (at, FrameItem::Text(next))] if share((*before, run), (*at, next)))
        })
}

/// Whether the glyphs on both sides of the border between two runs come from the same characters, and only one of them
/// is raised. A repeated text, such as the dots of a leader, comes from the same characters too.
fn share((before, run): (Point, &TextItem), (at, next): (Point, &TextItem)) -> bool {
    let (Some(last), Some(first)) = (run.glyphs.last(), next.glyphs.first()) else { return false };
    let letter = &run.text[last.range()];
    let is_raised = before.y != at.y || last.y_offset != Em::zero();
    let is_adjacent = (before.x + run.width() - at.x).abs() < Abs::pt(0.01);
    last.span == first.span
        && letter == &next.text[first.range()]
        && is_raised
        && is_adjacent
        && (!last.span.0.is_detached() || letter.chars().nth(1).is_some())
        && (run.size, &run.font, &run.fill, run.lang) == (next.size, &next.font, &next.fill, next.lang)
}

/// Appends a run whose origin is at `by` from that of the first one.
fn join(run: &mut TextItem, next: TextItem, by: Point) {
    let [Some(last), Some(first)] =
        [run.glyphs.last(), next.glyphs.first()].map(|glyph| glyph.map(Glyph::range))
    else {
        return;
    };
    // In a right-to-left run, the glyphs are in visual order, so the next run has the earlier characters.
    let is_backwards = last.end != run.text.len() || first.start != 0;
    let shared = last.len();
    let (shift_of_run, shift_of_next) = if is_backwards {
        let text = format!("{}{}", next.text, &run.text[shared..]);
        run.text = text.into();
        (next.text.len() - shared, 0)
    } else {
        let before = run.text.len() - shared;
        run.text.push_str(&next.text[shared..]);
        (0, before)
    };
    let move_by = |glyph: &mut Glyph, bytes: usize| {
        let bytes = u16::try_from(bytes).unwrap_or(u16::MAX);
        glyph.range = glyph.range.start + bytes..glyph.range.end + bytes;
    };
    run.glyphs.iter_mut().for_each(|glyph| move_by(glyph, shift_of_run));
    let rise = -Em::from_abs(by.y, run.size);
    run.glyphs.extend(next.glyphs.into_iter().map(|mut glyph| {
        move_by(&mut glyph, shift_of_next);
        glyph.y_offset += rise;
        glyph
    }));
}
