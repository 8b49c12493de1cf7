//! Notes of documents: references to them, their texts, and the lists in which they stand.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::marks::{is_comment, is_link_back, is_mark, is_raised_mark};
use super::removal;
use super::text::is_inline;
use super::tree::Tree;

/// Where a reference leads: a document, and an id in it.
pub type Anchor = (usize, String);

/// A node of one of several documents.
type Place = (usize, usize);

/// The notes of several documents.
#[derive(Debug, Default)]
pub struct Notes {
    /// The note that each reference, by document and node, leads to.
    pub references: BTreeMap<Place, Anchor>,
    /// The elements with the texts of the notes.
    pub bodies: BTreeMap<Anchor, usize>,
    /// References to notes that no document has, with their words.
    pub missing: Vec<(usize, String)>,
    /// The headings of lists of notes that are gone.
    pub headings: Vec<(usize, String)>,
}

/// Finds the notes, and takes their lists out of the documents. `resolve` tells the document and the id of an address.
pub fn take(trees: &mut [Tree], resolve: &dyn Fn(usize, &str) -> Option<Anchor>) -> Notes {
    let finder = Finder::new(trees, resolve);
    let mut notes = finder.notes();
    let backs = notes.references.iter().filter_map(|(place, target)| finder.link_back(*place, target));
    let backs: BTreeSet<Place> = backs.collect();
    let mut of_documents: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for ((document, _), body) in &notes.bodies {
        of_documents.entry(*document).or_default().insert(*body);
    }
    for (document, bodies) in of_documents {
        let Some(tree) = trees.get_mut(document) else { continue };
        let backs: BTreeSet<usize> =
            backs.iter().filter(|back| back.0 == document).map(|back| back.1).collect();
        for body in &bodies {
            removal::remove_marks(tree, *body, &backs);
        }
        let headings = removal::detach(tree, &bodies).into_iter();
        notes.headings.extend(headings.map(|words| (document, words)));
    }
    notes
}

/// Finds notes by the links to them.
struct Finder<'t> {
    trees: &'t [Tree],
    /// The node with each id, for each document.
    ids: Vec<HashMap<&'t str, usize>>,
    /// The links inside the book, in order, and where they lead.
    links: BTreeMap<Place, Anchor>,
    /// The links that lead to each place.
    sources: HashMap<&'t str, Vec<Place>>,
    /// The links with the form of a reference that lead out of all documents.
    lost: Vec<Place>,
}

impl<'t> Finder<'t> {
    fn new(trees: &'t [Tree], resolve: &dyn Fn(usize, &str) -> Option<Anchor>) -> Self {
        let ids: Vec<_> = trees.iter().map(Tree::ids).collect();
        let mut finder =
            Self { trees, ids, links: BTreeMap::new(), sources: HashMap::new(), lost: Vec::new() };
        for (document, tree) in trees.iter().enumerate() {
            for node in (0..tree.nodes.len()).filter(|node| tree.name(*node) == "a") {
                let Some(address) = tree.get(node, "href").filter(|address| address.contains('#')) else {
                    continue;
                };
                match resolve(document, address) {
                    Some(target) if finder.node(&target).is_some() => {
                        let fragment = address.split_once('#').map_or("", |(_, fragment)| fragment);
                        finder.sources.entry(fragment).or_default().push((document, node));
                        finder.links.insert((document, node), target);
                    }
                    Some(_) | None => finder.lost.push((document, node)),
                }
            }
        }
        finder
    }

    fn notes(&self) -> Notes {
        let mut notes = Notes::default();
        let found = self.links.iter().filter(|(place, target)| self.is_reference(**place, target));
        for (place, target) in found {
            self.add(&mut notes, *place, target);
        }
        // Further references to the same notes may have no sign of their own.
        let others = self.links.iter().filter(|(place, target)| {
            notes.bodies.contains_key(*target)
                && !notes.references.contains_key(*place)
                && is_mark(&self.words(**place))
                && !self.is_in_note(&notes, **place, target)
        });
        let others: Vec<_> = others.map(|(place, target)| (*place, target.clone())).collect();
        notes.references.extend(others);
        let lost = self.lost.iter().filter(|place| self.says_reference(**place));
        notes.missing = lost.map(|place| (place.0, self.words(*place))).collect();
        notes
    }

