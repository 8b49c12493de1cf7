//! Puts elements of emphasis around the text that has its style.

use std::collections::BTreeMap;

use super::css::Kind;
use super::styles::{Style, Styles, element, is_label, kind_of};
use super::text::is_inline;
use super::tree::{Node, Tree};
use crate::parse::is_label_word;

/// Elements whose text has no emphasis.
const LEFT_ALONE: [&str; 13] = [
    "pre", "code", "kbd", "samp", "tt", "math", "svg", "script", "style", "title", "head", "textarea",
    "select",
];

/// Puts elements around all text with emphasis, and takes the names of elements that have text without theirs.
pub fn all(tree: &mut Tree, styles: &Styles) {
    let wanted = wanted(tree, styles);
    let wrapper = &mut Wrapper { tree, wanted, styles };
    wrapper.dissolve();
    wrapper.children(0, Style::default());
}

/// The texts in a node that are more than blanks, without those of formulas and code.
#[must_use]
pub fn texts(tree: &Tree, node: usize) -> Vec<usize> {
    let (mut found, mut open) = (Vec::new(), vec![node]);
    while let Some(next) = open.pop() {
        let is_text = |node: usize| tree.nodes.get(node).is_some_and(|node| !node.text.trim().is_empty());
        if tree.name(next).is_empty() && is_text(next) {
            found.push(next);
        } else if !LEFT_ALONE.contains(&tree.name(next)) {
            open.extend(tree.children(next).iter().rev());
        }
    }
    found
}

/// The block around a text.
#[must_use]
pub fn block(tree: &Tree, text: usize) -> usize {
    tree.ancestors(text).skip(1).find(|node| !is_inline(tree.name(*node))).unwrap_or(0)
}

/// The kinds that each text should have: those that its block does not have, and in italics the lack of them.
fn wanted(tree: &Tree, styles: &Styles) -> Vec<Style> {
    let mut blocks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for text in texts(tree, 0) {
        blocks.entry(block(tree, text)).or_default().push(text);
    }
    let mut wanted = vec![Style::default(); tree.nodes.len()];
    for (block, texts) in blocks {
        for (index, kind) in Kind::ALL.into_iter().enumerate() {
            let has_kind = |list: &[Style], node: usize| {
                list.get(node).and_then(|style| style.get(index)) == Some(&true)
            };
            let is_own = |text: &&usize| has_kind(&styles.own, **text);
            let is_of_block = has_kind(&styles.block, block);
            let has_upright = kind == Kind::Italic && is_of_block && texts.iter().any(|text| is_own(&text));
            let is_found =
                |text: &&usize| if is_of_block { has_upright && !is_own(text) } else { is_own(text) };
            let mut found: Vec<usize> = texts.iter().filter(is_found).copied().collect();
            // A heading that is wholly bold is no emphasis, nor is the label before a caption.
            if found.len() == texts.len() && is_label(tree.name(block)) {
                continue;
            }
            let first = texts.iter().zip(&found).take_while(|(text, found)| text == found).count();
            if is_caption_label(tree, &texts[..first]) {
                found.drain(..first);
            }
            for text in found {
                if let Some(place) = wanted.get_mut(text).and_then(|style| style.get_mut(index)) {
                    *place = true;
                }
            }
        }
    }
    wanted
}

/// Whether texts are the label of a caption: `Figure 9.`
fn is_caption_label(tree: &Tree, texts: &[usize]) -> bool {
    let words: String =
        texts.iter().filter_map(|text| tree.nodes.get(*text)).map(|node| node.text.as_str()).collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    words.len() <= 2 && words.first().is_some_and(|word| is_label_word(word.trim_end_matches(['.', ':'])))
}

struct Wrapper<'t> {
    tree: &'t mut Tree,
    wanted: Vec<Style>,
    styles: &'t Styles,
}

