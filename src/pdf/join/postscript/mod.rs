//! Joins subsets of a font with PostScript outlines (Compact Font Format, Adobe Technical Note 5176), as typst-pdf writes them: the
//! characters have the numbers of their glyphs, and no outline calls a subroutine.

mod dictionary;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use read_fonts::ps::cff::fd_select::FdSelect;
use read_fonts::ps::cff::index::Index;
use read_fonts::tables::cff::Cff;
use read_fonts::types::GlyphId;
use read_fonts::{FontData, FontRead};
use sha2::{Digest, Sha256};

use dictionary::{
    CHARSET, DICTIONARIES, Entry, OUTLINES, Operand, PRIVATE, SELECTION, SUBROUTINES, Strings, dictionary,
    entries, operator, write,
};

/// Operators with a place in the file.
const PLACES: [u16; 4] = [CHARSET, OUTLINES, DICTIONARIES, SELECTION];

/// The most glyphs in a font, and the most dictionaries of glyphs.
const MOST: usize = u16::MAX as usize;
const MOST_STYLES: usize = u8::MAX as usize;

/// A subset of a font.
pub struct Subset {
    face: Face,
    styles: Vec<Style>,
    glyphs: Vec<Glyph>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Glyph {
    outline: Vec<u8>,
    /// The index of the style.
    style: usize,
    /// The width as a PDF has it.
    width: Width,
    /// The number of the same glyphs before it. Each of them is a character of its own, with its own text.
    before: usize,
}

/// The bits of a width.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Width(u32);

/// What does not depend on the glyphs.
#[derive(Clone)]
struct Face {
    name: Vec<u8>,
    entries: Vec<Entry>,
}

/// What several glyphs have in common.
#[derive(Clone, PartialEq)]
struct Style {
    entries: Vec<Entry>,
    private: Vec<u8>,
}

/// A font that is joined from subsets.
pub struct Union {
    face: Face,
    styles: Vec<Style>,
    glyphs: Vec<Glyph>,
    known: HashMap<Glyph, u16>,
}

impl Subset {
    /// Reads a font file whose glyphs have these widths in the PDF. `None` if it is not as typst-pdf writes it, or damaged.
    pub fn read(file: &[u8], widths: &[f32]) -> Option<Self> {
        let font = Cff::read(FontData::new(file)).ok()?;
        let entries = entries(font.top_dicts().get(0)?, &font)?;
        let [charset, outlines, dictionaries, selection] = PLACES.map(|operator| {
            let [place] = &entries.iter().find(|entry| entry.operator == operator)?.operands[..] else {
                return None;
            };
            file.get(place.whole()?..)
        });
        let outlines = all(&Index::new(outlines?, false).ok()?)?;
        let selection = FdSelect::read(FontData::new(selection?)).ok()?;
        let dictionaries = all(&Index::new(dictionaries?, false).ok()?)?;
        let styles =
            dictionaries.iter().map(|style| Style::read(file, style, &font)).collect::<Option<Vec<_>>>()?;
        let style = |index: usize| {
            let found = selection.font_index(GlyphId::new(u32::try_from(index).ok()?))?;
            Some(usize::from(found)).filter(|found| *found < styles.len())
        };
        let mut same = HashMap::new();
        let glyph = |(index, outline): (usize, _)| {
            let width = Width(widths.get(index).copied().unwrap_or_default().to_bits());
            let style = style(index)?;
            let count = same.entry((outline, style, width)).or_insert(0);
            *count += 1;
            Some(Glyph { outline: <[u8]>::to_vec(outline), style, width, before: *count - 1 })
        };
        let glyphs = outlines.into_iter().enumerate().map(glyph).collect::<Option<Vec<_>>>()?;
        let is_usual =
            font.global_subrs().count() == 0 && charset?.starts_with(&self::charset(glyphs.len())?);
        let face = Face { name: font.name(0)?.to_vec(), entries };
        is_usual.then_some(Self { face, styles, glyphs })
    }

    /// A digest of everything that does not depend on the glyphs. Subsets of one face have the same.
    pub fn face(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(&self.face.name);
        for entry in self.face.entries.iter().filter(|entry| !PLACES.contains(&entry.operator)) {
            digest.update(entry.operator.to_be_bytes());
            for operand in &entry.operands {
                let (Operand::Number(bytes) | Operand::Text(bytes)) = operand;
                digest.update(bytes.len().to_be_bytes());
                digest.update(bytes);
            }
        }
        digest.finalize().into()
    }
}

impl Style {
    fn read(file: &[u8], dictionary: &[u8], font: &Cff<'_>) -> Option<Self> {
        let mut entries = entries(dictionary, font)?;
        let index = entries.iter().position(|entry| entry.operator == PRIVATE)?;
        let [length, start] = &entries.remove(index).operands[..] else { return None };
        let start = start.whole()?;
        let private = file.get(start..start.checked_add(length.whole()?)?)?.to_vec();
        let has_subroutines =
            self::entries(&private, font)?.iter().any(|entry| entry.operator == SUBROUTINES);
        (!has_subroutines).then_some(Self { entries, private })
    }
}

/// The objects of an index.
fn all<'a>(index: &Index<'a>) -> Option<Vec<&'a [u8]>> {
    (0..index.count() as usize).map(|at| index.get(at)).collect()
}

