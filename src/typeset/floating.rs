//! Lets figures and tables float. One that does not fit at the end of a page goes to the next page, and the page before
//! it would end short. It then floats instead: the text continues, and the figure goes to the top of the next page.
//!
//! Only a finished layout shows which figures these are, so the case is laid out again after they are known. The text of
//! a PDF keeps the order of the source.

use std::collections::BTreeSet;
use std::ops::Range;

use typst::layout::{Frame, FrameItem, Point};
use typst::visualize::Geometry;
use typst_layout::PagedDocument;

use super::breaks::Reader;
use super::extent::{label_location, page_of};
use crate::model::{Block, BlockKind, CaptionId};
use crate::resolve::BookCase;
use crate::source::Span;

/// Space at the foot of a page that is not filled up, in points: about three lines.
const LEAST_GAP: f64 = 42.0;

/// The figures and tables of a case that float.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Floating {
    captions: BTreeSet<CaptionId>,
    blocks: BTreeSet<Span>,
}

impl Floating {
    /// Whether the block with this caption floats.
    pub fn has(&self, caption: CaptionId) -> bool {
        self.captions.contains(&caption)
    }

    /// Whether a block floats.
    pub fn is_any(&self) -> bool {
        !self.captions.is_empty()
    }

    /// The blocks that float.
    pub fn blocks(&self) -> &BTreeSet<Span> {
        &self.blocks
    }

    /// Adds the figures and tables that should float, seen from the pages of the case. Returns whether there are new ones.
    pub fn extend(&mut self, reader: &Reader<'_>, document: &PagedDocument) -> bool {
        let found = self.found(&Reader { floating: &self.blocks, ..*reader }, document);
        for figure in &found {
            self.captions.insert(figure.caption);
            self.blocks.insert(figure.block);
        }
        !found.is_empty()
    }

    /// The figures and tables that should float and do not yet.
    fn found(&self, reader: &Reader<'_>, document: &PagedDocument) -> Vec<Placed> {
        let case = reader.case;
        let Some(first_page) = page_of(document, case.key()) else { return Vec::new() };
        let mut found = Vec::new();
        let mut last_float: Option<(usize, f64)> = None;
        // Whether only headings follow a figure that was found.
        let mut is_after_new = false;
        // Whether only headings follow a page break, which leaves the page before it as it is.
        let mut is_after_break = false;
        for block in &case.source().blocks {
            let Some(figure) = Placed::of(case, block, document) else {
                let is_heading = matches!(block.kind, BlockKind::Heading(..));
                is_after_new &= is_heading;
                is_after_break = is_after_break && is_heading || matches!(block.kind, BlockKind::PageBreak);
                continue;
            };
            let is_floating = self.blocks.contains(&figure.block);
            // A figure must not overtake an earlier one that floats.
            let overtakes = last_float.is_some_and(|last| figure.place < last);
            // A figure directly after one that moves away would most often be the next to leave a gap. To find that
            // out would take another layout.
            let is_new = !is_floating
                && (overtakes
                    || is_after_new
                    || !is_after_break && figure.leaves_gap(first_page, reader, document));
            is_after_break = false;
            is_after_new = is_new;
            if (is_floating || is_new) && last_float.is_none_or(|last| figure.place > last) {
                last_float = Some(figure.place);
            }
            if is_new {
                found.push(figure);
            }
        }
        found
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

    /// Whether the page before ends short because the figure did not fit on it: the figure is the first on its page,
    /// perhaps after a heading or figures that float.
    fn leaves_gap(&self, first_page: usize, reader: &Reader<'_>, document: &PagedDocument) -> bool {
        let (page, _) = self.place;
        let pages = document.pages();
        if page <= first_page || page >= pages.len() {
            return false;
        }
        let before = &pages[page - 1].frame;
        let area = reader.sheet.text_area(before.height().to_pt());
        let filled = foot(before, Point::zero(), &area).unwrap_or(area.start);
        area.end - filled > LEAST_GAP && reader.first_block(&pages[page]) == Some(self.block)
    }
}

/// The class that keeps a figure or table in its place.
pub const IN_PLACE: &str = "in-place";

/// The lower edge of the content inside the text area, in points; `None` if there is none.
pub fn foot(frame: &Frame, origin: Point, area: &Range<f64>) -> Option<f64> {
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
