//! Writes formulas as MathML, within what MathML Core and EPUB share.

mod signs;
#[cfg(test)]
mod tests;

use super::tag::Tag;
use crate::math::{
    Accent, Align, Class, Edge, Face, Fraction, Limits, Node, Scripts, Size, Symbol, Table, TableKind, Tree,
};

use signs::{
    delimiter, enclosed, fence, gaps, identifier, is_small, over, padded, raised, sign, sized, space,
    spacing, stretched, strike, text, wide,
};

/// The namespace of MathML.
const NAMESPACE: &str = "http://www.w3.org/1998/Math/MathML";

/// A formula. With several lines, `numbers` has the number and the anchor of each; with one, its number stands outside.
pub fn formula(tree: &Tree, tex: &str, is_display: bool, numbers: &[LineMark]) -> String {
    let math = Tag::new("math").with("xmlns", NAMESPACE);
    let math = if is_display { math.with("display", "block") } else { math };
    let size = if is_display { Size::Display } else { Size::Text };
    let writer = MathWriter { size };
    let body = match tree.lines.as_slice() {
        [line] if !tree.is_aligned => writer.list(&line.cells),
        _ => writer.lines(tree, numbers),
    };
    math.with("alttext", tex.split_whitespace().collect::<Vec<_>>().join(" ")).around(&body)
}

/// The number and the anchor of a line.
pub type LineMark = (Option<String>, Option<String>);

#[derive(Clone, Copy)]
struct MathWriter {
    size: Size,
}

impl MathWriter {
    fn in_size(size: Size) -> Self {
        Self { size }
    }

    /// The writer for a superscript or subscript.
    fn script(self) -> Self {
        Self::in_size(match self.size {
            Size::Display | Size::Text => Size::Script,
            Size::Script | Size::ScriptScript => Size::ScriptScript,
        })
    }

    /// The writer for a part of a fraction.
    fn part(self) -> Self {
        Self::in_size(match self.size {
            Size::Display => Size::Text,
            Size::Text => Size::Script,
            Size::Script | Size::ScriptScript => Size::ScriptScript,
        })
    }

    /// Nodes beside each other, with what their neighbours decide.
    fn list(self, nodes: &[Node]) -> String {
        let mut out = String::new();
        let mut before = None;
        for (index, node) in nodes.iter().enumerate() {
            let next = nodes.get(index + 1).map(class_of);
            if is_operator(node) && matches!(before, Some(Class::Ordinary | Class::Closing)) {
                out += &space(3);
            }
            out += &self.node(node, before);
            let touches = matches!(next, Some(Some(Class::Ordinary | Class::Large)));
            if is_operator(node) && touches {
                out += &space(3);
            }
            before = class_of(node).or(before);
        }
        out
    }

    /// Nodes as one element.
    fn row(self, nodes: &[Node]) -> String {
        match nodes {
            [Node::Row(inside)] => self.row(inside),
            [node] => self.node(node, None),
            nodes => Tag::new("mrow").around(&self.list(nodes)),
        }
    }

    fn one(self, node: &Node) -> String {
        self.row(std::slice::from_ref(node))
    }

