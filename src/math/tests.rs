//! Tests of reading TeX.

use super::{Class, Line, Macros, Node, Number, Symbol, Tree, parse};

fn read(tex: &str) -> Tree {
    parse(tex, true, &Macros::default()).unwrap_or_else(|problems| panic!("{tex}: {problems:?}"))
}

/// The signs of a formula in the order of the source.
fn signs(tex: &str) -> String {
    let mut out = String::new();
    read(tex).lines.iter().flat_map(|line| &line.cells).for_each(|node| collect(node, &mut out));
    out
}

fn collect(node: &Node, out: &mut String) {
    match node {
        Node::Symbol(symbol) => out.push_str(&symbol.text),
        Node::Word(words) | Node::Number(words) | Node::Text(_, words) | Node::Operator(words, _) => {
            out.push_str(words);
        }
        Node::Row(nodes) => nodes.iter().for_each(|node| collect(node, out)),
        Node::Fraction(fraction) => {
            collect(&fraction.above, out);
            collect(&fraction.below, out);
        }
        Node::Scripts(scripts) => {
            let parts = [Some(&scripts.base), scripts.below.as_ref(), scripts.above.as_ref()];
            parts.into_iter().flatten().for_each(|node| collect(node, out));
        }
        Node::Fenced(open, inside, close) => {
            out.extend(*open);
            for node in inside {
                collect(node, out);
            }
            out.extend(*close);
        }
        Node::Table(table) => table.rows.iter().flatten().for_each(|node| collect(node, out)),
        Node::Root(inside, _) | Node::Sized(_, inside) | Node::Classed(_, inside) => collect(inside, out),
        _ => {}
    }
}

#[test]
fn signs_come_in_order() {
    for (tex, expected) in [
        ("a+b", "a+b"),
        (r"\alpha \le \beta", "α≤β"),
        (r"\frac12", "12"),
        (r"\frac{a}{b}", "ab"),
        (r"x_1^2", "x12"),
        (r"x^{2}_{1}", "x12"),
        (r"f'", "f′"),
        (r"f''^2", "f′′2".replace("′′", "″").as_str()),
        (r"\mathbb{R}", "ℝ"),
        (r"\mathbf{x}", "𝐱"),
        (r"\mathit{h}", "ℎ"),
        (r"\mathcal{L}", "ℒ"),
        (r"\mathrm{Var}", "Var"),
        (r"\text{if } x", "if x"),
        (r"\text{a $x$ b}", "a x b"),
        (r"\left( x \right]", "(x]"),
        (r"\left. x \right|", "x|"),
        (r"\not=", "≠"),
        (r"3.14", "3.14"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "(1234)"),
        (r"{n \over m}", "nm"),
        (r"\sin x", "sinx"),
        ("a % words\n+ b", "a+b"),
        (r"\{x\}", "{x}"),
    ] {
        assert_eq!(signs(tex), expected, "{tex}");
    }
}

#[test]
fn macros_take_arguments_and_end() {
    let macros = Macros::new([("RR", r"\mathbb{R}"), (r"\pair", "(#1, #2)"), ("loop", r"\loop")]);
    let plain = parse(r"(a, \mathbb{R})", false, &macros);
    assert_eq!(parse(r"\pair{a}{\RR}", false, &macros), plain);
    assert!(parse(r"\loop", false, &macros).is_err());
}

#[test]
fn problems_are_at_their_place() {
    for (tex, at) in [
        (r"a + \fracc", 4),
        (r"\frac{1}{2", 8),
        (r"a}", 1),
        (r"x^2^3", 3),
        (r"\left( x", 0),
        (r"\begin{pmatri} 1 \end{pmatri}", 0),
        (r"a # b", 2),
        (r"\sqrt", 0),
    ] {
        let problems = parse(tex, false, &Macros::default()).expect_err(tex);
        assert_eq!(problems[0].at, at, "{tex}: {problems:?}");
    }
}

#[test]
fn lines_have_the_numbers_that_latex_gives() {
    let numbers =
        |tex: &str| -> Vec<Number> { read(tex).lines.into_iter().map(|line: Line| line.number).collect() };
    let (none, next) = (Number::None, Number::Next);
    assert_eq!(numbers("x"), std::slice::from_ref(&none));
    assert_eq!(numbers(r"\begin{equation} x \end{equation}"), std::slice::from_ref(&next));
    assert_eq!(numbers(r"\begin{align} x \\ y \notag \end{align}"), [next.clone(), none.clone()]);
    assert_eq!(numbers(r"\begin{align*} x \\ y \end{align*}"), [none.clone(), none]);
    assert_eq!(numbers(r"x \label{a}"), [next]);
    assert_eq!(numbers(r"x \tag{A}"), [Number::Written("(A)".to_owned())]);
    assert_eq!(read(r"x \label{eq:a}").lines[0].label.as_deref(), Some("eq:a"));
}

#[test]
fn a_sign_in_braces_has_no_space() {
    let Tree { lines, .. } = read("{,}");
    let sign = &lines[0].cells[0];
    assert_eq!(
        *sign,
        Node::Symbol(Symbol { text: ",".to_owned(), class: Class::Ordinary, is_upright: true })
    );
}

#[test]
fn nothing_makes_it_panic_or_run_on() {
    let parts = [
        "\\",
        "{",
        "}",
        "^",
        "_",
        "&",
        "\\\\",
        "$",
        "#",
        "#1",
        "\\frac",
        "\\left",
        "\\right",
        "(",
        "\\begin{align}",
        "\\end{align}",
        "\\begin{array}",
        "\\sqrt[",
        "]",
        "'",
        "\\text{",
        "é",
        "\\not",
        "\\over",
        "%",
        "\n",
        "\\middle|",
        "\\substack{",
        "\\hspace{",
        "\\big",
        "1",
        "x",
    ];
    let mut state = 1_usize;
    for _ in 0..3000 {
        let text: String = (0..12)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                parts[(state >> 33) % parts.len()]
            })
            .collect();
        let _ = parse(&text, state.is_multiple_of(2), &Macros::default());
    }
    let _ = parse(&"{".repeat(10_000), true, &Macros::default());
    let _ = parse(&"\\frac".repeat(10_000), true, &Macros::default());
    let _ = parse(&"\\hat".repeat(10_000), true, &Macros::default());
}
