//! Damaged and unusual files of works: the message at its place, and what is printed nevertheless.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use libtest_mimic::Trial;

use super::{paragraphs, project};
use crate::first_minutes::{Result, casebook, check, said, write};
use crate::golden::Outcome;

/// The ending of a file, its text, and the place and the beginning of the message: that of the field that closes a circle.
const DAMAGED: &[(&str, &str, &str)] = &[
    (
        "bib",
        "@book{a, crossref={b}}\n@book{b, crossref={a}, title={U}}\n",
        "2:19: error[invalid-bibliography]: the work `b` inherits from itself",
    ),
    (
        "bib",
        "@book{a, crossref={a}, title={T}}\n",
        "1:19: error[invalid-bibliography]: the work `a` inherits from itself",
    ),
    (
        "bib",
        "@xdata{x, xdata={y}}\n@xdata{y, xdata={x}}\n@book{a, xdata={x}}\n",
        "2:17: error[invalid-bibliography]: the work `y` inherits from itself",
    ),
    (
        "bib",
        "@inbook{a, crossref={no}, title={T}}\n",
        "1:21: error[invalid-bibliography]: the work `a` inherits from `no`, which is in no file",
    ),
    (
        "bib",
        "@book{a, title={T}, title={U}}\n",
        "1:21: error[invalid-bibliography]: the work `a` has the field `title` twice",
    ),
    (
        "bib",
        "@book{a, title={T}\n\n@book{b, title={U}}\n",
        "3:1: error[invalid-bibliography]: this file cannot be read from the work `a`",
    ),
    (
        "bib",
        "@book{a, author={A, B} title={T}}\n",
        "1:24: error[invalid-bibliography]: this file cannot be read from the work `a`",
    ),
    (
        "bib",
        "@book{a, title={T}, journal=jop}\n",
        "1:29: error[invalid-bibliography]: the work `a` cannot be read: unknown abbreviation",
    ),
    (
        "bib",
        "@book{a, title={T}}\n@book{a, title={U}}\n",
        "2:7: error[invalid-bibliography]: the bibliography has two works",
    ),
    (
        "bib",
        "@string{x = \"A\" # y}\n@string{y = x}\n@book{a, title = x}\n",
        "3:18: error[invalid-bibliography]: the string `x` contains itself",
    ),
    (
        "bib",
        "@string{x = \"A\" # x}\n@book{a, title = x}\n",
        "2:18: error[invalid-bibliography]: the work `a` cannot be read: unknown abbreviation",
    ),
    (
        "bib",
        "@set{a, entryset={b}}\n@book{b, title={U}}\n",
        "1:6: error[invalid-bibliography]: the work `a` is a set",
    ),
    (
        "bib",
        "@book{a, title={T}, year={2001}, month={13}}\n",
        "1:34: warning[unprinted-field]: the work `a` has the month `13`",
    ),
    (
        "bib",
        "@book{a, title={T}, date={2001-13}}\n",
        "1:21: warning[unprinted-field]: the work `a` has the date `2001-13`",
    ),
    (
        "bib",
        "@book{a, title={T \\Dash U}}\n",
        "1:10: warning[unprinted-field]: the work `a` has the command `\\Dash`",
    ),
    (
        "json",
        r#"[{"id": "a" "type": "book"}]"#,
        "1:13: error[invalid-bibliography]: this file is not CSL JSON",
    ),
    ("json", r#"[{"type": "book"}]"#, "1:1: error[invalid-bibliography]: a work in this file has no `id`"),
    (
        "json",
        r#"[{"id": "a", "title": "T", "author": "Hale"}]"#,
        "1:10: warning[unprinted-field]: no citation style prints `author`",
    ),
    (
        "json",
        r#"[{"id": "a", "title": "T", "issued": {"date-parts": [[]]}}]"#,
        "1:10: warning[unprinted-field]: no citation style prints `issued`",
    ),
    (
        "yaml",
        "a:\n  type: bogus\n  title: T\n",
        "2:9: error[invalid-bibliography]: this file cannot be read: a.type",
    ),
];

/// A text of a file of BibLaTeX, and the work as it is listed.
const UNUSUAL: &[(&str, &str)] = &[
    ("\u{feff}@book{a, title={T}, date={2001}}", "T. 2001."),
    ("@BOOK{a,\r\n TITLE={One\r\n Two},\r\n YEAR={2001}}", "One Two. 2001."),
    ("@comment{this {is} odd}\n% @book{z}\n@book{a, title={T}, date={2001}}", "T. 2001."),
    (
        "@string{p=\"Press\"}\n@book{a, title=\"One\" # \" \" # {Two}, publisher=p # \" of Sur\", date={2001}}",
        "One Two. 2001. Press of Sur.",
    ),
    (
        "@string{P=\"Old\"}\n@string{P=p # \" Press\"}\n@book{a, title={T}, publisher=p, date={2001}}\n@string{p={New}}",
        "T. 2001. Old Press.",
    ),
    ("@book{a, title={T}, year={c. 1850}}", "T. c. 1850."),
    ("@article{a, title={T}, journal={J}, year=2001, month=SEP}", "“T.” 2001. J, September."),
];

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("citations::damaged_files_are_reported", damaged_files_are_reported),
        Trial::test("citations::unusual_files_are_read", unusual_files_are_read),
        Trial::test("citations::deep_and_long_files_are_read", deep_and_long_files_are_read),
        Trial::test("citations::works_are_written_to_a_file", works_are_written_to_a_file),
    ]
}

