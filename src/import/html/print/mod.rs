//! Prints documents as plain HTML that is ready for the reader of casebook: text, and the elements that mean something.

mod formula;
mod inline;
mod tag;

use std::collections::BTreeMap;

use super::notes::{Anchor, Notes};
use super::tex;
use super::text::{escaped, flush};
use super::tree::Tree;
use crate::import::Reason;
use crate::import::options::Split;

/// Where a link leads.
pub enum Lead {
    /// To this address.
    To(String),
    /// Nowhere: its words are plain text.
    Nowhere,
}

/// The answers about addresses that a printer needs.
pub trait Addresses {
    /// Where a link of a document leads.
    fn link(&self, document: usize, piece: usize, address: &str) -> Lead;
    /// The path of a picture.
    fn picture(&mut self, document: usize, address: &str) -> Option<String>;
    /// Whether a link leads to an element.
    fn is_wanted(&self, anchor: &Anchor) -> bool;
    /// Notes something that cannot be printed.
    fn doubt(&mut self, piece: usize, reason: Reason, words: &str);
}

/// A case that has been printed.
#[derive(Debug, Default)]
pub struct Printed {
    /// The text.
    pub text: String,
    /// The notes, in the order of their references.
    pub notes: Vec<(Anchor, String)>,
}

/// Prints documents.
pub struct Printer<'p, A> {
    trees: &'p [Tree],
    notes: &'p Notes,
    /// The answers about addresses.
    pub addresses: A,
    /// The cases.
    pub pieces: Vec<Printed>,
    /// The case of each id that is wanted.
    pub ids: BTreeMap<Anchor, usize>,
    /// Ids of elements that are not printed, for the next one.
    pending: Vec<String>,
    document: usize,
    split: &'p Split,
    /// The case that is being printed.
    piece: usize,
    /// Whether the document has a program that shows TeX as formulas.
    has_tex: bool,
}

/// Elements that are not text.
const LEFT_OUT: [&str; 15] = [
    "script", "style", "title", "nav", "template", "noscript", "head", "button", "input", "select",
    "textarea", "link", "meta", "map", "dialog",
];

/// Elements that are not text, but whose words a reader of the page may see.
const CONTROLS: [&str; 4] = ["button", "select", "textarea", "dialog"];

/// Elements around blocks.
const WRAPPERS: [&str; 16] = [
    "", "div", "section", "article", "main", "header", "footer", "center", "body", "html", "hgroup",
    "address", "aside", "form", "fieldset", "legend",
];

/// Elements with blocks or lines.
const BLOCKS: [&str; 25] = [
    "menu",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "pre",
    "table",
    "figure",
    "hr",
    "details",
    "summary",
    "figcaption",
    "caption",
    "tr",
    "td",
];

