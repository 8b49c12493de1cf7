//! The elements of a document of HTML or XHTML as a tree.

use std::collections::{BTreeSet, HashMap};

use super::text::escaped;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// How many elements may be inside each other. Tags that are deeper have no effect, and their text stays.
const DEEPEST: usize = 120;

/// Elements without content.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "param",
];

/// Elements whose text is not markup, which XHTML may write as empty.
const RAW: [&str; 7] = ["script", "style", "title", "textarea", "iframe", "noscript", "noframes"];

/// An element or a text.
#[derive(Debug, Default)]
pub struct Node {
    /// The name of the element, empty for a text.
    pub name: String,
    /// The attributes of the element.
    pub attributes: Vec<(String, String)>,
    /// The text.
    pub text: String,
    /// The nodes in the element.
    pub children: Vec<usize>,
    /// The element around it.
    pub parent: usize,
}

/// A document.
#[derive(Debug)]
pub struct Tree {
    /// The nodes; the first one holds all others.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// Reads a document.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Self::parsed(text, false)
    }

    /// Reads XML, in which any element may be empty.
    #[must_use]
    pub fn read_xml(text: &str) -> Self {
        Self::parsed(text, true)
    }

    fn parsed(text: &str, is_xml: bool) -> Self {
        let is_xml = is_xml
            || text.trim_start_matches('\u{FEFF}').starts_with("<?xml")
            || text.contains("xmlns=\"http://www.w3.org/1999/xhtml\"");
        let text = if is_xml { with_end_tags(text) } else { text.to_owned() };
        let mut tree = Self { nodes: vec![Node::default()] };
        let mut open = vec![0];
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(text.as_str(), emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let name = lossy(&tag.name);
                    close_implied(&tree, &mut open, &name);
                    let attributes =
                        tag.attributes.iter().map(|(key, value)| (lossy(key), lossy(&value.value))).collect();
                    let is_void = VOID.contains(&name.as_str()) || tag.self_closing && is_xml;
                    if open.len() < DEEPEST || is_void {
                        let index = tree.add(&open, Node { name, attributes, ..Node::default() });
                        open.extend((!is_void).then_some(index));
                    }
                }
                Token::EndTag(tag) => {
                    let name = lossy(&tag.name);
                    let is_ended = |index: &usize| {
                        tree.name(*index) == name || is_heading(&name) && is_heading(tree.name(*index))
                    };
                    if let Some(place) = open.iter().rposition(is_ended).filter(|place| *place > 0) {
                        open.truncate(place);
                    }
                }
                Token::String(words) => {
                    tree.add(&open, Node { text: lossy(&words.value), ..Node::default() });
                }
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        tree
    }

    fn add(&mut self, open: &[usize], node: Node) -> usize {
        let (index, parent) = (self.nodes.len(), open.last().copied().unwrap_or_default());
        self.nodes.push(Node { parent, ..node });
        if let Some(parent) = self.nodes.get_mut(parent) {
            parent.children.push(index);
        }
        index
    }

    /// The name of an element; empty for a text.
    #[must_use]
    pub fn name(&self, index: usize) -> &str {
        self.nodes.get(index).map_or("", |node| &node.name)
    }

    /// The nodes in an element.
    #[must_use]
    pub fn children(&self, index: usize) -> &[usize] {
        self.nodes.get(index).map_or(&[], |node| &node.children)
    }

    /// The element around a node.
    #[must_use]
    pub fn parent(&self, index: usize) -> usize {
        self.nodes.get(index).map_or(0, |node| node.parent)
    }

    /// An attribute.
    #[must_use]
    pub fn get(&self, index: usize, key: &str) -> Option<&str> {
        let attributes = &self.nodes.get(index)?.attributes;
        attributes.iter().find(|(own, _)| own == key).map(|(_, value)| value.as_str())
    }

    /// Whether an attribute with several words has one.
    #[must_use]
    pub fn has(&self, index: usize, key: &str, word: &str) -> bool {
        self.get(index, key).is_some_and(|words| words.split_whitespace().any(|own| own == word))
    }

    /// A node and all nodes in it, in order.
    #[must_use]
    pub fn inside(&self, index: usize) -> Vec<usize> {
        let (mut found, mut open) = (Vec::new(), vec![index]);
        while let Some(next) = open.pop() {
            found.push(next);
            open.extend(self.children(next).iter().rev());
        }
        found
    }

    /// The text in a node.
    #[must_use]
    pub fn words(&self, index: usize) -> String {
        let texts =
            self.inside(index).into_iter().filter_map(|node| Some(self.nodes.get(node)?.text.as_str()));
        texts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A node and the elements around it, from the inside.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(index), |node| (*node != 0).then(|| self.parent(*node)))
    }

    /// The first node with each id, or with each name of a place.
    #[must_use]
    pub fn ids(&self) -> HashMap<&str, usize> {
        let mut ids = HashMap::new();
        for index in 0..self.nodes.len() {
            let name = self.get(index, "name").filter(|_| self.name(index) == "a");
            for id in [self.get(index, "id"), name].into_iter().flatten() {
                ids.entry(id).or_insert(index);
            }
        }
        ids
    }

    /// A formula as XML: its elements, with the attributes that have no prefix.
    #[must_use]
    pub fn markup(&self, index: usize) -> String {
        let Some(node) = self.nodes.get(index) else { return String::new() };
        if node.name.is_empty() {
            return of_formula(&node.text);
        }
        let name = node.name.rsplit(':').next().unwrap_or_default();
        let own = |key: &str| {
            !key.contains(':') && key != "xmlns" && key.chars().all(|sign| sign.is_ascii_alphanumeric())
        };
        let attributes = node.attributes.iter().filter(|(key, _)| own(key));
        let attributes: String =
            attributes.map(|(key, value)| format!(" {key}=\"{}\"", of_formula(value))).collect();
        let space = if name == "math" { " xmlns=\"http://www.w3.org/1998/Math/MathML\"" } else { "" };
        let inside: String = node.children.iter().map(|child| self.markup(*child)).collect();
        format!("<{name}{space}{attributes}>{inside}</{name}>")
    }

    /// Takes nodes out of their element.
    pub fn remove_children(&mut self, parent: usize, removed: &BTreeSet<usize>) {
        if let Some(parent) = self.nodes.get_mut(parent) {
            parent.children.retain(|child| !removed.contains(child));
        }
    }

    /// Puts a node at the end of an element.
    pub fn append(&mut self, parent: usize, node: usize) {
        let place = self.children(parent).len();
        self.insert(parent, place, node);
    }

    /// Puts a node at the start of an element.
    pub fn prepend(&mut self, parent: usize, node: usize) {
        self.insert(parent, 0, node);
    }

    fn insert(&mut self, parent: usize, place: usize, node: usize) {
        if let Some(parent) = self.nodes.get_mut(parent) {
            parent.children.insert(place, node);
        }
        if let Some(node) = self.nodes.get_mut(node) {
            node.parent = parent;
        }
    }

    /// Gives an element another name and another class.
    pub fn rename(&mut self, index: usize, name: &str, class: &str) {
        if let Some(node) = self.nodes.get_mut(index) {
            name.clone_into(&mut node.name);
            node.attributes.retain(|(key, _)| key != "class");
            node.attributes.push(("class".to_owned(), class.to_owned()));
        }
    }

    /// Takes a node out of its element.
    pub fn remove(&mut self, index: usize) {
        let parent = self.parent(index);
        if let Some(parent) = self.nodes.get_mut(parent) {
            parent.children.retain(|child| *child != index);
        }
    }
}

