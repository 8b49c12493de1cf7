//! The font of formulas. Its table `MATH` says how signs grow; what it names must stay in a subset.

use std::collections::BTreeSet;

use ttf_parser::GlyphId;
use ttf_parser::math::GlyphConstruction;

use crate::resolve::Book;

/// The built-in family of formulas. It serves nothing else.
pub const FAMILY: &str = "STIX Two Math";

/// The role of the family in the theme.
pub const ROLE: &str = "math";

/// The table of a font for formulas.
pub const TABLE: [u8; 4] = *b"MATH";

/// The features that formulas use: shapes for scripts, letters without a dot, flat accents.
pub const FEATURES: [&[u8; 4]; 3] = [b"ssty", b"dtls", b"flac"];

/// Whether a book has formulas.
pub fn is_needed(book: &Book) -> bool {
    book.cases().iter().any(|case| !case.source().formulas.is_empty())
}

/// The glyphs that a font needs for these characters and for everything that they can grow to, and its last glyph: no
/// glyph gets another number, so that the table stays as it is.
pub fn glyphs(bytes: &[u8], index: u32, characters: &BTreeSet<char>) -> Option<BTreeSet<u32>> {
    let face = ttf_parser::Face::parse(bytes, index).ok()?;
    let variants = face.tables().math?.variants?;
    let own = characters.iter().filter_map(|character| face.glyph_index(*character));
    let own: Vec<GlyphId> = own.collect();
    let mut found: BTreeSet<u32> = own.iter().map(|glyph| u32::from(glyph.0)).collect();
    for constructions in [variants.vertical_constructions, variants.horizontal_constructions] {
        let grown = own.iter().filter_map(|glyph| constructions.get(*glyph));
        found.extend(grown.flat_map(|construction| parts(&construction)));
    }
    found.insert(u32::from(face.number_of_glyphs().saturating_sub(1)));
    Some(found)
}

fn parts(construction: &GlyphConstruction<'_>) -> Vec<u32> {
    let variants = construction.variants.into_iter().map(|variant| variant.variant_glyph);
    let parts = construction.assembly.iter().flat_map(|assembly| assembly.parts).map(|part| part.glyph_id);
    variants.chain(parts).map(|glyph| u32::from(glyph.0)).collect()
}

/// The character that a browser shows for a single letter: the italic one.
pub fn italic(letter: char) -> Option<char> {
    let place = |first: u32, start: char| char::from_u32(first + (u32::from(letter) - u32::from(start)));
    match letter {
        'h' => Some('ℎ'),
        'A'..='Z' => place(0x1D434, 'A'),
        'a'..='z' => place(0x1D44E, 'a'),
        'Α'..='Ω' => place(0x1D6E2, 'Α'),
        'α'..='ω' => place(0x1D6FC, 'α'),
        '∂' => Some('𝜕'),
        'ϵ' => Some('𝜖'),
        'ϑ' => Some('𝜗'),
        'ϰ' => Some('𝜘'),
        'ϕ' => Some('𝜙'),
        'ϱ' => Some('𝜚'),
        'ϖ' => Some('𝜛'),
        'ı' => Some('𝚤'),
        'ȷ' => Some('𝚥'),
        _ => None,
    }
}
