//! Keeps compound words whole when the text of a PDF is read.
//!
//! Programs that take the text out of a PDF drop a hyphen-minus at the end of a line, so that "anti-" and "trafficking"
//! become one word. The hyphens that Typst adds are soft ones (U+00AD) and are meant to go; those of the author are
//! written here as U+2010, which stays. Nothing changes on the page.

use typst::layout::Frame;
use typst::text::TextItem;

use super::runs;

/// Marks the author's hyphens at line ends as such.
pub fn keep_hard(frame: &mut Frame) {
    runs::change(frame, ends_in_hyphen, harden);
}

fn harden(text: &mut TextItem) {
    text.text.pop();
    text.text.push('\u{2010}');
    if let (Some(last), Ok(end)) = (text.glyphs.last_mut(), u16::try_from(text.text.len())) {
        last.range.end = end;
    }
}

/// Whether the last glyph is a hyphen of the author's. One in the middle of a line, before another face, is met as
/// well: it reads the same.
fn ends_in_hyphen(text: &TextItem) -> bool {
    let is_last =
        |glyph: &typst::text::Glyph| glyph.range().end == text.text.len() && glyph.range().len() == 1;
    text.text.ends_with('-') && text.text.len() > 1 && text.glyphs.last().is_some_and(is_last)
}
