//! Draws figures. Each script runs once, in a world that contains only its data. EPUB and HTML show the result as SVG.
//! For the PDF, an empty placeholder of the same size is laid out and then replaced by the drawn frame, so the script
//! does not run a second time.

use std::sync::Arc;

use typst::foundations::{Bytes, Label, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::{Frame, FrameItem, GroupItem, Ratio, Size, Transform};
use typst::utils::PicoStr;
use typst::visualize::{Image, ImageKind};
use typst_layout::PagedDocument;
use typst_svg::SvgOptions;

use super::call::{self, Call};
use super::complaints::Places;
use super::world::{BookWorld, data_path, script_path};
use crate::cache::{Cache, Key, Kind};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean, nearest};
use crate::font::Fonts;
use crate::parallel;
use crate::picture::{Drawn, with_words};
use crate::project::Theme;
use crate::resolve::{Book, Drawing, Script};

/// The drawn figures of a book, in order of appearance.
pub struct Drawings {
    /// The drawings for EPUB and HTML.
    pub shown: Vec<Drawn>,
    /// The same drawings as frames for the pages.
    frames: Vec<Frame>,
    /// The placeholders for the layout: empty SVGs of the sizes of the drawings.
    pub stand_ins: Vec<Bytes>,
    /// The variants for narrow screens.
    #[cfg(test)]
    pub narrow: Vec<Option<Frame>>,
    /// Whether the fonts have every character.
    pub is_covered: bool,
}

/// Draws every figure of a book. Returns `None` and adds diagnostics if one of them fails.
pub fn draw(
    book: &Book,
    theme: &Theme,
    fonts: &Arc<Fonts>,
    diagnostics: &mut Diagnostics,
) -> Option<Drawings> {
    let language = &book.manifest().language;
    let results = parallel::each(book.drawings(), |drawing| {
        let mut complaints = Diagnostics::default();
        (draw_one(drawing, (theme, fonts), language, &mut complaints), complaints)
    });
    let mut drawings = Drawings {
        shown: Vec::new(),
        frames: Vec::new(),
        stand_ins: Vec::new(),
        #[cfg(test)]
        narrow: Vec::new(),
        is_covered: true,
    };
    for (drawn, complaints) in results {
        drawings.is_covered &= complaints.iter().next().is_none();
        diagnostics.append(complaints);
        if let Some((shown, document)) = drawn {
            let mut frames = document.pages().iter().map(|page| page.frame.clone());
            drawings.shown.push(shown);
            drawings.frames.extend(frames.next().map(flat));
            #[cfg(test)]
            drawings.narrow.push(frames.next());
        }
    }
    drawings.stand_ins = drawings.frames.iter().enumerate().map(stand_in_for).collect();
    (drawings.frames.len() == book.drawings().len()).then_some(drawings)
}

