//! The numbers of other formulas within a formula.

use std::borrow::Cow;

use super::tree::{Face, Node, Tree};

/// The formula with the number of each formula that it refers to. `number` gives it, with its parentheses.
pub fn resolved(tree: &Tree, number: impl Fn(&str) -> Option<String>) -> Cow<'_, Tree> {
    if references(tree).is_empty() {
        return Cow::Borrowed(tree);
    }
    let mut tree = tree.clone();
    for cell in tree.lines.iter_mut().flat_map(|line| &mut line.cells) {
        replace(cell, &number);
    }
    Cow::Owned(tree)
}

/// The ids of the formulas that a formula refers to.
#[must_use]
pub fn references(tree: &Tree) -> Vec<&str> {
    let mut ids = Vec::new();
    let mut open: Vec<&Node> = tree.lines.iter().flat_map(|line| &line.cells).collect();
    while let Some(node) = open.pop() {
        if let Node::Reference(id, _) = node {
            ids.push(id.as_str());
        }
        open.extend(node.parts());
    }
    ids
}

fn replace(node: &mut Node, number: &impl Fn(&str) -> Option<String>) {
    if let Node::Reference(id, has_parentheses) = node {
        let shown = number(id).unwrap_or_else(|| id.clone());
        let shown = if *has_parentheses { shown } else { shown.trim_matches(['(', ')']).to_owned() };
        *node = Node::Text(Face::Plain, shown);
    }
    for part in node.parts_mut() {
        replace(part, number);
    }
}
