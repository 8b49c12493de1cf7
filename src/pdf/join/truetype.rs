//! Joins subsets of a TrueType font. The result has the glyphs of all of them (OpenType, tables `glyf`, `loca`, `hmtx`, `hhea`,
//! `maxp`, `head` and `post`).

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

/// The tables that depend on the glyphs.
const OF_GLYPHS: [&[u8; 4]; 3] = [b"glyf", b"loca", b"hmtx"];

/// The length of a `post` table without names of glyphs, and its version.
const POST: (usize, [u8; 4]) = (32, [0, 3, 0, 0]);

/// The most glyphs in a font.
const MOST: usize = u16::MAX as usize;

/// How deep composite glyphs may contain others.
const DEEPEST: usize = 16;

type Tables = BTreeMap<[u8; 4], Vec<u8>>;

/// A subset of a font.
pub struct Subset {
    tables: Tables,
    glyphs: Vec<Glyph>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Glyph {
    outline: Vec<u8>,
    advance: [u8; 2],
    bearing: [u8; 2],
}

/// A font that is joined from subsets.
pub struct Union {
    tables: Tables,
    glyphs: Vec<Glyph>,
    known: HashMap<Glyph, u16>,
}

impl Subset {
    /// Reads a font file. `None` if it is not TrueType, or damaged.
    pub fn read(file: &[u8]) -> Option<Self> {
        let mut tables = Tables::new();
        for index in 0..usize::from(u16_at(file, 4)?) {
            let record = 12 + 16 * index;
            let tag: [u8; 4] = file.get(record..record + 4)?.try_into().ok()?;
            let (start, length) = (u32_at(file, record + 8)? as usize, u32_at(file, record + 12)? as usize);
            tables.insert(tag, file.get(start..start.checked_add(length)?)?.to_vec());
        }
        let glyphs = (0..usize::from(u16_at(tables.get(b"maxp")?, 4)?))
            .map(|index| Glyph::read(&tables, index))
            .collect::<Option<Vec<_>>>()?;
        for tag in OF_GLYPHS {
            tables.remove(tag);
        }
        let is_complete = tables.get(b"head")?.len() >= 54 && tables.get(b"hhea")?.len() >= 36;
        if let Some(post) = tables.get_mut(b"post") {
            post.truncate(POST.0);
            post.get_mut(..4)?.copy_from_slice(&POST.1);
        }
        (is_complete && !glyphs.is_empty()).then_some(Self { tables, glyphs })
    }

    /// A digest of everything that does not depend on the glyphs. Subsets of one face have the same.
    pub fn face(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        for (tag, table) in &self.tables {
            let mut table = table.clone();
            for (start, length) in varying(*tag, table.len()) {
                table[start..start + length].fill(0);
            }
            digest.update(tag);
            digest.update(table.len().to_be_bytes());
            digest.update(&table);
        }
        digest.finalize().into()
    }
}

/// The parts of a table that depend on the glyphs, each with its start and length.
fn varying(tag: [u8; 4], length: usize) -> Vec<(usize, usize)> {
    match &tag {
        // The checksum and the format of `loca`.
        b"head" => vec![(8, 4), (50, 2)],
        // The number of advances in `hmtx`.
        b"hhea" => vec![(34, 2)],
        // The number of glyphs and the largest values of any.
        b"maxp" => vec![(4, length.saturating_sub(4))],
        _ => Vec::new(),
    }
}

impl Glyph {
    fn read(tables: &Tables, index: usize) -> Option<Self> {
        let (loca, metrics) = (tables.get(b"loca")?, tables.get(b"hmtx")?);
        let is_long = u16_at(tables.get(b"head")?, 50)? != 0;
        let place = |index: usize| {
            if is_long {
                u32_at(loca, 4 * index).map(|at| at as usize)
            } else {
                Some(2 * usize::from(u16_at(loca, 2 * index)?))
            }
        };
        let mut outline = tables.get(b"glyf")?.get(place(index)?..place(index + 1)?)?.to_vec();
        if outline.len() % 2 == 1 {
            outline.push(0);
        }
        let advances = usize::from(u16_at(tables.get(b"hhea")?, 34)?);
        let advance = 4 * index.min(advances.checked_sub(1)?);
        let bearing = if index < advances { advance + 2 } else { 4 * advances + 2 * (index - advances) };
        let pair = |at: usize| metrics.get(at..at + 2)?.try_into().ok();
        Some(Self { outline, advance: pair(advance)?, bearing: pair(bearing)? })
    }