/// The figures as EPUB and HTML show them, without frames for pages. A figure without complaints is not drawn again while its inputs
/// stay the same. Returns `None` and adds diagnostics if one of them fails.
pub fn shown(
    book: &Book,
    theme: &Theme,
    fonts: &Arc<Fonts>,
    cache: &Cache,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Drawn>> {
    let language = &book.manifest().language;
    let results = parallel::each(book.drawings(), |drawing| {
        let mut complaints = Diagnostics::default();
        (shown_one(drawing, (theme, fonts), language, cache, &mut complaints), complaints)
    });
    let shown = results.into_iter().map(|(shown, complaints)| {
        diagnostics.append(complaints);
        shown
    });
    // Every figure reports its problems, also those after one that fails.
    shown.collect::<Vec<_>>().into_iter().collect()
}

fn shown_one(
    drawing: &Drawing,
    (theme, fonts): (&Theme, &Arc<Fonts>),
    language: &str,
    cache: &Cache,
    complaints: &mut Diagnostics,
) -> Option<Drawn> {
    let mut draw = || draw_one(drawing, (theme, fonts), language, complaints).map(|(shown, _)| shown);
    if !cache.is_on() {
        return draw();
    }
    let world = BookWorld::of_drawing(fonts, drawing, theme, &main(drawing));
    let key = world.key(Key::of(Kind::Drawing)).with(&drawing.title);
    if let Some(known) = cache.get(&key).and_then(|known| serde_json::from_slice(&known).ok()) {
        return Some(known);
    }
    let drawn = draw()?;
    // The complaints would be missing in the next build.
    if complaints.iter().next().is_none()
        && let Ok(bytes) = serde_json::to_vec(&drawn)
    {
        cache.put(&key, &bytes);
    }
    Some(drawn)
}

fn draw_one(
    drawing: &Drawing,
    (theme, fonts): (&Theme, &Arc<Fonts>),
    language: &str,
    complaints: &mut Diagnostics,
) -> Option<(Drawn, PagedDocument)> {
    if let Script::Style(name) = &drawing.script
        && !theme.figures.contains_key(name)
    {
        let known: Vec<&str> = theme.figures.keys().map(String::as_str).collect();
        complaints.push(
            Diagnostic::new(Code::MissingImage, drawing.span, format!("the script `{name}` does not exist"))
                .help(match nearest(name, known.iter().copied()) {
                    Some(near) => did_you_mean(near),
                    None => format!(
                        "put it next to the case file; casebook comes with the scripts {}",
                        known.join(", ")
                    ),
                }),
        );
        return None;
    }
    let world = BookWorld::of_drawing(fonts, drawing, theme, &main(drawing));
    let places = Places::of_drawing(&world, drawing, theme);
    let document = match typst::compile::<PagedDocument>(&world).output {
        Ok(document) => document,
        Err(errors) => {
            errors.iter().for_each(|error| places.complain_of_drawing(error, drawing, complaints));
            return None;
        }
    };
    let page = document.pages().first()?;
    let frame = &page.frame;
    if frame.size().any(|side| side.to_pt() <= 0.0) {
        complaints.push(nothing_drawn(drawing));
        return None;
    }
    if has_link(frame) {
        complaints.push(
            Diagnostic::new(
                Code::Drawing,
                drawing.span,
                "this figure contains a link, but links in drawn figures are not supported",
            )
            .help("put the link into the caption"),
        );
        return None;
    }
    places.missing_glyphs(&document).complain(Some(drawing.span), &|_| language, complaints);
    let description = metadata(&document, "description").and_then(|value| value.cast::<String>().ok());
    let rows = metadata(&document, "rows")
        .and_then(|value| value.cast::<Vec<Vec<String>>>().ok())
        .unwrap_or_default();
    let svg = |page| {
        let svg = typst_svg::svg(page, &SvgOptions { render_bleed: false, pretty: false });
        with_words(&svg, &drawing.title, description.as_deref())
    };
    let narrow = document.pages().get(1).map(svg);
    let shown = Drawn { svg: svg(page), narrow, description, rows };
    Some((shown, document))
}

fn nothing_drawn(drawing: &Drawing) -> Diagnostic {
    Diagnostic::new(Code::Drawing, drawing.span, "the script of this figure draws nothing")
        .help("return the content of the figure from its function `draw`")
}

fn has_link(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_link(&group.frame),
        FrameItem::Link(..) => true,
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Tag(_) => false,
    })
}

/// Removes tags and parents from the frame. They refer to the document in which the frame was laid out, and the book
/// has a structure of its own.
fn flat(mut frame: Frame) -> Frame {
    frame.retain(|item| {
        if let FrameItem::Group(group) = item {
            group.parent = None;
            group.frame = flat(std::mem::take(&mut group.frame));
        }
        !matches!(item, FrameItem::Tag(_))
    });
    frame
}

impl Drawings {
    /// The drawings as frames.
    #[cfg(test)]
    #[must_use]
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// A digest of the drawings on the pages.
    #[must_use]
    pub fn digest(&self) -> u128 {
        typst::utils::hash128(&self.frames)
    }

