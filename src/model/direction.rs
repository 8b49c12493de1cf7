//! The writing direction of a language.

use unicode_script::UnicodeScript;

/// The writing direction of a text: from left to right, or from right to left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// As in English.
    LeftToRight,
    /// As in Arabic and Hebrew.
    RightToLeft,
}

/// Languages that are usually written from right to left (CLDR, "likely subtags" and "script metadata").
const RIGHT_TO_LEFT: [&str; 36] = [
    "aao", "aeb", "ajp", "apc", "apd", "ar", "arc", "arq", "ars", "ary", "arz", "azb", "bal", "bcc", "bgn",
    "bqi", "ckb", "dv", "fa", "glk", "he", "iw", "khw", "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "skr",
    "syr", "ug", "ur", "uzs", "yi",
];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT_SCRIPTS: [&str; 14] = [
    "adlm", "arab", "aran", "armi", "hebr", "mand", "mend", "nkoo", "phnx", "rohg", "samr", "syrc", "thaa",
    "yezi",
];

impl Direction {
    /// The direction of a BCP 47 language tag. Its script decides, or else the usual script of the language.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase();
        let mut subtags = tag.split('-');
        let language = subtags.next().unwrap_or_default();
        let script = subtags
            .take_while(|subtag| subtag.len() > 1)
            .find(|subtag| subtag.len() == 4 && subtag.bytes().all(|letter| letter.is_ascii_alphabetic()));
        let is_from_right = match script {
            Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
            None => RIGHT_TO_LEFT.contains(&language),
        };
        if is_from_right { Self::RightToLeft } else { Self::LeftToRight }
    }

    /// The direction of a letter by its script; `None` for digits, signs and spaces.
    #[must_use]
    pub fn of_letter(character: char) -> Option<Self> {
        if !character.is_alphabetic() {
            return None;
        }
        let script = character.script().short_name().to_ascii_lowercase();
        let is_from_right = RIGHT_TO_LEFT_SCRIPTS.contains(&&*script);
        Some(if is_from_right { Self::RightToLeft } else { Self::LeftToRight })
    }

    /// Its name in HTML, in Typst and in the package of an EPUB.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Direction;

    #[test]
    fn the_script_decides_and_else_the_language() {
        for (tag, name) in [
            ("ar", "rtl"),
            ("ar-EG", "rtl"),
            ("AR-eg", "rtl"),
            ("ar-Latn", "ltr"),
            ("he", "rtl"),
            ("fa-IR", "rtl"),
            ("ur", "rtl"),
            ("yi", "rtl"),
            ("ckb", "rtl"),
            ("dv", "rtl"),
            ("ku", "ltr"),
            ("ku-Arab", "rtl"),
            ("pa", "ltr"),
            ("pa-Arab-PK", "rtl"),
            ("az-Arab", "rtl"),
            ("uz", "ltr"),
            ("en", "ltr"),
            ("zh-Hant-TW", "ltr"),
            ("ja", "ltr"),
            ("en-x-arab", "ltr"),
            ("", "ltr"),
        ] {
            assert_eq!(Direction::of(tag).name(), name, "{tag}");
        }
    }
}
