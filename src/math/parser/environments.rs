//! Environments within a formula: matrices, cases, arrays, aligned lines.

use super::super::known;
use super::super::token::{Kind, Token};
use super::super::tree::{Align, Node, Table, TableKind};
use super::{Parser, Stop, row};
use crate::diag::nearest;

/// The rows of an environment, with the numbers of those before which `\hline` stands.
type Rows = (Vec<Vec<Node>>, Vec<usize>);

impl Parser<'_> {
    /// An environment after `\begin`.
    pub(super) fn environment(&mut self, begin: &Token) -> Option<Node> {
        let name = self.literal(begin);
        let Some(mut kind) = kind(name.trim_end_matches('*')) else {
            self.unknown_environment(&name, begin);
            return None;
        };
        let mut vertical = Vec::new();
        match name.as_str() {
            "array" | "subarray" | "darray" | "tabular" => {
                self.optional_literal();
                let columns = self.literal(begin);
                (kind, vertical) = (TableKind::Array(alignments(&columns)), lines_between(&columns));
            }
            "alignedat" => {
                self.raw_argument(begin);
            }
            "aligned" | "gathered" => {
                self.optional_literal();
            }
            name if name.ends_with("matrix*") => {
                if let Some(columns) = self.optional_literal() {
                    kind =
                        TableKind::Array(vec![
                            alignments(&columns).first().copied().unwrap_or(Align::Center);
                            32
                        ]);
                }
            }
            _ => {}
        }
        let (rows, horizontal) = self.rows(&name, begin);
        let table = Node::Table(Table { rows, kind, vertical, horizontal });
        Some(between(name.trim_end_matches('*'), table))
    }

    /// `\substack{a \\ b}`
    pub(super) fn substack(&mut self, token: &Token) -> Node {
        let mut rows = Vec::new();
        if !self.takes(&Kind::Begin) {
            self.missing_argument(token);
        }
        loop {
            let (nodes, stop) = self.nodes(false);
            rows.push(vec![row(nodes)]);
            match stop {
                Stop::Row => self.optional_gap(),
                Stop::Brace => break,
                stop => {
                    let message = "the brace after `\\substack` is never closed";
                    self.closes(stop, Stop::Brace, token, message, "write `}` at its end");
                    break;
                }
            }
        }
        Node::Table(Table { rows, kind: TableKind::Substack, vertical: Vec::new(), horizontal: Vec::new() })
    }

    fn rows(&mut self, name: &str, begin: &Token) -> Rows {
        let mut rows: Vec<Vec<Node>> = Vec::new();
        let mut horizontal = Vec::new();
        loop {
            self.horizontal_lines(rows.len(), &mut horizontal);
            let (cells, stop) = self.cells();
            let is_empty = cells.iter().all(|cell| matches!(cell, Node::Row(nodes) if nodes.is_empty()));
            if stop == Stop::Row || !is_empty || rows.is_empty() {
                rows.push(cells);
            }
            match stop {
                Stop::Row => self.optional_gap(),
                Stop::Environment => {
                    self.end_of(name, begin);
                    return (rows, horizontal);
                }
                stop => {
                    let message = format!("`\\begin{{{name}}}` has no end");
                    let help = format!("write `\\end{{{name}}}`");
                    self.closes(stop, Stop::Environment, begin, &message, &help);
                    return (rows, horizontal);
                }
            }
        }
    }

    fn cells(&mut self) -> (Vec<Node>, Stop) {
        let mut cells = Vec::new();
        loop {
            let (nodes, stop) = self.nodes(false);
            cells.push(row(nodes));
            if stop != Stop::Column {
                return (cells, stop);
            }
        }
    }

    fn horizontal_lines(&mut self, row: usize, horizontal: &mut Vec<usize>) {
        while let Some(token) = self.next_solid() {
            match &token.kind {
                Kind::Command(name)
                    if matches!(name.as_str(), "hline" | "toprule" | "midrule" | "bottomrule") =>
                {
                    horizontal.push(row);
                }
                _ => return self.push(token),
            }
        }
    }

    fn end_of(&mut self, opened: &str, begin: &Token) {
        let name = self.literal(begin);
        if name != opened {
            let message = format!("`\\begin{{{opened}}}` ends with `\\end{{{name}}}`");
            self.fail(begin, message, &format!("write `\\end{{{opened}}}`"));
        }
    }

    fn unknown_environment(&mut self, name: &str, token: &Token) {
        let help = match nearest(name, known::ENVIRONMENTS.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the formula without it".to_owned(),
        };
        self.fail(token, format!("the environment `{name}` is not known"), &help);
        // Its end is not reported again.
        let marker = Kind::Command("end".to_owned());
        while let Some(token) = self.tokens.pop() {
            if token.kind == marker {
                self.literal(&token);
                return;
            }
        }
    }
}

fn kind(name: &str) -> Option<TableKind> {
    Some(match name {
        "matrix" | "pmatrix" | "bmatrix" | "Bmatrix" | "vmatrix" | "Vmatrix" | "array" | "subarray"
        | "darray" | "tabular" => TableKind::Array(Vec::new()),
        "smallmatrix" => TableKind::Substack,
        "cases" | "rcases" => TableKind::Cases,
        "dcases" | "drcases" | "aligned" | "alignedat" | "split" | "align" | "alignat" | "eqnarray"
        | "flalign" => TableKind::Aligned,
        "gathered" | "gather" | "multline" | "equation" => TableKind::Gathered,
        _ => return None,
    })
}

/// A table between the delimiters of its environment.
fn between(name: &str, table: Node) -> Node {
    let (open, close) = match name {
        "pmatrix" => (Some('('), Some(')')),
        "bmatrix" => (Some('['), Some(']')),
        "Bmatrix" => (Some('{'), Some('}')),
        "vmatrix" => (Some('|'), Some('|')),
        "Vmatrix" => (Some('‖'), Some('‖')),
        "cases" | "dcases" => (Some('{'), None),
        "rcases" | "drcases" => (None, Some('}')),
        _ => return table,
    };
    let table = match (name, table) {
        ("dcases" | "drcases", Node::Table(table)) => Node::Sized(
            super::super::tree::Size::Display,
            Box::new(Node::Table(Table { kind: TableKind::Cases, ..table })),
        ),
        (_, table) => table,
    };
    Node::Fenced(open, vec![table], close)
}

fn alignments(columns: &str) -> Vec<Align> {
    let align = |letter| match letter {
        'l' => Some(Align::Left),
        'c' => Some(Align::Center),
        'r' => Some(Align::Right),
        _ => None,
    };
    outside_braces(columns).filter_map(align).take(64).collect()
}

/// The numbers of columns before which a line stands.
fn lines_between(columns: &str) -> Vec<usize> {
    let mut column = 0;
    let mut lines = Vec::new();
    for letter in outside_braces(columns) {
        match letter {
            'l' | 'c' | 'r' => column += 1,
            '|' | ':' => lines.push(column),
            _ => {}
        }
    }
    lines
}

/// The characters that are not in braces, such as those of `@{…}`.
fn outside_braces(columns: &str) -> impl Iterator<Item = char> {
    let mut depth = 0_usize;
    columns.chars().filter(move |letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    })
}
