//! Scripts by their characters, each with a free family of fonts that has them: the help of `missing-glyph`.

use std::ops::RangeInclusive;

/// A script, or another kind of characters that one family of fonts has.
#[derive(Debug, PartialEq, Eq)]
pub struct Script {
    /// Its name before the word "characters"; for emoji and symbols, the name alone.
    pub name: &'static str,
    /// A family that has it; `None` where that depends on the character.
    family: Option<&'static str>,
    ranges: &'static [RangeInclusive<u32>],
}

const fn script(name: &'static str, family: &'static str, ranges: &'static [RangeInclusive<u32>]) -> Script {
    Script { name, family: Some(family), ranges }
}

/// Han characters, whose shapes differ between languages: the family follows from the language of the book.
const HAN: &str = "Chinese characters";

/// All that is in no script of the table.
const OTHERS: Script = Script { name: "other characters", family: None, ranges: &[] };

/// The first whose ranges have a character is its script. The ranges are blocks of Unicode; of the blocks of symbols, the
/// characters that are shown as emoji by default come first.
const SCRIPTS: &[Script] = &[
    script(
        "emoji",
        "Noto Emoji",
        &[
            0x231A..=0x231B,
            0x23E9..=0x23EC,
            0x23F0..=0x23F0,
            0x23F3..=0x23F3,
            0x25FD..=0x25FE,
            0x2614..=0x2615,
            0x2648..=0x2653,
            0x267F..=0x267F,
            0x2693..=0x2693,
            0x26A1..=0x26A1,
            0x26AA..=0x26AB,
            0x26BD..=0x26BE,
            0x26C4..=0x26C5,
            0x26CE..=0x26CE,
            0x26D4..=0x26D4,
            0x26EA..=0x26EA,
            0x26F2..=0x26F3,
            0x26F5..=0x26F5,
            0x26FA..=0x26FA,
            0x26FD..=0x26FD,
            0x2705..=0x2705,
            0x270A..=0x270B,
            0x2728..=0x2728,
            0x274C..=0x274C,
            0x274E..=0x274E,
            0x2753..=0x2755,
            0x2757..=0x2757,
            0x2795..=0x2797,
            0x27B0..=0x27B0,
            0x27BF..=0x27BF,
            0x2B1B..=0x2B1C,
            0x2B50..=0x2B50,
            0x2B55..=0x2B55,
            0x1F1E6..=0x1F1FF,
            0x1F300..=0x1F64F,
            0x1F680..=0x1F6FF,
            0x1F7E0..=0x1F7EB,
            0x1F900..=0x1F9FF,
            0x1FA70..=0x1FAFF,
        ],
    ),
    script(
        "Japanese kana",
        "Noto Serif JP",
        &[0x3041..=0x30FF, 0x31F0..=0x31FF, 0xFF66..=0xFF9F, 0x1B000..=0x1B16F],
    ),
    script("bopomofo", "Noto Serif TC", &[0x3100..=0x312F, 0x31A0..=0x31BF]),
    script(
        "Korean letters",
        "Noto Serif KR",
        &[0x1100..=0x11FF, 0x3130..=0x318F, 0xA960..=0xA97F, 0xAC00..=0xD7FF, 0xFFA0..=0xFFDC],
    ),
    script(
        HAN,
        "Noto Serif SC",
        &[
            0x2E80..=0x303F,
            0x3190..=0x319F,
            0x31C0..=0x31EF,
            0x3200..=0x4DBF,
            0x4E00..=0x9FFF,
            0xF900..=0xFAFF,
            0xFE10..=0xFE1F,
            0xFE30..=0xFE6F,
            0xFF00..=0xFFEF,
            0x20000..=0x3FFFF,
        ],
    ),
    script(
        "Arabic letters",
        "Noto Naskh Arabic",
        &[0x600..=0x6FF, 0x750..=0x77F, 0x870..=0x8FF, 0xFB50..=0xFDFF, 0xFE70..=0xFEFF],
    ),
    script("Hebrew letters", "Noto Serif Hebrew", &[0x590..=0x5FF, 0xFB1D..=0xFB4F]),
    script("Syriac letters", "Noto Sans Syriac", &[0x700..=0x74F, 0x860..=0x86F]),
    script("Thaana letters", "Noto Sans Thaana", &[0x780..=0x7BF]),
    script("Devanagari letters", "Noto Serif Devanagari", &[0x900..=0x97F, 0xA8E0..=0xA8FF]),
    script("Bengali letters", "Noto Serif Bengali", &[0x980..=0x9FF]),
    script("Gurmukhi letters", "Noto Serif Gurmukhi", &[0xA00..=0xA7F]),
    script("Gujarati letters", "Noto Serif Gujarati", &[0xA80..=0xAFF]),
    script("Odia letters", "Noto Sans Oriya", &[0xB00..=0xB7F]),
    script("Tamil letters", "Noto Serif Tamil", &[0xB80..=0xBFF]),
    script("Telugu letters", "Noto Serif Telugu", &[0xC00..=0xC7F]),
    script("Kannada letters", "Noto Serif Kannada", &[0xC80..=0xCFF]),
    script("Malayalam letters", "Noto Serif Malayalam", &[0xD00..=0xD7F]),
    script("Sinhala letters", "Noto Serif Sinhala", &[0xD80..=0xDFF]),
    script("Thai letters", "Noto Serif Thai", &[0xE00..=0xE7F]),
    script("Lao letters", "Noto Serif Lao", &[0xE80..=0xEFF]),
    script("Tibetan letters", "Noto Serif Tibetan", &[0xF00..=0xFFF]),
    script("Burmese letters", "Noto Serif Myanmar", &[0x1000..=0x109F, 0xA9E0..=0xA9FF, 0xAA60..=0xAA7F]),
    script("Georgian letters", "Noto Serif Georgian", &[0x10A0..=0x10FF, 0x1C90..=0x1CBF, 0x2D00..=0x2D2F]),
    script("Ethiopic letters", "Noto Serif Ethiopic", &[0x1200..=0x139F, 0x2D80..=0x2DDF, 0xAB00..=0xAB2F]),
    script("Cherokee letters", "Noto Sans Cherokee", &[0x13A0..=0x13FF, 0xAB70..=0xABBF]),
    script("Khmer letters", "Noto Serif Khmer", &[0x1780..=0x17FF, 0x19E0..=0x19FF]),
    script("Mongolian letters", "Noto Sans Mongolian", &[0x1800..=0x18AF]),
    script("Armenian letters", "Noto Serif Armenian", &[0x530..=0x58F, 0xFB13..=0xFB17]),
    script("Greek letters", "Noto Serif", &[0x370..=0x3FF, 0x1F00..=0x1FFF]),
    script(
        "Cyrillic letters",
        "Noto Serif",
        &[0x400..=0x52F, 0x1C80..=0x1C8F, 0x2DE0..=0x2DFF, 0xA640..=0xA69F],
    ),
    script(
        "Latin letters",
        "Noto Serif",
        &[
            0x20..=0x36F,
            0x1D00..=0x1EFF,
            0x2000..=0x218F,
            0x2C60..=0x2C7F,
            0xA720..=0xA7FF,
            0xAB30..=0xAB6F,
            0xFB00..=0xFB06,
        ],
    ),
    script(
        "mathematical characters",
        "Noto Sans Math",
        &[0x2190..=0x22FF, 0x27C0..=0x27EF, 0x27F0..=0x27FF, 0x2900..=0x2AFF, 0x1D400..=0x1D7FF],
    ),
    script("lines and blocks", "Noto Sans Mono", &[0x2500..=0x259F]),
    script("musical characters", "Noto Music", &[0x1D000..=0x1D24F]),
    script("letters and digits in circles", "Noto Sans Symbols", &[0x2460..=0x24FF, 0x1F100..=0x1F1E5]),
    script(
        "symbols",
        "Noto Sans Symbols 2",
        &[
            0x2300..=0x243F,
            0x25A0..=0x27BF,
            0x2800..=0x28FF,
            0x2B00..=0x2BFF,
            0x1D300..=0x1D37F,
            0x1F000..=0x1F0FF,
            0x1F650..=0x1F8FF,
        ],
    ),
];

/// The script of a character.
pub fn of(character: char) -> &'static Script {
    let code = u32::from(character);
    SCRIPTS.iter().find(|script| script.ranges.iter().any(|range| range.contains(&code))).unwrap_or(&OTHERS)
}

impl Script {
    /// A family of fonts that has the script, in a book of this language (BCP 47).
    pub fn family(&self, language: &str) -> Option<&'static str> {
        if self.name != HAN {
            return self.family;
        }
        let tag = language.to_ascii_lowercase();
        let mut parts = tag.split('-');
        let primary = parts.next();
        let is_traditional = parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo"));
        match primary {
            Some("ja") => Some("Noto Serif JP"),
            Some("ko") => Some("Noto Serif KR"),
            Some("zh") if is_traditional => Some("Noto Serif TC"),
            _ => self.family,
        }
    }
}
