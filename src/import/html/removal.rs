//! Removes from documents what belongs to notes: their marks, and the lists in which they stand.

use std::collections::BTreeSet;

use super::marks::{is_link_back, is_mark, is_raised_mark};
use super::tree::Tree;

/// Removes the links of a note that lead back to the text, and the number before its text. `backs` has the links that lead to a
/// reference, of which those at the end of a note have no other purpose.
pub fn remove_marks(tree: &mut Tree, body: usize, backs: &BTreeSet<usize>) {
    const ARROWS: [&str; 8] = ["↩", "↩︎", "^", "↑", "⏎", "↵", "⮐", "←"];
    let nodes = tree.inside(body);
    let is_text = |tree: &Tree, node: usize| {
        tree.name(node).is_empty() && tree.nodes.get(node).is_some_and(|node| !node.text.trim().is_empty())
    };
    let texts: Vec<usize> = nodes.iter().copied().filter(|node| is_text(tree, *node)).collect();
    let is_bracket = |node: &usize| matches!(tree.words(*node).as_str(), "[" | "(");
    let brackets = texts.iter().take_while(|node| is_bracket(node)).count();
    let Some(first) = texts.get(brackets).copied() else { return };
    let last = texts.last().copied();
    let mut has_mark = false;
    for node in nodes.into_iter().filter(|node| *node != body) {
        let is_local =
            tree.name(node) == "a" && tree.get(node, "href").is_some_and(|href| href.contains('#'));
        let words = tree.words(node);
        let is_own_mark = is_mark(&words) || is_raised_mark(&words) && backs.contains(&node);
        let is_first = is_own_mark && tree.inside(node).contains(&first);
        let is_label = ["label", "noteLabel"].iter().any(|class| tree.has(node, "class", class));
        let is_back = is_local && (is_link_back(tree, node) || ARROWS.contains(&words.as_str()) || is_first)
            || backs.contains(&node) && last.is_some_and(|last| tree.inside(node).contains(&last));
        let is_wiki = tree.has(node, "class", "mw-cite-backlink")
            || tree.has(node, "class", "cite-accessibility-label");
        if is_back || is_wiki || is_first && (is_label || tree.name(node) == "sup") {
            has_mark |= is_first;
            tree.remove(node);
        }
    }
    if has_mark {
        texts.iter().take(brackets).for_each(|node| tree.remove(*node));
        let inside: BTreeSet<usize> = tree.inside(body).into_iter().collect();
        let behind = texts.into_iter().find(|node| inside.contains(node));
        if let Some(node) = behind.and_then(|node| tree.nodes.get_mut(node)) {
            node.text =
                node.text.trim_start_matches([']', ')', '.', ':', ' ', '\n', '\t', '\u{a0}']).to_owned();
        }
    }
}

/// Takes notes out of their lists, and the lists that have nothing else, with the headings and the rules before them. Returns the
/// words of the headings that say more than that notes follow.
pub fn detach(tree: &mut Tree, bodies: &BTreeSet<usize>) -> Vec<String> {
    const PLAIN: [&str; 12] = [
        "notes",
        "endnotes",
        "footnotes",
        "note",
        "references",
        "anmerkungen",
        "endnoten",
        "fußnoten",
        "notas",
        "noten",
        "notes et références",
        "примечания",
    ];
    let mut headings = Vec::new();
    let mut emptied = bodies.clone();
    while !emptied.is_empty() {
        let parents: BTreeSet<usize> = emptied.iter().map(|node| tree.parent(*node)).collect();
        for parent in &parents {
            let gone = remove_children(tree, *parent, &emptied);
            headings.extend(gone.into_iter().filter(|words| !PLAIN.contains(&words.to_lowercase().as_str())));
        }
        emptied = parents.into_iter().filter(|parent| is_empty_list(tree, *parent)).collect();
        let inside = emptied.iter().flat_map(|list| tree.children(*list)).map(|child| tree.words(*child));
        headings.extend(
            inside.filter(|words| !words.is_empty() && !PLAIN.contains(&words.to_lowercase().as_str())),
        );
    }
    headings
}

/// Whether an element has held only notes.
fn is_empty_list(tree: &Tree, node: usize) -> bool {
    if node == 0 || matches!(tree.name(node), "body" | "html" | "main" | "article") {
        return false;
    }
    let mut rest = tree.children(node).iter().copied().filter(|child| !tree.words(*child).is_empty());
    let is_list = ["doc-endnotes", "doc-footnotes"].iter().any(|role| tree.has(node, "role", role))
        || ["endnotes", "footnotes", "rearnotes"].iter().any(|kind| tree.has(node, "epub:type", kind))
        || ["footnotes", "endnotes", "footnotes-list", "reflist"]
            .iter()
            .any(|class| tree.has(node, "class", class))
        || tree.get(node, "id").is_some_and(|id| id.starts_with("footnotes"));
    rest.all(|child| is_list && level(tree, child).is_some())
}

/// Removes some children of an element, and each heading and rule that stands over nothing else. Returns the words of these
/// headings.
fn remove_children(tree: &mut Tree, parent: usize, removed: &BTreeSet<usize>) -> Vec<String> {
    let is_shown =
        |node: &usize| removed.contains(node) || tree.name(*node) == "hr" || !tree.words(*node).is_empty();
    let shown: Vec<usize> = tree.children(parent).iter().copied().filter(is_shown).collect();
    let mut gone = BTreeSet::new();
    for (place, node) in shown.iter().enumerate().filter(|(_, node)| removed.contains(node)) {
        gone.insert(*node);
        let next = shown.iter().skip(place + 1).find(|next| !removed.contains(next));
        let next_level = next.map_or(Some(0), |next| level(tree, *next));
        let before = shown.get(..place).unwrap_or_default().iter().rev();
        let mut before = before.skip_while(|node| removed.contains(node)).peekable();
        let rule = before.next_if(|node| tree.name(**node) == "hr");
        gone.extend(rule.filter(|_| next_level.is_some()));
        // Nothing else stands below the heading.
        let own_level = before.peek().and_then(|node| level(tree, **node));
        if next_level.zip(own_level).is_some_and(|(next, own)| next <= own) {
            gone.extend(before.next());
            gone.extend(before.next_if(|node| tree.name(**node) == "hr"));
        }
    }
    let headings = gone.iter().filter(|node| !removed.contains(node) && tree.name(**node) != "hr");
    let headings = headings.map(|node| tree.words(*node)).collect();
    tree.remove_children(parent, &gone);
    headings
}

/// The level of a heading; `None` if an element has anything else.
fn level(tree: &Tree, node: usize) -> Option<usize> {
    const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    let level = |node: usize| HEADINGS.iter().position(|name| *name == tree.name(node));
    let (heading, level) = tree.inside(node).into_iter().find_map(|node| Some((node, level(node)?)))?;
    (tree.words(heading) == tree.words(node)).then_some(level)
}
