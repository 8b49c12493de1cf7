//! Lets figures and tables float. One that does not fit at the end of a page goes to the next page, and the page before
//! it would end short. It then floats instead: the text continues, and the figure goes to the top or foot of a page.
//!
//! Only a finished layout shows which figures these are, so the book is laid out again after they are known. The text of
//! a PDF keeps the order of the source.

use std::collections::BTreeSet;
use std::ops::Range;

use typst::layout::{Frame, FrameItem, Point};
use typst::visualize::Geometry;
use typst_layout::PagedDocument;

use super::extent::{label_location, page_of};
use super::sheet::Sheet;
use crate::model::{Block, BlockKind, CaptionId};
use crate::resolve::{Book, BookCase};
use crate::source::Span;

/// Space at the foot of a page that is not filled up, in points: about three lines.
const LEAST_GAP: f64 = 42.0;

/// Farthest from the top of its page that a figure can be if it did not fit on the page before: below a heading, which
/// moves with it.
const FARTHEST_FROM_TOP: f64 = 60.0;

/// The figures and tables that float.
#[derive(Debug, Default)]
pub struct Floating {
    captions: BTreeSet<(usize, CaptionId)>,
    blocks: BTreeSet<Span>,
}

impl Floating {
    /// Whether the block with this caption in a case floats.
    pub fn has(&self, case: usize, caption: CaptionId) -> bool {
        self.captions.contains(&(case, caption))
    }

    /// Whether the block at this place floats.
    pub fn has_block(&self, block: Span) -> bool {
        self.blocks.contains(&block)
    }

    /// Whether a case has a block that floats.
    pub fn is_in(&self, case: usize) -> bool {
        self.captions.range((case, CaptionId::after(0))..).next().is_some_and(|(found, _)| *found == case)
    }

    /// Adds the figures and tables that should float, seen from a layout. Returns whether there are new ones.
    pub fn extend(&mut self, book: &Book, sheet: &Sheet, document: &PagedDocument) -> bool {
        if !book.manifest().floating_figures {
            return false;
        }
        let before = self.captions.len();
        for (index, case) in book.cases().iter().enumerate() {
            let Some(first_page) = page_of(document, case.key()) else { continue };
            let mut last_float: Option<(usize, f64)> = None;
            // Whether only headings are between the block and one that floats.
            let mut is_after_float = false;
            for block in &case.source().blocks {
                let Some(figure) = Placed::of(case, block, document) else {
                    is_after_float &= matches!(block.kind, BlockKind::Heading(..));
                    continue;
                };
                let is_floating = self.has(index, figure.caption);
                // A figure must not overtake an earlier one that floats.
                let overtakes = last_float.is_some_and(|last| figure.place < last);
                let leaves_gap = || figure.leaves_gap(is_after_float, first_page, sheet, document);
                let is_new = !is_floating && (overtakes || leaves_gap());
                is_after_float = is_floating || is_new;
                if is_new {
                    self.captions.insert((index, figure.caption));
                    self.blocks.insert(figure.block);
                }
                if is_after_float && last_float.is_none_or(|last| figure.place > last) {
                    last_float = Some(figure.place);
                }
            }
        }
        self.captions.len() > before
    }
}

/// A figure or table with a caption that may float.
struct Placed {
    caption: CaptionId,
    block: Span,
    /// The page, counted from 0, and the distance from its top edge in points.
    place: (usize, f64),
}

impl Placed {
    fn of(case: &BookCase, block: &Block, document: &PagedDocument) -> Option<Self> {
        let (caption, classes) = match &block.kind {
            BlockKind::Figure(figure) => {
                let of_image = figure.attributes_of_image().map(|attributes| attributes.classes.as_slice());
                (figure.caption.as_ref()?, of_image.unwrap_or_default())
            }
            BlockKind::Table(table) => (table.caption.as_ref()?, [].as_slice()),
            _ => return None,
        };
        let keeps_place = |classes: &[String]| classes.iter().any(|class| class == IN_PLACE);
        if keeps_place(classes) || keeps_place(&block.attributes.classes) {
            return None;
        }
        let location = label_location(document, case.caption_anchor(caption.id))?;
        let position = document.introspector().position(location)?;
        let place = (position.page.get() - 1, position.point.y.to_pt());
        Some(Self { caption: caption.id, block: block.span, place })
    }

    /// Whether the page before ends short because the figure did not fit on it. A figure after one that floats can be
    /// anywhere on its page.
    fn leaves_gap(
        &self,
        is_after_float: bool,
        first_page: usize,
        sheet: &Sheet,
        document: &PagedDocument,
    ) -> bool {
        let (page, top) = self.place;
        let pages = document.pages();
        if page <= first_page || page >= pages.len() {
            return false;
        }
        let area = |page: usize| sheet.text_area(pages[page].frame.height().to_pt());
        let before = area(page - 1);
        let filled = foot(&pages[page - 1].frame, Point::zero(), &before).unwrap_or(before.start);
        let is_first = is_after_float || top - area(page).start < FARTHEST_FROM_TOP;
        is_first && before.end - filled > LEAST_GAP
    }
}

/// The class that keeps a figure or table in its place.
pub const IN_PLACE: &str = "in-place";

/// The lower edge of the content inside the text area, in points; `None` if there is none.
fn foot(frame: &Frame, origin: Point, area: &Range<f64>) -> Option<f64> {
    let edges = frame.items().filter_map(|(offset, item)| {
        let place = origin + *offset;
        let below = |height: f64| Some(place.y.to_pt() + height).filter(|_| area.contains(&place.y.to_pt()));
        match item {
            FrameItem::Group(group) => foot(&group.frame, place, area),
            // The place of a text is its baseline.
            FrameItem::Text(_) => below(0.0),
            FrameItem::Image(_, size, _) => below(size.y.to_pt()),
            FrameItem::Shape(shape, _) => match &shape.geometry {
                Geometry::Rect(size) => below(size.y.to_pt()),
                Geometry::Line(_) | Geometry::Curve(_) => below(0.0),
            },
            FrameItem::Link(..) | FrameItem::Tag(_) => None,
        }
    });
    edges.max_by(f64::total_cmp)
}