/// The messages of a project, one on each line.
fn messages(folder: &Path) -> Result<String> {
    Ok(String::from_utf8(casebook(folder, &["check", "--message-format", "short"])?.stdout)?)
}

fn damaged_files_are_reported() -> Outcome {
    for (ending, text, message) in DAMAGED {
        let keys = format!("bibliography: w.{ending}\ncitation-style: author-date.csl");
        let folder = project(&keys, &["# Oman\n\nOne [@a].\n"])?;
        fs::write(folder.path().join(format!("w.{ending}")), text)?;
        let words = messages(folder.path())?;
        check(words.contains(&format!("w.{ending}:{message}")), format!("{text}: {words}"))?;
    }
    Ok(())
}

fn unusual_files_are_read() -> Outcome {
    for (text, listed) in UNUSUAL {
        let folder =
            project("bibliography: w.bib\ncitation-style: chicago-author-date", &["# Oman\n\nOne [@a].\n"])?;
        fs::write(folder.path().join("w.bib"), text)?;
        let found = paragraphs(folder.path())?;
        check(found.iter().any(|found| found == listed), format!("{text}: {found:#?}"))?;
    }
    Ok(())
}

/// Braces in braces, a long field, and a long chain of works that inherit.
fn deep_and_long_files_are_read() -> Outcome {
    let deep = format!("{}T{}", "{".repeat(10_000), "}".repeat(10_000));
    let mut chain = String::new();
    for number in 0..5_000 {
        let _ = writeln!(chain, "@book{{c{number}, crossref={{c{}}}}}", number + 1);
    }
    let text = format!(
        "@book{{a, title={{{deep}}}, date={{2001}}, abstract={{{}}}}}\n{chain}@book{{c5000, title={{End}}}}\n",
        "word ".repeat(200_000)
    );
    let folder =
        project("bibliography: w.bib\ncitation-style: chicago-author-date", &["# Oman\n\nOne [@a; @c0].\n"])?;
    fs::write(folder.path().join("w.bib"), text)?;
    let words = messages(folder.path())?;
    check(words.contains("is the last of a chain of more than 32 works"), words)
}

fn works_are_written_to_a_file() -> Outcome {
    let folder =
        project("bibliography: works.bib\ncitation-style: author-date.csl", &["# Oman\n\nOne [@twin1].\n"])?;
    let place = folder.path();
    write(place, &[("old.bib", "something else")])?;
    for (file, verb) in [("cited.bib", "Wrote"), ("cited.bib", "Replaced"), ("old.bib", "Replaced")] {
        let (words, code) = said(place, &["references", "--out", file])?;
        check(code == 0 && words.contains(verb), words)?;
        let printed = casebook(place, &["references"])?.stdout;
        check(fs::read(place.join(file))? == printed, format!("{file} differs"))?;
    }
    let before = fs::read(place.join("works.bib"))?;
    let (words, code) = said(place, &["references", "--out", "./works.bib"])?;
    check(code == 2 && words.contains("is a file of the book"), words)?;
    check(fs::read(place.join("works.bib"))? == before, "the bibliography was replaced")
}
