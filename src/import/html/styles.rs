//! The styles of the nodes of a page, as its style sheets and attributes say them.

use super::css::{self, Kind, Rule};
use super::text::is_inline;
use super::tree::{Node, Tree};

/// For each kind, whether a text has it.
pub type Style = [bool; 6];

/// The styles of the nodes of a page.
#[derive(Debug)]
pub struct Styles {
    /// The style of each node.
    pub own: Vec<Style>,
    /// The style of the block around each node, without what the block says in an attribute of its own.
    pub block: Vec<Style>,
    /// The element whose style sheet gives each block its style, for italics and bold type.
    sources: [Vec<Option<usize>>; 2],
}

impl Styles {
    /// The styles of all nodes.
    #[must_use]
    pub fn new(tree: &Tree, rules: &[Rule]) -> Self {
        let count = tree.nodes.len();
        let mut styles = Self {
            own: vec![Style::default(); count],
            block: vec![Style::default(); count],
            sources: [vec![None; count], vec![None; count]],
        };
        for node in tree.inside(0) {
            styles.add(tree, rules, node);
        }
        styles
    }

    fn add(&mut self, tree: &Tree, rules: &[Rule], node: usize) {
        let parent = tree.parent(node);
        let (mut own, mut block) = (at(&self.own, parent), at(&self.block, parent));
        let mut sources = [0, 1].map(|kind| source(self, kind, parent));
        let name = tree.name(node);
        if !name.is_empty() {
            let is_block = !is_inline(name);
            if is_block {
                // A line, and a place above or below the line, are not inherited.
                own = std::array::from_fn(|kind| kind < 3 && own.get(kind) == Some(&true));
            }
            let inherited = own;
            set_by_name(&mut own, name);
            let by_name = own;
            let matching: Vec<&Rule> = rules.iter().filter(|rule| rule.matches(tree, node)).collect();
            let (important, plain): (Vec<&Rule>, Vec<&Rule>) =
                matching.into_iter().partition(|rule| rule.is_important);
            for rule in plain {
                declare(&mut own, name, rule.look);
            }
            let mut of_sheet = own;
            let attribute = tree.get(node, "style").unwrap_or_default();
            declare(&mut own, name, css::look(attribute, false));
            for style in [&mut own, &mut of_sheet] {
                for rule in &important {
                    declare(style, name, rule.look);
                }
            }
            declare(&mut own, name, css::look(attribute, true));
            if is_block {
                block = if is_label(name) { own } else { of_sheet };
                for (kind, source) in sources.iter_mut().enumerate() {
                    let is_on = |style: &Style| style.get(kind) == Some(&true);
                    if is_label(name) || !is_on(&block) {
                        *source = None;
                    } else if !is_on(&inherited) && !is_on(&by_name) {
                        *source = Some(node);
                    }
                }
            }
        }
        set(&mut self.own, node, own);
        set(&mut self.block, node, block);
        for (list, source) in self.sources.iter_mut().zip(sources) {
            set(list, node, source);
        }
    }
}

/// The style of a node.
#[must_use]
pub fn at(styles: &[Style], node: usize) -> Style {
    styles.get(node).copied().unwrap_or_default()
}

/// The element whose style sheet gives the block around a node italics (0) or bold type (1).
#[must_use]
pub fn source(styles: &Styles, kind: usize, node: usize) -> Option<usize> {
    styles.sources.get(kind)?.get(node).copied().flatten()
}

fn set<T>(list: &mut [T], node: usize, value: T) {
    if let Some(place) = list.get_mut(node) {
        *place = value;
    }
}

/// Turns kinds on and off. An element that says emphasis keeps it, however the sheet shows it.
fn declare(style: &mut Style, name: &str, look: css::Look) {
    for ((place, kind), declared) in style.iter_mut().zip(Kind::ALL).zip(look) {
        let is_kept =
            matches!(name, "em" | "strong" | "sup" | "sub" | "s" | "del") && kind_of(name) == Some(kind);
        if let Some(value) = declared.filter(|value| *value || !is_kept) {
            *place = value;
        }
    }
}

/// The kind of an element that says one.
#[must_use]
pub fn kind_of(name: &str) -> Option<Kind> {
    match name {
        "em" | "i" | "cite" | "dfn" | "var" => Some(Kind::Italic),
        "strong" | "b" => Some(Kind::Bold),
        "s" | "strike" | "del" => Some(Kind::Struck),
        "sup" => Some(Kind::Raised),
        "sub" => Some(Kind::Lowered),
        _ => None,
    }
}

/// Turns on what browsers show for an element.
fn set_by_name(style: &mut Style, name: &str) {
    let kind = match name {
        "address" => Some(Kind::Italic),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "th" => Some(Kind::Bold),
        name => kind_of(name),
    };
    for (place, own) in style.iter_mut().zip(Kind::ALL) {
        *place |= kind == Some(own);
    }
}

/// Whether an element is a heading or a label, whose style belongs to the design of the book.
#[must_use]
pub fn is_label(name: &str) -> bool {
    matches!(
        name,
        "h1" | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "th"
            | "dt"
            | "caption"
            | "figcaption"
            | "summary"
            | "legend"
    )
}

/// An element for a kind.
#[must_use]
pub fn element(kind: Kind) -> Node {
    let (name, class) = match kind {
        Kind::Italic => ("em", None),
        Kind::Bold => ("strong", None),
        Kind::SmallCapitals => ("span", Some("smallcaps")),
        Kind::Struck => ("s", None),
        Kind::Raised => ("sup", None),
        Kind::Lowered => ("sub", None),
    };
    let attributes = class.map(|class| ("class".to_owned(), class.to_owned())).into_iter().collect();
    Node { name: name.to_owned(), attributes, ..Node::default() }
}
