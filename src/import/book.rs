//! The file `book.yaml` of an imported book.

use super::arrangement::{Arrangement, Setting};
use super::dialect::scalar;
use super::manuscript::Properties;

/// The reading order, and what the text needs.
#[derive(Debug, Default)]
pub struct Needs<'a> {
    /// The paths of the pieces, in order.
    pub cases: &'a [String],
    /// Their arrangement.
    pub arrangement: Arrangement,
    /// The files with the works.
    pub bibliography: Vec<&'a str>,
    /// Whether the text has formulas.
    pub has_formulas: bool,
}

/// The text of `book.yaml`. `title` stands in for a book without one.
#[must_use]
pub fn yaml(properties: &Properties, title: &str, needs: &Needs<'_>) -> String {
    let own = Some(properties.title.trim()).filter(|title| !title.is_empty()).unwrap_or(title);
    let mut text = "# yaml-language-server: $schema=.book.schema.json\n\n".to_owned();
    let mut say = |key: &str, value: &str| {
        let value = value.trim();
        if !value.is_empty() {
            text.push_str(&format!("{key}: {}\n", scalar(value)));
        }
    };
    say("title", own);
    say("subtitle", &properties.subtitle);
    let mut authors = String::new();
    for author in properties.authors.iter().filter(|author| !author.trim().is_empty()) {
        authors.push_str(&format!("  - name: {}\n", scalar(author.trim())));
    }
    say("language", &tag(&properties.language));
    // A date in quotation marks is no date for an editor.
    let date = properties.date.trim();
    say("publisher", &properties.publisher);
    say("description", &properties.description);
    if !date.is_empty() {
        text.push_str(&format!("date: {date}\n"));
    }
    if !authors.is_empty() {
        text.push_str(&format!("authors:\n{authors}"));
    }
    let arrangement = &needs.arrangement;
    if needs.has_formulas || arrangement.has(Setting::Formulas) {
        text.push_str("\n# TeX between dollar signs is a formula.\nmath: tex\n");
    }
    if !arrangement.macros.is_empty() {
        text.push_str("\n# The commands of formulas.\nmath-macros:\n");
        text.extend(arrangement.macros.iter().map(|(name, tex)| format!("  {name}: {}\n", scalar(tex))));
    }
    if arrangement.has(Setting::ImplicitFigures) {
        text.push_str("\n# The alternative text of a picture is its caption.\nimplicit-figures: true\n");
    }
    if arrangement.has(Setting::RemoteImages) {
        text.push_str("\n# Pictures of the network become links to them, until they are beside the text.\nremote-images: link\n");
    }
    if arrangement.has(Setting::NumberedSections) {
        text.push_str("\nnumber-sections: true\n");
    }
    match needs.bibliography.as_slice() {
        [] => {}
        [file] => text.push_str(&format!("\n# The works that the text cites.\nbibliography: {file}\n")),
        files => {
            text.push_str("\n# The works that the text cites.\nbibliography:\n");
            text.extend(files.iter().map(|file| format!("  - {}\n", scalar(file))));
        }
    }
    if let Some((style, _)) = &arrangement.citation_style {
        text.push_str(&format!("citation-style: {}\n", scalar(style)));
    }
    text.push_str("\n# The reading order.\n");
    text + &reading_order(needs)
}

/// A language as a tag: `en_US.UTF-8` is `en-US`. Books without one, and names that are no tags, are in English.
fn tag(language: &str) -> String {
    let tag = language.split(['.', '@']).next().unwrap_or_default().trim().replace('_', "-");
    let first = tag.split('-').next().unwrap_or_default();
    let is_tag = (2..=8).contains(&first.len())
        && first.chars().all(|sign| sign.is_ascii_alphabetic())
        && tag.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-');
    if is_tag && !tag.eq_ignore_ascii_case("posix") { tag } else { "en".to_owned() }
}

/// The keys with the reading order.
fn reading_order(needs: &Needs<'_>) -> String {
    let arrangement = &needs.arrangement;
    let paths = |pieces: &[usize]| -> Vec<String> {
        pieces.iter().filter_map(|piece| needs.cases.get(*piece)).map(|path| scalar(path)).collect()
    };
    let list = |key: &str, pieces: &[usize]| {
        let items: String = paths(pieces).iter().map(|path| format!("  - {path}\n")).collect();
        if items.is_empty() { String::new() } else { format!("{key}:\n{items}") }
    };
    let mut parts = String::new();
    for part in &arrangement.parts {
        let keys = [("title", Some(scalar(&part.title)).filter(|_| !part.title.is_empty()))];
        let file = part.file.and_then(|file| paths(&[file]).pop());
        let keys: Vec<String> = keys
            .into_iter()
            .chain([("file", file)])
            .filter_map(|(key, value)| Some(format!("{key}: {}\n", value?)))
            .chain(["cases:\n".to_owned()])
            .collect();
        parts.push_str(&format!("  - {}", keys.join("    ")));
        parts.extend(paths(&part.cases).iter().map(|path| format!("      - {path}\n")));
    }
    let parts = if parts.is_empty() { parts } else { format!("parts:\n{parts}") };
    [
        list("front", &arrangement.front),
        list("cases", &arrangement.cases(needs.cases.len())),
        parts,
        list("appendices", &arrangement.appendices),
        list("back", &arrangement.back),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_properties_are_written() {
        let properties = Properties {
            title: "Ports: a history".to_owned(),
            authors: vec!["A. Author".to_owned()],
            language: "en-GB".to_owned(),
            date: "2017".to_owned(),
            ..Properties::default()
        };
        let cases = ["cases/oman.md".to_owned(), "cases/2.md".to_owned()];
        let needs =
            Needs { cases: &cases, bibliography: vec!["refs.json"], has_formulas: true, ..Needs::default() };
        let expected = "# yaml-language-server: $schema=.book.schema.json\n\ntitle: \"Ports: a history\"\nlanguage: en-GB\n\
            date: 2017\nauthors:\n  - name: A. Author\n\n# TeX between dollar signs is a formula.\nmath: tex\n\n\
            # The works that the text cites.\nbibliography: refs.json\n\n# The reading order.\ncases:\n  - cases/oman.md\n  - cases/2.md\n";
        assert_eq!(yaml(&properties, "", &needs), expected);
    }

    #[test]
    fn commands_of_formulas_are_written() {
        let macros = vec![("EE".to_owned(), "\\mathbb{E}".to_owned())];
        let needs =
            Needs { arrangement: Arrangement { macros, ..Arrangement::default() }, ..Needs::default() };
        let text = yaml(&Properties::default(), "a", &needs);
        let read = crate::config::yaml_value(&text).unwrap_or_default();
        assert_eq!(read.pointer("/math-macros/EE").and_then(serde_json::Value::as_str), Some("\\mathbb{E}"));
    }

    #[test]
    fn languages_are_tags() {
        for (name, expected) in [
            ("", "en"),
            ("C", "en"),
            ("en_US.UTF-8", "en-US"),
            ("zh-Hant", "zh-Hant"),
            ("de", "de"),
            ("POSIX", "en"),
        ] {
            assert_eq!(tag(name), expected);
        }
    }

    #[test]
    fn a_book_without_a_title_gets_one() {
        let text = yaml(&Properties::default(), "supplement", &Needs::default());
        assert!(text.contains("\ntitle: supplement\nlanguage: en\n"), "{text}");
    }
}
