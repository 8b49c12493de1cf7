//! Writes the tree of a formula as Typst source: calls of the functions of `styles/math.typ`.

use super::call::{Call, Markup, Value};
use crate::math::{
    Accent, Align, Class, Edge, Face, Limits, Node, Scripts, Size, Strike, Symbol, Table, TableKind, Tree,
};

/// The cells of the lines of a formula.
pub fn lines(tree: &Tree) -> Value {
    Value::array(tree.lines.iter().map(|line| Value::array(line.cells.iter().map(content))))
}

/// A whole formula.
pub fn whole(tree: &Tree) -> Markup {
    match tree.lines.as_slice() {
        [line] if !tree.is_aligned => self::line(&line.cells),
        _ => Call::new("m-lines").with(tree.is_aligned).with(lines(tree)).into(),
    }
}

/// One line.
pub fn line(cells: &[Node]) -> Markup {
    cells.iter().map(node).collect()
}

fn content(inside: &Node) -> Value {
    Value::content(node(inside))
}

fn node(node: &Node) -> Markup {
    let call = match node {
        Node::Symbol(symbol) => return sign(symbol),
        Node::Word(words) | Node::Number(words) => return Markup::text(words),
        Node::Text(face, words) => {
            Call::new("m-text").with(Value::text(face_name(*face))).with(Value::text(words))
        }
        Node::Operator(name, limits) => {
            Call::new("m-operator").with(Value::text(name)).with(*limits != Limits::Never)
        }
        Node::Row(nodes) => return nodes.iter().map(self::node).collect(),
        Node::Fraction(fraction) => {
            let function = if fraction.has_line { "m-fraction" } else { "m-stack" };
            Call::new(function).with(content(&fraction.above)).with(content(&fraction.below))
        }
        Node::Root(inside, degree) => Call::new("m-root")
            .with(degree.as_deref().map_or_else(Value::none, content))
            .with(content(inside)),
        Node::Scripts(scripts) => self::scripts(scripts),
        Node::Accent(accent) => Call::new("m-accent")
            .with(Value::text(&mark(accent).to_string()))
            .with(accent.is_wide)
            .with(content(&accent.base)),
        Node::Line(edge, inside) => {
            Call::new("m-line").with(Value::text(edge_name(*edge))).with(content(inside))
        }
        Node::Brace(_, mark, inside) if matches!(&**inside, Node::Row(nodes) if nodes.is_empty()) => {
            Call::new("m-arrow").with(Value::text(&mark.to_string()))
        }
        Node::Brace(edge, mark, inside) => Call::new("m-brace")
            .with(Value::text(edge_name(*edge)))
            .with(Value::text(&mark.to_string()))
            .with(content(inside)),
        Node::Fenced(open, inside, close) => fenced(*open, inside, *close),
        Node::Middle(sign) => Call::new("m-middle").with(Value::text(&sign.to_string())),
        Node::Delimiter(sign, height, class) => Call::new("m-delimiter")
            .with(*height)
            .with(Value::text(class_name(*class)))
            .with(Value::text(&sign.to_string())),
        Node::Table(table) => self::table(table),
        Node::Sized(size, inside) => {
            Call::new("m-size").with(Value::text(size_name(*size))).with(content(inside))
        }
        Node::Classed(class, inside) => {
            Call::new("m-classed").with(Value::text(class_name(*class))).with(content(inside))
        }
        Node::Limited(_, inside) => return self::node(inside),
        Node::Space(width) => Call::new("m-space").with(i64::from(*width)),
        Node::Phantom(inside, has_width, has_height) => Call::new("m-hidden")
            .with(*has_width)
            .with(*has_height)
            .with(Value::text(" "))
            .with(content(inside)),
        Node::Struck(kind, inside) => {
            Call::new("m-struck").with(Value::text(strike_name(*kind))).with(content(inside))
        }
        Node::Boxed(inside) => Call::new("m-boxed").with(Value::text(" ")).with(content(inside)),
        Node::Raised(amount, inside) => {
            Call::new("m-raised").with(i64::from(*amount)).with(Value::text(" ")).with(content(inside))
        }
        Node::Reference(id, _) => {
            Call::new("m-text").with(Value::text(face_name(Face::Plain))).with(Value::text(id))
        }
    };
    call.into()
}

/// The accent under a part is another character.
fn mark(accent: &Accent) -> char {
    match (accent.mark, accent.edge) {
        ('\u{303}', Edge::Under) => '\u{330}',
        (mark, Edge::Over | Edge::Under) => mark,
    }
}

