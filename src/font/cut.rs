//! Reduces a font file to the characters of a book, and takes a face out of a collection.

use std::collections::BTreeSet;
use std::panic::catch_unwind;

use read_fonts::collections::IntSet;
use read_fonts::types::{GlyphId, NameId, Tag};
use read_fonts::{FontRef, TableProvider};
use skera::{DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font};
use subsetter::GlyphRemapper;
use unicode_normalization::UnicodeNormalization;

use super::FaceFile;
use super::math;
use super::names::FaceName;

/// OpenType features that the style sheets use in every text: old-style and tabular figures.
const FEATURES: [&[u8; 4]; 4] = [b"onum", b"lnum", b"tnum", b"pnum"];

/// The features of small capitals. They have many glyphs and are rarely used.
const SMALL_CAPS: &[u8; 4] = b"smcp";

/// The table of PostScript outlines.
const CFF: [u8; 4] = *b"CFF ";

/// The table of names.
const NAME: [u8; 4] = *b"name";

/// Subsets a face to these characters, and names it. It stays whole if its licence bits forbid subsetting, or if it has neither
/// TrueType nor PostScript outlines. The result is always a single face, never a collection.
pub fn cut(
    file: &FaceFile<'_>,
    name: FaceName,
    characters: &BTreeSet<char>,
    has_small_caps: bool,
) -> Vec<u8> {
    let is_divisible = ttf_parser::Face::parse(file.bytes, file.index).is_ok_and(|face| {
        (face.tables().glyf.is_some() || face.tables().cff.is_some()) && face.is_subsetting_allowed()
    });
    // A library panics on a font with invalid offsets. A font that cannot be subset is used whole.
    let subset = || {
        catch_unwind(|| if is_divisible { subset(file, characters, has_small_caps) } else { None })
            .ok()
            .flatten()
    };
    subset().and_then(|cut| named(&cut, name)).or_else(|| single(file)).unwrap_or_else(|| file.bytes.to_vec())
}

fn subset(file: &FaceFile<'_>, characters: &BTreeSet<char>, has_small_caps: bool) -> Option<Vec<u8>> {
    let font = FontRef::from_index(file.bytes, file.index).ok()?;
    if let Some(glyphs) = math::glyphs(file.bytes, file.index, characters) {
        return subset_of_formulas(&font, characters, &glyphs);
    }
    let plan = plan(&font, characters, has_small_caps);
    let cut = subset_font(&font, &plan).ok()?;
    if font.data_for_tag(Tag::new(&CFF)).is_none() {
        return Some(cut);
    }
    // The first library subsets everything but PostScript outlines, the second only outlines. Both take the glyphs in
    // the order of the plan.
    let outlines = outlines(file, &plan)?;
    let (cut, outlines) = (FontRef::new(&cut).ok()?, FontRef::new(&outlines).ok()?);
    let kept = tables(&cut).into_iter().filter(|(tag, _)| *tag != CFF);
    let outlines = tables(&outlines).into_iter().filter(|(tag, _)| *tag == CFF);
    Some(packed(*b"OTTO", &kept.chain(outlines).collect::<Vec<_>>()))
}

/// A font for formulas, whose glyphs keep their numbers, with its table for formulas as it is.
fn subset_of_formulas(
    font: &FontRef<'_>,
    characters: &BTreeSet<char>,
    glyphs: &BTreeSet<u32>,
) -> Option<Vec<u8>> {
    let plan = Plan::new(
        &glyphs.iter().map(|glyph| GlyphId::new(*glyph)).collect(),
        &characters.iter().map(|character| u32::from(*character)).collect(),
        font,
        SubsetFlags::SUBSET_FLAGS_RETAIN_GIDS,
        &IntSet::empty(),
        &IntSet::all(),
        &DEFAULT_LAYOUT_FEATURES.iter().copied().chain(math::FEATURES.map(Tag::new)).collect(),
        &IntSet::<NameId>::empty(),
        &IntSet::empty(),
    );
    let cut = subset_font(font, &plan).ok()?;
    let cut = FontRef::new(&cut).ok()?;
    let table = font.data_for_tag(Tag::new(&math::TABLE))?.as_bytes();
    let kept = tables(&cut).into_iter().filter(|(tag, _)| *tag != math::TABLE);
    let kind = cut.table_directory().sfnt_version().to_be_bytes();
    Some(packed(kind, &kept.chain([(math::TABLE, table)]).collect::<Vec<_>>()))
}

/// The font with these names.
fn named(font: &[u8], name: FaceName) -> Option<Vec<u8>> {
    let font = FontRef::new(font).ok()?;
    let table = name.table();
    let kept = tables(&font).into_iter().filter(|(tag, _)| *tag != NAME);
    let kind = font.table_directory().sfnt_version().to_be_bytes();
    Some(packed(kind, &kept.chain([(NAME, table.as_slice())]).collect::<Vec<_>>()))
}