    /// Replaces the placeholders in a frame by the drawings. Typst keeps sharing a frame that contains none.
    pub fn put_into(&self, frame: &mut Frame) {
        let stand_ins = &self.stand_ins;
        if !has_stand_in(frame, stand_ins) {
            return;
        }
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => self.put_into(&mut group.frame),
                FrameItem::Image(image, size, _) => {
                    if let Some(index) = stand_in(image, stand_ins) {
                        *item = FrameItem::Group(fitted(self.frames[index].clone(), *size));
                    }
                }
                FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
            true
        });
    }
}

/// The placeholder of a drawing.
fn stand_in_for((index, frame): (usize, &Frame)) -> Bytes {
    let (width, height) = (frame.width().to_pt(), frame.height().to_pt());
    Bytes::from_string(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"drawing-{index}\" width=\"{width}pt\" height=\"{height}pt\"/>"
    ))
}

fn has_stand_in(frame: &Frame, stand_ins: &[Bytes]) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_stand_in(&group.frame, stand_ins),
        FrameItem::Image(image, ..) => stand_in(image, stand_ins).is_some(),
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => false,
    })
}

/// The index of the drawing for a placeholder; `None` for any other picture.
fn stand_in(image: &Image, stand_ins: &[Bytes]) -> Option<usize> {
    let ImageKind::Svg(svg) = image.kind() else { return None };
    stand_ins.iter().position(|bytes| bytes == svg.data())
}

/// The drawing, scaled to the size of its placeholder on the page.
fn fitted(frame: Frame, size: Size) -> GroupItem {
    let scale = Transform::scale(
        Ratio::new(size.x.to_pt() / frame.width().to_pt()),
        Ratio::new(size.y.to_pt() / frame.height().to_pt()),
    );
    let mut group = GroupItem::new(frame);
    group.transform = scale;
    group
}

/// The Typst source that draws one figure on a page of the same size, and its variant for narrow screens on another.
fn main(drawing: &Drawing) -> String {
    let (script, data, options) =
        (call::Value::text(&script_path(&drawing.script)), data(drawing), options(drawing));
    format!(
        "#import {} as script\n\
         #set page(width: auto, height: auto, margin: 0%, fill: none)\n\
         #let data = {}\n\
         #let options = {}\n\
         #let parts = dictionary(script)\n\
         #script.draw(data, options)\n\
         #if type(parts.at(\"draw-narrow\", default: none)) == function {{\n\
           pagebreak()\n\
           script.draw-narrow(data, options)\n\
         }}\n\
         #if \"describe\" in parts [#metadata(script.describe(data, options))<description>]\n\
         #if \"rows\" in parts [#metadata(script.rows(data, options).map(row => row.map(str)))<rows>]\n",
        script.as_str(),
        data.as_str(),
        options.as_str(),
    )
}

/// The data as a Typst expression.
fn data(drawing: &Drawing) -> call::Value {
    let Some(data) = &drawing.data else { return call::Value::none() };
    let path = data_path(data);
    let is_table = path.to_ascii_lowercase().ends_with("csv");
    let function = Call::new(if is_table { "csv" } else { "yaml" }).with(call::Value::text(&path));
    function.maybe("row-type", is_table.then(|| call::Value::name("dictionary"))).into()
}

/// The options as a Typst expression: a dictionary of strings.
fn options(drawing: &Drawing) -> call::Value {
    let pairs = drawing.options.iter().map(|(key, value)| (key.as_str(), call::Value::text(value)));
    call::Value::dictionary(pairs)
}

fn metadata(document: &PagedDocument, name: &str) -> Option<Value> {
    let label = Label::new(PicoStr::intern(name))?;
    let element = document.introspector().query_label(label).ok()?;
    element.to_packed::<MetadataElem>().map(|metadata| metadata.value.clone())
}