    /// A node as one element. `before` is the class of the one before it.
    fn node(self, node: &Node, before: Option<Class>) -> String {
        match node {
            Node::Symbol(symbol) => sign(symbol, before, self.size),
            Node::Word(words) => identifier(words),
            Node::Number(digits) => Tag::new("mn").text(digits),
            Node::Text(face, words) => text(*face, words),
            Node::Operator(name, _) => identifier(name),
            Node::Row(nodes) => self.row(nodes),
            Node::Fraction(fraction) => self.fraction(fraction),
            Node::Root(inside, None) => Tag::new("msqrt").around(&self.one(inside)),
            Node::Root(inside, Some(degree)) => {
                let degree = Self::in_size(Size::ScriptScript).one(degree);
                Tag::new("mroot").around(&(self.one(inside) + &degree))
            }
            Node::Scripts(scripts) => self.scripts(scripts),
            Node::Accent(accent) => self.accent(accent),
            Node::Line(edge, inside) => {
                let line = Tag::new("mo").with("stretchy", "true").text(if *edge == Edge::Over {
                    '‾'
                } else {
                    '_'
                });
                over(*edge, &self.one(inside), &line, true)
            }
            Node::Brace(edge, mark, inside) => over(*edge, &self.one(inside), &stretched(*mark), false),
            Node::Fenced(open, inside, close) => self.fenced(*open, inside, *close),
            Node::Middle(sign) => fence("infix", *sign),
            Node::Delimiter(sign, height, class) => delimiter(*sign, *height, *class),
            Node::Table(table) => self.table(table),
            Node::Sized(size, inside) => sized(*size, &Self::in_size(*size).one(inside)),
            Node::Classed(class, inside) => self.classed(*class, inside, before),
            Node::Limited(_, inside) => self.node(inside, before),
            Node::Space(width) => space(*width),
            Node::Phantom(inside, has_width, has_height) => self.phantom(inside, *has_width, *has_height),
            Node::Struck(kind, inside) => enclosed(strike(*kind), &self.one(inside)),
            Node::Boxed(inside) => enclosed("box", &Self::in_size(Size::Display).one(inside)),
            Node::Raised(amount, inside) => raised(*amount, &self.one(inside)),
            Node::Reference(id, _) => text(Face::Plain, id),
        }
    }

    fn fraction(self, fraction: &Fraction) -> String {
        let thickness = (!fraction.has_line).then_some("0");
        let parts = self.part().one(&fraction.above) + &self.part().one(&fraction.below);
        Tag::new("mfrac").with_some("linethickness", thickness).around(&parts)
    }

    fn scripts(self, scripts: &Scripts) -> String {
        let are_limits = match scripts.limits {
            Limits::Never => false,
            Limits::Displayed => self.size == Size::Display,
            Limits::Always => true,
        };
        let base = match &scripts.base {
            Node::Symbol(symbol) if symbol.class == Class::Large => {
                Tag::new("mo").with("movablelimits", "false").text(&symbol.text)
            }
            Node::Brace(_, mark, inside) if is_empty(inside) => stretched(*mark),
            base => self.one(base),
        };
        // A prime has the height of a superscript already.
        if let (None, Some(above)) = (&scripts.below, &scripts.above)
            && is_prime(above)
        {
            return Tag::new("mrow").around(&(base + &self.one(above)));
        }
        let inner = self.script();
        let wide = is_arrow(&scripts.base);
        let part = |node: &Node| if wide { padded(&inner.one(node)) } else { inner.one(node) };
        let (below, above) = (scripts.below.as_ref().map(part), scripts.above.as_ref().map(part));
        let (element, parts) = match (below, above, are_limits) {
            (Some(below), Some(above), false) => ("msubsup", below + &above),
            (Some(below), None, false) => ("msub", below),
            (None, Some(above), false) => ("msup", above),
            (Some(below), Some(above), true) => ("munderover", below + &above),
            (Some(below), None, true) => ("munder", below),
            (None, Some(above), true) => ("mover", above),
            (None, None, _) => return base,
        };
        Tag::new(element).around(&(base + &parts))
    }

    fn accent(self, accent: &Accent) -> String {
        let stretchy = if accent.is_wide { "true" } else { "false" };
        let arrow = (accent.mark == '\u{20D7}' && !accent.is_wide).then_some("math-vector");
        let sign = if accent.is_wide { wide(accent.mark, accent.edge) } else { spacing(accent.mark) };
        let mark = Tag::new("mo").with_some("class", arrow).with("stretchy", stretchy).text(sign);
        over(accent.edge, &self.one(&accent.base), &mark, true)
    }

    fn fenced(self, open: Option<char>, inside: &[Node], close: Option<char>) -> String {
        let open = open.map(|sign| fence("prefix", sign)).unwrap_or_default();
        let close = close.map(|sign| fence("postfix", sign)).unwrap_or_default();
        Tag::new("mrow").around(&(open + &self.list(inside) + &close))
    }

