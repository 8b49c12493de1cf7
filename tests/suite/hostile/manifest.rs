//! Manifests that are wrong.

use libtest_mimic::Trial;

use super::Says::Error;
use super::{Input, MANIFEST};

pub fn tests() -> Vec<Trial> {
    let cases = |name, cases: &str| {
        Input::new(name, Error("book.yaml:4"))
            .file("book.yaml", format!("title: Book\nslug: book\nlanguage: en\ncases: {cases}\n"))
    };
    let line = |name, line: &str| {
        Input::new(name, Error("book.yaml:6")).file("book.yaml", format!("{MANIFEST}{line}\n"))
    };
    vec![
        Input::new("empty", Error("book.yaml")).file("book.yaml", ""),
        line("unknown_key", "qqqqqq: 1"),
        line("wrong_type", "subtitle: [a, b]"),
        line("cover_missing", "cover: cover.png"),
        cases("case_listed_twice", "[01-oman.md, 01-oman.md]"),
        cases("case_missing", "[01-oman.md, 03-peru.md]"),
        cases("pattern_without_files", "[\"cases/*.md\"]"),
        cases("case_outside", "[\"../oman.md\"]"),
    ]
    .into_iter()
    .map(|input| input.trial("manifest"))
    .collect()
}
