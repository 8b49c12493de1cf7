//! The words that casebook adds to a book: those of its language, replaced by those under `words:`.

use std::collections::BTreeMap;

use super::book_keys::BOOK;
use super::fields::Fields;
use super::key::{Default, Key, Table};
use super::word_keys::WORDS;
use crate::diag::{Code, Diagnostic};
use crate::model::{Phrase, Wording};

/// The words of all languages except English: a table for each language tag.
pub(super) const LANGUAGES: &str = include_str!("words.toml");

/// The words for a book in this language. Warns if some of them are not known in it.
pub fn wording(language: &str, fields: &mut Fields<'_, '_>) -> Wording {
    let mut words = words_of(language);
    words.extend(fields.inside(&BOOK.words, own).unwrap_or_default());
    let missing: Vec<&str> =
        WORDS.keys().into_iter().map(|key| key.name).filter(|name| !words.contains_key(*name)).collect();
    if let Some(first) = missing.first().filter(|_| !is_english(language)) {
        let message = format!(
            "casebook does not know the language `{language}`: {} of the words that it adds, such as `{first}`, are in English",
            missing.len()
        );
        let help = "translate them under `words:` in `book.yaml`; the manual lists them";
        let place = fields.place(&BOOK.language);
        fields.diagnostics().push(Diagnostic::new(Code::MissingWords, place, message).help(help));
    }
    from(&words)
}

/// The words of a language; English ones if it is not known.
#[must_use]
pub fn words_in(language: &str) -> Wording {
    from(&words_of(language))
}

/// The words of English.
pub fn english() -> Wording {
    from(&BTreeMap::new())
}

/// The author's own words, by their keys.
fn own(fields: &mut Fields<'_, '_>) -> BTreeMap<String, String> {
    fields.only(&WORDS);
    let mut own = BTreeMap::new();
    for key in WORDS.keys() {
        let Some(words) = fields.text(key) else { continue };
        let places = words.matches(Phrase::PLACE).count();
        let expected = places_in(key);
        if places == expected && !words.is_empty() {
            own.insert(key.name.to_owned(), words);
        } else {
            let help = match expected {
                0 => "write only the words, without `{}`".to_owned(),
                1 => format!(
                    "write `{}` once, where the value belongs, as in `{}`",
                    Phrase::PLACE,
                    english_of(key)
                ),
                _ => format!("write `{}` for each of two values, as in `{}`", Phrase::PLACE, english_of(key)),
            };
            let message = format!("`{}` must have {expected} places for a value, but has {places}", key.name);
            fields.complain(key, message, &help);
        }
    }
    own
}

/// The built-in words of a language by their keys; none for English, or if the language is not known.
pub(super) fn words_of(language: &str) -> BTreeMap<String, String> {
    let tags = tags(language);
    let table = tags.iter().find_map(|tag| section(tag));
    table.and_then(|table| toml::from_str(table).ok()).unwrap_or_default()
}

fn is_english(language: &str) -> bool {
    tags(language).last().is_some_and(|tag| tag == "en")
}

/// The tables that may have the words of a language, the best first: `pt-br`, `pt`.
fn tags(language: &str) -> Vec<String> {
    let tag = language.to_ascii_lowercase();
    let parts: Vec<&str> = tag.split('-').collect();
    let has = |subtags: &[&str]| parts[1..].iter().any(|part| subtags.contains(part));
    let first = match parts[0] {
        "zh" | "cmn" if has(&["hant"]) || !has(&["hans"]) && has(&["tw", "hk", "mo"]) => "zh-hant",
        "yue" if !has(&["hans"]) => "zh-hant",
        "zh" | "cmn" | "yue" => "zh-hans",
        "sr" if has(&["latn"]) => "sr-latn",
        "no" => "nb",
        "iw" => "he",
        _ => return (1..=parts.len()).rev().map(|count| parts[..count].join("-")).collect(),
    };
    vec![first.to_owned()]
}

/// The lines of a table.
fn section(tag: &str) -> Option<&'static str> {
    let mut tables = LANGUAGES.split("\n[").skip(1).filter_map(|table| table.split_once(']'));
    tables.find(|(name, _)| name.eq_ignore_ascii_case(tag)).map(|(_, lines)| lines)
}

/// The number of values in the words of a key.
pub(super) fn places_in(key: &Key) -> usize {
    english_of(key).matches(Phrase::PLACE).count()
}

fn english_of(key: &Key) -> &'static str {
    match key.default {
        Default::Is(words) => words,
        Default::Required | Default::Nothing | Default::Otherwise(_) => {
            unreachable!("`{}` is declared without English words", key.name)
        }
    }
}

