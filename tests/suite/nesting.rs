//! How deep constructs may be nested: on paper as deep as `check` accepts, on screens much deeper.

use std::fs;
use std::path::Path;

use libtest_mimic::Trial;

use crate::first_minutes::{check, said};
use crate::golden::{Outcome, root};

type Shape = (&'static str, fn(usize) -> String);

const NOTE: &str = "\n\n[^1]: A note.\n";

const SHAPES: [Shape; 12] = [
    ("quotations", |n| "> ".repeat(n) + "words `code`[^1]"),
    ("lists", |n| "- ".repeat(n) + "words `code`[^1]"),
    ("quotations_and_lists", |n| "> - ".repeat(n) + "words `code`[^1]"),
    ("emphasis", |n| "*a _b ".repeat(n) + "`code`[^1]" + &" b_ a*".repeat(n)),
    ("spans", |n| "[".repeat(n) + "words `code`[^1]" + &"]{.term lang=de}".repeat(n)),
    ("spans_with_a_link", |n| "[".repeat(n) + "[`code`](https://a.example)[^1]" + &"]{.term}".repeat(n)),
    ("divisions", |n| "<div>\n\n".repeat(n) + "words `code`[^1]\n\n" + &"</div>\n\n".repeat(n)),
    ("divisions_in_german", |n| {
        "<div lang=\"de\">\n\n".repeat(n) + "words `code`[^1]\n\n" + &"</div>\n\n".repeat(n)
    }),
    ("definitions", |n| "<dl><dt>term</dt><dd>".repeat(n) + "words[^1]" + &"</dd></dl>".repeat(n)),
    ("a_note", |n| format!("Words.[^1]\n\n[^1]: {}words `code`\n", "> ".repeat(n))),
    ("a_table", |n| {
        let quote = "> ".repeat(n);
        format!("{quote}| a |\n{quote}|---|\n{quote}| ***[`c`](https://a.example)***[^1] |")
    }),
    ("a_figure", |n| {
        let quote = "> ".repeat(n);
        format!("{quote}![a](picture.png)\n{quote}\n{quote}*Figure 1: ***a `b`***[^1]*")
    }),
];

pub fn tests() -> Vec<Trial> {
    SHAPES
        .into_iter()
        .map(|(name, shape)| {
            Trial::test(format!("nesting::{name}"), move || is_set_as_deep_as_accepted(shape))
        })
        .collect()
}

fn is_set_as_deep_as_accepted(shape: fn(usize) -> String) -> Outcome {
    let folder = tempfile::tempdir()?;
    let project = folder.path();
    fs::copy(root().join("tests/constructs/picture.png"), project.join("picture.png"))?;
    fs::write(project.join("book.yaml"), "title: Book\nlanguage: en\ncases: [case.md]\n")?;
    let (mut accepted, mut refused) = (1, 150);
    while refused - accepted > 1 {
        let middle = usize::midpoint(accepted, refused);
        write(project, shape, middle)?;
        let (words, _) = said(project, &["check", "-q"])?;
        if words.contains("error[deep-nesting]") { refused = middle } else { accepted = middle }
    }
    write(project, shape, accepted)?;
    let (words, code) = said(project, &["build", "--format", "pdf"])?;
    // A quotation in quotations leaves a table no room long before it is nested too deeply.
    check(code == 0 || words.contains("error[too-wide]"), format!("{accepted} levels: {words}"))?;
    write(project, shape, refused)?;
    let (words, code) = said(project, &["build", "--format", "html", "--format", "epub"])?;
    check(code == 0, format!("{refused} levels: {words}"))?;
    let (words, code) = said(project, &["build", "--format", "pdf"])?;
    check(code == 1 && words.contains("error[deep-nesting]"), format!("{refused} levels: {words}"))
}

fn write(project: &Path, shape: fn(usize) -> String, levels: usize) -> Outcome {
    let text = shape(levels);
    let note = if text.contains("[^1]:") { "" } else { NOTE };
    fs::write(project.join("case.md"), format!("# Case\n\n{text}{note}"))?;
    Ok(())
}
