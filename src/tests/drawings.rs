//! Draws figures with the built-in scripts: no text is crossed or touched by a line or by another text.

use std::path::Path;

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::visualize::Geometry;

use crate::diag::Diagnostics;
use crate::font::Fonts;
use crate::project::Project;
use crate::typeset::draw;
use crate::{compile, load};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A rectangle: its upper left and its lower right corner. That of a line is as thin as the line.
#[derive(Debug, Clone)]
struct Area {
    from: Point,
    to: Point,
    words: Option<String>,
}

#[test]
fn nothing_touches_the_text_of_the_figures_of_the_book() -> Result {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let count = nothing_touches_text(&load::project(&folder)?)?;
    if count < 16 { Err(format!("only {count} figures").into()) } else { Ok(()) }
}

/// Governments of every length, at every place, and laws in neighbouring years.
#[test]
fn nothing_touches_the_text_of_crowded_timelines() -> Result {
    let mut data = String::new();
    let mut text = "# Crowded\n\nText.\n".to_owned();
    for number in 0..120_usize {
        let governments = 1 + number % 9;
        let mut leaders = String::new();
        let mut begin = 2000 * 12 + number % 30;
        for government in 0..governments {
            let months = 1 + (number * 31 + government * 17) % 40;
            let end = (begin + months).min(2015 * 12 + 11);
            let name = ["Ng", "Kirchner", "Puerta / Saá", "Al Nahayan the Second"][(number + government) % 4];
            let first_day = |month: usize| format!("{}-{:02}-01", month / 12, month % 12 + 1);
            leaders +=
                &format!("    - {{name: \"{name}\", from: {}, to: {}}}\n", first_day(begin), first_day(end));
            begin = end;
        }
        let law = 2000 + number % 15;
        data += &format!(
            "- iso: C{number}\n  country: Country {number}\n  tier: {{2004: 2, 2005: 3}}\n  policy_index: {{2004: 15, 2005: 0}}\n  \
             criminalization: {{partial: {law}, full: {}, strengthened: {}}}\n  leaders:\n{leaders}",
            law + number % 3,
            law + 1,
        );
        text += &format!("\n![Figure {number}.](timeline.typ){{data=t.yaml case=C{number} alt=\"x\"}}\n");
    }
    let book = "title: Crowded\nlanguage: en\ncases: [a.md]\n";
    let files = [("book.yaml", book.to_owned()), ("a.md", text), ("t.yaml", data)];
    let files = files.map(|(path, text)| (path.to_owned(), text.into_bytes()));
    let count = nothing_touches_text(&load::in_memory(files.into()))?;
    if count == 120 { Ok(()) } else { Err(format!("{count} figures").into()) }
}

/// The number of figures of a project, if nothing touches their text.
fn nothing_touches_text(project: &Project) -> Result<usize> {
    let mut diagnostics = Diagnostics::default();
    let (book, found) = compile::book(project, None);
    diagnostics.append(found);
    let book = book.ok_or_else(|| format!("{:?}", diagnostics.iter().next()))?;
    let theme = load::theme(project, book.manifest().theme, &mut diagnostics);
    let fonts = Fonts::read(&theme, &mut diagnostics);
    let drawings = draw(&book, &theme, &fonts, &mut diagnostics);
    let drawings = drawings.ok_or_else(|| format!("{:?}", diagnostics.iter().next()))?;
    let narrow = book.drawings().iter().zip(&drawings.narrow);
    let narrow = narrow.filter_map(|(drawing, frame)| Some((drawing, frame.as_ref()?)));
    for (drawing, frame) in book.drawings().iter().zip(drawings.frames()).chain(narrow) {
        let mut areas = Vec::new();
        collect(frame, Transform::identity(), &mut areas);
        for (index, one) in areas.iter().enumerate().filter(|(_, area)| area.words.is_some()) {
            let touches = |(other, area): &(usize, &Area)| *other != index && one.meets(area);
            if let Some((_, other)) = areas.iter().enumerate().find(touches) {
                let what = other.words.as_deref().map_or("a line".to_owned(), |words| format!("`{words}`"));
                return Err(format!(
                    "{}, {:?}: {what} touches `{}`",
                    drawing.name,
                    drawing.options,
                    one.words.as_deref().unwrap_or("")
                )
                .into());
            }
        }
    }
    Ok(drawings.frames().len())
}

impl Area {
    fn meets(&self, other: &Self) -> bool {
        // Words of one line follow each other without a gap.
        let gap = Abs::pt(0.1);
        self.from.x + gap < other.to.x
            && other.from.x + gap < self.to.x
            && self.from.y + gap < other.to.y
            && other.from.y + gap < self.to.y
    }
}

/// The areas of texts, from the height of their capitals to the baseline, and of lines.
fn collect(frame: &Frame, outer: Transform, areas: &mut Vec<Area>) {
    for (position, item) in frame.items() {
        let place = outer.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => collect(&group.frame, place.pre_concat(group.transform), areas),
            FrameItem::Text(text) => {
                let height = text.font.metrics().cap_height.at(text.size);
                let from = Point::new(Abs::zero(), -height).transform(place);
                let to = Point::new(text.width(), Abs::zero()).transform(place);
                areas.push(area(from, to, Some(text.text.to_string())));
            }
            FrameItem::Shape(shape, _) => {
                if let Geometry::Line(to) = &shape.geometry {
                    let half = shape.stroke.as_ref().map_or(Abs::zero(), |stroke| stroke.thickness / 2.0);
                    let mut line = area(Point::zero().transform(place), to.transform(place), None);
                    line.from -= Point::splat(half);
                    line.to += Point::splat(half);
                    areas.push(line);
                }
            }
            FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

fn area(one: Point, other: Point, words: Option<String>) -> Area {
    Area { from: one.min(other), to: one.max(other), words }
}