/// Takes each word from the table, or else from English.
fn from(words: &BTreeMap<String, String>) -> Wording {
    let text = |key: &Key| words.get(key.name).cloned().unwrap_or_else(|| english_of(key).to_owned());
    let phrase = |key: &Key| Phrase::new(text(key));
    Wording {
        contents: text(&WORDS.contents),
        figures: text(&WORDS.figures),
        tables: text(&WORDS.tables),
        notes: text(&WORDS.notes),
        bibliography: text(&WORDS.bibliography),
        cited_in: phrase(&WORDS.cited_in),
        title_page: text(&WORDS.title_page),
        cases: text(&WORDS.cases),
        cover: text(&WORDS.cover),
        cover_of: phrase(&WORDS.cover_of),
        pages: text(&WORDS.pages),
        // A number is not separated from its abbreviation.
        page: Phrase::new(text(&WORDS.page).replace(' ', "\u{A0}")),
        comma: phrase(&WORDS.comma),
        and: phrase(&WORDS.and),
        notes_to_page: phrase(&WORDS.notes_to_page),
        notes_to_pages: phrase(&WORDS.notes_to_pages),
        continued: phrase(&WORDS.continued),
        figure_number: phrase(&WORDS.figure_number),
        table_number: phrase(&WORDS.table_number),
        listing_number: phrase(&WORDS.listing_number),
        equation_number: phrase(&WORDS.equation_number),
        theorem_number: phrase(&WORDS.theorem_number),
        lemma_number: phrase(&WORDS.lemma_number),
        corollary_number: phrase(&WORDS.corollary_number),
        proposition_number: phrase(&WORDS.proposition_number),
        conjecture_number: phrase(&WORDS.conjecture_number),
        definition_number: phrase(&WORDS.definition_number),
        example_number: phrase(&WORDS.example_number),
        exercise_number: phrase(&WORDS.exercise_number),
        algorithm_number: phrase(&WORDS.algorithm_number),
        proof: text(&WORDS.proof),
        remark: text(&WORDS.remark),
        solution: text(&WORDS.solution),
        section_number: phrase(&WORDS.section_number),
        chapter_number: phrase(&WORDS.chapter_number),
        appendix_number: phrase(&WORDS.appendix_number),
        part_number: phrase(&WORDS.part_number),
        how_to_cite: text(&WORDS.how_to_cite),
        within: phrase(&WORDS.within),
        digest_of_sources: text(&WORDS.digest_of_sources),
        back_to_text: text(&WORDS.back_to_text),
        description_and_data: text(&WORDS.description_and_data),
        callout_note: text(&WORDS.callout_note),
        callout_tip: text(&WORDS.callout_tip),
        callout_important: text(&WORDS.callout_important),
        callout_warning: text(&WORDS.callout_warning),
        callout_caution: text(&WORDS.callout_caution),
        picture_without_description: text(&WORDS.picture_without_description),
        skip_to_text: text(&WORDS.skip_to_text),
        tools: text(&WORDS.tools),
        search: text(&WORDS.search),
        hits: phrase(&WORDS.hits),
        no_hits: text(&WORDS.no_hits),
        dark_pages: text(&WORDS.dark_pages),
        close: text(&WORDS.close),
        note: text(&WORDS.note),
        show_among_notes: text(&WORDS.show_among_notes),
        copy_address: text(&WORDS.copy_address),
        copy_citation: text(&WORDS.copy_citation),
        copy_table: text(&WORDS.copy_table),
        copied: text(&WORDS.copied),
        enlarge_figure: text(&WORDS.enlarge_figure),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::diag::Diagnostics;
    use crate::source::FileId;

    #[test]
    fn every_language_has_all_words() {
        let names: BTreeSet<&str> = WORDS.keys().iter().map(|key| key.name).collect();
        let tables: toml::Table = LANGUAGES.parse().unwrap();
        assert!(tables.len() > 40, "{}", tables.len());
        for (language, table) in &tables {
            let table = table.as_table().unwrap();
            assert_eq!(table.keys().map(String::as_str).collect::<BTreeSet<_>>(), names, "{language}");
            assert_eq!(words_of(language).len(), names.len(), "{language} is found by its tag");
            for key in WORDS.keys() {
                let words = table[key.name].as_str().unwrap();
                assert_eq!(words.matches("{}").count(), places_in(key), "{language}: {} = {words}", key.name);
                assert!(!words.contains(['\'', '"']) && words == words.trim(), "{language}: {words}");
            }
        }
    }

    #[test]
    fn a_language_gets_the_words_of_its_closest_table() {
        for (tag, contents) in [
            ("de-CH", "Inhalt"),
            ("pt", "Índice"),
            ("pt-BR", "Sumário"),
            ("PT-br", "Sumário"),
            ("zh", "目录"),
            ("zh-TW", "目錄"),
            ("zh-Hant-HK", "目錄"),
            ("zh-Hans-TW", "目录"),
            ("no", "Innhold"),
            ("sr-Latn-RS", "Sadržaj"),
            ("sr", "Садржај"),
        ] {
            assert_eq!(words_of(tag).get("contents").map(String::as_str), Some(contents), "{tag}");
        }
        assert!(words_of("en-GB").is_empty() && words_of("gd").is_empty());
    }

    #[test]
    fn own_words_replace_those_of_the_language() {
        let read = |text: &str| {
            let mut diagnostics = Diagnostics::default();
            let manifest = crate::config::manifest(FileId(0), text, &mut diagnostics);
            let codes: Vec<Code> = diagnostics.iter().map(|found| found.code).collect();
            (manifest.wording, codes)
        };
        let head = "title: T\ncases: [a.md]\n";
        let (wording, codes) =
            read(&format!("{head}language: de\nwords: {{notes: Endnoten, page: 'Seite {{}}'}}\n"));
        assert_eq!((wording.notes.as_str(), wording.page.with("7")), ("Endnoten", "Seite\u{A0}7".to_owned()));
        assert_eq!((wording.contents.as_str(), codes), ("Inhalt", vec![]));
        let (wording, codes) = read(&format!("{head}language: gd\nwords: {{contents: Clàr}}\n"));
        assert_eq!((wording.contents.as_str(), wording.notes.as_str()), ("Clàr", "Notes"));
        assert_eq!(codes, [Code::MissingWords]);
        let (wording, codes) =
            read(&format!("{head}words: {{page: page, notes: 'Notes {{}}', and: '{{}} & {{}}'}}\n"));
        assert_eq!(
            (wording.page.with("7"), wording.and.joining("A", "B")),
            ("p.\u{A0}7".to_owned(), "A & B".to_owned())
        );
        assert_eq!((wording.notes.as_str(), codes), ("Notes", vec![Code::InvalidValue, Code::InvalidValue]));
    }
}