impl Wrapper<'_> {
    /// Takes the name of each element that has text without its kind: `<em>a <span>b</span></em>`.
    fn dissolve(&mut self) {
        for node in 0..self.tree.nodes.len() {
            let Some(kind) = kind_of(self.tree.name(node)) else { continue };
            let Some(index) = Kind::ALL.iter().position(|own| *own == kind) else { continue };
            let is_off = |list: &[Style], text: usize| {
                list.get(text).and_then(|style| style.get(index)) == Some(&false)
            };
            let is_other =
                |text: &usize| is_off(&self.styles.own, *text) && is_off(&self.styles.block, *text);
            if texts(self.tree, node).iter().any(is_other)
                && let Some(node) = self.tree.nodes.get_mut(node)
            {
                "span".clone_into(&mut node.name);
            }
        }
    }

    fn children(&mut self, node: usize, given: Style) {
        for child in self.tree.children(node).to_vec() {
            let name = self.tree.name(child);
            if LEFT_ALONE.contains(&name) {
                continue;
            }
            let is_text = name.is_empty();
            let given = if is_text || is_inline(name) { self.given(child, given) } else { Style::default() };
            let found = texts(self.tree, child);
            let has_block = self.tree.inside(child).iter().any(|node| {
                let name = self.tree.name(*node);
                !name.is_empty() && !is_inline(name)
            });
            let missing: Style = std::array::from_fn(|kind| {
                let is_wanted =
                    |text: &usize| self.wanted.get(*text).and_then(|style| style.get(kind)) == Some(&true);
                !has_block
                    && !found.is_empty()
                    && given.get(kind) == Some(&false)
                    && found.iter().all(is_wanted)
            });
            if !is_text {
                self.children(
                    child,
                    std::array::from_fn(|kind| {
                        given.get(kind) == Some(&true) || missing.get(kind) == Some(&true)
                    }),
                );
            }
            for (kind, _) in Kind::ALL.into_iter().zip(missing).filter(|(_, is_missing)| *is_missing) {
                self.wrap(child, kind);
            }
        }
    }

    /// The kinds that the elements around a node and the node itself say.
    fn given(&self, node: usize, given: Style) -> Style {
        let own = kind_of(self.tree.name(node));
        let has = |class: &str| self.tree.has(node, "class", class);
        let is_small = has("smallcaps") || has("small-caps");
        let mut given = given;
        for (place, kind) in given.iter_mut().zip(Kind::ALL) {
            *place |= own == Some(kind) || is_small && kind == Kind::SmallCapitals;
        }
        given
    }

    /// Puts an element around a text, or around all that an element has, without the blanks at both ends.
    fn wrap(&mut self, node: usize, kind: Kind) {
        let is_text = self.tree.name(node).is_empty();
        let outer = if is_text { self.tree.parent(node) } else { node };
        let inside = if is_text { vec![node] } else { self.tree.children(node).to_vec() };
        let before = inside.first().and_then(|first| self.split_blanks(*first, false));
        let behind = inside.last().and_then(|last| self.split_blanks(*last, true));
        let index = self.add(element(kind));
        for child in &inside {
            self.set_parent(*child, index);
        }
        let around: Vec<usize> = before.into_iter().chain([index]).chain(behind).collect();
        for child in &around {
            self.set_parent(*child, outer);
        }
        if let Some(element) = self.tree.nodes.get_mut(index) {
            element.children = inside;
        }
        let Some(parent) = self.tree.nodes.get_mut(outer) else { return };
        let place = parent.children.iter().position(|child| *child == node).filter(|_| is_text);
        let range = place.map_or(0..parent.children.len(), |place| place..place + 1);
        parent.children.splice(range, around);
    }

    /// Takes the blanks off the start or the end of a text, as a text of their own.
    fn split_blanks(&mut self, node: usize, is_end: bool) -> Option<usize> {
        let text = &mut self.tree.nodes.get_mut(node)?.text;
        let blanks = |sign: char| sign.is_ascii_whitespace();
        let at = if is_end {
            text.trim_end_matches(blanks).len()
        } else {
            text.len() - text.trim_start_matches(blanks).len()
        };
        let (start, end) = text.split_at_checked(at)?;
        let (blank, rest) =
            if is_end { (end.to_owned(), start.to_owned()) } else { (start.to_owned(), end.to_owned()) };
        *text = rest;
        (!blank.is_empty()).then(|| self.add(Node { text: blank, ..Node::default() }))
    }

    fn add(&mut self, node: Node) -> usize {
        self.tree.nodes.push(node);
        self.tree.nodes.len() - 1
    }

    fn set_parent(&mut self, node: usize, parent: usize) {
        if let Some(node) = self.tree.nodes.get_mut(node) {
            node.parent = parent;
        }
    }
}
