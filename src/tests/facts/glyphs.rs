//! The text of pages, and the glyphs that show it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use ttf_parser::{Face, GlyphId, OutlineBuilder, cff};

use super::reader::{Reader, Result};

/// The fonts of a file.
pub type Fonts = HashMap<ObjectId, Font>;

/// What a page shows.
#[derive(Debug, PartialEq, Default)]
pub struct Words {
    /// The text. Where typst-pdf writes it apart from the glyphs (`ActualText`), this is the text.
    pub text: String,
    pub runs: Vec<Run>,
}

/// Glyphs in one font.
#[derive(Debug, PartialEq)]
pub struct Run {
    pub font: String,
    /// The outline and width of each glyph.
    pub glyphs: Vec<String>,
}

/// A font as a reader uses it.
pub struct Font {
    name: String,
    texts: Vec<String>,
    glyphs: Vec<String>,
}

impl Reader<'_> {
    /// The text of a page. The fonts of earlier pages are known.
    pub fn words(&self, page: ObjectId, fonts: &mut Fonts) -> Result<Words> {
        let known = self.fonts(page, fonts)?;
        let mut words = Words::default();
        let mut font = None;
        let (mut marks, mut replaced) = (Vec::new(), 0);
        for operation in Content::decode(&self.document.get_page_content(page))?.operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "Tf" => font = known.get(operands[0].as_name()?).and_then(|id| fonts.get(id)),
                "BMC" => marks.push(false),
                "BDC" => {
                    let text =
                        operands[1].as_dict().and_then(|properties| properties.get(b"ActualText")).ok();
                    if let Some(text) = text {
                        words.text += &lopdf::decode_text_string(text)?;
                    }
                    marks.push(text.is_some());
                    replaced += usize::from(text.is_some());
                }
                "EMC" => replaced -= usize::from(marks.pop().ok_or("a mark without beginning")?),
                "Tj" | "TJ" => {
                    let strings = operands[0].as_array().map_or(operands.as_slice(), Vec::as_slice);
                    let font = font.ok_or("text without a font")?;
                    font.show(strings, replaced == 0, &mut words);
                }
                _ => {}
            }
        }
        Ok(words)
    }

    /// The fonts of a page by their names.
    fn fonts(&self, page: ObjectId, fonts: &mut Fonts) -> Result<HashMap<Vec<u8>, ObjectId>> {
        let resources = self.document.get_dictionary(page)?.get(b"Resources")?;
        let mut known = HashMap::new();
        if let Ok(named) = self.dictionary(resources)?.get(b"Font") {
            for (name, font) in self.dictionary(named)? {
                let id = font.as_reference()?;
                if let Entry::Vacant(place) = fonts.entry(id) {
                    place.insert(self.font(id)?);
                }
                known.insert(name.clone(), id);
            }
        }
        Ok(known)
    }

    fn font(&self, id: ObjectId) -> Result<Font> {
        let font = self.document.get_dictionary(id)?;
        let encoding = font.get_font_encoding(self.document)?;
        let name = untagged(font.get(b"BaseFont").or_else(|_| font.get(b"Name"))?)?;
        let (mut texts, mut glyphs) = (Vec::new(), Vec::new());
        if let Ok(descendants) = font.get(b"DescendantFonts") {
            let dictionary = self.dictionary(&self.resolve(descendants)?.as_array()?[0])?;
            let (own, whole) = (dictionary.get(b"BaseFont")?.as_name()?, font.get(b"BaseFont")?.as_name()?);
            assert!(whole.starts_with(own), "{name}");
            let widths = self.widths(dictionary)?;
            let descriptor = self.dictionary(dictionary.get(b"FontDescriptor")?)?;
            assert_eq!(descriptor.get(b"FontName")?.as_name()?, own);
            let key = if descriptor.has(b"FontFile2") { &b"FontFile2"[..] } else { b"FontFile3" };
            let file = self.resolve(descriptor.get(key)?)?.as_stream()?.get_plain_content()?;
            let outlines = Outlines::read(&file)?;
            for (cid, glyph) in self.glyphs(dictionary, &outlines)?.into_iter().enumerate() {
                let width = widths.get(&cid).copied();
                let mut drawn = Drawn(String::new());
                let advance = outlines.draw(GlyphId(glyph), &mut drawn);
                let is_same =
                    width.zip(advance).is_none_or(|(width, advance)| (width - advance).abs() < 0.01);
                assert!(is_same, "{cid} in {name}: {width:?}, not {advance:?}");
                glyphs.push(format!("{width:?}{}", drawn.0));
                let code = u16::try_from(cid)?.to_be_bytes();
                texts.push(Document::decode_text(&encoding, &code).unwrap_or_default());
            }
        }
        Ok(Font { name, texts, glyphs })
    }

    fn widths(&self, font: &Dictionary) -> Result<HashMap<usize, f32>> {
        let mut found = HashMap::new();
        let mut values = self.resolve(font.get(b"W")?)?.as_array()?.iter();
        while let (Some(first), Some(second)) = (values.next(), values.next()) {
            let first = usize::try_from(first.as_i64()?)?;
            if let Ok(list) = second.as_array() {
                for (index, width) in list.iter().enumerate() {
                    found.insert(first + index, width.as_float()?);
                }
            } else {
                let width = values.next().ok_or("a width")?.as_float()?;
                found.extend((first..=usize::try_from(second.as_i64()?)?).map(|cid| (cid, width)));
            }
        }
        Ok(found)
    }

    /// The glyph of each CID.
    fn glyphs(&self, font: &Dictionary, outlines: &Outlines<'_>) -> Result<Vec<u16>> {
        match font.get(b"CIDToGIDMap").map(|map| self.resolve(map)) {
            Ok(Ok(Object::Stream(map))) => {
                let bytes = map.get_plain_content()?;
                Ok(bytes.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect())
            }
            _ => Ok((0..outlines.count()).collect()),
        }
    }
}

