//! The same word twice in a row: `the the`.

use std::collections::BTreeMap;

use super::passages::Passage;
use super::place::{self, Told};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Words that rightly follow themselves, by language: `what they had had`, `die, die die Wahl gewannen`, `nous nous
/// levons`. In a language that is not here nothing is said.
const RIGHTLY: &[(&str, &[&str])] = &[
    ("en", &["had", "that", "is", "do", "her", "very", "many", "no", "so", "far", "long", "more", "who"]),
    ("de", &["die", "der", "das", "den", "dem", "sie", "ihr", "ihnen", "es", "wie", "sehr", "ist"]),
    ("fr", &["nous", "vous", "en", "très", "si"]),
    ("es", &["muy", "no", "que"]),
    ("it", &["via", "piano", "man", "molto", "così", "poco"]),
    ("nl", &["die", "dat", "haar", "is", "heel", "ze", "had"]),
    ("pt", &["muito", "logo", "que"]),
];

/// Words that cannot follow the second of two `that`: `ruled that that no one could consent` has one too many.
const AFTER_THAT: &[&str] = &[
    "the", "a", "an", "no", "he", "she", "it", "they", "we", "you", "this", "these", "those", "all", "any",
    "some", "every", "each", "his", "their", "its", "there", "such",
];

/// Complains of each doubled word.
pub fn check(passages: &[Passage<'_>], text: &str, diagnostics: &mut Diagnostics) {
    // A table or a list of terms has several passages in one block.
    let mut met: BTreeMap<(Span, String), usize> = BTreeMap::new();
    let mut told = Told::default();
    for passage in passages {
        let known = RIGHTLY.iter().find(|(language, _)| *language == passage.primary_language());
        let Some((_, rightly)) = known else { continue };
        for (word, next) in doubled(&passage.words) {
            let lower = word.to_lowercase();
            let nth = met.entry((passage.block, lower.clone())).or_default();
            *nth += 1;
            let is_right =
                rightly.contains(&lower.as_str()) && !(lower == "that" && AFTER_THAT.contains(&next));
            if !is_right && told.has_room(passage.block) {
                let span = place::of_words(text, passage.block, &[word, word], *nth - 1);
                diagnostics.push(
                    Diagnostic::new(Code::DoubledWord, span, format!("`{lower}` stands here twice"))
                        .help("take one of the two out"),
                );
            }
        }
    }
}

/// The words that are followed by themselves, with nothing but blanks between; each with the word behind the two.
fn doubled(text: &str) -> Vec<(&str, &str)> {
    let words: Vec<&str> = text.split([' ', '\u{A0}']).collect();
    let is_doubled = |pair: &[&str]| {
        let (first, second) = (pair[0], without_mark(pair[1]));
        let is_word = first.chars().count() > 1 || matches!(first, "a" | "A");
        // Both with a capital are a name: Pago Pago.
        let is_name = [first, second].iter().all(|word| word.starts_with(char::is_uppercase));
        is_word
            && !is_name
            && first.chars().all(|character| character.is_alphabetic() || "’'".contains(character))
            && first.to_lowercase() == second.to_lowercase()
    };
    // A cell or title of two words is no sentence.
    if words.len() < 3 {
        return Vec::new();
    }
    let pairs = words.windows(2).enumerate();
    let pairs = pairs.map(|(index, pair)| (index, [without_opening(pair[0]), pair[1]]));
    pairs
        .filter(|(_, pair)| is_doubled(pair))
        .map(|(index, pair)| (pair[0], words.get(index + 2).copied().unwrap_or_default()))
        .collect()
}

fn without_mark(word: &str) -> &str {
    word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '”', super::passages::GAP])
}

fn without_opening(word: &str) -> &str {
    word.trim_start_matches(['(', '[', '“', '„', '«', '‘'])
}
