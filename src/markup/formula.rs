//! Formulas in the text of a case.

use super::case::Writer;
use super::edition::Edition;
use super::math;
use super::tag::Tag;
use crate::math::resolved;
use crate::model::FormulaId;
use crate::vocabulary::{CODE, EQUATION, EQUATION_NUMBER, FORMULA};

impl<E: Edition> Writer<'_, E> {
    /// A formula. One that cannot be read is shown as typed.
    pub(super) fn formula(&mut self, id: FormulaId) {
        let formula = &self.case.source().formulas[id.index()];
        if formula.is_silent() {
            return;
        }
        let Some(tree) = &formula.tree else {
            return self.push(&Tag::new(CODE.element).text(&formula.typed));
        };
        let tree = &resolved(tree, |id| self.case.equation_number(id).map(str::to_owned));
        if !formula.is_display {
            return self.push(&math::formula(tree, &formula.tex, false, &[]));
        }
        let anchor = |id: &Option<String>| id.as_deref().and_then(|id| self.case.anchor(id));
        let numbers = self.case.equation_numbers(id);
        let lines: Vec<math::LineMark> = formula
            .lines()
            .zip(numbers)
            .map(|(line, number)| (number.clone(), anchor(&line.label).map(str::to_owned)))
            .collect();
        let is_single = lines.len() == 1 || numbers.iter().flatten().count() <= 1;
        let own = anchor(&formula.id).map(str::to_owned);
        let (own, lines) = if is_single {
            (own.or_else(|| lines.iter().find_map(|(_, anchor)| anchor.clone())), Vec::new())
        } else {
            (own, lines)
        };
        let number = numbers.iter().flatten().next().filter(|_| is_single);
        let class = if number.is_some() { "equation has-number" } else { EQUATION.class };
        self.push(&Tag::new(EQUATION.element).with_some("id", own).with("class", class).start());
        let shown = math::formula(tree, &formula.tex, true, &lines);
        // A formula that is wider than the screen scrolls by itself.
        self.push(&Tag::new(FORMULA.element).with("class", FORMULA.class).around(&shown));
        if let Some(number) = number {
            self.push(&Tag::new(EQUATION_NUMBER.element).with("class", EQUATION_NUMBER.class).text(number));
        }
        self.close(EQUATION.element);
    }
}