/// The level of a heading by its name: `h2`.
fn heading_level(name: &str) -> Option<u8> {
    let level = name.strip_prefix(['h', 'H'])?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

impl<'p, A: Addresses> Printer<'p, A> {
    /// A printer.
    pub fn new(trees: &'p [Tree], notes: &'p Notes, addresses: A, split: &'p Split) -> Self {
        Self {
            trees,
            notes,
            addresses,
            pieces: Vec::new(),
            ids: BTreeMap::new(),
            pending: Vec::new(),
            document: 0,
            split,
            piece: 0,
            has_tex: false,
        }
    }

    /// Prints a part of a document as a case, or several.
    pub fn document(&mut self, document: usize, root: usize) {
        self.document = document;
        self.has_tex = tex::has_tex(self.tree());
        let first = self.pieces.len();
        self.begin();
        let text = self.blocks(root, true);
        self.push(&text);
        for piece in first..self.pieces.len() {
            self.note_texts(piece);
        }
        self.document = document;
    }

    /// Prints the notes of a case. Notes may refer to other notes.
    fn note_texts(&mut self, piece: usize) {
        self.piece = piece;
        let mut next = 0;
        while let Some((anchor, _)) = self.pieces.get(piece).and_then(|piece| piece.notes.get(next)).cloned()
        {
            self.document = anchor.0;
            let text =
                self.notes.bodies.get(&anchor).map(|body| self.blocks(*body, false)).unwrap_or_default();
            if let Some(note) = self.pieces.get_mut(piece).and_then(|piece| piece.notes.get_mut(next)) {
                note.1 = text;
            }
            next += 1;
        }
    }

    /// Begins a case.
    fn begin(&mut self) {
        self.pieces.push(Printed::default());
        self.piece = self.pieces.len() - 1;
    }

    fn push(&mut self, text: &str) {
        if let Some(piece) = self.pieces.get_mut(self.piece) {
            piece.text.push_str(text);
        }
    }

    fn tree(&self) -> &'p Tree {
        static EMPTY: Tree = Tree { nodes: Vec::new() };
        self.trees.get(self.document).unwrap_or(&EMPTY)
    }

    fn is_left_out(&self, node: usize) -> bool {
        let tree = self.tree();
        let name = tree.name(node);
        let is_frame = matches!(name, "header" | "footer")
            && matches!(tree.name(tree.parent(node)), "body" | "html" | "")
            && !tree.inside(node).iter().any(|inner| tree.name(*inner) == "h1");
        let is_link_of_heading =
            tree.name(node) == "a" && matches!(tree.words(node).as_str(), "#" | "¶" | "§");
        LEFT_OUT.contains(&tree.name(node)) && !tex::is_script(tree, node)
            || tex::is_shown_formula(tree, node)
            || tree.get(node, "hidden").is_some()
            || tree.get(node, "aria-hidden") == Some("true")
                && tree.name(node) != "math"
                && tree.words(node).is_empty()
            || ["navigation", "banner", "contentinfo", "search", "doc-toc"]
                .iter()
                .any(|role| tree.has(node, "role", role))
            || ["mw-editsection", "noprint", "page-break", "callout-label"]
                .iter()
                .any(|class| tree.has(node, "class", class))
            || is_link_of_heading
            || is_frame
    }

    /// Reports an element that is left out, if it has words that are no menu.
    fn leave_out(&mut self, node: usize) {
        let tree = self.tree();
        let is_hidden = tree.get(node, "hidden").is_some();
        if is_hidden || CONTROLS.contains(&tree.name(node)) {
            let what = if is_hidden { "text that the page hides" } else { "a part of a form or a dialog" };
            let words = tree.words(node);
            if !words.is_empty() {
                self.addresses.doubt(self.piece, Reason::LeftOut(what.to_owned()), &words);
            }
        }
    }

    /// Whether a node is a block, or has one in it.
    fn has_block(&self, node: usize) -> bool {
        let tree = self.tree();
        let is_block = |node: &usize| {
            let name = tree.name(*node);
            !name.is_empty() && (BLOCKS.contains(&name) || WRAPPERS.contains(&name))
        };
        tree.inside(node).iter().any(is_block)
    }

    /// The blocks of an element. Text between them becomes a paragraph, if it is not alone.
    fn blocks(&mut self, node: usize, is_top: bool) -> String {
        let children = self.tree().children(node).to_vec();
        let (mut out, mut run) = (String::new(), String::new());
        let is_alone = !is_top
            && !children.iter().any(|child| self.has_block(*child))
            && !WRAPPERS.contains(&self.tree().name(node));
        for child in children {
            if self.is_left_out(child) {
                self.leave_out(child);
                continue;
            }
            if self.has_block(child) {
                flush(&mut out, &mut run, true);
                if is_top {
                    self.push(&std::mem::take(&mut out));
                }
                let text = self.block(child, is_top);
                out.push_str(&text);
            } else {
                run.push_str(&self.inline(child));
            }
        }
        flush(&mut out, &mut run, !is_alone);
        out
    }

    fn block(&mut self, node: usize, is_top: bool) -> String {
        let tree = self.tree();
        let name = tree.name(node);
        if is_top && self.begins_case(node) && !self.is_empty() {
            self.begin();
        }
        let is_callout =
            name == "aside" && (tree.has(node, "class", "callout") || tree.get(node, "role") == Some("note"));
        if WRAPPERS.contains(&name) && !is_callout
            || !BLOCKS.contains(&name) && !is_callout && name != "tbody"
        {
            let structural = ["thead", "tbody", "tfoot", "th", "colgroup"].contains(&name);
            if !structural {
                self.note_id(node);
                return self.blocks(node, is_top);
            }
        }
        self.note_id(node);
        match name {
            "pre" => self.code(node),
            "hr" => "<hr>\n".to_owned(),
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "dt" if !self.inner_blocks(node) => {
                self.line(node)
            }
            "p" => self.blocks(node, is_top),
            "ul" | "ol" | "menu" | "table" | "thead" | "tbody" | "tfoot" | "tr" | "dl" | "colgroup" => {
                self.structure(node)
            }
            _ => {
                let open = self.open(node);
                let content = self.blocks(node, false);
                format!("{open}{content}</{name}>\n")
            }
        }
    }

    /// Whether a case begins at an element: a heading of a level, or an element of a class.
    fn begins_case(&self, node: usize) -> bool {
        let tree = self.tree();
        match self.split {
            Split::Nowhere => false,
            Split::Heading1 => tree.name(node) == "h1",
            Split::Style(style) => match heading_level(style) {
                Some(level) => heading_level(tree.name(node)).is_some_and(|own| own <= level),
                None => tree.has(node, "class", style.trim_start_matches('.')),
            },
        }
    }

    /// Whether the case has no text yet.
    fn is_empty(&self) -> bool {
        self.pieces.get(self.piece).is_none_or(|piece| piece.text.trim().is_empty())
    }

    fn inner_blocks(&self, node: usize) -> bool {
        self.tree().children(node).iter().any(|child| self.has_block(*child))
    }

    /// A paragraph or heading.
    fn line(&mut self, node: usize) -> String {
        let pending = self.pending.clone();
        let open = self.open(node);
        let content = self.children(node);
        if content.trim().is_empty() {
            self.pending = pending;
            return String::new();
        }
        format!("{open}{}</{}>\n", content.trim(), self.printed_name(node))
    }

    /// An element that has only elements of certain kinds.
    fn structure(&mut self, node: usize) -> String {
        let name = self.tree().name(node);
        let open = self.open(node);
        let mut content = String::new();
        for child in self.tree().children(node).to_vec() {
            let is_text = self.tree().name(child).is_empty() && self.tree().words(child).is_empty();
            if self.is_left_out(child) {
                self.leave_out(child);
            } else if !is_text {
                content.push_str(
                    &if self.has_block(child) || matches!(self.tree().name(child), "th" | "col") {
                        self.cell(child)
                    } else {
                        self.inline(child)
                    },
                );
            }
        }
        let text = format!("{open}{content}</{}>\n", self.printed_name(node));
        if name == "tr" && self.is_head(node) { format!("<thead>{text}</thead>\n") } else { text }
    }

    /// An item, a row, a cell or the like.
    fn cell(&mut self, node: usize) -> String {
        if self.tree().name(node) == "th" {
            let open = self.open(node);
            let content = self.blocks(node, false);
            return format!("{open}{content}</{}>\n", self.printed_name(node));
        }
        self.block(node, false)
    }

    fn code(&mut self, node: usize) -> String {
        let tree = self.tree();
        let texts = tree.inside(node).into_iter().map(|node| {
            if tree.name(node) == "br" { "\n" } else { tree.nodes.get(node).map_or("", |node| &node.text) }
        });
        let text: String = texts.collect();
        let classes = tree.inside(node).into_iter().filter_map(|node| tree.get(node, "class"));
        let named = |class: &'p str| class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-"));
        // Pandoc writes `sourceCode python`.
        let mut languages = classes.filter_map(|classes| {
            let of_pandoc =
                classes.strip_prefix("sourceCode ").and_then(|rest| rest.split_whitespace().next());
            classes.split_whitespace().find_map(named).or(of_pandoc)
        });
        let language =
            languages.next().map(|name| format!(" class=\"language-{}\"", escaped(name))).unwrap_or_default();
        let mut ids = std::mem::take(&mut self.pending);
        let id = ids.pop().map(|id| format!(" id=\"{}\"", escaped(&id))).unwrap_or_default();
        self.pending = ids;
        format!("<pre{id}{language}>{}</pre>\n", escaped(text.trim_start_matches('\n')))
    }

    fn note_id(&mut self, node: usize) {
        let tree = self.tree();
        let ids = [tree.get(node, "id"), tree.get(node, "name").filter(|_| tree.name(node) == "a")];
        for id in ids.into_iter().flatten() {
            let anchor = (self.document, id.to_owned());
            if self.addresses.is_wanted(&anchor) {
                self.ids.insert(anchor, self.piece);
                self.pending.push(id.to_owned());
            }
        }
    }
}
