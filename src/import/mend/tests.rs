//! Tests of the rounds in which a project is mended.

use std::ops::Range;

use super::*;

/// A flaw of a case.
pub(super) fn flaw(code: Code, range: Range<usize>, message: &str) -> Flaw {
    Flaw { code, path: "cases/a.md".to_owned(), range, first: None, message: message.to_owned() }
}

fn folder(text: &str) -> Folder {
    Folder {
        files: vec![
            ("import.md".to_owned(), Vec::new()),
            ("cases/a.md".to_owned(), text.as_bytes().to_vec()),
        ],
        cases: vec!["cases/a.md".to_owned()],
        ..Folder::default()
    }
}

/// Finds each link to a file, and each word that has no mending.
fn check(files: &[(String, Vec<u8>)]) -> Vec<Flaw> {
    let text = String::from_utf8_lossy(&files[1].1).into_owned();
    let links = text.match_indices("[x](").map(|(at, _)| flaw(Code::DeadLink, at..at + 9, "dead"));
    let others = text.match_indices("deep").map(|(at, _)| flaw(Code::DeepNesting, at..at + 4, "too deep"));
    links.chain(others).collect()
}

#[test]
fn a_project_is_mended_and_the_rest_is_reported() {
    let folder = mended(folder("An [x](y.md) and [x](z.md).\n\nA deep place.\n"), check);
    assert_eq!(folder.text("cases/a.md"), Some("An x and x.\n\nA deep place.\n"));
    let report = folder.text("import.md").unwrap_or_default();
    assert_eq!(folder.doubts.len(), 3);
    assert!(report.contains("line 3: The build stops here: too deep. `A deep place.`"), "{report}");
}

#[test]
fn edits_that_touch_each_other_wait() {
    let edits = [Edit::new(2..4, "")];
    for (range, expected) in [(0..2, true), (4..5, true), (3..5, false), (2..2, false), (1..9, false)] {
        assert_eq!(is_free(&edits, &Edit::new(range, "")), expected);
    }
}
