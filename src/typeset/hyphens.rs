//! Keeps compound words whole in the text that programs extract from a PDF.
//!
//! Such programs drop a hyphen-minus at the end of a line, so "anti-" and "trafficking" become one word. They should
//! drop the soft hyphens (U+00AD) that Typst adds, but not a hyphen of the author. This module therefore writes the
//! author's hyphens as U+2010, which programs keep. The page looks the same.

use typst::layout::Frame;
use typst::text::TextItem;

use super::runs;

/// Replaces the author's hyphens at line ends by U+2010.
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

/// Whether the last glyph is a hyphen of the author. This also matches a hyphen before a change of font inside a line,
/// which does no harm.
fn ends_in_hyphen(text: &TextItem) -> bool {
    let is_last =
        |glyph: &typst::text::Glyph| glyph.range().end == text.text.len() && glyph.range().len() == 1;
    text.text.ends_with('-') && text.text.len() > 1 && text.glyphs.last().is_some_and(is_last)
}
