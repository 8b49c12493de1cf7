//! Cases that are written as Markdown and read again: those of every fixture and book of the repository, and made-up ones.

#![expect(clippy::disallowed_methods, reason = "the sources lie beside the code")]

mod canonical;
mod made_up;
mod normal;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use similar::TextDiff;

use crate::config;
use crate::diag::Diagnostics;
use crate::import::dialect::{self, Reading};
use crate::model::{Case, Direction};
use crate::parse::{self, Dialect};
use crate::source::FileId;
use crate::typography::Language;

/// Fixtures that do not come back, and the reason.
const EXCEPTIONS: &[(&str, &str)] =
    &[("example-list.md", SINGLE), ("formula-items.md", SINGLE), ("lettered-blocks.md", SINGLE)];
const SINGLE: &str = "a list of one item has no number in parentheses in Markdown";

/// The manifest of the fixtures for constructs.
const FIXTURE: &str = "title: Book\nlanguage: en\ncases: [case.md]\n";

fn dialect_of(manifest: &str) -> Dialect {
    let manifest = config::manifest(FileId(0), manifest, &mut Diagnostics::default());
    Dialect {
        smart_punctuation: manifest.smart_punctuation,
        links_remote_images: manifest.links_remote_images,
        implicit_figures: manifest.implicit_figures,
        has_formulas: manifest.has_formulas,
        language: Language::of(&manifest.language),
        direction: Direction::of(&manifest.language),
        has_citations: !manifest.bibliography.files.is_empty(),
        references: parse::names_of_references(&manifest.language),
    }
}

fn read(text: &str, dialect: Dialect) -> Case {
    parse::case(FileId(0), "case", text, dialect, &mut Diagnostics::default())
}

/// The differences between a case and what is read from its Markdown.
fn differences(case: &Case, dialect: Dialect) -> Option<String> {
    let reading = Reading {
        has_formulas: dialect.has_formulas,
        has_citations: dialect.has_citations,
        keeps_straight_marks: true,
    };
    let written = dialect::case(case, reading);
    let [one, two] = [case, &read(&written, dialect)].map(|case| canonical::lines(case).join("\n"));
    let difference = TextDiff::from_lines(&one, &two).unified_diff().to_string();
    (one != two).then(|| format!("{difference}\n----\n{written}"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Markdown files below a folder.
fn markdown_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn constructs_come_back() {
    let mut unequal = Vec::new();
    for path in markdown_below(&root().join("tests/constructs")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let math = if name.starts_with("formula") { "math: tex\n" } else { "" };
        let dialect = dialect_of(&format!("{FIXTURE}{math}"));
        let case = read(&fs::read_to_string(&path).unwrap(), dialect);
        if let Some(differences) = differences(&case, dialect) {
            unequal.push((name, differences));
        }
    }
    let names: Vec<&str> = unequal.iter().map(|(name, _)| name.as_str()).collect();
    let expected: Vec<&str> = EXCEPTIONS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, expected, "{unequal:#?}");
}

#[test]
fn books_come_back() {
    let books = fs::read_dir(root().join("tests/books")).unwrap().flatten().map(|entry| entry.path());
    let own = ["content", "docs/manual", "templates/book", "../shared/corpus/content"]
        .map(|path| root().join(path));
    let mut count = 0;
    for folder in books.chain(own) {
        let Ok(manifest) = fs::read_to_string(folder.join("book.yaml")) else { continue };
        let dialect = dialect_of(&manifest);
        for path in markdown_below(&folder) {
            let case = read(&fs::read_to_string(&path).unwrap(), dialect);
            let differences = differences(&case, dialect);
            assert!(differences.is_none(), "{}\n{}", path.display(), differences.unwrap_or_default());
            count += 1;
        }
    }
    assert!(count > 80, "only {count} cases were found");
}

/// Writes and reads made-up cases.
fn come_back(cases: impl Strategy<Value = Case>, count: u32) {
    let config = ProptestConfig { cases: count, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let dialect = dialect_of(FIXTURE);
    let result = runner.run(&cases, |case| {
        differences(&case, dialect).map_or(Ok(()), |found| Err(TestCaseError::fail(found)))
    });
    match result {
        Ok(()) => {}
        Err(TestError::Fail(reason, _) | TestError::Abort(reason)) => panic!("{reason}"),
    }
}

#[test]
fn made_up_paragraphs_come_back() {
    come_back(made_up::paragraphs(), 2000);
}

#[test]
fn made_up_cases_come_back() {
    come_back(made_up::case(), 1000);
}
