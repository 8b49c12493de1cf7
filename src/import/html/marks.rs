//! The forms of the marks of notes, and of the links back to them.

use super::tree::Tree;

/// Whether words are the mark of a note: a number or a sign, with brackets or without.
#[must_use]
pub fn is_mark(words: &str) -> bool {
    let bare = words.trim_matches(['[', ']', '(', ')', '.', ' ']);
    !bare.is_empty()
        && bare.chars().count() <= 5
        && bare.chars().all(|sign| sign.is_ascii_digit() || "*†‡§¶".contains(sign))
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
