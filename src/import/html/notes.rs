//! Notes of a document: references to them, their texts, and the lists in which they stand.

use std::collections::BTreeMap;

use super::tree::Tree;

/// Where a reference leads: a document, and an id in it.
pub type Anchor = (usize, String);

/// The notes of several documents.
#[derive(Debug, Default)]
pub struct Notes {
    /// The note that each reference, by document and node, leads to.
    pub references: BTreeMap<(usize, usize), Anchor>,
    /// The elements with the texts of the notes.
    pub bodies: BTreeMap<Anchor, usize>,
}

/// Finds the notes, and takes their lists out of the documents. `resolve` tells the document and the id of an address.
pub fn take(trees: &mut [Tree], resolve: &dyn Fn(usize, &str) -> Option<Anchor>) -> Notes {
    let mut notes = Notes::default();
    let mut found = Vec::new();
    for (document, tree) in trees.iter().enumerate() {
        let anchors =
            (0..tree.nodes.len()).filter(|node| tree.name(*node) == "a" && is_reference(tree, *node));
        let anchors = anchors.filter_map(|node| Some((node, resolve(document, tree.get(node, "href")?)?)));
        found.extend(anchors.map(|(node, target)| ((document, node), target)));
    }
    for (place, target) in found {
        let Some(tree) = trees.get(target.0) else { continue };
        let body = notes.bodies.get(&target).copied().or_else(|| body(tree, &target.1));
        if let Some(body) = body.filter(|body| !tree.inside(*body).contains(&place.1) || target.0 != place.0)
        {
            notes.bodies.insert(target.clone(), body);
            notes.references.insert(place, target);
        }
    }
    let bodies: Vec<(usize, usize)> =
        notes.bodies.iter().map(|((document, _), body)| (*document, *body)).collect();
    for (document, body) in bodies {
        let Some(tree) = trees.get_mut(document) else { continue };
        without_links_back(tree, body);
        detach(tree, body);
    }
    notes
}

/// Whether a link refers to a note, by its role, its class, or its form: a number or a sign that is raised.
fn is_reference(tree: &Tree, node: usize) -> bool {
    const CLASSES: [&str; 9] = [
        "footnote-ref",
        "footnote-reference",
        "footnoteRef",
        "footnote",
        "note-reference",
        "noteref",
        "fn-ref",
        "footnote-anchor",
        "footnote-link",
    ];
    if !tree.get(node, "href").is_some_and(|href| href.contains('#')) || is_link_back(tree, node) {
        return false;
    }
    let parent = tree.parent(node);
    let says = tree.has(node, "role", "doc-noteref")
        || tree.has(node, "epub:type", "noteref")
        || CLASSES.iter().any(|class| tree.has(node, "class", class))
        || tree.has(parent, "class", "reference") && tree.name(parent) == "sup";
    let words = tree.words(node);
    let bare = words.trim_matches(['[', ']', '(', ')', ' ']);
    let is_mark = !bare.is_empty()
        && bare.chars().count() <= 4
        && bare.chars().all(|sign| sign.is_ascii_digit() || "*†‡§¶".contains(sign));
    let is_raised =
        tree.name(parent) == "sup" || tree.children(node).iter().any(|child| tree.name(*child) == "sup");
    says || is_mark && is_raised
}

/// Whether a link leads from a note back to the text.
fn is_link_back(tree: &Tree, node: usize) -> bool {
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

/// The element with the text of a note: that with the id, or the block around it.
fn body(tree: &Tree, id: &str) -> Option<usize> {
    let mut node = (0..tree.nodes.len()).find(|node| {
        tree.get(*node, "id") == Some(id) || tree.name(*node) == "a" && tree.get(*node, "name") == Some(id)
    })?;
    while matches!(tree.name(node), "a" | "span" | "sup" | "small" | "b" | "strong" | "em" | "cite" | "i") {
        node = tree.parent(node);
    }
    // A definition of a note by a term.
    if tree.name(node) == "dt" {
        let siblings = tree.children(tree.parent(node));
        return siblings
            .iter()
            .skip_while(|sibling| **sibling != node)
            .copied()
            .find(|sibling| tree.name(*sibling) == "dd");
    }
    matches!(tree.name(node), "li" | "p" | "aside" | "div" | "dd" | "td" | "section").then_some(node)
}

/// Removes the links that lead back to the text, and the number before the text.
fn without_links_back(tree: &mut Tree, body: usize) {
    const ARROWS: [&str; 5] = ["↩", "↩︎", "^", "↑", "⏎"];
    let nodes = tree.inside(body);
    let first = nodes.iter().copied().find(|node| {
        !tree.words(*node).is_empty() && tree.nodes.get(*node).is_some_and(|node| node.name.is_empty())
    });
    for node in nodes.into_iter().filter(|node| *node != body) {
        let is_local =
            tree.name(node) == "a" && tree.get(node, "href").is_some_and(|href| href.contains('#'));
        let words = tree.words(node);
        let bare = words.trim_matches(['[', ']', '.', ' ', ')', '(']);
        let is_number =
            !bare.is_empty() && bare.chars().all(|sign| sign.is_ascii_digit() || "*†‡§¶".contains(sign));
        let is_first = first.is_some_and(|first| tree.inside(node).contains(&first));
        let is_back = is_local
            && (is_link_back(tree, node) || ARROWS.contains(&words.as_str()) || is_number && is_first);
        let is_wiki = tree.has(node, "class", "mw-cite-backlink")
            || tree.has(node, "class", "cite-accessibility-label");
        if is_back || is_wiki || is_number && is_first && matches!(tree.name(node), "sup") {
            tree.remove(node);
        }
    }
}

/// Takes a note out of its list, and the list if it has nothing else, with the heading and the rule before it.
fn detach(tree: &mut Tree, body: usize) {
    let mut node = body;
    loop {
        let parent = tree.parent(node);
        let heading = heading_before(tree, parent, node).filter(|_| node != body);
        tree.remove(node);
        if let Some(heading) = heading {
            tree.remove(heading);
        }
        if parent == 0 || matches!(tree.name(parent), "body" | "html" | "main" | "article") {
            return;
        }
        let rest: Vec<usize> =
            tree.children(parent).iter().copied().filter(|child| !tree.words(*child).is_empty()).collect();
        let is_heading = |node: &usize| matches!(tree.name(*node), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        let is_list = ["doc-endnotes", "doc-footnotes"].iter().any(|role| tree.has(parent, "role", role))
            || ["footnotes", "endnotes", "footnotes-list", "reflist"]
                .iter()
                .any(|class| tree.has(parent, "class", class))
            || tree.get(parent, "id").is_some_and(|id| id.starts_with("footnotes"));
        if !(rest.is_empty() || is_list && rest.iter().all(is_heading)) {
            return;
        }
        node = parent;
    }
}

/// The heading before a list of notes, if nothing else is below it.
fn heading_before(tree: &Tree, parent: usize, node: usize) -> Option<usize> {
    let siblings: Vec<usize> = tree
        .children(parent)
        .iter()
        .copied()
        .filter(|own| *own == node || !tree.words(*own).is_empty())
        .collect();
    let place = siblings.iter().position(|own| *own == node)?;
    let is_heading = |own: usize| {
        let inside = tree.inside(own);
        let heading = inside
            .iter()
            .copied()
            .find(|inner| matches!(tree.name(*inner), "h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
        heading.is_some_and(|heading| tree.words(heading) == tree.words(own))
    };
    let before = siblings.get(place.checked_sub(1)?).copied().filter(|own| is_heading(*own))?;
    siblings.get(place + 1).is_none_or(|next| is_heading(*next)).then_some(before)
}
