//! Prepares the text in SVGs for the PDF. Typst finds a fallback font for a text only if that gives it the same number of
//! glyphs, and it refuses a PDF/A whose drawings have accents as glyphs of their own. So each character gets a family that
//! has it, and a picture with text that a PDF/A cannot hold gets outlines. EPUB and HTML show the SVG as it is.

use std::collections::BTreeSet;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use typst::text::Font;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use crate::font::Fonts;
use crate::font::script::is_shaped_away;
use crate::project::Theme;

/// Elements of a `text` whose content is not drawn.
const SILENT: [&str; 4] = ["title", "desc", "metadata", "style"];

/// Scripts with a glyph for each character.
const SIMPLE: [Script; 11] = [
    Script::Common,
    Script::Latin,
    Script::Greek,
    Script::Cyrillic,
    Script::Armenian,
    Script::Georgian,
    Script::Han,
    Script::Hiragana,
    Script::Katakana,
    Script::Hangul,
    Script::Bopomofo,
];

/// An SVG whose text the page layout can set, with the families of the book.
pub fn prepared(svg: String, fonts: &Fonts, theme: &Theme) -> String {
    let mut lettering = Lettering::new(fonts, theme);
    match lettering.read(&svg) {
        Ok(prepared) if lettering.needs_outlines => outlines(&prepared, fonts).unwrap_or(prepared),
        Ok(prepared) => prepared,
        // Only a well-formed SVG becomes part of a book.
        Err(_) => svg,
    }
}

/// What of an SVG's text the page layout cannot set well.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// The characters without a font.
    pub missing: Vec<char>,
    /// The texts whose letters can be wrong: they join, and have several families or styles.
    pub doubtful: Vec<String>,
}

/// The faults in the text of an SVG.
pub fn faults(svg: &str, fonts: &Fonts, theme: &Theme) -> Faults {
    let mut lettering = Lettering::new(fonts, theme);
    let is_read = lettering.read(svg).is_ok();
    if is_read { lettering.faults } else { Faults::default() }
}

struct Lettering<'a> {
    fonts: &'a Fonts,
    /// The families of text and headings, of which an element has one.
    first: Vec<String>,
    /// All families of text and headings.
    all: Vec<String>,
    needs_outlines: bool,
    /// The open elements from the outermost `text` on.
    open: Vec<String>,
    /// The open `text`.
    text: Text,
    faults: Faults,
}

/// What is known of a `text`.
#[derive(Default)]
struct Text {
    /// Its families: `None` is that of the element.
    families: BTreeSet<Option<String>>,
    /// Its words: where they are in the output, and as they were.
    words: Vec<(Range<usize>, String)>,
    /// Whether it has letters of a script that has no glyph for each character.
    joins: bool,
    /// Whether an element inside it continues the line.
    is_split: bool,
}

impl<'a> Lettering<'a> {
    fn new(fonts: &'a Fonts, theme: &Theme) -> Self {
        let [text, heading] = ["text", "heading"].map(|role| theme.families_for(role, None));
        let first = [text.first(), heading.first()].into_iter().flatten().cloned().collect();
        let all = text.into_iter().chain(heading).collect();
        Self {
            fonts,
            first,
            all,
            needs_outlines: false,
            open: Vec::new(),
            text: Text::default(),
            faults: Faults::default(),
        }
    }