fn sign(symbol: &Symbol) -> Markup {
    let text = Value::text(&symbol.text);
    let is_letter = symbol.text.chars().all(char::is_alphabetic);
    match symbol.class {
        Class::Ordinary if is_letter && !symbol.is_upright => Call::new("m-letter").with(text),
        Class::Ordinary if is_letter => Call::new("m-upright").with(text),
        class => Call::new("m-sign").with(Value::text(class_name(class))).with(text),
    }
    .into()
}

fn scripts(scripts: &Scripts) -> Call {
    let call = match scripts.limits {
        Limits::Never => Call::new("m-scripts").with(content(&scripts.base)),
        limits => Call::new("m-limits").with(content(&scripts.base)).with(limits == Limits::Always),
    };
    call.maybe("above", scripts.above.as_ref().map(content))
        .maybe("below", scripts.below.as_ref().map(content))
}

/// The content is one atom, so that only the delimiters grow. It is not if it has delimiters that grow with them.
fn fenced(open: Option<char>, inside: &[Node], close: Option<char>) -> Call {
    let sign = |sign: Option<char>| Value::optional(sign.map(|sign| sign.to_string()).as_deref());
    let body: Markup = inside.iter().map(node).collect();
    let has_middle = inside.iter().any(|node| matches!(node, Node::Middle(_)));
    let body = if has_middle {
        Value::content(body)
    } else {
        Call::new("m-classed").with(Value::text("normal")).with(Value::content(body)).into()
    };
    Call::new("m-fenced").with(sign(open)).with(sign(close)).with(body)
}

fn table(table: &Table) -> Call {
    let (kind, columns): (&str, &[Align]) = match &table.kind {
        TableKind::Array(columns) => ("array", columns),
        TableKind::Cases => ("cases", &[]),
        TableKind::DisplayedCases => ("displayed-cases", &[]),
        TableKind::Aligned => ("aligned", &[]),
        TableKind::Gathered => ("gathered", &[]),
        TableKind::Substack => ("substack", &[]),
    };
    let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let columns = columns.iter().map(|align| match align {
        Align::Left => "l",
        Align::Center => "c",
        Align::Right => "r",
    });
    let within = |lines: &[usize], most: usize| {
        Value::array(lines.iter().filter(|line| **line <= most).map(|line| Value::from(*line)))
    };
    let row = |cells: &Vec<Node>| {
        let missing = (cells.len()..width).map(|_| Value::content(Markup::default()));
        Value::array(cells.iter().map(content).chain(missing))
    };
    Call::new("m-table")
        .with(Value::text(kind))
        .with(Value::texts(columns))
        .with(within(&table.vertical, width))
        .with(within(&table.horizontal, table.rows.len()))
        .with(Value::array(table.rows.iter().map(row)))
}

fn class_name(class: Class) -> &'static str {
    match class {
        Class::Ordinary => "normal",
        Class::Large => "large",
        // Binary only after an operand.
        Class::Binary => "vary",
        Class::Relation => "relation",
        Class::Opening => "opening",
        Class::Closing => "closing",
        Class::Punctuation => "punctuation",
        Class::Fence => "fence",
    }
}

fn face_name(face: Face) -> &'static str {
    match face {
        Face::Plain => "plain",
        Face::Bold => "bold",
        Face::Italic => "italic",
        Face::Mono => "mono",
        Face::Sans => "sans",
    }
}

fn edge_name(edge: Edge) -> &'static str {
    if edge == Edge::Over { "over" } else { "under" }
}

fn size_name(size: Size) -> &'static str {
    match size {
        Size::Display => "display",
        Size::Text => "text",
        Size::Script => "script",
        Size::ScriptScript => "scriptscript",
    }
}

fn strike_name(kind: Strike) -> &'static str {
    match kind {
        Strike::Up => "up",
        Strike::Down => "down",
        Strike::Cross => "cross",
        Strike::Through => "through",
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, whole};
    use crate::math::{Macros, parse};

    #[test]
    fn parts_are_calls_of_functions() {
        for (tex, part) in [
            (r"\vphantom{x}", "m-hidden(false, true,"),
            (r"\hphantom{x}", "m-hidden(true, false,"),
            (concat!(r"\raisebox{-5", "pt}{x}"), "m-raised(-9,"),
            (r"\sout{x}", "m-struck(\"through\","),
            (r"\begin{dcases} a \end{dcases}", "\"displayed-cases\""),
            (r"\utilde{AB}", "m-accent(\"\u{330}\", true,"),
            (r"\overgroup{AB}", "m-brace(\"over\", \"⏠\","),
        ] {
            let tree = parse(tex, true, &Macros::default()).expect(tex);
            let written = Value::content(whole(&tree));
            assert!(written.as_str().contains(part), "{tex}: {}", written.as_str());
        }
    }
}
