//! The words of headers and footers of pages, which casebook makes itself.

use std::collections::HashSet;

use super::pool::{Pool, excerpt};
use crate::import::Reason;

/// Notes headers or footers with words of their own.
pub fn doubt(texts: &[String], title: &str, reason: Reason, pool: &mut Pool) {
    let mut seen = HashSet::new();
    let words = texts.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let found: Vec<String> =
        words.filter(|words| has_words(words, title) && seen.insert(words.clone())).collect();
    if !found.is_empty() {
        pool.doubt_at(1, reason, &excerpt(&found.join(" | ")));
    }
}

/// Whether there is more than the title, the word for a page and its number.
fn has_words(words: &str, title: &str) -> bool {
    let rest = if title.is_empty() { words.to_owned() } else { words.replace(title, " ") };
    let is_word = |word: &&str| {
        let plain = word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
        let is_roman = !plain.is_empty() && plain.chars().all(|letter| "ivxlc".contains(letter));
        plain.contains(char::is_alphabetic)
            && !is_roman
            && !matches!(
                plain.as_str(),
                "page" | "of" | "seite" | "von" | "p" | "página" | "de" | "pagina" | "di"
            )
    };
    rest.split_whitespace().any(|word| is_word(&word))
}
