//! Environments within a formula: matrices, cases, arrays, aligned lines.

use super::super::token::{Kind, Token};
use super::super::tree::{Align, Node, Table, TableKind};
use super::lines::{in_pairs, is_three_columns};
use super::{Parser, Stop, row};
use crate::diag::nearest;

/// The rows of an environment, with the numbers of those before which `\hline` stands.
type Rows = (Vec<Vec<Node>>, Vec<usize>);

impl Parser<'_> {
    /// An environment after `\begin`.
    pub(super) fn environment(&mut self, begin: &Token) -> Option<Node> {
        let name = self.literal(begin);
        let plain = name.trim_end_matches('*');
        if plain == "CD" {
            return Some(self.diagram(begin));
        }
        let Some(found) = ENVIRONMENTS.iter().find(|(names, _)| names.split(' ').any(|known| known == plain))
        else {
            self.unknown_environment(&name, begin);
            return None;
        };
        let mut layout = found.1;
        let mut columns = Vec::new();
        let mut vertical = Vec::new();
        match layout {
            Layout::Columns => {
                self.optional_literal();
                let written = self.literal(begin);
                (columns, vertical) = (alignments(&written), lines_between(&written));
            }
            Layout::Pairs => {
                self.raw_argument(begin);
                layout = Layout::Aligned;
            }
            Layout::Matrix => {
                let written = if name.ends_with('*') { self.optional_literal() } else { None };
                let all = written.and_then(|written| alignments(&written).first().copied());
                columns = all.map(|align| vec![align; MOST_COLUMNS]).unwrap_or_default();
            }
            Layout::Aligned | Layout::Gathered => {
                self.position();
            }
            Layout::Small | Layout::Cases | Layout::DisplayedCases => {}
        }
        let (rows, horizontal) = self.rows(&name, begin);
        let kind = match layout {
            Layout::Columns | Layout::Matrix => TableKind::Array(columns),
            Layout::Small => TableKind::Substack,
            Layout::Cases => TableKind::Cases,
            Layout::DisplayedCases => TableKind::DisplayedCases,
            Layout::Aligned | Layout::Pairs => TableKind::Aligned,
            Layout::Gathered => TableKind::Gathered,
        };
        let table = Node::Table(Table { rows, kind, vertical, horizontal });
        Some(between(plain, table))
    }

    /// The vertical position of an environment, in brackets.
    fn position(&mut self) {
        let next: Vec<&Kind> = self.tokens.iter().rev().take(3).map(|token| &token.kind).collect();
        if let [Kind::Character('['), Kind::Character('t' | 'c' | 'b'), Kind::Character(']')] =
            next.as_slice()
        {
            self.tokens.truncate(self.tokens.len() - 3);
        }
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
            let cells = if is_three_columns(Some(name)) { in_pairs(cells) } else { cells };
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
                    if matches!(
                        name.as_str(),
                        "hline" | "hdashline" | "toprule" | "midrule" | "bottomrule"
                    ) =>
                {
                    horizontal.push(row);
                }
                _ => return self.push(token),
            }
        }
    }

    pub(super) fn end_of(&mut self, opened: &str, begin: &Token) {
        let name = self.literal(begin);
        if name != opened {
            let message = format!("`\\begin{{{opened}}}` ends with `\\end{{{name}}}`");
            self.fail(begin, message, &format!("write `\\end{{{opened}}}`"));
        }
    }

    fn unknown_environment(&mut self, name: &str, token: &Token) {
        let (message, help) = match refused(name) {
            Some(help) => (format!("`{name}` cannot stand in a formula"), help.to_owned()),
            None => {
                let help = match nearest(name, environments()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write the formula without it".to_owned(),
                };
                (format!("the environment `{name}` is not known"), help)
            }
        };
        self.fail(token, message, &help);
        // Its end is not reported again.
        let marker = Kind::command("end");
        while let Some(token) = self.tokens.pop() {
            if token.kind == marker {
                self.literal(&token);
                return;
            }
        }
    }
}

/// How the cells of an environment stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Columns as the argument says.
    Columns,
    /// Columns in the middle, or as the brackets after a name with a star say.
    Matrix,
    /// In the size of subscripts.
    Small,
    Cases,
    DisplayedCases,
    Aligned,
    /// Aligned, after the number of pairs.
    Pairs,
    Gathered,
}

/// The most columns of a matrix.
const MOST_COLUMNS: usize = 32;

/// The environments within a formula: names without a star, separated by spaces.
const ENVIRONMENTS: &[(&str, Layout)] = &[
    ("array subarray darray tabular", Layout::Columns),
    ("matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix", Layout::Matrix),
    ("smallmatrix psmallmatrix bsmallmatrix Bsmallmatrix vsmallmatrix Vsmallmatrix", Layout::Small),
    ("cases rcases", Layout::Cases),
    ("dcases drcases", Layout::DisplayedCases),
    ("aligned split align eqnarray flalign", Layout::Aligned),
    ("alignedat alignat xalignat", Layout::Pairs),
    ("gathered gather multline multlined equation lgathered rgathered", Layout::Gathered),
];

/// The names of all environments within a formula.
pub fn environments() -> impl Iterator<Item = &'static str> {
    ENVIRONMENTS.iter().flat_map(|(names, _)| names.split(' ')).chain(["CD"])
}

/// The way out for an environment that no formula has.
fn refused(name: &str) -> Option<&'static str> {
    Some(match name.trim_end_matches('*') {
        "tikzpicture" | "tikzcd" | "picture" | "xy" | "pgfpicture" | "circuitikz" | "quantikz"
        | "prooftree" => "draw it in a picture",
        "subequations" | "theorem" | "proof" | "figure" | "table" | "itemize" | "enumerate" | "center" => {
            "write it in the text around the formula"
        }
        _ => return None,
    })
}

/// A table between the delimiters of its environment.
fn between(name: &str, table: Node) -> Node {
    let (open, close) = match name {
        "pmatrix" | "psmallmatrix" => (Some('('), Some(')')),
        "bmatrix" | "bsmallmatrix" => (Some('['), Some(']')),
        "Bmatrix" | "Bsmallmatrix" => (Some('{'), Some('}')),
        "vmatrix" | "vsmallmatrix" => (Some('|'), Some('|')),
        "Vmatrix" | "Vsmallmatrix" => (Some('‖'), Some('‖')),
        "cases" | "dcases" => (Some('{'), None),
        "rcases" | "drcases" => (None, Some('}')),
        _ => return table,
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
