//! Tests that every place of the model is in its file and contains its text.

#![expect(clippy::disallowed_methods, reason = "the fixtures of the suite are read")]

use std::fs;
use std::path::Path;

use super::dialect;
use crate::diag::Diagnostics;
use crate::model::{BlockKind, Case, Nodes};
use crate::parse;
use crate::source::{FileId, Span};

fn read(text: &str) -> (Case, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    (parse::case(FileId(0), "case", text, dialect("en"), &mut diagnostics), diagnostics)
}

/// The texts of the Markdown files in a folder of `tests/`, by name.
fn texts(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    let text = |path: &std::path::PathBuf| (path.display().to_string(), fs::read_to_string(path).unwrap());
    paths.iter().map(text).collect()
}

/// Blocks, notes and diagnostics of every construct, alone and after a line that is not a header.
#[test]
fn places_are_inside_the_text() {
    let texts = texts("constructs");
    assert!(texts.len() > 40, "only {} constructs", texts.len());
    for (path, text) in texts {
        for text in [format!("title: Book\n%%%%\n{text}\n%%%%\n# Second\n\n[First](1.md)[^a]\n"), text] {
            let (case, diagnostics) = read(&text);
            let blocks = case.blocks.iter().map(|block| block.span);
            let notes = case.notes.iter().map(|note| note.span);
            let complaints = diagnostics.iter().filter_map(|one| one.span);
            let outside =
                blocks.chain(notes).chain(complaints).find(|span: &Span| text.get(span.range()).is_none());
            assert_eq!(outside, None, "{path}");
        }
    }
}

/// Messages point to mentions, so the place of a mention must be that of its words.
#[test]
fn mentions_know_their_place() {
    let mut texts = texts("books/figures");
    texts.sort_by_key(|(path, _)| ["preface.md", "chad.md", "oman.md"].map(|name| !path.ends_with(name)));
    let mut places = Vec::new();
    for (_, text) in texts {
        let (case, _) = read(&text);
        places.extend(case.mentions.iter().map(|mention| text[mention.span.range()].to_owned()));
    }
    let expected = [
        "Figure 2", "Table B", "Figure 1", "Figure 1", "Figure 2", "Table B", "Figure 3", "Figure 2",
        "Table B",
    ];
    assert_eq!(places, expected);
}

/// The lines of callouts are rewritten before they are parsed.
#[test]
fn places_in_callouts_are_those_of_the_source() {
    let text = "> [!NOTE] A [^a]\n> alpha\n\n!!! note\n    beta\n\n    ???+ tip\n    \tgamma [^b]\n    \tgoes on\n\n::: note\n\
        - ::: {.tip title=\"Ö [^c]\"}\n  delta\n  :::\n:::\n\n````{tip}\n:class: x\n\n```{note}\nepsilon [^d]\n```\n````\n\nzeta\n";
    let (case, diagnostics) = read(text);
    let paragraphs = Nodes::of_blocks(&case.blocks).blocks();
    let paragraphs = paragraphs.filter(|block| matches!(block.kind, BlockKind::Paragraph(_)));
    let words: Vec<&str> = paragraphs.map(|block| text[block.span.range()].trim_end()).collect();
    assert_eq!(words, ["alpha", "beta", "gamma [^b]\n    \tgoes on", "delta", "epsilon [^d]", "zeta"]);
    let complaints = diagnostics.iter().filter_map(|one| one.span).map(|span| &text[span.range()]);
    assert_eq!(complaints.collect::<Vec<_>>(), ["[^a]", "[^b]", "[^c]", "[^d]", ""]);
}
