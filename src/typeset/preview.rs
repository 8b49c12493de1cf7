//! Pages for a preview: what tells a changed page from an unchanged one, the places of the author's text, and SVG.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;
use typst::layout::{Frame, FrameItem, Point};
use typst::syntax::Span as TypstSpan;
use typst_layout::Page;
use typst_svg::SvgOptions;

use super::drawings::Drawings;
use super::faults::Faults;
use super::laid_out;
use super::layout::Layout;
use super::resolution::{self, Pictures};
use super::source::{ENTRIES, MAIN};
use super::targets::{self, blank_after};
use super::unit::Laid;
use crate::diag::Diagnostics;
use crate::font::Fonts;
use crate::project::Theme;
use crate::resolve::Book;
use crate::source::Span;

/// What a preview keeps for the next one.
#[derive(Default)]
pub struct Kept {
    layout: Option<Layout>,
    /// The documents by their versions in the layout.
    documents: HashMap<u64, Arc<Document>>,
    /// The digest of the drawings.
    drawings: u128,
}

/// A laid-out document.
struct Document {
    pages: Vec<Arc<ShownPage>>,
    faults: Faults,
    pictures: Pictures,
}

/// The pages of a preview.
pub struct Shown {
    /// What is known about each page.
    pub pages: Vec<Arc<ShownPage>>,
}

/// A page. Lengths are in points.
pub struct ShownPage {
    page: Page,
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

/// Lays out the pages of a book. What has not changed since the preview before is kept. `None` if there is an error, which is
/// added to the diagnostics.
pub fn shown(
    book: &Book,
    theme: &Theme,
    (fonts, drawings): (&Arc<Fonts>, &Drawings),
    kept: &mut Kept,
    diagnostics: &mut Diagnostics,
) -> Option<Shown> {
    let digest = drawings.digest();
    let before = std::mem::take(kept);
    let layout = laid_out(book, theme, (fonts, drawings), before.layout, diagnostics)?;
    // A drawing of the same size changes no other part of its page.
    let known = if before.drawings == digest { before.documents } else { HashMap::new() };
    let laid_out: Vec<&Laid> = layout.laid().collect();
    let documents: Vec<(u64, Arc<Document>)> = laid_out
        .into_par_iter()
        .map(|laid| {
            let known = known.get(&laid.version).cloned();
            (laid.version, known.unwrap_or_else(|| Arc::new(Document::of(laid, drawings))))
        })
        .collect();
    let mut pages: Vec<Arc<ShownPage>> = Vec::new();
    let (mut faults, mut pictures) = (Faults::default(), Pictures::default());
    for (_, document) in &documents {
        if let Some(last) = pages.last().filter(|_| pages.len() % 2 == 1) {
            pages.push(Arc::new(ShownPage::blank_after(last)));
        }
        pages.extend(document.pages.iter().cloned());
        faults.add(&document.faults);
        pictures.add(&document.pictures);
    }
    *kept = Kept { layout: Some(layout), documents: documents.into_iter().collect(), drawings: digest };
    faults.complain(book, diagnostics)?;
    pictures.complain(book, resolution::PLAIN, diagnostics);
    Some(Shown { pages })
}

impl Document {
    fn of(laid: &Laid, drawings: &Drawings) -> Self {
        let (document, places) = (&laid.document, &laid.places());
        let mut known = HashMap::new();
        let is_front = |path: &str| [MAIN, ENTRIES].contains(&path);
        let is_repeated = |span: TypstSpan| span.id().is_some_and(|id| is_front(id.vpath().get_with_slash()));
        let place = |span: TypstSpan| places.find(span.into()).map(|place| (place, is_repeated(span)));
        let mut find = |span: TypstSpan| *known.entry(span).or_insert_with(|| place(span));
        let pages = document.pages().iter().map(|page| {
            let mut page = page.clone();
            drawings.put_into(&mut page.frame);
            // Nobody can follow a link of a picture.
            targets::settle(&mut page.frame, &|_| None, None, &mut BTreeSet::new());
            Arc::new(ShownPage::of(page, &mut find))
        });
        Self {
            pages: pages.collect(),
            faults: Faults::of(document, places),
            pictures: Pictures::of(document),
        }
    }
}

impl ShownPage {
    fn of(page: Page, find: &mut impl FnMut(TypstSpan) -> Option<(Span, bool)>) -> Self {
        let mut areas = Vec::new();
        collect(&page.frame, Point::zero(), find, &mut areas);
        let (width, height) = (page.frame.width().to_pt(), page.frame.height().to_pt());
        Self { digest: digest(&page), page, width, height, areas }
    }

    fn blank_after(last: &Self) -> Self {
        Self::of(blank_after(&last.page), &mut |_| None)
    }

    /// The page as SVG.
    #[must_use]
    pub fn svg(&self) -> String {
        typst_svg::svg(&self.page, &SvgOptions { render_bleed: false, pretty: false })
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
