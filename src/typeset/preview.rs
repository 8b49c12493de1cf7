//! Pages for a preview: what tells a changed page from an unchanged one, the places of the author's text, and SVG.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use typst::layout::{Frame, FrameItem, Point};
use typst::syntax::Span as TypstSpan;
use typst_layout::{Page, PagedDocument};
use typst_svg::SvgOptions;

use super::Pages;
use super::complaints::Places;
use super::source::MAIN;
use crate::source::Span;

/// Laid-out pages that no longer need the book.
pub struct Shown {
    document: PagedDocument,
    /// What is known about each page.
    pub pages: Vec<ShownPage>,
}

/// A page, without its picture. Lengths are in points.
pub struct ShownPage {
    /// A digest of everything that is visible. Pages with the same digest look the same.
    pub digest: u64,
    /// The width of the page.
    pub width: f64,
    /// The height of the page.
    pub height: f64,
    /// The areas of the author's text and pictures, in the order of the page.
    pub areas: Vec<Area>,
}

/// A run of text or a picture that was set from a place in the sources, in points from the left and upper edges.
pub struct Area {
    /// The place in the sources.
    pub span: Span,
    /// Whether it is in the front matter, where the contents and the lists repeat titles and captions.
    pub is_repeated: bool,
    /// The text; empty for a picture.
    pub text: String,
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The right edge.
    pub right: f64,
    /// The lower edge.
    pub bottom: f64,
}

impl Pages<'_> {
    /// The pages for a preview.
    #[must_use]
    pub fn shown(&self) -> Shown {
        let places = Places::of_book(&self.world, &self.sources);
        let mut known = HashMap::new();
        let is_repeated = |span: TypstSpan| span.id().is_some_and(|id| id.vpath().get_with_slash() == MAIN);
        let place = |span: TypstSpan| places.find(span.into()).map(|place| (place, is_repeated(span)));
        let mut find = |span: TypstSpan| *known.entry(span).or_insert_with(|| place(span));
        let pages = self.document.pages().iter().map(|page| {
            let mut areas = Vec::new();
            collect(&page.frame, Point::zero(), &mut find, &mut areas);
            let (width, height) = (page.frame.width().to_pt(), page.frame.height().to_pt());
            ShownPage { digest: digest(page), width, height, areas }
        });
        Shown { pages: pages.collect(), document: self.document.clone() }
    }
}

impl Shown {
    /// The page at this index as SVG.
    #[must_use]
    pub fn svg(&self, index: usize) -> Option<String> {
        let options = SvgOptions { render_bleed: false, pretty: false };
        self.document.pages().get(index).map(|page| typst_svg::svg(page, &options))
    }
}

impl Area {
    /// The square of the distance of a point; zero inside the area.
    #[must_use]
    pub fn distance(&self, x: f64, y: f64) -> f64 {
        let beyond = |at: f64, low: f64, high: f64| (low - at).max(at - high).max(0.0);
        beyond(x, self.left, self.right).powi(2) + beyond(y, self.top, self.bottom).powi(2)
    }
}

/// Drops results of Typst that the last `age` layouts did not use. Typst keeps all results otherwise.
pub fn forget(age: usize) {
    typst::comemo::evict(age);
}

/// The height of a line above its baseline, and its depth below, in shares of the type size.
const LINE: (f64, f64) = (0.8, 0.25);

/// Collects the areas of a frame.
fn collect(
    frame: &Frame,
    origin: Point,
    find: &mut impl FnMut(TypstSpan) -> Option<(Span, bool)>,
    areas: &mut Vec<Area>,
) {
    for (offset, item) in frame.items() {
        let at = origin + *offset;
        let (x, y) = (at.x.to_pt(), at.y.to_pt());
        let (span, text, size) = match item {
            FrameItem::Group(group) => {
                collect(&group.frame, at, find, areas);
                continue;
            }
            FrameItem::Text(text) => {
                let Some(glyph) = text.glyphs.first() else { continue };
                let size = text.size.to_pt();
                (glyph.span.0, text.text.to_string(), (-LINE.0 * size, text.width().to_pt(), LINE.1 * size))
            }
            FrameItem::Image(_, size, span) => (*span, String::new(), (0.0, size.x.to_pt(), size.y.to_pt())),
            FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => continue,
        };
        let Some((span, is_repeated)) = find(span) else { continue };
        let (above, width, below) = size;
        let (right, bottom) = (x + width, y + below);
        areas.push(Area { span, is_repeated, text, left: x, top: y + above, right, bottom });
    }
}

/// A digest of what is visible on a page. The places in the sources do not count, because an edit moves those of all
/// later text in its file.
fn digest(page: &Page) -> u64 {
    let mut hasher = DefaultHasher::new();
    page.fill.hash(&mut hasher);
    digest_frame(&page.frame, &mut hasher);
    hasher.finish()
}

fn digest_frame(frame: &Frame, hasher: &mut DefaultHasher) {
    frame.size().hash(hasher);
    for (at, item) in frame.items() {
        std::mem::discriminant(item).hash(hasher);
        at.hash(hasher);
        match item {
            FrameItem::Group(group) => {
                group.transform.hash(hasher);
                group.clip.hash(hasher);
                digest_frame(&group.frame, hasher);
            }
            FrameItem::Text(text) => {
                (&text.font, text.size, &text.fill, &text.stroke).hash(hasher);
                for glyph in &text.glyphs {
                    (glyph.id, glyph.x_advance, glyph.x_offset, glyph.y_advance, glyph.y_offset).hash(hasher);
                }
            }
            FrameItem::Shape(shape, _) => shape.hash(hasher),
            FrameItem::Image(image, size, _) => (image, size).hash(hasher),
            FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}
