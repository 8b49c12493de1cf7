//! Suggests a font for `missing-glyph`: the script of a character, and a free font family that contains it.

use unicode_script::{Script, UnicodeScript};

/// A script, or another group of characters that one font family covers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Writing {
    /// Name of its characters, for messages.
    pub name: String,
    /// A family that contains them; `None` if it depends on the character.
    pub family: Option<String>,
}

/// The script of a character in a book of this language (BCP 47).
#[must_use]
pub fn of(character: char, language: &str) -> Writing {
    let is_shared = |script: Script| matches!(script, Script::Common | Script::Inherited | Script::Unknown);
    let script = character.script();
    let symbol = of_symbol(character, language).filter(|_| is_shared(script));
    // A character that several scripts share is in the fonts of each of them.
    let shared_by = || character.script_extension().iter().next().filter(|script| !is_shared(*script));
    let script = if is_shared(script) { shared_by() } else { Some(script) };
    match (symbol, script) {
        (Some((name, family)), _) => Writing { name: name.to_owned(), family: Some(family.to_owned()) },
        (None, Some(script)) => of_script(script, language),
        (None, None) => Writing { name: "other characters".to_owned(), family: None },
    }
}

fn of_script(script: Script, language: &str) -> Writing {
    let (name, family) = match script {
        Script::Hiragana | Script::Katakana => ("Japanese kana".to_owned(), "Noto Serif JP".to_owned()),
        Script::Hangul => ("Korean letters".to_owned(), "Noto Serif KR".to_owned()),
        Script::Bopomofo => ("bopomofo".to_owned(), "Noto Serif TC".to_owned()),
        Script::Han => ("Chinese characters".to_owned(), of_han(language).to_owned()),
        script => (format!("{} letters", script.full_name().replace('_', " ")), of_letters(script)),
    };
    Writing { name, family: Some(family) }
}

/// The Noto family of a script. Noto has a sans serif for nearly every script, and a serif for the widely used ones.
fn of_letters(script: Script) -> String {
    match script {
        Script::Latin | Script::Greek | Script::Cyrillic => "Noto Serif".to_owned(),
        Script::Arabic => "Noto Naskh Arabic".to_owned(),
        Script::Armenian
        | Script::Bengali
        | Script::Devanagari
        | Script::Ethiopic
        | Script::Georgian
        | Script::Gujarati
        | Script::Gurmukhi
        | Script::Hebrew
        | Script::Kannada
        | Script::Khmer
        | Script::Lao
        | Script::Malayalam
        | Script::Myanmar
        | Script::Sinhala
        | Script::Tamil
        | Script::Telugu
        | Script::Thai
        | Script::Tibetan => format!("Noto Serif {}", script.full_name()),
        script => format!("Noto Sans {}", script.full_name().replace('_', " ")),
    }
}

/// The shapes of Han characters depend on the language.
fn of_han(language: &str) -> &'static str {
    let tag = language.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let primary = parts.next();
    match primary {
        Some("ja") => "Noto Serif JP",
        Some("ko") => "Noto Serif KR",
        Some("zh") if parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) => "Noto Serif TC",
        _ => "Noto Serif SC",
    }
}

/// Name and family of characters without a script, by Unicode block.
fn of_symbol(character: char, language: &str) -> Option<(&'static str, &'static str)> {
    Some(match u32::from(character) {
        // Punctuation and symbols used with Han characters.
        0x3000..=0x303F | 0x3190..=0x33FF | 0xFE10..=0xFE6F | 0xFF00..=0xFFEF => {
            ("Chinese characters", of_han(language))
        }
        0x2190..=0x22FF | 0x27C0..=0x27FF | 0x2900..=0x2AFF | 0x1D400..=0x1D7FF => {
            ("mathematical characters", "Noto Sans Math")
        }
        0x2500..=0x259F => ("lines and blocks", "Noto Sans Mono"),
        0x1D000..=0x1D24F => ("musical characters", "Noto Music"),
        0x231A..=0x231B
        | 0x23E9..=0x23F3
        | 0x2614..=0x2615
        | 0x2705
        | 0x270A..=0x270B
        | 0x2728
        | 0x274C
        | 0x274E
        | 0x2753..=0x2757
        | 0x2795..=0x2797
        | 0x2B50
        | 0x2B55
        | 0x1F1E6..=0x1F64F
        | 0x1F680..=0x1F6FF
        | 0x1F7E0..=0x1F7EB
        | 0x1F900..=0x1FAFF => ("emoji", "Noto Emoji"),
        0x2300..=0x27BF | 0x2800..=0x28FF | 0x2B00..=0x2BFF | 0x1F000..=0x1F8FF => {
            ("symbols", "Noto Sans Symbols 2")
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_follows_from_the_script_and_the_language() {
        for (character, language, family) in [
            ('字', "en", "Noto Serif SC"),
            ('字', "ja", "Noto Serif JP"),
            ('字', "zh-Hant", "Noto Serif TC"),
            ('字', "zh-tw", "Noto Serif TC"),
            ('字', "ko-KR", "Noto Serif KR"),
            ('。', "ja", "Noto Serif JP"),
            ('ー', "ja", "Noto Serif JP"),
            ('،', "en", "Noto Naskh Arabic"),
            ('ひ', "en", "Noto Serif JP"),
            ('한', "en", "Noto Serif KR"),
            ('न', "en", "Noto Serif Devanagari"),
            ('ن', "en", "Noto Naskh Arabic"),
            ('ם', "en", "Noto Serif Hebrew"),
            ('ߒ', "en", "Noto Sans Nko"),
            ('Ж', "en", "Noto Serif"),
            ('🎉', "en", "Noto Emoji"),
            ('✨', "en", "Noto Emoji"),
            ('⌘', "en", "Noto Sans Symbols 2"),
            ('∫', "en", "Noto Sans Math"),
            ('𝄞', "en", "Noto Music"),
        ] {
            assert_eq!(of(character, language).family.as_deref(), Some(family), "{character} in {language}");
        }
    }

    #[test]
    fn a_character_of_no_script_has_no_family() {
        for character in ['\u{E000}', '€', '\u{10FFFF}'] {
            assert_eq!(of(character, "en").family, None, "{character}");
        }
    }
}
