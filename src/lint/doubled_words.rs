//! The same word twice in a row: `the the`.

use super::passages::Passage;
use super::place::{self, Told};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Words that may correctly occur twice in a row, by language: `what they had had`, `die, die die Wahl gewannen`, `nous
/// nous levons`, `ce qui est est`. The check is silent in other languages.
const RIGHTLY: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "had", "that", "is", "do", "her", "very", "many", "no", "so", "far", "long", "more", "who",
            "was", "are", "does", "did", "has", "have", "really", "much", "too", "quite", "pretty", "way",
            "big", "old", "yes", "well", "now", "there", "never", "ever", "ha", "blah", "bye", "knock",
            "hear",
        ],
    ),
    (
        "de",
        &[
            "die", "der", "das", "den", "dem", "denen", "deren", "dessen", "sie", "ihr", "ihre", "ihnen",
            "es", "uns", "euch", "wie", "sehr", "ganz", "so", "viel", "nein", "ja", "ist", "sind", "war",
            "waren", "hat", "haben", "hatte", "wird", "werden", "wurde", "kann", "an", "auf", "aus", "in",
            "ab", "um", "vor", "nach", "zu", "mit", "durch", "über", "unter", "was", "wer",
        ],
    ),
    (
        "fr",
        &[
            "nous", "vous", "en", "y", "très", "si", "a", "est", "sont", "ont", "était", "avait", "fait",
            "bien", "tout", "oui", "non", "jamais", "trop",
        ],
    ),
    ("es", &["muy", "no", "que", "sí", "ya", "es", "son", "era", "está", "ha", "casi", "luego", "bien"]),
    ("it", &["via", "piano", "man", "molto", "così", "poco", "è", "quasi", "sì", "no", "ora", "ben"]),
    (
        "nl",
        &[
            "die", "dat", "haar", "is", "heel", "ze", "had", "het", "er", "was", "zijn", "hun", "in", "op",
            "aan", "uit", "af", "om", "voor", "over",
        ],
    ),
    ("pt", &["muito", "logo", "que", "é", "foi", "era", "não", "já", "quase", "tão"]),
];

/// Particles of English phrasal verbs. A preposition of the same form may follow: `logged in in the morning`.
const PARTICLES: &[&str] =
    &["in", "on", "up", "out", "over", "off", "down", "by", "through", "about", "for", "to", "with"];

/// Verbs that take such a particle and do not end in `ed` or `ing`.
const VERBS: &[&str] = &[
    "log", "logs", "sign", "signs", "check", "checks", "opt", "opts", "come", "comes", "came", "go", "goes",
    "went", "gone", "move", "moves", "live", "lives", "set", "sets", "put", "puts", "turn", "turns", "hold",
    "holds", "held", "keep", "kept", "carry", "take", "takes", "took", "taken", "get", "gets", "got", "give",
    "gave", "given", "bring", "brought", "kick", "run", "ran", "build", "built", "stand", "stands", "stood",
    "sit", "sat", "be", "is", "was", "were", "been", "pass", "break", "broke", "fall", "fell", "join", "let",
    "look", "plug", "zoom", "work", "works",
];

/// Words that cannot follow a correct second `that`: `ruled that that no one could consent` has one too many.
const AFTER_THAT: &[&str] = &[
    "the", "a", "an", "no", "he", "she", "it", "they", "we", "you", "this", "these", "those", "all", "any",
    "some", "every", "each", "his", "their", "its", "there", "such",
];

/// Reports each doubled word.
pub fn check(passages: &[Passage<'_>], text: &str, diagnostics: &mut Diagnostics) {
    let mut told = Told::default();
    for (index, passage) in passages.iter().enumerate() {
        let known = RIGHTLY.iter().find(|(language, _)| *language == passage.primary_language());
        let Some((_, rightly)) = known else { continue };
        for (word, next) in doubled(passage) {
            let lower = word.to_lowercase();
            let is_right =
                rightly.contains(&lower.as_str()) && !(lower == "that" && AFTER_THAT.contains(&next));
            if !is_right && told.has_room(passage.block) {
                let span = place_of(word, passage, &passages[..index], text);
                diagnostics.push(
                    Diagnostic::new(Code::DoubledWord, span, format!("`{lower}` occurs twice in a row"))
                        .help("delete one of the two"),
                );
            }
        }
    }
}

/// The place of a doubled word. The block may contain the same pair earlier, where it is correct, and a table or a
/// definition list has several passages.
fn place_of(word: &str, passage: &Passage<'_>, earlier: &[Passage<'_>], text: &str) -> Span {
    let pair = format!("{word} {word}");
    let before = &passage.words[..offset_of(word, passage)];
    let same_block = earlier.iter().rev().take_while(|other| other.block == passage.block);
    let above: usize = same_block.map(|other| place::count(&other.words, &pair)).sum();
    place::of_words(text, passage.block, &[word, word], above + place::count(before, &pair))
}

