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