    /// The offsets of the numbers of other glyphs in a composite glyph.
    fn components(&self) -> Vec<usize> {
        let (mut found, mut at) = (Vec::new(), 10);
        let is_composite = self.outline.first().is_some_and(|byte| byte & 0x80 != 0);
        while let Some(flags) = u16_at(&self.outline, at).filter(|_| is_composite) {
            found.push(at + 2);
            let arguments = if flags & 0x0001 == 0 { 2 } else { 4 };
            let scale = match flags & 0x00C8 {
                0x0008 => 2,
                0x0040 => 4,
                0x0080 => 8,
                _ => 0,
            };
            at += 4 + arguments + scale;
            if flags & 0x0020 == 0 {
                break;
            }
        }
        found
    }
}

impl Union {
    /// A font like a subset, but without glyphs.
    pub fn new(subset: &Subset) -> Self {
        Self { tables: subset.tables.clone(), glyphs: Vec::new(), known: HashMap::new() }
    }

    /// Whether the glyphs of a subset may be added.
    pub fn has_room(&self, subset: &Subset) -> bool {
        self.glyphs.len() + subset.glyphs.len() <= MOST
    }

    /// Adds the glyphs of a subset. Returns the number of each in this font. `None` if a composite glyph is damaged.
    pub fn add(&mut self, subset: &Subset) -> Option<Vec<u16>> {
        self.widen(&subset.tables);
        let mut numbers = vec![None; subset.glyphs.len()];
        (0..subset.glyphs.len()).map(|index| self.number(subset, index, &mut numbers, 0)).collect()
    }

    fn number(
        &mut self,
        subset: &Subset,
        index: usize,
        numbers: &mut [Option<u16>],
        depth: usize,
    ) -> Option<u16> {
        if let Some(number) = *numbers.get(index)? {
            return Some(number);
        }
        let mut glyph = subset.glyphs[index].clone();
        for at in glyph.components() {
            let part = usize::from(u16_at(&glyph.outline, at)?);
            let number =
                if depth < DEEPEST { self.number(subset, part, numbers, depth + 1)? } else { return None };
            glyph.outline[at..at + 2].copy_from_slice(&number.to_be_bytes());
        }
        let next = u16::try_from(self.glyphs.len()).ok()?;
        let number = *self.known.entry(glyph.clone()).or_insert(next);
        if number == next {
            self.glyphs.push(glyph);
        }
        numbers[index] = Some(number);
        Some(number)
    }

    /// Raises the largest values of any glyph to those of another subset.
    fn widen(&mut self, tables: &Tables) {
        let (Some(own), Some(other)) = (self.tables.get_mut(b"maxp"), tables.get(b"maxp")) else { return };
        for at in (6..own.len().min(other.len()).saturating_sub(1)).step_by(2) {
            if own[at..at + 2] < other[at..at + 2] {
                own[at..at + 2].copy_from_slice(&other[at..at + 2]);
            }
        }
    }