    fn classed(self, class: Class, inside: &Node, before: Option<Class>) -> String {
        // A letter in an operator element would be upright.
        if let Node::Symbol(symbol) = inside
            && !symbol.text.chars().all(char::is_alphabetic)
        {
            return sign(&Symbol { class, ..symbol.clone() }, before, self.size);
        }
        // An operator within scripts has its own space.
        let has_own = matches!(inside, Node::Scripts(scripts)
            if matches!(&scripts.base, Node::Symbol(symbol) if symbol.class == Class::Relation));
        let (left, right) = if is_small(self.size) || has_own { (0, 0) } else { gaps(class) };
        let has_both = before.is_some();
        let (left, right) = if class == Class::Binary && !has_both { (0, 0) } else { (left, right) };
        let inside = self.one(inside);
        if (left, right) == (0, 0) {
            return inside;
        }
        let [left, right] = [left, right].map(|width| if width > 0 { space(width) } else { String::new() });
        Tag::new("mrow").around(&(left + &inside + &right))
    }

    fn phantom(self, inside: &Node, has_width: bool, has_height: bool) -> String {
        let inside = Tag::new("mphantom").around(&self.one(inside));
        match (has_width, has_height) {
            (true, true) => inside,
            (false, _) => Tag::new("mpadded").with("width", "0").around(&inside),
            (true, false) => Tag::new("mpadded").with("height", "0").with("depth", "0").around(&inside),
        }
    }

    fn table(self, table: &Table) -> String {
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let (class, display, align): (&str, bool, Vec<Align>) = match &table.kind {
            TableKind::Array(columns) => {
                let column = |index: usize| columns.get(index).copied().unwrap_or(Align::Center);
                ("math-array", false, (0..width).map(column).collect())
            }
            TableKind::Cases => ("math-cases", false, vec![Align::Left; width]),
            TableKind::DisplayedCases => ("math-cases", true, vec![Align::Left; width]),
            TableKind::Aligned => ("math-aligned", true, in_turn(width)),
            TableKind::Gathered => ("math-gathered", true, vec![Align::Center; width]),
            TableKind::Substack => ("math-substack", false, vec![Align::Center; width]),
        };
        let writer = Self::in_size(if display { Size::Display } else { self.size.min_text() });
        let rows = table.rows.iter().enumerate().map(|(index, cells)| {
            let line = lines_around(&table.horizontal, index, table.rows.len(), &ROW_LINES);
            let cells = (0..width).map(|column| {
                let side = lines_around(&table.vertical, column, width, &COLUMN_LINES);
                let inside = cells.get(column).map(|cell| writer.cell(cell)).unwrap_or_default();
                cell(align[column], &[line, side], &inside)
            });
            Tag::new("mtr").around(&cells.collect::<String>())
        });
        let rows = rows.collect::<String>();
        let tag = Tag::new("mtable").with("class", class).with("columnalign", columns(&align));
        let tag = if display { tag.with("displaystyle", "true") } else { tag };
        tag.around(&rows)
    }

    fn cell(self, node: &Node) -> String {
        match node {
            Node::Row(nodes) => self.list(nodes),
            node => self.node(node, None),
        }
    }

    /// The lines of a displayed formula. A column at each side makes room for the numbers.
    fn lines(self, tree: &Tree, numbers: &[LineMark]) -> String {
        let width = tree.lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
        let align = if tree.is_aligned { in_turn(width) } else { vec![Align::Center; width] };
        let is_numbered = numbers.iter().any(|(number, _)| number.is_some());
        let rows = tree.lines.iter().enumerate().map(|(index, line)| {
            let (number, anchor) = numbers.get(index).cloned().unwrap_or_default();
            let cells: String = (0..width)
                .map(|column| {
                    let before = if column % 2 == 1 { Some(Class::Ordinary) } else { None };
                    let inside = line.cells.get(column).map(|cell| self.aligned_cell(cell, before));
                    cell(align[column], &[], &inside.unwrap_or_default())
                })
                .collect();
            let cells = if is_numbered {
                let number = number.map(|number| Tag::new("mtext").text(number)).unwrap_or_default();
                let first = Tag::new("mtd").with("class", "math-margin").around("");
                first + &cells + &Tag::new("mtd").with("class", "math-number").around(&number)
            } else {
                cells
            };
            Tag::new("mtr").with_some("id", anchor).around(&cells)
        });
        let rows = rows.collect::<String>();
        let class = match (tree.is_aligned, is_numbered) {
            (true, false) => "math-aligned",
            (true, true) => "math-aligned math-numbered",
            (false, false) => "math-gathered",
            (false, true) => "math-gathered math-numbered",
        };
        let align: Vec<Align> = if is_numbered {
            [Align::Left].into_iter().chain(align).chain([Align::Right]).collect()
        } else {
            align
        };
        let table = Tag::new("mtable").with("class", class).with("columnalign", columns(&align));
        table.with("displaystyle", "true").around(&rows)
    }

