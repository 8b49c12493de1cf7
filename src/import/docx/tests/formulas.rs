//! Formulas: their TeX, which the reader of formulas must understand.

use super::*;
use crate::math::{Macros, parse};

fn t(text: &str) -> String {
    format!("<m:r><m:t>{text}</m:t></m:r>")
}

fn part(name: &str, inside: &str) -> String {
    format!("<m:{name}>{inside}</m:{name}>")
}

#[test]
fn formulas_become_tex() {
    let (a, b, n) = (t("a"), t("b"), t("n"));
    let e = |inside: &str| part("e", inside);
    let value = |name: &str, value: &str| format!("<m:{name} m:val='{value}'/>");
    let cases = [
        (t("x+α≤∞"), r"x+\alpha\le\infty"),
        (part("f", &(part("num", &a) + &part("den", &b))), r"\frac{a}{b}"),
        (part("f", &(part("fPr", &value("type", "lin")) + &part("num", &t("a+b")) + &part("den", &b))), r"{a+b}/b"),
        (part("sSup", &(e(&a) + &part("sup", &t("2")))), "a^{2}"),
        (part("sSubSup", &(e(&t("ab")) + &part("sub", &n) + &part("sup", &t("2")))), "{ab}_{n}^{2}"),
        (part("sSup", &(e(&t("f")) + &part("sup", &t("′")))), "f'"),
        (part("sPre", &(part("sub", &n) + &part("sup", &b) + &e(&a))), "{}_{n}^{b}{a}"),
        (part("rad", &(part("radPr", &value("degHide", "1")) + "<m:deg/>" + &e(&a))), r"\sqrt{a}"),
        (part("rad", &(part("deg", &t("3")) + &e(&a))), r"\sqrt[3]{a}"),
        (part("nary", &(part("naryPr", &value("chr", "∑")) + &part("sub", &t("i=1")) + &part("sup", &n) + &e(&a))), r"\sum_{i=1}^{n} a"),
        (part("nary", &("<m:naryPr/>".to_owned() + &part("sub", &t("0")) + &part("sup", &t("1")) + &e(&a))), r"\int_{0}^{1} a"),
        (part("d", &e(&t("x+1"))), r"\left( x+1\right)"),
        (part("d", &(part("dPr", &(value("begChr", "[") + &value("endChr", ""))) + &e(&a) + &e(&b))), r"\left[ a \middle| b\right."),
        (part("d", &e(&part("f", &(part("fPr", &value("type", "noBar")) + &part("num", &n) + &part("den", &b))))), r"\binom{n}{b}"),
        (part("m", &(part("mr", &(e(&a) + &e(&b))) + &part("mr", &(e(&b) + &e(&a))))), r"\begin{matrix}a & b \\ b & a\end{matrix}"),
        (part("d", &(part("dPr", &(value("begChr", "[") + &value("endChr", "]"))) + &e(&part("m", &part("mr", &(e(&a) + &e(&b))))))), r"\begin{bmatrix}a & b\end{bmatrix}"),
        (part("d", &(part("dPr", &(value("begChr", "{") + &value("endChr", ""))) + &e(&part("eqArr", &(e(&t("1&amp;,x")) + &e(&b)))))), r"\begin{cases}1&,x \\ b\end{cases}"),
        (part("eqArr", &(e(&t("a&amp;=b")) + &e(&t("&amp;=c")))), r"\begin{aligned}a&=b \\ &=c\end{aligned}"),
        (part("acc", &e(&a)), r"\hat{a}"),
        (part("acc", &(part("accPr", &value("chr", "\u{20D7}")) + &e(&a))), r"\vec{a}"),
        (part("bar", &(part("barPr", &value("pos", "top")) + &e(&t("ab")))), r"\overline{ab}"),
        (part("groupChr", &(part("groupChrPr", &value("chr", "⏟")) + &e(&t("ab")))), r"\underbrace{ab}"),
        (part("limLow", &(e("<m:r><m:rPr><m:sty m:val='p'/></m:rPr><m:t>lim</m:t></m:r>") + &part("lim", &t("x→0")))), r"\lim_{x\to0}"),
        (part("limUpp", &(e(&t("=")) + &part("lim", &t("!")))), r"\overset{!}{=}"),
        (part("func", &(part("fName", &t("sin")) + &e(&t("x")))), r"\sin x"),
        (part("func", &(part("fName", &t("rank")) + &e(&part("d", &e(&t("x")))))), r"\operatorname{rank}\left( x\right)"),
        (part("borderBox", &e(&a)), r"\boxed{a}"),
        ("<m:r><m:rPr><m:nor/></m:rPr><m:t>if 5 % of</m:t></m:r>".to_owned() + &a, r"\text{if 5 \% of}a"),
        ("<m:r><m:rPr><m:scr m:val='double-struck'/></m:rPr><m:t>R</m:t></m:r>".to_owned(), r"\mathbb{R}"),
        ("<m:r><m:rPr><m:sty m:val='p'/></m:rPr><m:t>V</m:t></m:r><m:r><m:rPr><m:sty m:val='p'/></m:rPr><m:t>ar</m:t></m:r>".to_owned(), r"\mathrm{Var}"),
        ("<m:r><m:rPr><m:sty m:val='p'/></m:rPr><m:t>)≤log(2</m:t></m:r>".to_owned(), r")\le\log(2"),
        (t("𝑥"), "x"),
    ];
    for (omml, expected) in cases {
        let found = body(&format!("<w:p><m:oMath>{omml}</m:oMath></w:p>"));
        assert_eq!(found.trim_matches('$'), expected);
        assert!(parse(expected, true, &Macros::default()).is_ok(), "{expected}");
    }
}

#[test]
fn display_formulas_stand_alone_and_unknown_parts_are_reported() {
    let body = format!("<w:p><m:oMathPara><m:oMath>{}</m:oMath></m:oMathPara></w:p>", t("x"));
    let found = Parts { body: &body, ..Parts::default() }.read(&Options::default());
    let Some(Content::Case(case)) = found.pieces.first().map(|piece| &piece.content) else {
        panic!("no case")
    };
    assert!(case.formulas.first().is_some_and(|formula| formula.is_display && formula.typed == "$$x$$"));
    let body = format!("<w:p><m:oMath><m:future>{}</m:future></m:oMath></w:p>", t("x"));
    let found = Parts { body: &body, ..Parts::default() }.read(&Options::default());
    assert_eq!((shown(&found).as_str(), reasons(&found)), ("$x$", vec![Reason::Formula]));
}
