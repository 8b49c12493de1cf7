//! Keeps compound words whole when the text of a PDF is read.
//!
//! Programs that take the text out of a PDF drop a hyphen-minus at the end of a line, so that "anti-" and "trafficking"
//! become one word. The hyphens that Typst adds are soft ones (U+00AD) and are meant to go; those of the author are
//! written here as U+2010, which stays. Nothing changes on the page.

use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;

/// Marks the author's hyphens at line ends as such. Only frames that have one are copied; the others stay shared.
pub fn keep_hard(frame: &mut Frame) {
    if !has_hard_hyphen(frame) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => keep_hard(&mut group.frame),
            FrameItem::Text(text) if ends_in_hyphen(text) => {
                text.text.pop();
                text.text.push('\u{2010}');
                if let (Some(last), Ok(end)) = (text.glyphs.last_mut(), u16::try_from(text.text.len())) {
                    last.range.end = end;
                }
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

fn has_hard_hyphen(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_hard_hyphen(&group.frame),
        FrameItem::Text(text) => ends_in_hyphen(text),
        FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => false,
    })
}

/// Whether the last glyph is a hyphen of the author's. One in the middle of a line, before another face, is met as
/// well: it reads the same.
fn ends_in_hyphen(text: &TextItem) -> bool {
    let is_last =
        |glyph: &typst::text::Glyph| glyph.range().end == text.text.len() && glyph.range().len() == 1;
    text.text.ends_with('-') && text.text.len() > 1 && text.glyphs.last().is_some_and(is_last)
}