/// The outlines of a font file.
pub enum Outlines<'a> {
    TrueType(Box<Face<'a>>),
    PostScript(Box<cff::Table<'a>>),
}

impl<'a> Outlines<'a> {
    pub fn read(file: &'a [u8]) -> Result<Self> {
        match cff::Table::parse(file) {
            Some(table) => {
                for glyph in 0..table.number_of_glyphs() {
                    assert_eq!(table.glyph_cid(GlyphId(glyph)), Some(glyph), "the number of a character");
                }
                Ok(Self::PostScript(Box::new(table)))
            }
            None => Ok(Self::TrueType(Box::new(Face::parse(file, 0)?))),
        }
    }

    pub fn count(&self) -> u16 {
        match self {
            Self::TrueType(face) => face.number_of_glyphs(),
            Self::PostScript(table) => table.number_of_glyphs(),
        }
    }

    /// Draws a glyph. Returns the width that the font file has for it.
    fn draw(&self, glyph: GlyphId, drawn: &mut Drawn) -> Option<f32> {
        match self {
            Self::TrueType(face) => {
                face.outline_glyph(glyph, drawn);
                let advance = f32::from(face.glyph_hor_advance(glyph).unwrap_or_default());
                Some(advance * 1000.0 / f32::from(face.units_per_em()))
            }
            Self::PostScript(table) => {
                // Spaces have no outline.
                let _ = table.outline(glyph, drawn);
                None
            }
        }
    }
}

impl Font {
    /// Adds glyphs to the run before, if it has the same font.
    fn show(&self, strings: &[Object], has_text: bool, words: &mut Words) {
        if words.runs.last().is_none_or(|last| last.font != self.name) {
            words.runs.push(Run { font: self.name.clone(), glyphs: Vec::new() });
        }
        let Some(last) = words.runs.last_mut() else { return };
        for string in strings.iter().filter_map(|string| string.as_str().ok()) {
            for pair in string.chunks(2) {
                let code = pair.iter().fold(0, |code, byte| 256 * code + usize::from(*byte));
                last.glyphs.push(self.glyphs.get(code).cloned().unwrap_or_default());
                if has_text {
                    words.text += self.texts.get(code).map_or("", String::as_str);
                }
            }
        }
    }
}

/// The outline of a glyph as text.
struct Drawn(String);

impl OutlineBuilder for Drawn {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0 += &format!(" m{x} {y}");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0 += &format!(" l{x} {y}");
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0 += &format!(" q{x1} {y1} {x} {y}");
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0 += &format!(" c{x1} {y1} {x2} {y2} {x} {y}");
    }

    fn close(&mut self) {
        self.0.push('z');
    }
}

/// The name of a font without the tag of the subset.
pub fn untagged(name: &Object) -> Result<String> {
    let name = String::from_utf8(name.as_name()?.to_vec())?;
    Ok(name.split_once('+').map_or(name.as_str(), |(_, name)| name).to_owned())
}
