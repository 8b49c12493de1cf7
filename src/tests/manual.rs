//! Generates pages of the manual from tables in the code: `UPDATE_EXPECT=1 cargo test --release --lib -- manual` writes
//! them.

#![expect(clippy::disallowed_methods, reason = "the pages lie beside the code")]

use std::fs;
use std::path::Path;

use similar::TextDiff;

use crate::config;
use crate::math;
use crate::parse::foreign::Construct;

/// Compares a page with the file in `docs/`, or writes the file if `UPDATE_EXPECT` is set.
fn expect(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, page).unwrap();
    }
    let file = fs::read_to_string(&path).unwrap_or_default();
    let difference = TextDiff::from_lines(file.as_str(), page).unified_diff().to_string();
    assert!(difference.is_empty(), "docs/{name} is out of date; run with UPDATE_EXPECT=1\n{difference}");
}

#[test]
fn every_key_is_in_the_manual() {
    expect("configuration.md", &config::reference());
}

#[test]
fn every_command_of_formulas_is_in_the_manual() {
    expect("formulas.md", &math::reference());
}

#[test]
fn every_foreign_construct_is_in_the_manual() {
    let mut page = String::from(
        "# Markup of other tools\n\n<!-- Made from src/parse/foreign/construct.rs by the unit tests; do not edit. -->\n\n\
         casebook prints these constructs as typed, or leaves them out if they have no words, and warns about them. Each \
         construct gets one `foreign-markup` warning per file, at its first place, with the number of further places. The check ignores code, addresses, HTML attributes \
         and characters after a backslash. If you mean the characters themselves, put a backslash before the first one \
         (`\\$`), or set `foreign-markup: allow` under `checks:` in book.yaml.\n\n\
         | construct | used by | what to write instead |\n| --- | --- | --- |\n",
    );
    for construct in Construct::ALL {
        let [example, whose, instead] = [construct.example(), construct.whose(), construct.instead()];
        let is_explained =
            [example, whose, instead, construct.what()].iter().all(|words| !words.trim().is_empty());
        assert!(is_explained, "{construct:?} is not explained");
        let row = [example, whose, instead].map(|cell| cell.replace('|', "\\|")).join(" | ");
        page.push_str(&format!("| {row} |\n"));
    }
    expect("foreign-markup.md", &page);
}

/// The fixture of the check contains every construct.
#[test]
fn every_foreign_construct_is_in_the_fixture() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let expected = fs::read_to_string(folder.join("foreign-markup.expected")).unwrap();
    let is_missing = |construct: &&Construct| {
        let is_reported = |verb: &str| expected.contains(&format!("]: {} is {verb}", construct.what()));
        !is_reported("printed as") && !is_reported("left out")
    };
    let missing: Vec<_> = Construct::ALL.iter().filter(is_missing).collect();
    assert!(missing.is_empty(), "no example of {missing:?}");
}