/// A character and those into which shaping may take it apart: letters with marks, and the Thai and Lao vowels with a ring,
/// whose ring is a glyph of its own (OpenType, "Creating and supporting OpenType fonts for Thai script").
fn forms(character: char) -> impl Iterator<Item = char> {
    let parts: Vec<char> = match character {
        '\u{E33}' | '\u{EB3}' => std::iter::once(character).nfkd().collect(),
        _ => std::iter::once(character).nfd().collect(),
    };
    std::iter::once(character).chain(parts)
}

/// The glyphs that these characters need, with all joining forms, conjuncts and marks.
fn plan(font: &FontRef<'_>, characters: &BTreeSet<char>, has_small_caps: bool) -> Plan {
    let small_caps = has_small_caps.then_some(SMALL_CAPS);
    let own = FEATURES.into_iter().chain(small_caps).map(Tag::new);
    Plan::new(
        &IntSet::<GlyphId>::empty(),
        &characters.iter().flat_map(|character| forms(*character)).map(u32::from).collect(),
        font,
        SubsetFlags::default(),
        &IntSet::empty(),
        &IntSet::all(),
        &DEFAULT_LAYOUT_FEATURES.iter().copied().chain(own).collect(),
        &IntSet::<NameId>::empty(),
        &IntSet::empty(),
    )
}

/// A font with the PostScript outlines of the planned glyphs.
fn outlines(file: &FaceFile<'_>, plan: &Plan) -> Option<Vec<u8>> {
    let glyphs = plan.old_to_new_glyph_mapping().map(|(old, new)| (new.to_u32(), old.to_u32()));
    let mut glyphs: Vec<(u32, u32)> = glyphs.collect();
    glyphs.sort_unstable();
    let mut order = GlyphRemapper::new();
    let is_same_order = glyphs
        .into_iter()
        .all(|(new, old)| u16::try_from(old).is_ok_and(|old| u32::from(order.remap(old)) == new));
    is_same_order.then(|| subsetter::subset(file.bytes, file.index, &order).ok()).flatten()
}

/// A whole face as a file of its own; `None` if the file holds only this face.
fn single(file: &FaceFile<'_>) -> Option<Vec<u8>> {
    if !file.bytes.starts_with(b"ttcf") {
        return None;
    }
    let font = FontRef::from_index(file.bytes, file.index).ok()?;
    let kind = font.table_directory().sfnt_version().to_be_bytes();
    Some(packed(kind, &tables(&font)))
}

type Table<'a> = ([u8; 4], &'a [u8]);

fn tables<'a>(font: &FontRef<'a>) -> Vec<Table<'a>> {
    let records = font.table_directory().table_records().iter();
    let table = |tag: Tag| Some((tag.to_be_bytes(), font.data_for_tag(tag)?.as_bytes()));
    records.filter_map(|record| table(record.tag())).collect()
}

/// A font file with these tables (OpenType 1.9, "Organization of an OpenType Font").
fn packed(kind: [u8; 4], tables: &[Table<'_>]) -> Vec<u8> {
    let mut tables = tables.to_vec();
    tables.sort_unstable_by_key(|(tag, _)| *tag);
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes();
    let count = u16::try_from(tables.len()).unwrap_or(u16::MAX);
    let selector = count.checked_ilog2().unwrap_or_default();
    let range = 16 << selector;
    let mut directory = kind.to_vec();
    for value in [count, range, u16::try_from(selector).unwrap_or_default(), count * 16 - range] {
        directory.extend(value.to_be_bytes());
    }
    let mut data = Vec::new();
    let start = directory.len() + 16 * tables.len();
    for (tag, bytes) in &tables {
        directory.extend(tag);
        directory.extend(own_checksum(*tag, bytes).to_be_bytes());
        directory.extend(number(start + data.len()));
        directory.extend(number(bytes.len()));
        data.extend(*bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    directory.extend(data);
    settle_checksum(&mut directory, tables);
    directory
}

/// Sets the field of the table `head` that makes the checksum of the whole file a constant.
fn settle_checksum(file: &mut [u8], tables: Vec<Table<'_>>) {
    let mut at = 12 + 16 * tables.len();
    for (tag, bytes) in tables {
        if tag == *b"head" && bytes.len() >= 12 {
            file[at + 8..at + 12].fill(0);
            let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(checksum(file));
            file[at + 8..at + 12].copy_from_slice(&adjustment.to_be_bytes());
        }
        at += bytes.len().next_multiple_of(4);
    }
}

/// The checksum of a table. That of `head` does not include its field for the whole file.
fn own_checksum(tag: [u8; 4], bytes: &[u8]) -> u32 {
    let whole = bytes.get(8..12).filter(|_| tag == *b"head");
    checksum(bytes).wrapping_sub(whole.map_or(0, checksum))
}

/// The sum of a table as 32-bit numbers, padded with zeros.
fn checksum(bytes: &[u8]) -> u32 {
    let word = |chunk: &[u8]| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        u32::from_be_bytes(word)
    };
    bytes.chunks(4).map(word).fold(0, u32::wrapping_add)
}
