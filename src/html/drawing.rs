//! Inlines drawn figures into the page: default attributes are removed, numbers are shortened, and each glyph is stored
//! once.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rayon::prelude::*;

use crate::markup::{Tag, end};
use crate::picture::Drawn;
use crate::vocabulary::GLYPHS;

/// The drawn figures of a book.
#[derive(Debug, Default)]
pub struct Drawings {
    /// The glyphs of all figures, for the start of the page.
    pub glyphs: String,
    figures: Vec<Figure>,
    /// Their variants for narrow screens.
    narrow: Vec<Option<Figure>>,
}

#[derive(Debug)]
struct Figure {
    view: String,
    description: Option<String>,
    shapes: String,
}

impl Drawings {
    /// Prepares the figures for the page.
    #[must_use]
    pub fn of(drawn: &[Drawn]) -> Self {
        // The narrow variants follow the figures.
        let narrow = drawn.iter().filter_map(|drawn| Some((drawn, drawn.narrow.as_ref()?)));
        let all: Vec<(&Drawn, &String)> =
            drawn.iter().map(|drawn| (drawn, &drawn.svg)).chain(narrow).collect();
        let parts: Vec<Parts> =
            all.par_iter().enumerate().map(|(index, (_, svg))| Parts::of(index, svg)).collect();
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut glyphs = String::new();
        let mut figures = Vec::with_capacity(parts.len());
        for (parts, (drawn, _)) in parts.into_iter().zip(all) {
            let names: BTreeMap<&str, usize> = parts
                .glyphs
                .iter()
                .map(|(name, outline)| {
                    let next = numbers.len() + 1;
                    let number = *numbers.entry(outline.clone()).or_insert(next);
                    if number == next {
                        glyphs.push_str(&glyph(number, outline));
                    }
                    (name.as_str(), number)
                })
                .collect();
            let mut shapes = String::new();
            for piece in &parts.pieces {
                match piece {
                    Piece::Markup(markup) => shapes.push_str(markup),
                    Piece::Glyph(name) => {
                        let number = names.get(name.as_str()).copied().unwrap_or(0);
                        shapes.push_str(&format!("#_g{number}"));
                    }
                }
            }
            figures.push(Figure { view: parts.view, description: drawn.description.clone(), shapes });
        }
        if !glyphs.is_empty() {
            glyphs = hidden(&glyphs);
        }
        let mut narrow = figures.split_off(drawn.len()).into_iter();
        let narrow = drawn.iter().map(|drawn| drawn.narrow.as_ref().and_then(|_| narrow.next())).collect();
        Self { glyphs, figures, narrow }
    }

    /// The `svg` element of a figure, with its alternative text.
    #[must_use]
    pub fn element(&self, index: usize, classes: &str, alt: &str) -> String {
        self.figures[index].element(classes, alt)
    }

    /// The `svg` element of its variant for narrow screens, if it has one.
    #[must_use]
    pub fn narrow_element(&self, index: usize, classes: &str, alt: &str) -> Option<String> {
        Some(self.narrow[index].as_ref()?.element(classes, alt))
    }

    /// The `viewBox` and the content of a figure, for the shapes that are shown more than once.
    #[must_use]
    pub fn shapes(&self, index: usize) -> (&str, &str) {
        (&self.figures[index].view, &self.figures[index].shapes)
    }
}

impl Figure {
    fn element(&self, classes: &str, alt: &str) -> String {
        let description = self.description.as_ref().map(|words| Tag::new("desc").text(words));
        let tag = named(Tag::new("svg").classes(classes, &[]), alt).with("viewBox", &self.view);
        tag.around(&(description.unwrap_or_default() + &self.shapes))
    }
}

/// A glyph with its id. Nearly all glyphs are a single outline.
fn glyph(number: usize, content: &str) -> String {
    match content.strip_prefix("<path ") {
        Some(rest) if rest.matches('<').count() == 0 => format!("<path id=\"_g{number}\" {rest}"),
        Some(_) | None => Tag::new("g").with("id", format!("_g{number}")).around(content),
    }
}

/// A figure, parsed.
#[derive(Default)]
struct Parts {
    view: String,
    /// Its glyphs: the id of each in the figure, and its content.
    glyphs: Vec<(String, String)>,
    /// The current glyph.
    glyph: Option<(String, String)>,
    pieces: Vec<Piece>,
}

enum Piece {
    Markup(String),
    /// A reference to a glyph.
    Glyph(String),
}

