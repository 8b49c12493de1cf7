//! Keeps words whole over the turn of a leaf: no right-hand page ends with a part of a word.
//!
//! Only a finished layout shows where pages end, so the case is laid out again after these words are known.

use std::collections::BTreeSet;
use std::ops::Range;

use typst::layout::{Frame, FrameItem, Point};
use typst::syntax::Span as TypstSpan;
use typst::text::{Glyph, TextItem};
use typst_layout::PagedDocument;

use super::extent::of_case;
use super::sheet::Sheet;
use crate::resolve::BookCase;

/// The hyphen that Typst draws at the end of a line.
const HYPHEN: &str = "\u{AD}";

/// The words that are not hyphenated in a case.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LeafEnds {
    words: BTreeSet<String>,
}

impl LeafEnds {
    /// The first of the words that occurs in a text, whole.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        self.words.iter().filter_map(|word| whole(text, word)).min_by_key(|found| found.start)
    }

    /// Adds the words that are divided on the pages of the case. Returns whether there are new ones.
    pub fn extend(&mut self, case: &BookCase, sheet: &Sheet, document: &PagedDocument) -> bool {
        let before = self.words.len();
        let pages = of_case(case, document).unwrap_or_default();
        // The first page of a case is a right-hand page.
        let rectos = pages.clone().step_by(2).filter(|page| page + 1 < pages.end);
        self.words.extend(rectos.filter_map(|page| divided(sheet, document, page)));
        self.words.len() > before
    }
}

/// Where a word stands in a text, not as a part of another one.
fn whole(text: &str, word: &str) -> Option<Range<usize>> {
    text.match_indices(word).map(|(start, _)| start..start + word.len()).find(|found| {
        let is_letter = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        !is_letter(text[..found.start].chars().next_back()) && !is_letter(text[found.end..].chars().next())
    })
}

/// The word that begins on a page and ends on the next one.
fn divided(sheet: &Sheet, document: &PagedDocument, page: usize) -> Option<String> {
    let texts = |page: usize| {
        let frame = &document.pages()[page].frame;
        let mut found = Vec::new();
        collect(frame, Point::zero(), &sheet.text_area(frame.height().to_pt()), &mut found);
        found
    };
    let mut ends = texts(page);
    ends.sort_by_key(|(place, _)| (place.y, place.x));
    // The hyphen may be a text of its own.
    let hyphen = ends.pop_if(|(_, text)| text.text == HYPHEN);
    let (_, last) = ends.last()?;
    let begin = if hyphen.is_some() { Some(last.text.as_str()) } else { last.text.strip_suffix(HYPHEN) }?;
    let begin = begin
        .rsplit(|character: char| !character.is_alphabetic())
        .next()
        .filter(|begin| !begin.is_empty())?;
    let literal = span(last.glyphs.iter().rfind(|glyph| &last.text[glyph.range()] != HYPHEN)?);
    let next = texts(page + 1);
    let (_, next) =
        next.iter().find(|(_, text)| text.glyphs.first().is_some_and(|first| span(first) == literal))?;
    let end = next.text.split(|character: char| !character.is_alphabetic()).next()?;
    Some(format!("{begin}{end}"))
}

fn span(glyph: &Glyph) -> TypstSpan {
    glyph.span.0
}

/// The texts inside the text area, with their places.
fn collect<'a>(frame: &'a Frame, origin: Point, area: &Range<f64>, found: &mut Vec<(Point, &'a TextItem)>) {
    for (offset, item) in frame.items() {
        let place = origin + *offset;
        match item {
            FrameItem::Group(group) => collect(&group.frame, place, area, found),
            FrameItem::Text(text) if area.contains(&place.y.to_pt()) => found.push((place, text)),
            FrameItem::Text(_)
            | FrameItem::Shape(..)
            | FrameItem::Image(..)
            | FrameItem::Link(..)
            | FrameItem::Tag(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn only_whole_words_are_found() {
        for (text, word, expected) in [
            ("the international order", "international", Some(4)),
            ("internationally, not international", "international", Some(21)),
            ("internationally", "international", None),
            ("(international)", "international", Some(1)),
            ("", "international", None),
        ] {
            assert_eq!(whole(text, word).map(|found| found.start), expected, "{text}");
        }
    }
}