    /// The font file.
    pub fn file(mut self) -> Vec<u8> {
        let (mut outlines, mut places) = (Vec::new(), Vec::new());
        for glyph in &self.glyphs {
            places.push(outlines.len());
            outlines.extend(&glyph.outline);
        }
        places.push(outlines.len());
        let is_long = outlines.len() > 2 * MOST;
        let loca = places.iter().flat_map(|place| location(*place, is_long)).collect();
        let (metrics, advances) = self.metrics();
        self.tables.extend([(*b"glyf", outlines), (*b"loca", loca), (*b"hmtx", metrics)]);
        let count = u16::try_from(self.glyphs.len()).unwrap_or(u16::MAX);
        self.set(*b"head", 8, [0; 4]);
        self.set(*b"head", 50, u16::from(is_long).to_be_bytes());
        self.set(*b"hhea", 34, advances.to_be_bytes());
        self.set(*b"maxp", 4, count.to_be_bytes());
        file(&self.tables)
    }

    /// The `hmtx` table, and the number of advances in it. The last glyphs share an advance.
    fn metrics(&self) -> (Vec<u8>, u16) {
        let last = self.glyphs.last().map(|glyph| glyph.advance);
        let same = self.glyphs.iter().rev().take_while(|glyph| Some(glyph.advance) == last).count();
        let advances = (self.glyphs.len() + 1).saturating_sub(same);
        let of = |(index, glyph): (usize, &Glyph)| {
            let advance = (index < advances).then_some(glyph.advance);
            advance.into_iter().flatten().chain(glyph.bearing).collect::<Vec<u8>>()
        };
        let table = self.glyphs.iter().enumerate().flat_map(of).collect();
        (table, u16::try_from(advances).unwrap_or(u16::MAX))
    }

    fn set<const LENGTH: usize>(&mut self, tag: [u8; 4], start: usize, bytes: [u8; LENGTH]) {
        let field = self.tables.get_mut(&tag).and_then(|table| table.get_mut(start..start + LENGTH));
        if let Some(field) = field {
            field.copy_from_slice(&bytes);
        }
    }
}

/// An entry of `loca`. Outlines have an even length.
fn location(place: usize, is_long: bool) -> Vec<u8> {
    if is_long {
        u32::try_from(place).unwrap_or(u32::MAX).to_be_bytes().to_vec()
    } else {
        u16::try_from(place / 2).unwrap_or(u16::MAX).to_be_bytes().to_vec()
    }
}

/// A font file with these tables.
fn file(tables: &Tables) -> Vec<u8> {
    let count = u16::try_from(tables.len()).unwrap_or(u16::MAX);
    let power = count.checked_ilog2().unwrap_or(0);
    let range = 16_u16 << power;
    let mut file = vec![0, 1, 0, 0];
    let power = u16::try_from(power).unwrap_or(0);
    for field in [count, range, power, (16 * count).saturating_sub(range)] {
        file.extend(field.to_be_bytes());
    }
    let mut start = 12 + 16 * tables.len();
    for (tag, table) in tables {
        file.extend(tag);
        for field in [sum(table), whole(start), whole(table.len())] {
            file.extend(field.to_be_bytes());
        }
        start += table.len().next_multiple_of(4);
    }
    let mut head = None;
    for (tag, table) in tables {
        if tag == b"head" {
            head = Some(file.len() + 8);
        }
        file.extend(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    if let Some(head) = head {
        let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(sum(&file));
        file[head..head + 4].copy_from_slice(&adjustment.to_be_bytes());
    }
    file
}

/// The checksum of a table: the sum of its 32-bit numbers.
fn sum(table: &[u8]) -> u32 {
    table.chunks(4).fold(0, |sum: u32, chunk| {
        let mut bytes = [0; 4];
        bytes[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(bytes))
    })
}

fn whole(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use subsetter::{GlyphRemapper, subset};
    use ttf_parser::{Face, OutlineBuilder};

    use super::*;

    const FONT: &[u8] = include_bytes!("../../../fonts/source-serif-4/SourceSerif4-Regular.ttf");

    #[derive(Default, PartialEq, Debug)]
    struct Drawn(Vec<[f32; 4]>);

    impl OutlineBuilder for Drawn {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push([x, y, 0.0, 0.0]);
        }

        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push([x, y, 1.0, 0.0]);
        }

        fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
            self.0.push([x1, y1, x, y]);
        }

        fn curve_to(&mut self, x1: f32, y1: f32, _: f32, _: f32, x: f32, y: f32) {
            self.0.push([x1, y1, x, y]);
        }

        fn close(&mut self) {}
    }

