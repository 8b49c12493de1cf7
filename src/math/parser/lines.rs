//! The lines of a formula, with their numbers and labels.

use super::super::command::Command;
use super::super::commands;
use super::super::token::{Kind, Token};
use super::super::tree::{Class, Line, Node, Number, Tree};
use super::atoms::sign_node;
use super::marks::Marks;
use super::{Parser, Stop, row};

/// The outermost environment of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Outer {
    is_aligned: bool,
    /// Whether lines have a number.
    is_numbered: bool,
    /// Whether all lines share one.
    is_single: bool,
}

impl Parser<'_> {
    /// The whole formula.
    pub(super) fn formula(&mut self, is_display: bool) -> Tree {
        let outer = if is_display { self.outer() } else { None };
        let name = outer.as_ref().map(|(name, _)| name.clone());
        let kind = outer.map(|(_, kind)| kind);
        let mut lines =
            self.lines(kind.is_some_and(|kind| kind.is_numbered && !kind.is_single), name.as_deref());
        if kind.is_some_and(|kind| kind.is_numbered && kind.is_single) {
            number_last(&mut lines);
        }
        let columns = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
        let is_aligned = kind.is_some_and(|kind| kind.is_aligned) || columns > 1;
        Tree { lines, is_aligned }
    }

    /// The environment that the whole formula is, after its `\begin`.
    fn outer(&mut self) -> Option<(String, Outer)> {
        let token = self.next_solid()?;
        let name = if token.kind == Kind::Command("begin".to_owned()) { self.peek_name() } else { None };
        let Some(kind) = name.as_deref().and_then(outer) else {
            self.push(token);
            return None;
        };
        let name = self.literal(&token);
        if name.starts_with("alignat") {
            self.raw_argument(&token);
        }
        Some((name, kind))
    }

    /// The name in braces that follows.
    pub(super) fn peek_name(&self) -> Option<String> {
        let mut tokens = self.tokens.iter().rev().skip_while(|token| token.kind == Kind::Space);
        if tokens.next()?.kind != Kind::Begin {
            return None;
        }
        let name = tokens.map_while(|token| match token.kind {
            Kind::Character(letter) => Some(letter),
            _ => None,
        });
        Some(name.collect())
    }

    fn lines(&mut self, is_numbered: bool, environment: Option<&str>) -> Vec<Line> {
        let mut lines = Vec::new();
        loop {
            self.line = Marks::default();
            let (cells, stop) = self.line_cells(environment);
            let cells = if is_three_columns(environment) { in_pairs(cells) } else { cells };
            let marks = std::mem::take(&mut self.line);
            let is_empty = cells.iter().all(|cell| matches!(cell, Node::Row(nodes) if nodes.is_empty()));
            if stop == Stop::Row || !is_empty || lines.is_empty() {
                lines.push(line(cells, marks, is_numbered));
            } else if let Some(last) = lines.last_mut() {
                add_marks(last, marks);
            }
            if stop != Stop::Row {
                return lines;
            }
            self.optional_gap();
        }
    }

    /// The cells of a line, and what ends it.
    fn line_cells(&mut self, environment: Option<&str>) -> (Vec<Node>, Stop) {
        let mut cells = Vec::new();
        loop {
            let (nodes, stop) = self.nodes(false);
            cells.push(row(nodes));
            match stop {
                Stop::Column => {}
                Stop::Row | Stop::End => {
                    if let (Stop::End, Some(name)) = (&stop, environment) {
                        let last = self.last();
                        let message = format!("`\\begin{{{name}}}` has no end");
                        self.fail(&last, message, &format!("write `\\end{{{name}}}`"));
                    }
                    return (cells, stop);
                }
                Stop::Environment if environment.is_some() => {
                    let signs = self.end_of_outer(environment.unwrap_or_default());
                    if let (Some(last), false) = (cells.last_mut(), signs.is_empty()) {
                        let own = std::mem::replace(last, row(Vec::new()));
                        *last = Node::Row([own].into_iter().chain(signs).collect());
                    }
                    return (cells, Stop::End);
                }
                other => self.stray(other),
            }
        }
    }

    /// Reads up to the end of the formula. Returns signs of punctuation that stand there.
    fn end_of_outer(&mut self, begun: &str) -> Vec<Node> {
        let mut signs = Vec::new();
        let token = self.last();
        let name = self.literal(&token);
        if name != begun {
            let message = format!("`\\begin{{{begun}}}` ends with `\\end{{{name}}}`");
            self.fail(&token, message, &format!("write `\\end{{{begun}}}`"));
        }
        while let Some(token) = self.next_solid() {
            if let Kind::Command(name) = &token.kind
                && let Some(command @ (Command::Label | Command::Tag | Command::Unnumbered)) =
                    commands::named(name)
            {
                self.mark(command, &token);
                continue;
            }
            if let Kind::Character(sign @ ('.' | ',' | ';' | ':')) = token.kind {
                signs.push(sign_node(sign, Class::Ordinary));
                continue;
            }
            let message = format!("text follows `\\end{{{begun}}}`");
            self.fail(&token, message, "write it in a formula of its own");
            self.tokens.clear();
        }
        signs
    }

    /// Reports a closing part without an opening one.
    fn stray(&mut self, stop: Stop) {
        let (what, help) = match stop {
            Stop::Right => ("`\\right`", "write `\\left` before it"),
            Stop::Environment => ("`\\end`", "write `\\begin` before it"),
            _ => ("`}`", "delete it, or write `\\}` for the sign"),
        };
        let rest = self.tokens.last().map_or(self.end, |token| token.at);
        let token = Token { kind: Kind::Space, at: rest.saturating_sub(1), length: 1 };
        self.fail(&token, format!("{what} closes nothing"), help);
        if stop == Stop::Environment {
            self.literal(&token);
        }
    }

    /// The gap after `\\`, in brackets, and the star.
    pub(super) fn optional_gap(&mut self) {
        if self.tokens.last().is_some_and(|token| token.kind == Kind::Character('*')) {
            self.tokens.pop();
        }
        let mut next = self.tokens.iter().rev().skip_while(|token| token.kind == Kind::Space);
        let opens = next.next().is_some_and(|token| token.kind == Kind::Character('['));
        let is_length = next.next().is_some_and(|token| {
            matches!(token.kind, Kind::Character('0'..='9' | '.' | '-'))
                || matches!(&token.kind, Kind::Command(_))
        });
        if opens && is_length {
            self.optional_literal();
        }
    }

    /// A command that marks its line.
    pub(super) fn mark(&mut self, command: Command, token: &Token) {
        match command {
            Command::Label => self.line.label = Some(self.literal(token)).filter(|label| !label.is_empty()),
            Command::Tag => {
                let is_bare = self.takes(&Kind::Character('*'));
                let words = self.literal(token).replace(['$', '\\', '{', '}'], "");
                let words = if is_bare { words } else { format!("({words})") };
                self.line.number = Some(Number::Written(words));
            }
            _ => self.line.number = Some(Number::None),
        }
    }
}

