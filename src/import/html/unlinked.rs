//! Finds raised numbers like those of notes that no link makes notes.

use super::notes::Notes;
use super::tree::Tree;
use crate::import::{Doubt, Reason};

/// A doubt for each document with raised numbers in sequence that are no references.
#[must_use]
pub fn doubts(trees: &[Tree], notes: &Notes, documents: &[String]) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    for (document, (tree, path)) in trees.iter().zip(documents).enumerate() {
        let is_reference = |node: &usize| notes.references.contains_key(&(document, *node));
        let marks = marks(tree, &is_reference);
        if !marks.is_empty() {
            let words = marks.join(", ").chars().take(80).collect();
            doubts.push(Doubt { words, ..Doubt::of_file(path, Reason::NumberWithoutNote) });
        }
    }
    doubts
}

/// The raised numbers behind words that count from 1, each with the words before it.
fn marks(tree: &Tree, is_reference: &dyn Fn(&usize) -> bool) -> Vec<String> {
    let (mut found, mut before) = (Vec::new(), String::new());
    for node in tree.inside(0) {
        if tree.name(node) == "sup" {
            let is_next =
                tree.words(node).trim_matches(['[', ']', '(', ')']) == (found.len() + 1).to_string();
            if is_next && ends_word(&before) && !tree.inside(node).iter().any(is_reference) {
                let start = before.split_whitespace().next_back().unwrap_or_default();
                found.push(format!("{start} {}", found.len() + 1));
            }
        }
        if let Some(node) = tree.nodes.get(node).filter(|node| !node.text.trim().is_empty()) {
            before.clone_from(&node.text);
        }
    }
    found
}

/// Whether a number behind a text can be that of a note, and no exponent of a sign or a unit.
fn ends_word(text: &str) -> bool {
    let word = text.split_whitespace().next_back().unwrap_or_default();
    let letters = word.chars().filter(|sign| sign.is_alphabetic()).count();
    !word.ends_with(|sign: char| sign.is_ascii_digit())
        && (letters >= 3 || word.ends_with(|sign: char| !sign.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_numbers_in_sequence_are_marks() {
        for (page, expected) in [
            ("<p>One.<sup>1</sup> Two<sup>2</sup></p><p>1. A</p><p>2. B</p>", "One. 1, Two 2"),
            ("<p>One<sup>[1]</sup>, three<sup>3</sup></p>", "One 1"),
            ("<p>x<sup>1</sup> km<sup>1</sup> 10<sup>1</sup> cubic<sup>3</sup></p>", ""),
            ("<p>One<sup><a>1</a></sup></p>", ""),
        ] {
            let tree = Tree::read(page);
            let is_reference = |node: &usize| tree.name(*node) == "a";
            assert_eq!(marks(&tree, &is_reference).join(", "), expected, "{page}");
        }
    }
}