    fn drawn(face: &Face<'_>, glyph: u16) -> (Drawn, Option<u16>, Option<i16>) {
        let glyph = ttf_parser::GlyphId(glyph);
        let mut drawn = Drawn::default();
        face.outline_glyph(glyph, &mut drawn);
        (drawn, face.glyph_hor_advance(glyph), face.glyph_hor_side_bearing(glyph))
    }

    /// Joins a subset for each text, and compares the glyphs with those of the whole font.
    fn join(texts: &[&str]) -> Option<usize> {
        let whole = Face::parse(FONT, 0).ok()?;
        let (mut union, mut expected) = (None, Vec::new());
        for text in texts {
            let mut glyphs = GlyphRemapper::new();
            let old: Vec<u16> =
                text.chars().filter_map(|letter| Some(whole.glyph_index(letter)?.0)).collect();
            let new: Vec<u16> = old.iter().map(|glyph| glyphs.remap(*glyph)).collect();
            let subset = Subset::read(&subset(FONT, 0, &glyphs).ok()?)?;
            let union = union.get_or_insert_with(|| Union::new(&subset));
            let numbers = union.add(&subset)?;
            assert_eq!(numbers[0], 0, "the glyph for missing characters is the first");
            expected.extend(old.into_iter().zip(new.into_iter().map(|glyph| numbers[usize::from(glyph)])));
        }
        let file = union?.file();
        let joined = Face::parse(&file, 0).ok()?;
        for (old, new) in expected {
            assert_eq!(drawn(&joined, new), drawn(&whole, old));
        }
        assert_eq!(sum(&file), 0xB1B0_AFBA, "the checksum of a font file");
        Some(usize::from(joined.number_of_glyphs()))
    }

    #[test]
    fn a_joined_font_has_each_glyph_once() {
        let letters = |texts: &[&str]| join(texts);
        assert_eq!(letters(&["abc", "cabd", "b"]), Some(5));
        assert_eq!(letters(&["hello"]), Some(5));
        // The components of accented letters are glyphs of their own.
        assert_eq!(letters(&["\u{e9}\u{e8}", "e\u{e9}"]), letters(&["\u{e9}\u{e8}e"]));
        let all: String = ('!'..='\u{24f}').collect();
        let backwards: String = all.chars().rev().collect();
        assert_eq!(letters(&[&all, &backwards]), letters(&[&all]));
    }

    #[test]
    fn a_damaged_font_is_not_read() {
        assert!(Subset::read(FONT).is_some());
        for length in [0, 11, 40, 300, FONT.len() / 2] {
            assert!(Subset::read(&FONT[..length]).is_none(), "{length}");
        }
        assert!(Subset::read(b"OTTO\0\0\0\0\0\0\0\0").is_none());
    }

    #[test]
    fn faces_differ() -> Result<(), Box<dyn std::error::Error>> {
        let bold = include_bytes!("../../../fonts/source-serif-4/SourceSerif4-Bold.ttf");
        let [one, two] = [1, 2].map(|count| {
            let mut glyphs = GlyphRemapper::new();
            (40..40 + count).for_each(|glyph| {
                glyphs.remap(glyph);
            });
            subset(FONT, 0, &glyphs).ok().and_then(|file| Subset::read(&file)).map(|subset| subset.face())
        });
        assert_eq!(one.ok_or("a subset")?, two.ok_or("a subset")?);
        assert_ne!(one, Subset::read(bold).map(|subset| subset.face()));
        Ok(())
    }
}
