//! Calls and rules of Typst, which begin with a number sign.

use super::construct::Construct;
use super::found::{Found, name_length, window};

/// Functions that stand in running text or alone. Any other word after a number sign may be a tag.
const FUNCTIONS: &[&str] = &[
    "align",
    "bibliography",
    "block",
    "box",
    "cite",
    "columns",
    "emph",
    "figure",
    "footnote",
    "grid",
    "h",
    "heading",
    "highlight",
    "image",
    "link",
    "list",
    "lorem",
    "outline",
    "pagebreak",
    "par",
    "place",
    "quote",
    "raw",
    "ref",
    "smallcaps",
    "strike",
    "strong",
    "sub",
    "super",
    "table",
    "text",
    "underline",
    "v",
];

/// `#footnote[words]`, `#image("port.png")`, `#set text(…)`, `#let x = 1`, `#import "a.typ"`.
pub fn find(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at + 1..];
    let length = name_length(rest, "-");
    let (name, behind) = rest.split_at(length);
    let is_call = FUNCTIONS.contains(&name) && behind.starts_with(['(', '[']);
    let line = window(behind, 0, 200).lines().next().unwrap_or_default();
    let words = line.strip_prefix(' ').filter(|_| is_first(text, at)).unwrap_or_default();
    let is_rule = match name {
        "set" => words[name_length(words, "-.")..].starts_with('('),
        "show" => words.contains(": ") && name_length(words, "-.") > 0,
        "let" => words.contains(" = "),
        "import" | "include" => words.starts_with('"') && words[1..].contains('"'),
        _ => false,
    };
    (is_call || is_rule).then(|| Found::new(Construct::Typst, at, length + 1))
}

/// Whether only white space stands before an offset on its line.
fn is_first(text: &str, at: usize) -> bool {
    text[..at].rsplit('\n').next().unwrap_or_default().trim().is_empty()
}