/// Whether an environment has a column of its own for relations.
pub(super) fn is_three_columns(environment: Option<&str>) -> bool {
    environment.is_some_and(|name| name.trim_end_matches('*') == "eqnarray")
}

/// Cells in threes as cells in twos: a relation stands at the start of the cell after it.
pub(super) fn in_pairs(cells: Vec<Node>) -> Vec<Node> {
    let mut pairs: Vec<Vec<Node>> = Vec::new();
    for (index, cell) in cells.into_iter().enumerate() {
        let nodes = if let Node::Row(nodes) = cell { nodes } else { vec![cell] };
        match pairs.last_mut().filter(|_| index % 3 == 2) {
            Some(relation) => relation.extend(nodes),
            None => pairs.push(nodes),
        }
    }
    pairs.into_iter().map(row).collect()
}

fn line(cells: Vec<Node>, marks: Marks, is_numbered: bool) -> Line {
    let usual = if is_numbered || marks.label.is_some() { Number::Next } else { Number::None };
    Line { cells, number: marks.number.unwrap_or(usual), label: marks.label }
}

fn add_marks(line: &mut Line, marks: Marks) {
    if let Some(number) = marks.number {
        line.number = number;
    }
    line.label = line.label.take().or(marks.label);
}

/// One number for all lines: that which the author wrote, or the next one, at the last line.
fn number_last(lines: &mut [Line]) {
    let is_marked = |line: &Line| line.number != Number::None;
    let has_own = lines.iter().any(is_marked);
    if let (false, Some(last)) = (has_own, lines.last_mut()) {
        last.number = Number::Next;
    }
}

fn outer(name: &str) -> Option<Outer> {
    let is_numbered = !name.ends_with('*');
    let kind = |is_aligned, is_single| Some(Outer { is_aligned, is_numbered, is_single });
    match name.trim_end_matches('*') {
        "equation" | "multline" => kind(false, true),
        "align" | "alignat" | "flalign" | "eqnarray" | "xalignat" => kind(true, false),
        "gather" => kind(false, false),
        "displaymath" | "math" => Some(Outer { is_aligned: false, is_numbered: false, is_single: true }),
        _ => None,
    }
}