    fn add(&self, notes: &mut Notes, place: Place, target: &Anchor) {
        let body = notes.bodies.get(target).copied().or_else(|| self.body(target));
        let Some(body) = body.filter(|body| !self.is_inside(place, (target.0, *body))) else { return };
        notes.bodies.insert(target.clone(), body);
        notes.references.insert(place, target.clone());
    }

    fn tree(&self, document: usize) -> &'t Tree {
        static EMPTY: Tree = Tree { nodes: Vec::new() };
        self.trees.get(document).unwrap_or(&EMPTY)
    }

    fn words(&self, place: Place) -> String {
        self.tree(place.0).words(place.1)
    }

    fn node(&self, anchor: &Anchor) -> Option<usize> {
        self.ids.get(anchor.0)?.get(anchor.1.as_str()).copied()
    }

    fn is_inside(&self, inner: Place, outer: Place) -> bool {
        inner.0 == outer.0 && self.tree(inner.0).ancestors(inner.1).any(|node| node == outer.1)
    }

    fn is_in_note(&self, notes: &Notes, place: Place, target: &Anchor) -> bool {
        notes.bodies.get(target).is_some_and(|body| self.is_inside(place, (target.0, *body)))
    }

    /// Whether a link refers to a note: it says so, or has the form of a reference, or leads to a text that leads back to it.
    fn is_reference(&self, place: Place, target: &Anchor) -> bool {
        let tree = self.tree(place.0);
        if is_link_back(tree, place.1) || is_comment(&target.1) {
            return false;
        }
        let back = self.link_back(place, target);
        // The first words of a note lead back; the first words of a cell may be a reference.
        let is_back = back.is_some_and(|back| self.is_first(place) && (!self.is_first(back) || back < place));
        !is_back && (self.says_reference(place) || back.is_some() && is_mark(&tree.words(place.1)))
    }

    /// Whether a link refers to a note by its role, its class, or its form: a number or a sign that is raised.
    fn says_reference(&self, (document, node): Place) -> bool {
        const CLASSES: [&str; 15] = [
            "notelink",
            "_idEndnoteLink",
            "_idFootnoteLink",
            "fnanchor",
            "footnote-ref",
            "footnote-reference",
            "footnoteRef",
            "footnote",
            "note-reference",
            "noteref",
            "fn-ref",
            "footnote-anchor",
            "footnote-link",
            "sdendnoteanc",
            "sdfootnoteanc",
        ];
        let tree = self.tree(document);
        let parent = tree.parent(node);
        let around = tree.ancestors(node).skip(1).take_while(|node| is_inline(tree.name(*node)));
        let is_raised = around.chain(tree.inside(node)).any(|node| tree.name(node) == "sup");
        tree.has(node, "role", "doc-noteref")
            || tree.has(node, "epub:type", "noteref")
            || CLASSES.iter().any(|class| tree.has(node, "class", class))
            || tree.has(parent, "class", "reference") && tree.name(parent) == "sup"
            || tree
                .get(node, "style")
                .is_some_and(|style| style.contains("mso-footnote-id") || style.contains("mso-endnote-id"))
            || is_raised && is_raised_mark(&tree.words(node))
    }

    /// The link in the note at a target that leads back to a link.
    fn link_back(&self, (document, node): Place, target: &Anchor) -> Option<Place> {
        let tree = self.tree(document);
        let body = self.body(target)?;
        // The id may be that of the block, or of a note around it.
        let blocks = |node: &usize| !is_inline(tree.name(*node));
        let outermost = tree.ancestors(node).filter(blocks).take(2).last().unwrap_or(0);
        let around = tree.ancestors(node).take_while(|node| *node != tree.parent(outermost));
        let inside = tree.inside(node).into_iter().skip(1);
        let beside = empty_before(tree, node);
        let names = around
            .chain(inside)
            .chain(beside)
            .flat_map(|node| [tree.get(node, "id"), tree.get(node, "name")]);
        let sources = names.flatten().filter_map(|name| self.sources.get(name)).flatten();
        sources.copied().find(|source| {
            *source != (document, node)
                && source.0 == target.0
                && self.links.get(source).is_some_and(|back| back.0 == document)
                && self.is_inside(*source, (target.0, body))
        })
    }

    /// Whether a link is the first text of its block.
    fn is_first(&self, (document, node): Place) -> bool {
        let tree = self.tree(document);
        let block = tree.ancestors(node).find(|node| !is_inline(tree.name(*node))).unwrap_or(0);
        words_before(tree, block, node).trim_matches(['[', '(']).is_empty()
    }

    /// The element with the text of a note: that with the id, or the block around it, or the element of the note around that.
    fn body(&self, target: &Anchor) -> Option<usize> {
        let tree = self.tree(target.0);
        let body = self.block(target)?;
        let around = tree.ancestors(body).skip(1).take_while(|node| is_note(tree, *node));
        let is_whole = |node: &usize| {
            words_before(tree, *node, body).is_empty() && self.notes_in((target.0, *node)) == 1
        };
        around.filter(is_whole).last().or(Some(body))
    }

    /// The number of places in an element that marks of notes lead to.
    fn notes_in(&self, (document, node): Place) -> usize {
        let tree = self.tree(document);
        let names = |node: &usize| [tree.get(*node, "id"), tree.get(*node, "name")].into_iter().flatten();
        let is_marked = |name: &str| {
            let leads = |source: &&Place| {
                self.links.get(source).is_some_and(|target| target.0 == document)
                    && is_raised_mark(&self.words(**source))
            };
            self.sources.get(name).into_iter().flatten().any(|source| leads(&source))
        };
        tree.inside(node).iter().filter(|node| names(node).any(is_marked)).count()
    }

    /// The block with the id of a note.
    fn block(&self, target: &Anchor) -> Option<usize> {
        let tree = self.tree(target.0);
        let mut node = self.node(target)?;
        while is_inline(tree.name(node)) {
            node = tree.parent(node);
        }
        // A definition of a note by a term.
        if tree.name(node) == "dt" {
            let siblings = tree.children(tree.parent(node));
            let behind = siblings.iter().skip_while(|sibling| **sibling != node);
            return behind.copied().find(|sibling| tree.name(*sibling) == "dd");
        }
        matches!(tree.name(node), "li" | "p" | "aside" | "div" | "dd" | "td" | "section").then_some(node)
    }
}

