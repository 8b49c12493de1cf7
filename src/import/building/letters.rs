//! Counts the letters of a document: how many are in fonts of fixed width, and in which language.

use std::collections::HashMap;

use super::format::{is_ideograph, is_monospaced};

/// How many letters have a property.
#[derive(Default)]
pub struct Letters {
    all: usize,
    in_code_font: usize,
    has_italics: bool,
    languages: HashMap<String, usize>,
}

impl Letters {
    /// Counts a text.
    pub fn add(&mut self, text: &str, font: Option<&str>, language: Option<&str>, is_emphasis: bool) {
        let count = text.chars().filter(|character| character.is_alphanumeric()).count();
        self.all += count;
        if font.is_some_and(is_monospaced) {
            self.in_code_font += count;
        }
        self.has_italics |= count > 0 && is_emphasis;
        // The same text has fewer ideographs than letters.
        let weight = if text.contains(is_ideograph) { 3 } else { 1 };
        if let Some(language) = language {
            *self.languages.entry(language.to_owned()).or_default() += count * weight;
        }
    }

    /// Whether something is emphasized.
    pub fn has_italics(&self) -> bool {
        self.has_italics
    }

    /// Whether most of the text is in a font of fixed width.
    pub fn is_typescript(&self) -> bool {
        self.in_code_font * 2 > self.all
    }

    /// The language of most of the text.
    pub fn language(&self) -> String {
        // The countries of a language count together.
        let primary = |name: &str| name.split('-').next().unwrap_or_default().to_owned();
        let of_all = |name: &str| {
            let same = self.languages.iter().filter(|(other, _)| primary(other) == primary(name));
            same.map(|(_, count)| count).sum::<usize>()
        };
        let most = self
            .languages
            .iter()
            .max_by_key(|(name, count)| (of_all(name), **count, std::cmp::Reverse(*name)));
        let tag = most.and_then(|(name, _)| oxilangtag::LanguageTag::parse_and_normalize(name).ok());
        tag.map(|tag| tag.as_str().to_owned()).unwrap_or_default()
    }
}
