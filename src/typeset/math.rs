//! Writes formulas in running text and between paragraphs.

use super::call::{Call, Markup, Value};
use super::case::Writer;
use super::math_tree::{line, lines, whole};
use super::size;
use crate::math::resolved;
use crate::model::{FormulaId, Inline};

impl Writer<'_> {
    /// A formula in running text. A displayed one is as large as on a line of its own.
    pub(super) fn formula(&self, id: FormulaId) -> Markup {
        let formula = &self.case.source().formulas[id.index()];
        if formula.is_silent() {
            return Markup::default();
        }
        let Some(tree) = &formula.tree else {
            return Call::new("code").with(Value::text(&formula.typed)).into();
        };
        let tree = &resolved(tree, |id| self.case.equation_number(id).map(str::to_owned));
        let alt = Value::text(&formula.tex);
        if !formula.is_display {
            return self.joint().and(Call::new("formula").with(alt).body(line(&tree.lines[0].cells)));
        }
        let numbers: Vec<&String> = self.case.equation_numbers(id).iter().flatten().collect();
        let alt = alternative(&formula.tex, &numbers);
        let shown = || numbers.iter().map(|number| number.as_str()).collect::<Vec<_>>().join(" ");
        let number = (!numbers.is_empty()).then(|| Value::content(Markup::text(&shown())));
        let call = Call::new("formula-in-line").with(alt).maybe("number", number);
        self.anchors_of(id).and(call.body(whole(tree)))
    }

    /// A paragraph, with each displayed formula on a line of its own.
    pub(super) fn paragraph(&self, content: &[Inline]) -> Value {
        if !self.has_displayed(content) {
            return Call::new(paragraph(content)).body(self.running(content)).into();
        }
        let mut out = Markup::default();
        for part in
            content.chunk_by(|one, other| self.displayed(one).is_none() && self.displayed(other).is_none())
        {
            out = match self.displayed(&part[0]) {
                Some(id) => out.then(self.equation(id)),
                None if is_blank(part) => out,
                None => out.and(Call::new(paragraph(part)).body(self.running(&trimmed(part)))),
            };
        }
        Value::content(out)
    }

    /// Whether a paragraph has a displayed formula.
    pub(super) fn has_displayed(&self, content: &[Inline]) -> bool {
        content.iter().any(|inline| self.displayed(inline).is_some())
    }

    /// The formula that an element is, if it is a displayed one.
    fn displayed(&self, inline: &Inline) -> Option<FormulaId> {
        match inline {
            Inline::Formula(id, _) if self.case.source().formulas[id.index()].is_display => Some(*id),
            _ => None,
        }
    }

    /// A displayed formula between paragraphs.
    pub(super) fn equation(&self, id: FormulaId) -> Markup {
        let formula = &self.case.source().formulas[id.index()];
        if formula.is_silent() {
            return Markup::default();
        }
        let Some(tree) = &formula.tree else {
            return Call::new("code-block").with(Value::none()).with(Value::lines(&formula.typed)).into();
        };
        let tree = &resolved(tree, |id| self.case.equation_number(id).map(str::to_owned));
        let numbers = self.case.equation_numbers(id);
        let shown: Vec<&String> = numbers.iter().flatten().collect();
        let alt = alternative(&formula.tex, &shown);
        let call = match shown.as_slice() {
            [] => Call::new("equation").with(alt).body(whole(tree)),
            [number] => {
                let number = Value::content(Markup::text(number));
                Call::new("equation").with(alt).named("number", number).body(whole(tree))
            }
            _ => {
                let numbers = numbers.iter().map(|number| match number {
                    Some(number) => Value::content(Markup::text(number)),
                    None => Value::none(),
                });
                Call::new("equation-lines")
                    .with(alt)
                    .with(tree.is_aligned)
                    .with(lines(tree))
                    .with(Value::array(numbers))
            }
        };
        self.anchors_of(id).and(call)
    }

    /// The anchors of a formula and its lines, as far as links lead to them.
    fn anchors_of(&self, id: FormulaId) -> Markup {
        let anchors = self.case.equation_anchors(id).into_iter().filter(|anchor| self.case.is_linked(anchor));
        anchors.map(|anchor| Markup::from(Call::new("anchor").with(Value::text(anchor)))).collect()
    }
}

/// The alternative text: the TeX, with the only number of the formula, which is within it.
fn alternative(tex: &str, numbers: &[&String]) -> Value {
    match numbers {
        [number] => Value::text(&format!("{tex} \\tag*{{{number}}}")),
        _ => Value::text(tex),
    }
}

/// The Typst function for a paragraph.
fn paragraph(content: &[Inline]) -> &'static str {
    if size::is_long(content) { "long-paragraph" } else { "paragraph" }
}

fn is_blank(content: &[Inline]) -> bool {
    content.iter().all(|inline| matches!(inline, Inline::Text(words) if words.trim().is_empty()))
}

/// Text without the spaces beside a displayed formula.
fn trimmed(content: &[Inline]) -> Vec<Inline> {
    let mut content = content.to_vec();
    if let Some(Inline::Text(words)) = content.first_mut() {
        *words = words.trim_start_matches(' ').to_owned();
    }
    if let Some(Inline::Text(words)) = content.last_mut() {
        *words = words.trim_end_matches(' ').to_owned();
    }
    content.retain(|inline| *inline != Inline::Text(String::new()));
    content
}