/// The elements without words that stand directly before a node. Old pages name the place of a reference by them.
fn empty_before(tree: &Tree, node: usize) -> Vec<usize> {
    let siblings = tree.children(tree.parent(node));
    let place = siblings.iter().position(|sibling| *sibling == node).unwrap_or(0);
    let before = siblings.get(..place).unwrap_or_default().iter().rev();
    before
        .copied()
        .take_while(|sibling| tree.name(*sibling) == "a" && tree.words(*sibling).is_empty())
        .collect()
}

/// The words of an element before a node in it.
fn words_before(tree: &Tree, element: usize, node: usize) -> String {
    let before = tree.inside(element).into_iter().take_while(|other| *other != node);
    before.filter_map(|node| tree.nodes.get(node)).map(|node| node.text.trim()).collect()
}

/// Whether an element says that it is a note.
fn is_note(tree: &Tree, node: usize) -> bool {
    const CLASSES: [&str; 6] = ["_idEndnote", "_idFootnote", "endnote", "fn", "footnote", "note"];
    const IDS: [&str; 6] = ["edn", "endnote", "footnote", "ftn", "sdendnote", "sdfootnote"];
    let is_numbered = |id: &str| {
        let number = IDS.iter().find_map(|start| id.strip_prefix(start));
        number.is_some_and(|number| number.chars().any(|sign| sign.is_ascii_digit()))
    };
    matches!(tree.name(node), "aside" | "dd" | "div" | "li" | "section" | "td")
        && (CLASSES.iter().any(|class| tree.has(node, "class", class))
            || ["footnote", "endnote", "rearnote"].iter().any(|kind| tree.has(node, "epub:type", kind))
            || ["doc-footnote", "doc-endnote"].iter().any(|role| tree.has(node, "role", role))
            || tree.get(node, "id").is_some_and(is_numbered))
}