/// The byte offset of `part`, a slice of the passage, in the passage.
fn offset_of(part: &str, passage: &Passage<'_>) -> usize {
    part.as_ptr() as usize - passage.words.as_ptr() as usize
}

/// The words that occur twice in a row, separated only by spaces, each with the word after the pair.
fn doubled<'a>(passage: &'a Passage<'_>) -> Vec<(&'a str, &'a str)> {
    let text = passage.words.as_str();
    let words: Vec<&str> = text.split([' ', '\u{A0}']).collect();
    // A cell or title of two words is not a sentence.
    if words.len() < 3 {
        return Vec::new();
    }
    // A word that occurs three times is intended: `punto punto punto`.
    let is_third = |index: Option<usize>, word: &str| {
        let other = index.and_then(|index| words.get(index)).copied().unwrap_or_default();
        without_mark(without_opening(other)).to_lowercase() == word.to_lowercase()
    };
    let is_doubled = |index: usize| {
        let (first, second) = (without_opening(words[index]), without_mark(words[index + 1]));
        let before = index.checked_sub(1).map_or("", |index| words[index]);
        is_repeated(first, second)
            && !is_third(index.checked_sub(1), first)
            && !is_third(Some(index + 2), first)
            && !is_name(first, second, before)
            && !follows_a_verb(first, before, passage)
            // `the *The Times*`: an element that begins with the second word is a name, a title or a quotation.
            && (first == second || !passage.edges.contains(&offset_of(second, passage)))
    };
    (0..words.len() - 1)
        .filter(|index| is_doubled(*index))
        .map(|index| (without_opening(words[index]), words.get(index + 2).copied().unwrap_or_default()))
        .collect()
}

/// Whether the second word repeats the first. Different case means different words (`AND and OR`) or a name (`Pago
/// Pago`).
fn is_repeated(first: &str, second: &str) -> bool {
    let is_word = first.chars().count() > 1 || matches!(first, "a" | "A");
    let begins_upper = |word: &str| word.starts_with(char::is_uppercase);
    let is_shouted = |word: &str| word.chars().skip(1).any(char::is_uppercase);
    is_word
        && ![first, second].into_iter().all(begins_upper)
        && ![first, second].into_iter().any(is_shouted)
        && first.chars().all(|character| character.is_alphabetic() || "’'".contains(character))
        && first.to_lowercase() == second.to_lowercase()
}

/// Whether one of the two belongs to a name: `la ley de De Morgan`, `the VS Code code editor`. A capital at the
/// beginning of a sentence is no evidence.
fn is_name(first: &str, second: &str, before: &str) -> bool {
    let begins_upper = |word: &str| word.starts_with(char::is_uppercase);
    let begins_sentence =
        before.is_empty() || before.ends_with(['.', '!', '?', ':', '…', '”', '“', '»', '«', '–', '—']);
    begins_upper(second) && !begins_upper(first)
        || begins_upper(first) && !begins_upper(second) && !begins_sentence
}

/// Whether the first of two is a particle of the verb before it: `signed up up to`.
fn follows_a_verb(word: &str, before: &str, passage: &Passage<'_>) -> bool {
    let before = without_opening(before).to_lowercase();
    passage.primary_language() == "en"
        && PARTICLES.contains(&word)
        && (VERBS.contains(&before.as_str())
            || (before.len() > 3 && (before.ends_with("ed") || before.ends_with("ing"))))
}

fn without_mark(word: &str) -> &str {
    word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '”', super::passages::GAP])
}

fn without_opening(word: &str) -> &str {
    word.trim_start_matches(['(', '[', '“', '„', '«', '‘'])
}