impl Parts {
    /// Parses an SVG written by Typst. An error ends the parse; it does not occur in the output of Typst.
    fn of(index: usize, svg: &str) -> Self {
        let mut parts = Self::default();
        let mut reader = Reader::from_str(svg);
        // The nesting depth in the picture, and in its title or description.
        let (mut depth, mut words) = (0_usize, 0_usize);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Eof => break,
                Event::Start(tag) => {
                    depth += 1;
                    match tag.name().as_ref() {
                        "svg" if depth == 1 => parts.view = shorter(&value(&tag, "viewBox"), 2),
                        "title" | "desc" | "style" => words += 1,
                        "symbol" => parts.glyph = Some((value(&tag, "id"), String::new())),
                        _ => parts.open(index, &tag, ">"),
                    }
                }
                Event::Empty(tag) => parts.open(index, &tag, "/>"),
                Event::End(tag) => {
                    depth = depth.saturating_sub(1);
                    match tag.name().as_ref() {
                        "title" | "desc" | "style" => words = words.saturating_sub(1),
                        "symbol" => parts.glyphs.extend(parts.glyph.take()),
                        "svg" if depth == 0 => {}
                        name => parts.markup(&end(name)),
                    }
                }
                Event::Text(content) if words == 0 => parts.markup(&content),
                Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_)
                | Event::GeneralRef(_) => {}
            }
        }
        parts
    }

    fn markup(&mut self, markup: &str) {
        match (&mut self.glyph, self.pieces.last_mut()) {
            (Some((_, content)), _) => content.push_str(markup),
            (None, Some(Piece::Markup(before))) => before.push_str(markup),
            (None, Some(Piece::Glyph(_)) | None) => self.pieces.push(Piece::Markup(markup.to_owned())),
        }
    }

    /// A tag with its attributes, without default values and with ids that are unique in the file.
    fn open(&mut self, index: usize, tag: &BytesStart<'_>, end: &str) {
        let decimals = if self.glyph.is_some() { 3 } else { 2 };
        self.markup(&format!("<{}", tag.name().as_ref()));
        for attribute in tag.attributes().flatten() {
            let (key, value) = (attribute.key.as_ref(), attribute.value.as_ref());
            if DEFAULTS.contains(&(key, value)) || key.starts_with("xmlns") {
                continue;
            }
            let key = if key == "xlink:href" { "href" } else { key };
            let is_glyph = tag.name().as_ref() == "use" && self.glyph.is_none();
            match (key, value.strip_prefix('#')) {
                ("href", Some(name)) if is_glyph => {
                    self.markup(" href=\"");
                    self.pieces.push(Piece::Glyph(name.to_owned()));
                    self.markup("\"");
                }
                ("href", Some(name)) => self.markup(&format!(" href=\"#_d{index}-{name}\"")),
                ("id", _) => self.markup(&format!(" id=\"_d{index}-{value}\"")),
                _ => {
                    let value = value.replace("url(#", &format!("url(#_d{index}-"));
                    let value = match key {
                        "transform" => rounded(&value, 4, false),
                        "d" | "points" | "x" | "y" | "width" | "height" | "cx" | "cy" | "r" => {
                            shorter(&value, decimals)
                        }
                        _ => value,
                    };
                    self.markup(&format!(" {key}=\"{value}\""));
                }
            }
        }
        self.markup(end);
    }
}

/// Attributes with their default values in SVG 2.
const DEFAULTS: [(&str, &str); 8] = [
    ("fill-rule", "nonzero"),
    ("stroke-linecap", "butt"),
    ("stroke-linejoin", "miter"),
    ("stroke-miterlimit", "4"),
    ("stroke-dashoffset", "0"),
    ("overflow", "visible"),
    ("x", "0"),
    ("y", "0"),
];

fn value(tag: &BytesStart<'_>, key: &str) -> String {
    let attribute = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == key);
    attribute.map(|attribute| attribute.value.into_owned()).unwrap_or_default()
}

/// A path or a length with a maximum number of decimals and without unnecessary spaces.
fn shorter(value: &str, decimals: usize) -> String {
    rounded(value, decimals, true)
}

fn rounded(value: &str, decimals: usize, is_tight: bool) -> String {
    let separate = |out: &mut String, separator: &str| {
        if is_tight { push_tight(out, separator) } else { out.push_str(separator) }
    };
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let (before, number) = rest.split_at(start);
        separate(&mut out, before);
        let end = number.find(|character: char| !(character.is_ascii_digit() || character == '.'));
        let (number, after) = number.split_at(end.unwrap_or(number.len()));
        match number.parse::<f64>() {
            Ok(parsed) if number.contains('.') => {
                let rounded = format!("{parsed:.decimals$}");
                out.push_str(rounded.trim_end_matches('0').trim_end_matches('.'));
            }
            _ => out.push_str(number),
        }
        rest = after;
    }
    separate(&mut out, rest);
    out.trim_end().to_owned()
}

/// A path command and a minus sign need no space next to them.
fn push_tight(out: &mut String, separator: &str) {
    let trimmed = separator.trim();
    if trimmed.is_empty() {
        out.push_str(if separator.is_empty() { "" } else { " " });
    } else {
        out.push_str(trimmed);
    }
}

/// A hidden element with shapes that the page references.
#[must_use]
pub fn hidden(shapes: &str) -> String {
    let tag = Tag::new(GLYPHS.element).classes(GLYPHS.class, &[]).with("aria-hidden", true);
    tag.around(&Tag::new("defs").around(shapes)) + "\n"
}

/// Adds the alternative text for screen readers. Without text, the picture is decorative.
pub fn named<'n>(tag: Tag<'n>, alt: &str) -> Tag<'n> {
    if alt.is_empty() {
        tag.with("aria-hidden", true)
    } else {
        tag.with("role", "img").with("aria-label", alt)
    }
}
