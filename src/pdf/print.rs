//! The pages for a print shop: all pages including blank ones, black text in black ink only, bleed and crop marks.
//!
//! Typst does not draw crop marks or write PDF/X. `pack.rs` writes the trim and bleed boxes.

use rayon::prelude::*;
use typst::foundations::{Content, Smart};
use typst::layout::{Abs, Angle, Frame, FrameItem, GroupItem, Point, Sides, Size, Transform};
use typst::model::{Document, DocumentInfo};
use typst::syntax::Span as TypstSpan;
use typst::visualize::{Color, FixedStroke, Geometry, Luma, Paint};
use typst_layout::{Page, PagedDocument};

use super::greys;
use crate::project::Theme;
use crate::typeset::sheet::Sheet;

/// Distance of a crop mark from the bleed, its length, and its stroke width, in points.
const GAP: f64 = 3.0;
const LENGTH: f64 = 14.0;
const STRENGTH: f64 = 0.25;

/// Converts the pages for a print shop.
pub fn edition(document: &PagedDocument, theme: &Theme, sheet: &Sheet, crop_marks: bool) -> PagedDocument {
    let inks = Inks::of(theme);
    let bleed = Abs::pt(sheet.bleed());
    let beyond = if crop_marks { bleed + Abs::pt(GAP + LENGTH) } else { bleed };
    let mut pages: Vec<Page> = document.pages().to_vec();
    pages.par_iter_mut().for_each(|page| {
        inks.settle(&mut page.frame);
        if is_wide(page.frame.size()) != is_wide(size(sheet)) {
            page.frame = upright(&page.frame);
        }
        page.bleed = Sides::splat(beyond);
        if crop_marks {
            mark(&mut page.frame, bleed);
        }
    });
    PagedDocument::new(pages.into(), document.info().clone())
}

/// Blank pages after the last of a book with this many pages; `None` if there are none.
pub fn blank(
    count: usize,
    after: usize,
    theme: &Theme,
    sheet: &Sheet,
    crop_marks: bool,
) -> Option<PagedDocument> {
    let page = |number: usize| Page {
        frame: Frame::hard(size(sheet)),
        bleed: Sides::splat(Abs::zero()),
        fill: Smart::Auto,
        numbering: None,
        supplement: Content::default(),
        number: number as u64,
    };
    let pages: Vec<Page> = (after + 1..=after + count).map(page).collect();
    let document = PagedDocument::new(pages.into(), DocumentInfo::default());
    (count > 0).then(|| edition(&document, theme, sheet, crop_marks))
}

/// The size of a page.
fn size(sheet: &Sheet) -> Size {
    let (width, height) = sheet.trim();
    Size::new(Abs::pt(width), Abs::pt(height))
}

fn is_wide(size: Size) -> bool {
    size.x > size.y
}

/// Rotates a landscape page, so that all sheets have the same orientation. Its top is at the left.
fn upright(frame: &Frame) -> Frame {
    let mut group = GroupItem::new(frame.clone());
    group.transform =
        Transform::translate(Abs::zero(), frame.width()).pre_concat(Transform::rotate(Angle::deg(-90.0)));
    let mut sheet = Frame::hard(Size::new(frame.height(), frame.width()));
    sheet.push(Point::zero(), FrameItem::Group(group));
    sheet
}

/// The colours of a theme that are printed as plain text.
struct Inks(Vec<[u8; 3]>);

impl Inks {
    fn of(theme: &Theme) -> Self {
        let colours = theme.colours().filter(|(name, _)| ["ink", "link"].contains(name));
        Self(colours.map(|(_, colour)| colour).collect())
    }

    /// Converts dark text to black, light text to grey, and lines in the text colour to black, and removes links.
    fn settle(&self, frame: &mut Frame) {
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => self.settle(&mut group.frame),
                FrameItem::Text(text) => {
                    text.fill = self.of_text(&text.fill);
                    if let Some(stroke) = &mut text.stroke {
                        stroke.paint = self.of_text(&stroke.paint);
                    }
                }
                FrameItem::Shape(shape, _) => {
                    shape.fill = shape.fill.as_ref().map(|paint| self.of_shape(paint));
                    if let Some(stroke) = &mut shape.stroke {
                        stroke.paint = self.of_shape(&stroke.paint);
                    }
                }
                FrameItem::Link(..) => return false,
                FrameItem::Image(image, ..) => {
                    if let Some(grey) = greys::reduced(image) {
                        *image = grey;
                    }
                }
                FrameItem::Tag(_) => {}
            }
            true
        });
    }

    fn is_ink(&self, color: &Color) -> bool {
        let [red, green, blue, _] = color.to_rgb().into_format::<u8, u8>().into();
        self.0.contains(&[red, green, blue])
    }

    fn of_text(&self, paint: &Paint) -> Paint {
        match paint {
            Paint::Solid(color) if self.is_ink(color) => Paint::Solid(Color::BLACK),
            // A press prints grey as dots, which make small type ragged.
            Paint::Solid(color) if is_dark(color) => Paint::Solid(Color::BLACK),
            Paint::Solid(color) => Paint::Solid(grey(color)),
            Paint::Gradient(_) | Paint::Tiling(_) => paint.clone(),
        }
    }

    fn of_shape(&self, paint: &Paint) -> Paint {
        match paint {
            Paint::Solid(color) if self.is_ink(color) => Paint::Solid(Color::BLACK),
            Paint::Solid(color) if is_nearly_grey(color) => Paint::Solid(grey(color)),
            Paint::Solid(_) | Paint::Gradient(_) | Paint::Tiling(_) => paint.clone(),
        }
    }
}

fn grey(color: &Color) -> Color {
    Color::from(Luma::new(color.to_luma().luma, color.to_luma().alpha))
}

/// Whether text in this colour is read on a light ground.
fn is_dark(color: &Color) -> bool {
    color.to_luma().luma <= 0.5
}

/// Whether the components of a colour are so close that it looks grey.
fn is_nearly_grey(color: &Color) -> bool {
    let [red, green, blue, _] = color.to_rgb().into_format::<u8, u8>().into();
    red.max(green).max(blue) - red.min(green).min(blue) <= 16
}

/// Draws a crop mark at each end of the four trim lines.
fn mark(frame: &mut Frame, bleed: Abs) {
    let (width, height) = (frame.width(), frame.height());
    let stroke = FixedStroke {
        paint: Paint::Solid(Color::BLACK),
        thickness: Abs::pt(STRENGTH),
        ..FixedStroke::default()
    };
    let mut line = |from: Point, along: Point| {
        let shape = Geometry::Line(along).stroked(stroke.clone());
        frame.push(from, FrameItem::Shape(shape, TypstSpan::detached()));
    };
    let (away, length) = (bleed + Abs::pt(GAP), Abs::pt(LENGTH));
    for x in [Abs::zero(), width] {
        line(Point::new(x, -away - length), Point::with_y(length));
        line(Point::new(x, height + away), Point::with_y(length));
    }
    for y in [Abs::zero(), height] {
        line(Point::new(-away - length, y), Point::with_x(length));
        line(Point::new(width + away, y), Point::with_x(length));
    }
}