    /// A cell after another one: a relation at its start stands between two parts.
    fn aligned_cell(self, node: &Node, before: Option<Class>) -> String {
        let nodes = match node {
            Node::Row(nodes) => nodes.as_slice(),
            node => std::slice::from_ref(node),
        };
        let starts = nodes.first().and_then(class_of);
        match (before, starts) {
            (Some(_), Some(Class::Relation | Class::Binary)) => {
                Tag::new("mrow").around("") + &self.list(nodes)
            }
            _ => self.list(nodes),
        }
    }
}

impl Size {
    /// The size of the cells of a table.
    fn min_text(self) -> Self {
        if self == Self::Display { Self::Text } else { self }
    }
}

fn is_empty(node: &Node) -> bool {
    matches!(node, Node::Row(nodes) if nodes.is_empty())
}

fn is_prime(node: &Node) -> bool {
    match node {
        Node::Symbol(symbol) => signs::is_prime(&symbol.text),
        Node::Row(nodes) => !nodes.is_empty() && nodes.iter().all(is_prime),
        _ => false,
    }
}

fn is_arrow(node: &Node) -> bool {
    matches!(node, Node::Brace(_, _, inside) if is_empty(inside))
}

/// Columns aligned to the right and to the left in turn.
fn in_turn(width: usize) -> Vec<Align> {
    (0..width).map(|column| if column % 2 == 0 { Align::Right } else { Align::Left }).collect()
}

fn columns(align: &[Align]) -> String {
    let names = align.iter().map(|align| align_name(*align));
    names.collect::<Vec<_>>().join(" ")
}

fn align_name(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    }
}

fn cell(align: Align, lines: &[&str], inside: &str) -> String {
    let class = match align {
        Align::Left => Some("math-left"),
        Align::Center => None,
        Align::Right => Some("math-right"),
    };
    let classes: Vec<&str> =
        class.into_iter().chain(lines.iter().copied()).filter(|name| !name.is_empty()).collect();
    let classes = (!classes.is_empty()).then(|| classes.join(" "));
    Tag::new("mtd").with_some("class", classes).around(inside)
}

/// The classes of lines around a row and a column: before, after, both.
const ROW_LINES: [&str; 3] = ["math-line-top", "math-line-bottom", "math-line-top math-line-bottom"];
const COLUMN_LINES: [&str; 3] = ["math-line-left", "math-line-right", "math-line-left math-line-right"];

/// The classes of the lines before a row or column, and after the last one.
fn lines_around(lines: &[usize], index: usize, count: usize, classes: &[&'static str; 3]) -> &'static str {
    let has_after = index + 1 == count && lines.contains(&count);
    match (lines.contains(&index), has_after) {
        (true, true) => classes[2],
        (true, false) => classes[0],
        (false, true) => classes[1],
        (false, false) => "",
    }
}

/// The class of a node in a list; `None` for what has no influence on its neighbours.
fn class_of(node: &Node) -> Option<Class> {
    Some(match node {
        Node::Symbol(symbol) => symbol.class,
        Node::Operator(..) => Class::Large,
        Node::Classed(class, _) | Node::Delimiter(_, _, class) => *class,
        Node::Scripts(scripts) => return class_of(&scripts.base).or(Some(Class::Ordinary)),
        Node::Sized(_, inside) | Node::Limited(_, inside) => return class_of(inside),
        Node::Space(_) => return None,
        Node::Row(nodes) if nodes.is_empty() => return None,
        Node::Fenced(..) => Class::Closing,
        _ => Class::Ordinary,
    })
}

/// Whether a node is a function with space around it, with or without scripts.
fn is_operator(node: &Node) -> bool {
    match node {
        Node::Operator(..) => true,
        Node::Scripts(scripts) => is_operator(&scripts.base),
        _ => false,
    }
}
