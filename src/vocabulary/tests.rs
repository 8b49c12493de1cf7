//! Checks that style sheets, script and page layout use only the names of the vocabulary.

use std::collections::BTreeSet;

use super::{
    ALIGNED, AUTHOR_CLASSES, CONSTRUCTS, DENSE, LISTS, NARROW, PARTS_OF_FORMULAS, READER, SHARES, SIGNS,
    STACKED, STATES, TIGHT, TITLE_PAGE_LINES, WIDE, callout_class, style, token,
};
use crate::model::{CalloutKind, Style, TokenKind};

const SHEETS: [(&str, &str); 3] = [
    ("book.css", include_str!("../../styles/book.css")),
    ("epub.css", include_str!("../../styles/epub.css")),
    ("html.css", include_str!("../../styles/html.css")),
];

const SCRIPT: (&str, &str) = ("reader.js", include_str!("../../styles/reader.js"));

const LAYOUT: [&str; 5] = [
    include_str!("../../styles/book.typ"),
    include_str!("../../styles/figures.typ"),
    include_str!("../../styles/math.typ"),
    include_str!("../../styles/pages.typ"),
    include_str!("../../styles/measures.typ"),
];

#[test]
fn styles_and_script_use_names_of_the_vocabulary() {
    let known = classes();
    let sheets = SHEETS.map(|(name, text)| (name, classes_of_sheet(text)));
    for (name, found) in sheets.into_iter().chain([(SCRIPT.0, classes_of_script(SCRIPT.1))]) {
        assert!(found.len() >= 3, "only {found:?} were found in {name}: this test looks in the wrong place");
        let unknown: Vec<String> =
            found.into_iter().filter(|class| !known.contains(class.as_str())).collect();
        assert!(unknown.is_empty(), "styles/{name}: no construct has the classes {unknown:?}");
    }
}

#[test]
fn every_function_of_the_vocabulary_is_in_the_layout() {
    let layout = LAYOUT.concat();
    let styles = Style::ALL.map(style);
    for name in CONSTRUCTS.iter().chain(&styles).map(|names| names.function).filter(|name| !name.is_empty()) {
        let is_there = ["(", " ="].iter().any(|next| layout.contains(&format!("#let {name}{next}")));
        assert!(is_there, "no function {name}");
    }
}

/// All classes that casebook writes or that its script sets.
fn classes() -> BTreeSet<&'static str> {
    let constructs = CONSTRUCTS.iter().flat_map(|names| names.class.split_whitespace());
    constructs
        .chain([TIGHT, STACKED, DENSE, WIDE, NARROW])
        .chain(ALIGNED)
        .chain(SHARES)
        .chain(SIGNS.map(|(_, _, class)| class))
        .chain(CalloutKind::ALL.map(callout_class))
        .chain(TokenKind::ALL.map(|kind| token(kind).class))
        .chain(AUTHOR_CLASSES)
        .chain(TITLE_PAGE_LINES)
        .chain(LISTS)
        .chain(PARTS_OF_FORMULAS)
        .chain(READER)
        .chain(STATES)
        .collect()
}

/// The classes in the selectors of a style sheet.
fn classes_of_sheet(css: &str) -> BTreeSet<String> {
    let without_comments: String =
        css.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, code)| code)).collect();
    let mut selectors = String::new();
    let mut is_address = false;
    for (index, part) in without_comments.split(['{', '}']).enumerate() {
        // Declarations have semicolons or begin with a property; selectors and the heads of at-rules do not.
        is_address |= part.contains("url(");
        if !part.contains(';') && !is_address || index == 0 {
            selectors.push_str(part);
        }
        is_address = false;
    }
    let after_dots = selectors.split('.').skip(1);
    let name = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    after_dots.map(name).filter(|name: &String| name.starts_with(|c: char| c.is_ascii_lowercase())).collect()
}

/// The classes in a script: after a dot in its selectors, and in its calls of `classList`.
fn classes_of_script(script: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in script.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let is_selector = ["querySelector", "closest(", "matches("].iter().any(|call| line.contains(call));
        for (index, text) in line.split('"').enumerate().filter(|(index, _)| index % 2 == 1) {
            let before = line.split('"').nth(index - 1).unwrap_or_default();
            if before.contains("classList.") {
                found.insert(text.to_owned());
            } else if is_selector {
                found.extend(classes_of_sheet(text));
            }
        }
    }
    found
}
