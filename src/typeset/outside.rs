//! Finds text that lies outside the page, where no reader sees it.

use std::collections::BTreeMap;

use typst::layout::{Frame, FrameItem, Point, Size, Transform};
use typst::text::{Glyph, TextItem};
use typst_layout::PagedDocument;

use super::complaints::Places;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Tolerance at an edge, in points: larger than the rounding error of many added widths, and smaller than a stroke.
const TOLERANCE: f64 = 0.5;

const MILLIMETRE: f64 = 72.0 / 25.4;

/// The text outside the pages, by its places.
#[derive(Default)]
pub struct Outside(BTreeMap<Option<Span>, Text>);

/// The text outside the page from one place of the source: its first words, and the largest distance from the page in
/// points.
#[derive(Clone)]
struct Text {
    words: String,
    distance: f64,
}

/// Finds the text outside the pages of a document.
pub fn find(document: &PagedDocument, places: &Places<'_>) -> Outside {
    let search = |looks_around| {
        let mut search =
            Search { places, found: Outside::default(), looks_around, near: None, page: Size::zero() };
        for page in document.pages() {
            search.page = page.frame.size();
            search.frame(&page.frame, Transform::identity());
        }
        search.found
    };
    let found = search(false);
    if found.0.is_empty() { found } else { search(true) }
}

impl Outside {
    fn insert(&mut self, place: Option<Span>, text: Text) {
        let distance = text.distance;
        let known = self.0.entry(place).or_insert(text);
        known.distance = known.distance.max(distance);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the text outside other pages.
    pub fn add(&mut self, other: &Self) {
        other.0.iter().for_each(|(place, text)| self.insert(*place, text.clone()));
    }

    /// Reports the text, once for each place. Returns true if there is none.
    pub fn complain(&self, diagnostics: &mut Diagnostics) -> bool {
        for (span, text) in &self.0 {
            let distance = (text.distance / MILLIMETRE).max(1.0);
            let message = format!("text runs {distance:.0} mm past the edge of the page: `{}`", text.words);
            let help = match span {
                Some(_) => {
                    "shorten it or nest it less deeply; if your own `styles/` set it, let them break the line"
                }
                None => "correct the function in `styles/` that sets it",
            };
            diagnostics.push(Diagnostic::new(Code::OutsidePage, *span, message).help(help));
        }
        self.0.is_empty()
    }
}

struct Search<'a> {
    places: &'a Places<'a>,
    found: Outside,
    /// Whether text from a style file gets the place of the text before it. This needs the place of every text, which
    /// takes time.
    looks_around: bool,
    near: Option<Span>,
    page: Size,
}

impl Search<'_> {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (offset, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let moved = transform.pre_concat(Transform::translate(offset.x, offset.y));
                    self.frame(&group.frame, moved.pre_concat(group.transform));
                }
                FrameItem::Text(text) => self.text(text, *offset, transform),
                FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    /// Looks at single glyphs only if the beginning or the end of the text is off the page.
    fn text(&mut self, text: &TextItem, origin: Point, transform: Transform) {
        if self.looks_around {
            self.near = text.glyphs.first().and_then(|glyph| self.place(glyph)).or(self.near);
        }
        let end = Point::new(origin.x + text.width(), origin.y);
        if self.distance(origin.transform(transform)) <= TOLERANCE
            && self.distance(end.transform(transform)) <= TOLERANCE
        {
            return;
        }
        let mut start = origin;
        for glyph in &text.glyphs {
            let end = Point::new(start.x + glyph.x_advance.at(text.size), start.y);
            let distance =
                self.distance(start.transform(transform)).max(self.distance(end.transform(transform)));
            let words = &text.text[glyph.range()];
            if distance > TOLERANCE && !words.trim().is_empty() {
                let span = self.place(glyph).or(self.near);
                self.found.insert(span, Text { words: shortened(&text.text), distance });
            }
            start = end;
        }
    }

    fn place(&self, glyph: &Glyph) -> Option<Span> {
        self.places.find(glyph.span.0.into())
    }

    /// Distance of a point from the page in points; 0 for a point on the page.
    fn distance(&self, point: Point) -> f64 {
        let (x, y) = (point.x.to_pt(), point.y.to_pt());
        [-x, x - self.page.x.to_pt(), -y, y - self.page.y.to_pt()].into_iter().fold(0.0, f64::max)
    }
}

/// Shortens a text to the length that fits a message.
fn shortened(words: &str) -> String {
    let words: String =
        words.chars().filter(|character| !matches!(character, '\u{AD}' | '\u{200B}')).collect();
    match words.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}
