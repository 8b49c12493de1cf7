//! Tests of finding formulas.

use super::find::formulas;

fn found(text: &str) -> Vec<&str> {
    formulas(text, 0).into_iter().map(|formula| &text[formula.inside]).collect()
}

#[test]
fn dollar_signs_are_read_as_pandoc_reads_them() {
    for (text, expected) in [
        ("a $x$ b", vec!["x"]),
        ("$5 and $10", vec![]),
        ("costs $5, or 10$ more", vec!["5, or 10"]),
        ("$ x$ and $x $", vec![]),
        ("$x$5", vec![]),
        ("\\$x$ and $y$", vec!["y"]),
        ("$a\\$b$", vec!["a\\$b"]),
        ("`$x$` $y$", vec!["y"]),
        ("$x`y`$", vec!["x`y`"]),
        ("$a\nb$", vec!["a\nb"]),
        ("$a\n\nb$", vec![]),
        ("[a](b$c$d) $x$", vec!["x"]),
        ("<a href=\"$x$\">$y$</a>", vec!["y"]),
        ("$\\text{a $b$ c}$", vec!["\\text{a $b$ c}"]),
        ("| $|x|$ | b |", vec!["|x|"]),
        ("\\(x\\) and \\[y\\]", vec!["x", "y"]),
        ("said \\[sic\\] and \\[emphasis\nadded\\] \\[12\\]", vec![]),
        ("range \\[0, 1\\], \\[...\\] and \\[x, y\\]", vec![]),
        ("is \\[ab + c\\] or \\[x\\]", vec!["ab + c", "x"]),
        ("\\[ab\\]\n\n\\[\nab\n\\]\n", vec!["ab", "\nab\n"]),
        ("```\n$x$\n```\n$y$", vec!["y"]),
        ("    $x$\n\n$y$", vec!["y"]),
        ("- a\n\n    $x$", vec!["x"]),
        ("(a) a\n\n    $x$\n\n(b) b", vec!["x"]),
        ("(@a) a\n\n    $$x$$", vec!["x"]),
        ("#. a\n\n    $x$", vec!["x"]),
        ("a\n\n~   b\n\n    $x$", vec!["x"]),
        ("iv. a\n\n    $x$", vec!["x"]),
        ("A. Weber wrote\n\n    $x$", vec![]),
        ("(see) a\n\n    $x$", vec![]),
        ("| $$  | b |\n| x   |   |\n| $$  |   |", vec![]),
        ("| \\[  | b |\n| x   |   |\n| \\]  |   |", vec![]),
        ("| $$x$$ | b |", vec!["x"]),
        ("$$\na\n- b\n$$", vec!["\na\n- b\n"]),
        ("```math\nx\n```", vec!["x\n"]),
    ] {
        assert_eq!(found(text), expected, "{text:?}");
    }
}

#[test]
fn labels_belong_to_formulas() {
    for (text, label) in [
        ("$$x$$ {#eq-a}", Some("eq-a")),
        ("$$x$$ (a)", Some("a")),
        ("$$x$$ (a) and more", None),
        ("$$x$$", None),
        ("```{math}\n:label: a\nx\n```", Some("a")),
    ] {
        let found = formulas(text, 0);
        assert_eq!(found[0].label.as_deref(), label, "{text:?}");
    }
}
