//! Name trees and number trees (ISO 32000-1, sections 7.9.6 and 7.9.7).

use lopdf::{Dictionary, Document, Object};

use super::error::Result;
use super::file::File;

/// The most entries in a node, so that a reader finds one without reading all.
const MOST: usize = 256;

/// The entries of a tree with this key for its leaves: `Names` or `Nums`.
pub fn entries(document: &Document, tree: &Object, leaf: &[u8]) -> Vec<(Object, Object)> {
    let mut found = Vec::new();
    let mut open = vec![(tree, 0)];
    while let Some((node, depth)) = open.pop() {
        let Ok((_, Object::Dictionary(node))) = document.dereference(node) else { continue };
        if let Ok(pairs) = node.get_deref(leaf, document).and_then(Object::as_array) {
            found.extend(pairs.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())));
        }
        // A tree that has itself as a kid would not end.
        if depth < 32
            && let Ok(kids) = node.get_deref(b"Kids", document).and_then(Object::as_array)
        {
            open.extend(kids.iter().rev().map(|kid| (kid, depth + 1)));
        }
    }
    found
}

/// Writes a tree with these entries, which are sorted. Returns its root.
pub fn write(file: &mut File, entries: Vec<(Object, Object)>, leaf: &str) -> Result<Dictionary> {
    let mut nodes = Vec::new();
    let mut entries = entries.into_iter().peekable();
    while entries.peek().is_some() {
        nodes.push(Node::of(entries.by_ref().take(MOST), leaf));
    }
    while nodes.len() > 1 {
        let mut parents = Vec::new();
        let mut kids = nodes.into_iter().peekable();
        while kids.peek().is_some() {
            parents.push(Node::above(file, kids.by_ref().take(MOST))?);
        }
        nodes = parents;
    }
    Ok(nodes.pop().map(|root| root.dictionary).unwrap_or_default())
}

struct Node {
    dictionary: Dictionary,
    first: Object,
    last: Object,
}

impl Node {
    fn of(entries: impl Iterator<Item = (Object, Object)>, leaf: &str) -> Self {
        let mut pairs = Vec::new();
        let (mut first, mut last) = (None, Object::Null);
        for (key, value) in entries {
            first.get_or_insert_with(|| key.clone());
            last = key.clone();
            pairs.extend([key, value]);
        }
        let mut dictionary = Dictionary::new();
        dictionary.set(leaf, pairs);
        Self { dictionary, first: first.unwrap_or(Object::Null), last }
    }

    fn above(file: &mut File, kids: impl Iterator<Item = Self>) -> Result<Self> {
        let mut numbers = Vec::new();
        let (mut first, mut last) = (None, Object::Null);
        for mut kid in kids {
            first.get_or_insert_with(|| kid.first.clone());
            last = kid.last.clone();
            kid.dictionary.set("Limits", vec![kid.first, kid.last]);
            numbers.push(Object::Reference((file.add(kid.dictionary)?, 0)));
        }
        let mut dictionary = Dictionary::new();
        dictionary.set("Kids", numbers);
        Ok(Self { dictionary, first: first.unwrap_or(Object::Null), last })
    }
}
