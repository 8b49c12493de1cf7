//! The script of a character, a free font family that contains it, and the languages in which Han characters differ.

use unicode_script::{Script, UnicodeScript};

/// A script, or another group of characters that one font family covers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Writing {
    /// Name of its characters, for messages.
    pub name: String,
    /// A family that contains them; `None` if it depends on the character.
    pub family: Option<String>,
}

const CHINESE: &str = "Chinese characters";
const KANA: &str = "Japanese kana";
const HANGUL: &str = "Korean letters";
const BOPOMOFO: &str = "bopomofo";

impl Writing {
    /// The language whose fonts have these characters, in text of a language; `None` if it is not written in Han
    /// characters.
    #[must_use]
    pub fn han(&self, language: Han) -> Option<Han> {
        match self.name.as_str() {
            CHINESE => Some(language),
            KANA => Some(Han::Japanese),
            HANGUL => Some(Han::Korean),
            BOPOMOFO => Some(Han::Traditional),
            _ => None,
        }
    }
}

/// The script of a character in a book of this language (BCP 47).
#[must_use]
pub fn of(character: char, language: &str) -> Writing {
    let is_shared = |script: Script| matches!(script, Script::Common | Script::Inherited | Script::Unknown);
    let script = character.script();
    let symbol = of_symbol(character, language).filter(|_| is_shared(script));
    // A character that several scripts share is in the fonts of each of them.
    let shared_by = || {
        let sharing = character.script_extension();
        let is_usual =
            [Script::Devanagari, Script::Arabic].into_iter().find(|script| sharing.contains_script(*script));
        is_usual
            .filter(|_| !sharing.is_common() && !sharing.is_inherited())
            .or_else(|| sharing.iter().next().filter(|script| !is_shared(*script)))
    };
    let script = if is_shared(script) { shared_by() } else { Some(script) };
    match (symbol, script) {
        (Some((name, family)), _) => Writing { name: name.to_owned(), family: Some(family.to_owned()) },
        (None, Some(script)) => of_script(script, language),
        (None, None) => Writing { name: "other characters".to_owned(), family: None },
    }
}

fn of_script(script: Script, language: &str) -> Writing {
    let (name, family) = match script {
        Script::Hiragana | Script::Katakana => (KANA.to_owned(), "Noto Serif JP".to_owned()),
        Script::Hangul => (HANGUL.to_owned(), "Noto Serif KR".to_owned()),
        Script::Bopomofo => (BOPOMOFO.to_owned(), "Noto Serif TC".to_owned()),
        Script::Han => (CHINESE.to_owned(), of_han(language).to_owned()),
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

/// A language whose Han characters have shapes of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Han {
    /// Chinese in simplified characters.
    Simplified,
    /// Chinese in traditional characters.
    Traditional,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
}

impl Han {
    /// All of them. Where the rules of a style sheet overlap, a later one wins: `:lang(zh)` includes `zh-Hant`.
    pub const ALL: [Han; 4] = [Han::Simplified, Han::Traditional, Han::Japanese, Han::Korean];

    /// The shapes that a language (BCP 47) uses; `None` if it is not written in Han characters.
    #[must_use]
    pub fn of(language: &str) -> Option<Self> {
        let tag = language.to_ascii_lowercase();
        let mut parts = tag.split('-');
        match parts.next() {
            Some("ja") => Some(Han::Japanese),
            Some("ko") => Some(Han::Korean),
            Some("zh") if parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) => {
                Some(Han::Traditional)
            }
            Some("zh") => Some(Han::Simplified),
            _ => None,
        }
    }

    /// The table of the theme with the families of this language, if they differ from those of the book.
    #[must_use]
    pub fn table(self) -> &'static str {
        match self {
            Han::Simplified => "family-sc",
            Han::Traditional => "family-tc",
            Han::Japanese => "family-jp",
            Han::Korean => "family-kr",
        }
    }

    /// The language tags that a style sheet selects it by.
    #[must_use]
    pub fn tags(self) -> &'static [&'static str] {
        match self {
            Han::Simplified => &["zh"],
            Han::Traditional => &["zh-Hant", "zh-TW", "zh-HK", "zh-MO"],
            Han::Japanese => &["ja"],
            Han::Korean => &["ko"],
        }
    }

    fn family(self) -> &'static str {
        match self {
            Han::Simplified => "Noto Serif SC",
            Han::Traditional => "Noto Serif TC",
            Han::Japanese => "Noto Serif JP",
            Han::Korean => "Noto Serif KR",
        }
    }
}

/// The shapes of Han characters depend on the language.
fn of_han(language: &str) -> &'static str {
    Han::of(language).unwrap_or(Han::Simplified).family()
}

/// Whether the character is invisible, or may be replaced during shaping, such as an accent that joins a letter.
#[must_use]
pub fn is_shaped_away(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{61C}' | '\u{200B}'..='\u{200F}')
        || matches!(character, '\u{2010}' | '\u{2011}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Name and family of characters without a script, by Unicode block.
fn of_symbol(character: char, language: &str) -> Option<(&'static str, &'static str)> {
    Some(match u32::from(character) {
        // Punctuation and symbols used with Han characters.
        0x3000..=0x303F | 0x3190..=0x33FF | 0xFE10..=0xFE6F | 0xFF00..=0xFFEF => (CHINESE, of_han(language)),
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
            ('।', "hi", "Noto Serif Devanagari"),
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
