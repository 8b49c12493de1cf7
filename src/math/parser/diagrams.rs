//! Commutative diagrams of the package `amscd`.

use super::super::token::{Kind, Token};
use super::super::tree::{Align, Class, Node, Size, Table, TableKind};
use super::constructs::labelled;
use super::{Parser, row};

impl Parser<'_> {
    /// The environment `CD`, after its name.
    pub(super) fn diagram(&mut self, begin: &Token) -> Node {
        let mut rows = Vec::new();
        loop {
            let (cells, is_last) = self.diagram_row(begin);
            if !is_last || cells.len() > 1 || cells.first().is_some_and(|cell| *cell != row(Vec::new())) {
                rows.push(cells);
            }
            if is_last {
                break;
            }
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let kind = TableKind::Array(vec![Align::Center; columns]);
        Node::Table(Table { rows, kind, vertical: Vec::new(), horizontal: Vec::new() })
    }

    /// The cells of a row and the arrows between them, and whether the row is the last one.
    fn diagram_row(&mut self, begin: &Token) -> (Vec<Node>, bool) {
        let mut cells = Vec::new();
        let mut inside = Vec::new();
        // Arrows downwards stand in the columns of objects.
        let mut is_vertical = false;
        loop {
            let Some(token) = self.tokens.pop() else {
                self.fail(begin, "`\\begin{CD}` has no end".to_owned(), "write `\\end{CD}`");
                return (cells, true);
            };
            match &token.kind {
                Kind::Character('@') => {
                    let object = self.inner(std::mem::take(&mut inside));
                    let Some((arrow, is_down)) = self.diagram_arrow(&token) else { continue };
                    if is_down {
                        // The first arrow stands in the first column; an empty column follows each.
                        if is_vertical {
                            cells.push(row(Vec::new()));
                        }
                        is_vertical = true;
                    } else {
                        cells.push(object);
                    }
                    cells.push(arrow);
                }
                Kind::Command(name) if name == "\\" || name == "cr" || name == "end" => {
                    let is_last = name == "end";
                    if is_last {
                        self.end_of("CD", begin);
                    }
                    let object = self.inner(inside);
                    if !is_vertical {
                        cells.push(object);
                    }
                    return (cells, is_last);
                }
                _ => inside.push(token),
            }
        }
    }

    /// `@>above>below>`, `@VleftVrightV`, `@=`, `@|`, `@.`, and whether it points up or down.
    fn diagram_arrow(&mut self, at: &Token) -> Option<(Node, bool)> {
        let kind = self.tokens.pop().map(|token| token.kind);
        let (sign, is_down) = match kind {
            Some(Kind::Character('=')) => return Some((labelled('=', Some(wide(None)), None), false)),
            Some(Kind::Character('|')) => return Some((delimiter('‖'), true)),
            Some(Kind::Character('.')) => return Some((row(Vec::new()), false)),
            Some(Kind::Character('>')) => ('→', false),
            Some(Kind::Character('<')) => ('←', false),
            Some(Kind::Character('V')) => ('↓', true),
            Some(Kind::Character('A')) => ('↑', true),
            _ => {
                let message = "this is no arrow of a diagram".to_owned();
                self.fail(at, message, "write `@>>>`, `@<<<`, `@VVV`, `@AAA`, `@=`, `@|` or `@.`");
                return None;
            }
        };
        let end = kind.unwrap_or(Kind::Space);
        let (first, second) = (self.diagram_label(&end), self.diagram_label(&end));
        if !is_down {
            return Some((labelled(sign, Some(wide(first)), second), false));
        }
        let label = |node: Option<Node>| node.map_or_else(|| row(Vec::new()), small);
        Some((Node::Row(vec![label(first), delimiter(sign), label(second)]), true))
    }

    /// The label of an arrow, up to the sign of the arrow.
    fn diagram_label(&mut self, end: &Kind) -> Option<Node> {
        let mut inside = Vec::new();
        let mut depth = 0_usize;
        while let Some(token) = self.tokens.pop() {
            match token.kind {
                Kind::Begin => depth += 1,
                Kind::End => depth = depth.saturating_sub(1),
                _ if depth == 0 && token.kind == *end => break,
                _ => {}
            }
            inside.push(token);
        }
        let label = self.inner(inside);
        (label != row(Vec::new())).then_some(label)
    }
}

/// A label with space around it, so that the arrow is not short.
fn wide(label: Option<Node>) -> Node {
    Node::Row([Node::Space(18)].into_iter().chain(label).chain([Node::Space(18)]).collect())
}

fn delimiter(sign: char) -> Node {
    Node::Delimiter(sign, 18, Class::Ordinary)
}

/// A label in the size of scripts.
fn small(label: Node) -> Node {
    Node::Sized(Size::Script, Box::new(label))
}
