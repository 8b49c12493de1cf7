//! Tests of the MathML of formulas.

use super::formula;
use crate::math::{Macros, parse};

fn mathml(tex: &str) -> String {
    let tree = parse(tex, true, &Macros::default()).expect(tex);
    let whole = formula(&tree, "", true, &[]);
    let start = whole.find('>').expect("a tag") + 1;
    whole[start..].trim_end_matches("</math>").to_owned()
}

#[test]
fn letters_and_signs_have_the_element_of_their_kind() {
    for (tex, part) in [
        // A letter in an operator element would be upright.
        (r"a \mathrel{R} b", "<mi>R</mi>"),
        (r"\mathrm{d}", "<mi mathvariant=\"normal\">d</mi>"),
        // Spacing accents do not become wider.
        (r"\hat{x}", "ˆ"),
        (r"\widehat{xy}", "\u{302}"),
        (r"\overrightarrow{AB}", "\u{20D7}"),
        (r"\utilde{AB}", "\u{330}"),
        (r"\ddddot{x}", "\u{20DC}"),
        (r"\left/ x \right.", "lspace=\"0\" rspace=\"0\" stretchy=\"true\">/"),
        (r"\begin{dcases} a \end{dcases}", "displaystyle=\"true\""),
        (r"\raisebox{-5pt}{x}", "voffset=\"-0.5000em\""),
        (r"\sout{x}", "horizontalstrike"),
    ] {
        assert!(mathml(tex).contains(part), "{tex}: {}", mathml(tex));
    }
}

#[test]
fn an_operator_with_words_over_it_has_its_space_once() {
    let shown = mathml(r"a \overset{!}{=} b");
    assert!(!shown.contains("mspace"), "{shown}");
    assert!(shown.contains("lspace=\"0.2778em\" rspace=\"0.2778em\""), "{shown}");
}
