//! Prints what stands in a line: emphasis, links, notes, pictures, formulas.

use super::super::text::{collapsed, escaped};
use super::{Addresses, Lead, Printer};
use crate::import::Reason;

impl<A: Addresses> Printer<'_, A> {
    pub(super) fn inline(&mut self, node: usize) -> String {
        const STYLES: [&str; 22] = [
            "em", "i", "strong", "b", "s", "del", "strike", "sup", "sub", "code", "kbd", "samp", "tt",
            "cite", "dfn", "var", "u", "ins", "mark", "small", "q", "abbr",
        ];
        let tree = self.tree();
        let name = tree.name(node);
        if name.is_empty() {
            return self.text(node);
        }
        if self.is_left_out(node) {
            self.leave_out(node);
            return String::new();
        }
        if let Some(label) = self.reference(node) {
            return format!("[^{label}]");
        }
        match name {
            "br" => "<br>".to_owned(),
            "wbr" => "<wbr>".to_owned(),
            "img" | "image" => self.picture(node),
            "object" | "embed" if self.shows_picture(node) => self.picture(node),
            "math" => self.formula(node),
            "script" => self.script(node),
            "svg" | "video" | "audio" | "iframe" | "object" | "embed" | "canvas" => {
                let what = Reason::NotRead(format!("an element `{name}`"));
                let words =
                    tree.get(node, "src").or_else(|| tree.get(node, "title")).unwrap_or_default().to_owned();
                // A picture of SVG that only shows another file.
                let image = tree.inside(node).into_iter().find(|inner| tree.name(*inner) == "image");
                if let Some(image) = image {
                    return self.picture(image);
                }
                self.addresses.doubt(self.piece, what, &words);
                self.children(node)
            }
            "a" => self.link(node),
            "ruby" | "rb" | "rt" | "rp" => format!("<{name}>{}</{name}>", self.children(node)),
            _ => {
                self.note_id(node);
                let is_wanted = !self.pending.is_empty();
                let has_language = tree.get(node, "lang").is_some() || tree.get(node, "dir").is_some();
                let is_small_capitals =
                    ["smallcaps", "small-caps"].iter().any(|class| tree.has(node, "class", class));
                let is_style = STYLES.contains(&name) || is_wanted || has_language || is_small_capitals;
                let is_reference = name == "sup" && self.has_only_references(node);
                let open = if is_style && !is_reference { self.open(node) } else { String::new() };
                let mut content = self.children(node);
                if is_reference {
                    content.retain(|sign| !matches!(sign, ',' | ';' | ' '));
                }
                if open.is_empty() { content } else { format!("{open}{content}</{name}>") }
            }
        }
    }

    /// What stands in an element.
    pub(super) fn children(&mut self, node: usize) -> String {
        self.tree().children(node).to_vec().into_iter().map(|child| self.inline(child)).collect()
    }

    /// Whether a raised text is nothing but references to notes, with signs between them.
    fn has_only_references(&self, node: usize) -> bool {
        let tree = self.tree();
        let is_reference = |node: usize| self.notes.references.contains_key(&(self.document, node));
        let has_only = |child: usize| is_reference(child) || self.has_only_references(child);
        tree.children(node).iter().any(|child| has_only(*child))
            && tree.children(node).iter().all(|child| {
                has_only(*child) || tree.words(*child).chars().all(|sign| " ,;–-".contains(sign))
            })
    }

    /// The label of the note that a link refers to.
    fn reference(&mut self, node: usize) -> Option<usize> {
        let anchor = self.notes.references.get(&(self.document, node))?;
        let piece = self.pieces.get_mut(self.piece)?;
        let known = piece.notes.iter().position(|(own, _)| own == anchor);
        let index = known.unwrap_or(piece.notes.len());
        if known.is_none() {
            piece.notes.push((anchor.clone(), String::new()));
        }
        Some(index + 1)
    }

    fn link(&mut self, node: usize) -> String {
        self.note_id(node);
        let ids: String = std::mem::take(&mut self.pending)
            .iter()
            .map(|id| format!("<span id=\"{}\"></span>", escaped(id)))
            .collect();
        let content = self.children(node);
        let lead = self
            .tree()
            .get(node, "href")
            .map(|address| self.addresses.link(self.document, self.piece, address));
        match lead {
            Some(Lead::To(address)) if !content.trim().is_empty() => {
                format!("{ids}<a href=\"{}\">{content}</a>", escaped(&address))
            }
            Some(Lead::To(_) | Lead::Nowhere) | None => ids + &content,
        }
    }

    /// Whether an object is a picture of the source.
    fn shows_picture(&mut self, node: usize) -> bool {
        let tree = self.tree();
        let address = ["data", "src"].iter().find_map(|key| tree.get(node, key)).map(str::to_owned);
        address.is_some_and(|address| self.addresses.picture(self.document, &address).is_some())
    }

    fn picture(&mut self, node: usize) -> String {
        let tree = self.tree();
        let address = ["src", "data", "xlink:href", "href", "data-src"]
            .iter()
            .find_map(|key| tree.get(node, key))
            .unwrap_or_default()
            .to_owned();
        let alt = tree
            .get(node, "alt")
            .map(|alt| format!(" alt=\"{}\"", escaped(&collapsed(alt))))
            .unwrap_or_default();
        match self.addresses.picture(self.document, &address) {
            Some(path) => format!("<img src=\"{}\"{alt}>", escaped(&path)),
            None => {
                let words = tree.get(node, "alt").unwrap_or_default().to_owned();
                let reason = Reason::NotRead("a picture that is not in the source".to_owned());
                self.addresses.doubt(self.piece, reason, &address);
                escaped(&words)
            }
        }
    }
}
