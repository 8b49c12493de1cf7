//! The direction of text from left to right inside text from right to left, from Markdown to the model.

use super::dialect;
use crate::diag::Diagnostics;
use crate::model::{BlockKind, Inline, Inside};
use crate::parse;
use crate::source::FileId;

/// The texts of a case, each as `ltr` if it is marked as a whole to run from left to right, or else as `-`.
fn directions(text: &str, language: &str) -> String {
    let case = parse::case(FileId(0), "case", text, dialect(language), &mut Diagnostics::default());
    let mark = |content: &[Inline]| match content {
        [Inline::Span(attributes, _)] => attributes.direction().unwrap_or("-").to_owned(),
        _ => "-".to_owned(),
    };
    let mut found = vec![mark(&case.header.title)];
    for block in case.nodes().blocks().filter(|block| !matches!(block.kind, BlockKind::Divider)) {
        let inside = block.inside();
        let texts = inside.iter().filter_map(|inside| match inside {
            Inside::Text(text) => Some(mark(text.content)),
            Inside::Blocks(_) => None,
        });
        found.extend(texts);
    }
    found.join(" ")
}

#[test]
fn a_text_with_letters_of_one_direction_alone_has_this_direction() {
    for (text, language, expected) in [
        // Without signs at the edges, the order is the same.
        ("# متن\n\nIn English\n\nPage 12 a\n\n12 pages", "fa", "- - - ltr"),
        // The title comes first, then the texts of the case.
        ("# C++\n\nIn English.", "fa", "ltr ltr"),
        ("# متن\n\nمتن.\n\nIn English.", "fa", "- - ltr"),
        ("# متن\n\nGit در متن.\n\n## C#", "fa", "- - ltr"),
        // Digits and signs alone have no direction, and code has its own.
        ("# متن\n\n12.5 %\n\n`git`.\n\n`git` does.", "ar", "- - - ltr"),
        ("# שלום\n\n- One.\n- שתיים.\n\n> Three!", "he", "- ltr - ltr"),
        (
            "# שלום\n\n*Table 1: In English.*\n\n| a. | שלום |\n|---|---|\n| (1) | b? |",
            "he",
            "- ltr ltr - - ltr",
        ),
        ("# שלום\n\nC++\n: A language.\n: שפה", "he", "- ltr ltr -"),
        ("# שלום\n\nמלה[^a]\n\n[^a]: Smith 2001.", "he", "- - ltr"),
        // What has a language or a direction is left alone.
        ("# متن\n\n<div lang=\"en\">\n\nIn English.\n\n</div>", "fa", "- -"),
        // A part of another book can run from right to left.
        ("# Text\n\nIn English.\n\n<div lang=\"ar\">\n\nنص.\n\nIn English.\n\n</div>", "en", "- - - ltr"),
        ("---\nlanguage: ar\n---\n# نص\n\nIn English.", "en", "- ltr"),
        ("---\nlanguage: en\n---\n# Text\n\nIn English.", "ar", "- -"),
    ] {
        assert_eq!(directions(text, language), expected, "{text}");
    }
}
