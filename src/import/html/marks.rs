//! The forms of the marks of notes, and of the links back to them.

use super::tree::Tree;

/// Whether words are the mark of a note: a number or a sign, with brackets or without.
#[must_use]
pub fn is_mark(words: &str) -> bool {
    let bare = words.trim_matches(['[', ']', '(', ')', '.', ' ']);
    !bare.is_empty()
        && bare.chars().count() <= 5
        && (bare.chars().all(|sign| sign.is_ascii_digit() || "*†‡§¶".contains(sign))
            || words.starts_with(['[', '(']) && is_letter(bare))
}

/// Whether words are a mark of a note if they are raised: also a letter or a small Roman number.
#[must_use]
pub fn is_raised_mark(words: &str) -> bool {
    is_mark(words) || is_letter(words.trim())
}

/// Whether words are a small letter or a small Roman number: `a`, `xiv`.
fn is_letter(words: &str) -> bool {
    let is_roman = || words.len() <= 5 && words.chars().all(|sign| "ivxlc".contains(sign));
    !words.is_empty()
        && (words.len() == 1 && words.chars().all(|sign| sign.is_ascii_lowercase()) || is_roman())
}

/// Whether a link leads from a note back to the text.
#[must_use]
pub fn is_link_back(tree: &Tree, node: usize) -> bool {
    const CLASSES: [&str; 6] = [
        "footnote-back",
        "footnote-backref",
        "reversefootnote",
        "footnoteBackLink",
        "fn-backref",
        "note-number",
    ];
    tree.has(node, "role", "doc-backlink")
        || tree.has(node, "epub:type", "backlink")
        || tree.has(node, "rev", "footnote")
        || CLASSES.iter().any(|class| tree.has(node, "class", class))
}

/// Whether an id is that of a comment of Word or Google Docs, or of its place in the text.
#[must_use]
pub fn is_comment(id: &str) -> bool {
    ["_msocom", "_anchor_", "cmnt"].iter().any(|start| id.starts_with(start))
}