impl Union {
    /// A font like a subset, but without glyphs.
    pub fn new(subset: &Subset) -> Self {
        Self { face: subset.face.clone(), styles: Vec::new(), glyphs: Vec::new(), known: HashMap::new() }
    }

    /// Whether the glyphs of a subset may be added.
    pub fn has_room(&self, subset: &Subset) -> bool {
        self.glyphs.len() + subset.glyphs.len() <= MOST
            && self.styles.len() + subset.styles.len() <= MOST_STYLES
    }

    /// Adds the glyphs of a subset. Returns the number of each in this font. `None` if they are too many.
    pub fn add(&mut self, subset: &Subset) -> Option<Vec<u16>> {
        let styles: Vec<usize> = subset.styles.iter().map(|style| self.style(style)).collect();
        let number = |glyph: &Glyph| {
            let glyph = Glyph { style: styles[glyph.style], ..glyph.clone() };
            let next = u16::try_from(self.glyphs.len()).ok()?;
            let number = *self.known.entry(glyph.clone()).or_insert(next);
            if number == next {
                self.glyphs.push(glyph);
            }
            Some(number)
        };
        subset.glyphs.iter().map(number).collect()
    }

    fn style(&mut self, style: &Style) -> usize {
        self.styles.iter().position(|known| known == style).unwrap_or_else(|| {
            self.styles.push(style.clone());
            self.styles.len() - 1
        })
    }

    /// The widths of the glyphs.
    pub fn widths(&self) -> impl Iterator<Item = f32> {
        self.glyphs.iter().map(|glyph| f32::from_bits(glyph.width.0))
    }

    /// The font file. `None` if it would be too large.
    pub fn file(mut self) -> Option<Vec<u8>> {
        let mut strings = Strings::default();
        // The places are not known yet, but their length is.
        let top = index(&[dictionary(&self.face.entries, &mut strings)?])?;
        let named = self.styles.iter().map(|style| dictionary(&style.entries, &mut strings));
        let named = named.collect::<Option<Vec<_>>>()?;
        let strings = index(&strings.all)?;
        let start = [&[1, 0, 4, 4][..], &index(&[&self.face.name])?].concat();
        // Behind the strings, an index without subroutines.
        let mut rest = vec![0, 0];
        let base = start.len() + top.len() + strings.len();
        let mut places = vec![base + rest.len()];
        rest.extend(charset(self.glyphs.len())?);
        let mut styles = Vec::new();
        for (mut named, Style { private, .. }) in named.into_iter().zip(&self.styles) {
            for value in [private.len(), base + rest.len()] {
                write(&Operand::long(value), &mut Strings::default(), &mut named)?;
            }
            named.extend(operator(PRIVATE));
            rest.extend(private);
            styles.push(named);
        }
        let selection = base + rest.len();
        rest.push(0);
        for glyph in &self.glyphs {
            rest.push(u8::try_from(glyph.style).ok()?);
        }
        let dictionaries = base + rest.len();
        rest.extend(index(&styles)?);
        places.extend([base + rest.len(), dictionaries, selection]);
        rest.extend(index(&self.glyphs.iter().map(|glyph| &glyph.outline).collect::<Vec<_>>())?);
        for (operator, place) in PLACES.into_iter().zip(places) {
            let entry = self.face.entries.iter_mut().find(|entry| entry.operator == operator)?;
            entry.operands = vec![Operand::long(place)];
        }
        let written = index(&[dictionary(&self.face.entries, &mut Strings::default())?])?;
        (written.len() == top.len()).then(|| [start, written, strings, rest].concat())
    }
}

/// A character set in which each glyph has its own number. `None` if there is none.
fn charset(glyphs: usize) -> Option<Vec<u8>> {
    match u16::try_from(glyphs).ok()?.checked_sub(2) {
        Some(after) => Some([&[2, 0, 1], &after.to_be_bytes()[..]].concat()),
        None => (glyphs == 1).then(|| vec![0]),
    }
}

/// An index of these objects.
fn index(objects: &[impl AsRef<[u8]>]) -> Option<Vec<u8>> {
    let mut bytes = u16::try_from(objects.len()).ok()?.to_be_bytes().to_vec();
    if objects.is_empty() {
        return Some(bytes);
    }
    let length: usize = objects.iter().map(|object| object.as_ref().len()).sum();
    let size = (1..4).find(|size| length + 1 < 1 << (8 * size)).unwrap_or(4);
    bytes.push(u8::try_from(size).ok()?);
    let mut place = 1;
    for length in std::iter::once(0).chain(objects.iter().map(|object| object.as_ref().len())) {
        place += length;
        bytes.extend(&u32::try_from(place).ok()?.to_be_bytes()[4 - size..]);
    }
    for object in objects {
        bytes.extend(object.as_ref());
    }
    Some(bytes)
}