    fn read(&mut self, svg: &str) -> Result<String, quick_xml::Error> {
        let mut out = String::with_capacity(svg.len());
        let mut reader = Reader::from_str(svg);
        loop {
            let start = offset(&reader);
            let event = reader.read_event()?;
            let source = &svg[start..offset(&reader)];
            match event {
                Event::Start(tag) => self.enter(&tag),
                Event::End(_) if self.open.len() == 1 => {
                    self.leave(&mut out);
                    self.open.clear();
                }
                Event::End(_) => drop(self.open.pop()),
                Event::Text(_) | Event::CData(_) if self.is_drawn() => {
                    let is_plain = !source.starts_with("<![");
                    let words = self.words(source, is_plain);
                    let start = out.len();
                    out.push_str(if is_plain { &words } else { source });
                    self.text.words.push((start..out.len(), source.to_owned()));
                    continue;
                }
                Event::GeneralRef(reference) if self.is_drawn() => self.reference(&reference),
                Event::Eof => return Ok(out),
                Event::Text(_)
                | Event::CData(_)
                | Event::GeneralRef(_)
                | Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
            out.push_str(source);
        }
    }

    fn enter(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name().as_ref().to_owned();
        let is_line = tag.attributes().flatten().any(|of| matches!(of.key.as_ref(), "x" | "y"));
        self.text.is_split |= self.is_drawn() && !is_line && !SILENT.contains(&name.as_str());
        if !self.open.is_empty() || name == "text" {
            self.open.push(name);
        }
    }

    /// At the end of a `text`. One with letters that join is right only in one family and one run: where runs meet, the
    /// shaping takes glyphs for characters.
    fn leave(&mut self, out: &mut String) {
        let Text { families, words, joins, is_split } = std::mem::take(&mut self.text);
        let is_in_one = families.len() < 2;
        if !joins || is_in_one && !is_split {
            return;
        }
        let characters: BTreeSet<char> = words.iter().flat_map(|(_, words)| words.chars()).collect();
        let has_all = |family: &&String| {
            characters.iter().all(|one| is_shaped_away(*one) || self.fonts.has(family, *one))
        };
        let whole = self.all.iter().find(has_all);
        if is_split || whole.is_none() {
            let words: Vec<&str> = words.iter().flat_map(|(_, words)| words.split_whitespace()).collect();
            self.faults.doubtful.push(words.join(" "));
        }
        if let Some(family) = whole.filter(|_| !is_in_one) {
            for (place, words) in words.into_iter().rev() {
                out.replace_range(place, &format!("{}{words}</tspan>", opening(family)));
            }
        }
    }

    fn is_drawn(&self) -> bool {
        !self.open.is_empty() && !self.open.iter().any(|name| SILENT.contains(&name.as_str()))
    }

    fn reference(&mut self, reference: &BytesRef<'_>) {
        if let Ok(Some(character)) = reference.resolve_char_ref() {
            self.needs_outlines |= self.is_difficult(character) || self.family(character).is_some();
        }
    }

    /// The words, with each run that the first families lack in an element with a family that has it.
    fn words(&mut self, words: &str, is_plain: bool) -> String {
        let mut out = String::with_capacity(words.len());
        let mut current: Option<String> = None;
        for character in words.chars() {
            self.needs_outlines |= self.is_difficult(character);
            if self.is_missing(character) && !self.faults.missing.contains(&character) {
                self.faults.missing.push(character);
            }
            let joins = is_shaped_away(character) && !character.is_whitespace();
            let family = if joins { current.clone() } else { self.family(character) };
            if family != current {
                let end = if current.is_some() { "</tspan>" } else { "" };
                let start = family.as_ref().map(|family| opening(family));
                out = out + end + &start.unwrap_or_default();
                current = family;
            }
            if !character.is_whitespace() {
                self.text.joins |= !is_simple(character);
                self.text.families.insert(current.clone());
            }
            out.push(character);
        }
        self.needs_outlines |= !is_plain && out != words;
        out + if current.is_some() { "</tspan>" } else { "" }
    }

    /// The family of a character that the first families lack.
    fn family(&self, character: char) -> Option<String> {
        let has = |family: &&String| self.fonts.has(family, character);
        if character.is_ascii() || self.first.iter().all(|family| has(&family)) {
            return None;
        }
        self.all.iter().find(has).cloned()
    }

    /// Whether a PDF cannot hold the character as text of a drawing: it is no glyph of its own, or there is no glyph.
    fn is_difficult(&self, character: char) -> bool {
        let is_joiner = is_shaped_away(character) && !character.is_whitespace();
        !character.is_ascii()
            && !character.is_whitespace()
            && (!is_simple(character) || is_joiner || self.is_missing(character))
    }

    fn is_missing(&self, character: char) -> bool {
        !is_shaped_away(character) && !self.all.iter().any(|family| self.fonts.has(family, character))
    }
}

/// Whether a character has a glyph of its own.
fn is_simple(character: char) -> bool {
    SIMPLE.contains(&character.script()) && !is_combining_mark(character)
}

fn opening(family: &str) -> String {
    format!("<tspan font-family=\"'{family}'\">")
}

fn offset(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The SVG with its text as outlines; `None` if it cannot be read.
fn outlines(svg: &str, fonts: &Fonts) -> Option<String> {
    let mut options = usvg::Options { font_family: String::new(), ..usvg::Options::default() };
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    let faces: Vec<Font> = (0..).map_while(|index| fonts.face_at(index)).collect();
    for face in faces.iter().filter(|face| face.index() == 0) {
        options.fontdb_mut().load_font_data(face.data().to_vec());
    }
    let tree = usvg::Tree::from_str(svg, &options).ok()?;
    Some(tree.to_string(&usvg::WriteOptions::default()))
}