/// A text of a formula. Angle brackets of East Asian texts stand for those of mathematics.
fn of_formula(text: &str) -> String {
    escaped(&text.replace(['\u{2329}', '\u{3008}'], "⟨").replace(['\u{232A}', '\u{3009}'], "⟩"))
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Whether an element is a heading. As in browsers, the end tag of any heading ends a heading, and so does the next heading.
fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether text stands in an element, outside blocks in it. A block behind such text in a heading shows that its end tag is missing.
fn has_text(tree: &Tree, index: Option<&usize>) -> bool {
    let children = index.map(|index| tree.children(*index)).unwrap_or_default();
    children.iter().any(|child| tree.name(*child).is_empty() && !tree.words(*child).is_empty())
}

/// Closes the elements whose end tags may be missing before an element.
fn close_implied(tree: &Tree, open: &mut Vec<usize>, name: &str) {
    const BLOCKS: [&str; 24] = [
        "p",
        "div",
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "aside",
        "figure",
        "hr",
        "header",
        "footer",
        "main",
        "nav",
        "form",
    ];
    let (ended, bounds): (&[&str], &[&str]) = match name {
        "li" => (&["li"], &["ul", "ol", "menu"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "tr" => (&["tr"], &["table", "thead", "tbody", "tfoot"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
        name if BLOCKS.contains(&name) => (
            &["p"],
            &["div", "section", "article", "li", "td", "th", "dd", "blockquote", "aside", "figure", "button"],
        ),
        _ => return,
    };
    // Headings have elements for their layout in them, but no paragraphs or lists.
    let is_text = matches!(name, "p" | "ul" | "ol" | "dl" | "table" | "blockquote" | "pre" | "hr");
    for place in (1..open.len()).rev() {
        let own = open.get(place).map_or("", |index| tree.name(*index));
        let ends_heading =
            || is_heading(own) && (is_heading(name) || is_text && has_text(tree, open.get(place)));
        if ended.contains(&own) || ends_heading() {
            return open.truncate(place);
        }
        if bounds.contains(&own) {
            return;
        }
    }
}

/// The text of XHTML with end tags after empty elements that HTML would never end.
fn with_end_tags(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('<') {
        let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let length = behind.find('>').map_or(behind.len(), |end| end + 1);
        let (tag, next) = behind.split_at_checked(length).unwrap_or((behind, ""));
        let name = tag
            .trim_start_matches('<')
            .split(|sign: char| !sign.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        if tag.ends_with("/>") && RAW.contains(&name) {
            out.push_str(&format!("{}></{name}>", tag.trim_end_matches("/>")));
        } else {
            out.push_str(tag);
        }
        rest = next;
    }
    out + rest
}
