//! The families among the font files of a theme, with what decides which of them is used for a script.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use ttf_parser::{RawFace, Tag};

use super::file;
use super::math;
use super::script::Han;
use crate::project::{FontFile, Theme};
use crate::source::FileId;

/// A family, and the characters of the book that it has.
#[derive(Debug)]
pub struct Family {
    /// Its name.
    pub name: String,
    /// Where its files are.
    pub origin: Origin,
    /// The characters of the book that it has.
    pub characters: BTreeSet<char>,
    /// The kind of its design.
    pub design: Option<Design>,
    /// The language for which it draws Han characters, if its name or its code pages say so.
    pub han: Option<Han>,
}

/// Where the files of a family are, in the order in which families are preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// In the folder `fonts/` of the project. The first file is given.
    Project(FileId),
    /// Built in, and used for every book.
    BuiltIn,
    /// Built in, and used only if a book has its script.
    Spare,
}

/// The kind of a design.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Design {
    /// With serifs, or the style of a brush: Song, Mincho, Batang, Naskh.
    Serif,
    /// Without serifs: Hei, Gothic, Dotum, Kufi.
    Sans,
    /// All characters have the same width.
    Code,
}

/// The families of a theme by name, with those of `characters` that each has.
#[must_use]
pub fn families(theme: &Theme, characters: &BTreeSet<char>) -> Vec<Family> {
    let origin = |font: &FontFile| font.file.map_or(Origin::BuiltIn, Origin::Project);
    collect(theme.fonts.iter().map(|font| (font, origin(font))), characters)
}

/// The built-in families that are not used for every book, except those that the theme already has.
#[must_use]
pub fn spare_families(theme: &Theme, characters: &BTreeSet<char>) -> Vec<Family> {
    let of_text = theme.spare.iter().filter(|family| family.name != math::FAMILY);
    let files = of_text.flat_map(|family| family.files);
    let files: Vec<FontFile> =
        files.map(|bytes| FontFile { bytes: Cow::Borrowed(bytes), file: None }).collect();
    collect(files.iter().map(|font| (font, Origin::Spare)), characters)
}

fn collect<'a>(
    files: impl Iterator<Item = (&'a FontFile, Origin)>,
    characters: &BTreeSet<char>,
) -> Vec<Family> {
    let mut families: BTreeMap<String, Family> = BTreeMap::new();
    for (font, origin) in files {
        for (info, index) in file::infos(font).into_iter().zip(0..) {
            let family = families.entry(info.family.to_lowercase()).or_insert_with(|| Family {
                design: design(&info.family),
                han: han(&info.family).or_else(|| han_of_code_pages(&font.bytes, index)),
                name: info.family.clone(),
                origin,
                characters: BTreeSet::new(),
            });
            let has = info.coverage.iter().filter_map(char::from_u32);
            family.characters.extend(has.filter(|character| characters.contains(character)));
        }
    }
    families.into_values().collect()
}

/// The kind of a design by the words of its name.
fn design(family: &str) -> Option<Design> {
    let has = |words: &[&str]| family.to_lowercase().split([' ', '-', '_']).any(|word| words.contains(&word));
    match () {
        () if has(&["mono", "code", "courier", "typewriter"]) => Some(Design::Code),
        () if has(&["sans", "gothic", "hei", "kaku", "maru", "dotum", "gulim", "kufi"]) => Some(Design::Sans),
        () if has(&[
            "serif", "mincho", "ming", "song", "sung", "kai", "batang", "myungjo", "naskh", "nastaliq",
        ]) =>
        {
            Some(Design::Serif)
        }
        () => None,
    }
}

/// The language of a font for Han characters by the words of its name.
fn han(family: &str) -> Option<Han> {
    let words: Vec<String> = family.split([' ', '-', '_']).map(str::to_lowercase).collect();
    words.iter().find_map(|word| match word.as_str() {
        "sc" | "cn" | "gb" => Some(Han::Simplified),
        "tc" | "tw" | "hk" => Some(Han::Traditional),
        "jp" | "ja" => Some(Han::Japanese),
        "kr" | "k" => Some(Han::Korean),
        _ => None,
    })
}

/// The only code page for Han characters that a font declares (OpenType, table OS/2, `ulCodePageRange1`).
fn han_of_code_pages(bytes: &[u8], index: u32) -> Option<Han> {
    let table = RawFace::parse(bytes, index).ok()?.table(Tag::from_bytes(b"OS/2"))?;
    let pages = u32::from_be_bytes(table.get(78..82)?.try_into().ok()?);
    let bits = [(17, Han::Japanese), (18, Han::Simplified), (19, Han::Korean), (20, Han::Traditional)];
    let mut declared = bits.into_iter().filter(|(bit, _)| pages & 1 << bit != 0);
    declared.next().map(|(_, han)| han).filter(|_| declared.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::{Design, Han, design, han};

    #[test]
    fn the_words_of_a_name_say_what_a_family_is_for() {
        for (name, expected_design, expected_han) in [
            ("Noto Serif CJK SC", Some(Design::Serif), Some(Han::Simplified)),
            ("Noto Sans TC", Some(Design::Sans), Some(Han::Traditional)),
            ("Noto Sans HK", Some(Design::Sans), Some(Han::Traditional)),
            ("BIZ UDPMincho", None, None),
            ("Shippori Mincho", Some(Design::Serif), None),
            ("Noto Serif JP", Some(Design::Serif), Some(Han::Japanese)),
            ("Noto Sans Mono CJK KR", Some(Design::Code), Some(Han::Korean)),
            ("Noto Naskh Arabic", Some(Design::Serif), None),
            ("Vazirmatn", None, None),
        ] {
            assert_eq!((design(name), han(name)), (expected_design, expected_han), "{name}");
        }
    }
}
