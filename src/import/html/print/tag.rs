//! Prints the tags of elements, with the attributes that mean something.

use super::super::text::escaped;
use super::{Addresses, Printer};

impl<'p, A: Addresses> Printer<'p, A> {
    /// The name of an element as it is printed. A cell of the head needs no sign, and the title of a callout has one of its own.
    pub(super) fn printed_name(&self, node: usize) -> &'p str {
        let tree = self.tree();
        match tree.name(node) {
            "menu" => "ul",
            "th" if self.is_in_head(node) => "td",
            "p" if tree.has(node, "class", "callout-title") => "summary",
            name => name,
        }
    }

    /// Whether a cell is in the head of its table: by an element, or because its row is the first one and has only such cells.
    fn is_in_head(&self, node: usize) -> bool {
        let row = self.tree().parent(node);
        self.tree().name(self.tree().parent(row)) == "thead" || self.is_head(row)
    }

    /// Whether a row is the head of a table that has no element for it.
    pub(super) fn is_head(&self, row: usize) -> bool {
        let tree = self.tree();
        let is_cell = |node: &usize| matches!(tree.name(*node), "td" | "th");
        let mut cells = tree.children(row).iter().filter(|node| is_cell(node)).peekable();
        let outer = tree.parent(row);
        let table = if tree.name(outer) == "tbody" { tree.parent(outer) } else { outer };
        let mut parts = tree.children(table).iter().filter(|node| {
            !tree.name(**node).is_empty() && !matches!(tree.name(**node), "caption" | "colgroup" | "col")
        });
        let is_first = parts.next() == Some(if table == outer { &row } else { &outer });
        let mut rows = tree.children(outer).iter().filter(|node| tree.name(**node) == "tr");
        tree.name(table) == "table"
            && is_first
            && rows.next() == Some(&row)
            && cells.peek().is_some()
            && cells.all(|cell| tree.name(*cell) == "th")
    }

    /// The tag that opens an element, with the attributes that mean something.
    pub(super) fn open(&mut self, node: usize) -> String {
        let tree = self.tree();
        let name = tree.name(node);
        let mut out = format!("<{}", self.printed_name(node));
        // No row has an id of its own, so that its first cell gets it.
        let is_row = ["tr", "thead", "tbody", "tfoot", "colgroup"].contains(&name);
        let mut pending = if is_row { Vec::new() } else { std::mem::take(&mut self.pending) };
        if let Some(id) = pending.pop() {
            out.push_str(&format!(" id=\"{}\"", escaped(&id)));
        }
        for key in [
            "colspan", "rowspan", "start", "type", "value", "reversed", "lang", "dir", "title", "open",
            "scope",
        ] {
            let is_plain = !matches!(name, "a" | "img");
            if let Some(value) = tree.get(node, key).filter(|_| is_plain) {
                out.push_str(&format!(" {key}=\"{}\"", escaped(value)));
            }
        }
        let kept = [
            "note",
            "tip",
            "warning",
            "important",
            "caution",
            "unnumbered",
            "my-unnumbered",
            "smallcaps",
            "small-caps",
            "mark",
            "underline",
        ];
        let is_kept = |class: &&str| kept.contains(class) || class.starts_with("callout-") && name == "aside";
        let classes: Vec<&str> =
            tree.get(node, "class").unwrap_or_default().split_whitespace().filter(is_kept).collect();
        if !classes.is_empty() {
            // casebook itself writes classes of an author with a prefix.
            let classes: Vec<&str> =
                classes.iter().map(|class| class.strip_prefix("my-").unwrap_or(class)).collect();
            out.push_str(&format!(" class=\"{}\"", classes.join(" ")));
        }
        out.push('>');
        // Other ids of the same place.
        for id in pending {
            out.push_str(&format!("<span id=\"{}\"></span>", escaped(&id)));
        }
        out
    }
}
