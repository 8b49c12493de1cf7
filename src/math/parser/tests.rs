//! Tests of reading TeX.

use super::super::command::Command;
use super::super::{Class, Line, Macros, Node, Number, Symbol, Tree};
use super::parse;

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
        Node::Middle(sign) | Node::Delimiter(sign, ..) | Node::Brace(_, sign, _) => out.push(*sign),
        Node::Reference(id, _) => out.push_str(id),
        Node::Fenced(open, inside, close) => {
            out.extend(*open);
            for node in inside {
                collect(node, out);
            }
            return out.extend(*close);
        }
        _ => {}
    }
    node.parts().into_iter().for_each(|part| collect(part, out));
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
        // One letter is the argument.
        (r"A^\mathrm TB", "ATB"),
        (r"\mathbf AB", "𝐀B"),
        (r"\cfrac[l]{1}{2}", "12"),
        (r"\root 3 \of {x}", "x3"),
        (r"{a \above 1pt b}", "ab"),
        (r"\genfrac{[}{\rbrace}{0pt}{}{n}{k}", "[nk}"),
        (r"\overset{!}{=}", "=!"),
        (r"\xrightarrow[a]{b}", "→ab"),
        (r"\sideset{_a^b}{_c^d}\sum_e^f", "ab∑cdef"),
        (r"\cancelto{0}{x}", "x0"),
        (r"\raisebox{2pt}{up}", "up"),
        (r"\mathchoice{a}{b}{c}{d}", "b"),
        (r#"\char"3B1 \char946 \unicode{x3B3}"#, "αβγ"),
        (r"\colorbox{red}{$x$ y}", "x y"),
        (r"\textcolor{red}{x}", "x"),
        (r"\color[rgb]{1,0,0} x", "x"),
        (r"\middle| \left< x \right>", "|⟨x⟩"),
        (r"\left\lt x \middle\Vert y \right.", "⟨x‖y"),
        (r"\pmatrix{a & b \cr c & d}", "(abcd)"),
        (r"\operatorname*{arg\,max}_x", "arg\u{2009}maxx"),
        (r"\operatorname{\mathbf{E}}", "𝐄"),
        (r"\operatorname{a-b}", "a-b"),
        (r"\verb|x_{1}|", "x_{1}"),
        (r"\text{a~b\~n}", "a\u{A0}bñ"),
        (r"x~y", "xy"),
        (r"\nleqslant \lneq", "≰⪇"),
        (r"\set{x}", "{x}"),
        (r#"\text{caf\'e, \"{o}, \c{c}, \v s}"#, "café, ö, ç, š"),
        (r"\text{a {\bf b} \textit{c} \textcircled{3}\%}", "a b c ③%"),
        (r"\text{for \alpha\ and \mathbf{x}}", "for α and 𝐱"),
        (r"\dv{f}{x}", "dfdx"),
        (r"\dv{x}", "ddx"),
        (r"\pdv[2]{f}{x}", "∂2f∂x2"),
        (r"\pdv{f}{x}{y}", "∂2f∂x∂y"),
        (r"\braket{a}{b}", "⟨a|b⟩"),
        (r"\braket{a|b}", "⟨a|b⟩"),
        (r"\abs{x}\norm*{y}\norm[\big]{z}", "|x|‖y‖‖z‖"),
        (r"\norm [z]", "‖[‖z]"),
        (r"\qty(x)\qty[y]\qty{z}", "(x)[y]{z}"),
        (r"\qty{5}{\metre}", "5m"),
        (r"\SI[mode=text]{9.81}{\metre\per\second\squared}", "9.81ms−2"),
        (r"\num{1e3}", "1×103"),
        (r"\ce{H2O}", "H2O"),
        (r"\ce{A -> B}", "A→B"),
        (r"\begin{CD} A @>a>> B \\ @VbVV @AAcA \\ C @= D \end{CD}", "A→aBb↓↑cC=D"),
        (r"\begin{pmatrix*}[r] 1 \\ 2 \end{pmatrix*}", "(12)"),
        (r"\begin{aligned}[t] a &= b \end{aligned}", "a=b"),
        (r"\begin{aligned} [a] &= b \end{aligned}", "[a]=b"),
        (r"\begin{array}[t]{l|r} a & b \end{array}", "ab"),
        (r"\begin{align} a \end{align}.", "a."),
        (r"a \eqref{eq:x}", "aeq:x"),
        ("x \\", "x"),
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

/// The signs of the last of several formulas of a case.
fn signs_after(formulas: &[&str]) -> Result<String, String> {
    let mut macros = Macros::default();
    let mut out = String::new();
    for tex in formulas {
        let tree = super::read(tex, true, &mut macros).map_err(|problems| problems[0].message.clone())?;
        out.clear();
        tree.lines.iter().flat_map(|line| &line.cells).for_each(|node| collect(node, &mut out));
    }
    Ok(out)
}

#[test]
fn formulas_define_macros_for_those_after_them() {
    for (formulas, expected) in [
        (vec![r"\newcommand{\a}{b} \a", r"\a\a"], "bb"),
        (vec![r"\newcommand\a[1]{(#1)}", r"\a{x}\a y"], "(x)(y)"),
        (vec![r"\newcommand{\a}[2][u]{#1#2}", r"\a{x}\a[v]{y}"], "uxvy"),
        (vec![r"\def\a#1#2{#2#1}", r"\a{x}{y}"], "yx"),
        (vec![r"\newcommand{\a}{b}", r"\providecommand{\a}{c}", r"\a"], "b"),
        (vec![r"\newcommand{\a}{b}", r"\renewcommand*{\a}{c}", r"\a"], "c"),
        (vec![r"\renewcommand{\ket}[1]{(#1)}", r"\ket{x}"], "(x)"),
        (vec![r"\let\a=\alpha", r"\a"], "α"),
        (vec![r"\def\a{x}\let\b\a\def\a{y}", r"\b"], "x"),
        (vec![r"\DeclareMathOperator*{\argm}{arg\,m}", r"\argm_x"], "arg\u{2009}mx"),
        (vec![r"\DeclarePairedDelimiter\p{\lfloor}{\rfloor}", r"\p*{x}"], "⌊x⌋"),
        // All of a macro is the argument.
        (vec![r"\newcommand{\a}{xy}", r"\frac\a z"], "xyz"),
        (vec![r"\newcommand{\a}[1]{(#1)}\newcommand{\b}[1]{\a{#1}\a{#1}}", r"\b{z}"], "(z)(z)"),
        // A macro may end in a letter, and a letter may follow.
        (vec![r"\newcommand{\a}{\alpha}", r"\a x"], "αx"),
        (vec![r"\newcommand{\a}{é}", r"\text{\a{} b}"], "é b"),
    ] {
        assert_eq!(signs_after(&formulas).as_deref(), Ok(expected), "{formulas:?}");
    }
    for (formulas, expected) in [
        (vec![r"\newcommand{\a}{\a} \a"], "the macro `\\a` expands without end"),
        (vec![r"\def\a{\b}\def\b{\a\a}", r"\a"], "the macro `\\a` expands without end"),
        (vec![r"\newcommand{\a}[1]{#2}"], "this macro has 1 arguments, and its text has more"),
        (vec![r"\def\a#1.{#1}"], "signs between the arguments of a macro are not known"),
        (vec![r"\newcommand{a}{b}"], "this definition has no name"),
        (vec![r"\newcommand{\a}{b}"; 2], ""),
    ] {
        match signs_after(&formulas) {
            Ok(signs) => assert_eq!(signs, expected),
            Err(message) => assert!(message.starts_with(expected) && !expected.is_empty(), "{message}"),
        }
    }
}

#[test]
fn every_command_can_be_read() {
    for name in crate::math::commands::names().chain(crate::math::prelude::names()) {
        let tex = match name {
            "left" => r"\left(x\right)".to_owned(),
            "right" | "end" => continue,
            "middle" => r"\left(x\middle|y\right)".to_owned(),
            "begin" => r"\begin{matrix}x\end{matrix}".to_owned(),
            "root" => r"\root 3 \of x".to_owned(),
            "over" | "atop" | "choose" | "brace" | "brack" => format!(r"{{a \{name} b}}"),
            "above" => r"{a \above 1pt b}".to_owned(),
            "char" | "unicode" => format!(r"\{name}{{65}}"),
            "let" => r"\let\x=y".to_owned(),
            "def" | "gdef" => format!(r"\{name}\x{{y}}"),
            "newcommand" | "renewcommand" | "providecommand" | "DeclareMathOperator" => {
                format!(r"\{name}{{\x}}{{y}}")
            }
            "DeclarePairedDelimiter" => r"\DeclarePairedDelimiter{\x}{(}{)}".to_owned(),
            "si" | "unit" => format!(r"\{name}{{\metre}}"),
            "SI" | "qty" => format!(r"\{name}{{1}}{{\metre}}"),
            "SIrange" | "qtyrange" => format!(r"\{name}{{1}}{{2}}{{\metre}}"),
            "genfrac" => r"\genfrac{(}{)}{0pt}{1}{a}{b}".to_owned(),
            name if name.contains("skip") && crate::math::commands::named(name) == Some(Command::Length)
                || matches!(name, "hspace" | "mspace" | "kern" | "mkern") =>
            {
                format!(r"\{name}{{1em}}")
            }
            "raisebox" => r"\raisebox{1pt}{x}".to_owned(),
            name if matches!(crate::math::commands::named(name), Some(Command::Delimiter(..))) => {
                format!(r"\{name}(")
            }
            name => format!(r"\{name}{{a}}{{b}}{{c}}{{d}}"),
        };
        let tex = if crate::math::commands::named(name)
            .is_some_and(|command| matches!(command, Command::Sign(..)))
        {
            format!(r"\{name} x")
        } else {
            tex
        };
        let read = super::read(&tex, true, &mut Macros::default());
        assert!(read.is_ok(), "{tex}: {read:?}");
    }
}

/// A built-in macro with the name of a command would hide it.
#[test]
fn names_of_commands_are_different() {
    let mut names: Vec<&str> = crate::math::groups::GROUPS
        .iter()
        .flat_map(|(_, rows)| rows.iter().flat_map(|(names, _)| names.split_ascii_whitespace()))
        .chain(
            crate::math::prelude::GROUPS
                .iter()
                .flat_map(|(_, rows)| rows.iter().flat_map(|(names, _)| names.split_ascii_whitespace())),
        )
        .chain(crate::math::symbols::functions().map(|(name, ..)| name))
        .collect();
    let signs: std::collections::BTreeSet<&str> =
        crate::math::symbols::signs().map(|(name, ..)| name).collect();
    names.extend(signs);
    names.sort_unstable();
    let twice: Vec<&[&str]> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn messages_say_the_way_out() {
    for (tex, message, help) in [
        (
            r"\href{u}{x}",
            "`\\href` cannot stand in a formula",
            "write the link around the formula, in the text",
        ),
        (r"\begin{tikzcd} a \end{tikzcd}", "`tikzcd` cannot stand in a formula", "draw it in a picture"),
        (
            r"\begin{pmatrx} a \end{pmatrx}",
            "the environment `pmatrx` is not known",
            "did you mean `pmatrix`?",
        ),
        (r"\alpa", "the command `\\alpa` is not known", "did you mean `\\alpha`?"),
        (r"x_{a \\ b}", "`\\\\` stands within what begins here", "write it outside, or write an environment"),
        (r"\text{50%}", "the brace after this command is never closed", "write `}` at its end, and `\\%`"),
        (r"\SI{1}{\parsnip}", "the unit `\\parsnip` is not known", "write its symbol in `\\text{…}`"),
        (r"\frac\over 2", "`\\over` stands between two parts in braces", "write `{a \\over b}`"),
        (r"\kern x", "`x` is not a length", "write a number and a unit"),
        (r"\begin{CD} A @x B \end{CD}", "this is no arrow of a diagram", "write `@>>>`"),
    ] {
        let problems = parse(tex, false, &Macros::default()).expect_err(tex);
        assert_eq!(problems[0].message, message, "{tex}");
        assert!(problems[0].help.starts_with(help), "{tex}: {}", problems[0].help);
    }
}

#[test]
fn references_are_numbers_in_the_end() {
    let tree = read(r"a \overset{\eqref{x}}{=} \ref{x} \text{by \eqref{y}}");
    assert_eq!(crate::math::references(&tree).len(), 3);
    let number = |id: &str| (id == "x").then(|| "(3)".to_owned());
    let mut out = String::new();
    let resolved = crate::math::resolved(&tree, number);
    resolved.lines.iter().flat_map(|line| &line.cells).for_each(|node| collect(node, &mut out));
    assert_eq!(out, "a=(3)3by y");
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
fn a_column_of_relations_belongs_to_the_column_after_it() {
    for tex in [
        r"\begin{eqnarray*} a &=& b + c \end{eqnarray*}",
        r"\begin{eqnarray} a &=& b + c \notag \end{eqnarray}",
    ] {
        assert_eq!(read(tex).lines[0].cells, read(r"\begin{align*} a &= b + c \end{align*}").lines[0].cells);
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
