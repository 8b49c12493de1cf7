//! Numbers the equations: in the order of the text and then of the notes, the same in every output.

use std::collections::BTreeMap;

use crate::math::Number;
use crate::model::{CaptionNumbers, Case, Formula, FormulaId, Inline};

/// The numbers of the formulas of a case.
#[derive(Debug, Default)]
pub struct Equations {
    /// For each formula, the number of each of its lines.
    numbers: Vec<Vec<Option<String>>>,
    /// The number that each id of an author stands for.
    by_id: BTreeMap<String, String>,
}

impl Equations {
    /// The number of each line of a formula, with its parentheses.
    pub fn of(&self, id: FormulaId) -> &[Option<String>] {
        self.numbers.get(id.index()).map_or(&[], Vec::as_slice)
    }

    /// The ids of the author, each with the number that it stands for.
    pub fn ids(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_id.iter().map(|(id, number)| (id.as_str(), number.as_str()))
    }

    /// The number of the equation with an id of the author.
    pub fn by_id(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).map(String::as_str)
    }
}

/// Numbers the equations of the cases, in reading order: from 1 in each case, or through the book like its captions. Each case
/// comes with the words that begin its numbers.
pub fn resolve<'c>(
    cases: impl IntoIterator<Item = (&'c Case, &'c str)>,
    captions: CaptionNumbers,
) -> Vec<Equations> {
    let mut last = 0;
    let of_case = |(case, prefix)| {
        if captions != CaptionNumbers::Book {
            last = 0;
        }
        of_case(case, prefix, &mut last)
    };
    cases.into_iter().map(of_case).collect()
}

fn of_case(case: &Case, prefix: &str, last: &mut usize) -> Equations {
    let mut equations = Equations { numbers: vec![Vec::new(); case.formulas.len()], by_id: BTreeMap::new() };
    if case.formulas.is_empty() {
        return equations;
    }
    for inline in case.nodes().inlines() {
        let Inline::Formula(id, _) = inline else { continue };
        let Some(formula) = case.formulas.get(id.index()) else { continue };
        let numbers = numbers(formula, prefix, last);
        add_ids(formula, &numbers, &mut equations.by_id);
        equations.numbers[id.index()] = numbers;
    }
    equations
}

fn numbers(formula: &Formula, prefix: &str, last: &mut usize) -> Vec<Option<String>> {
    let number = |number: Number| match number {
        Number::None => None,
        Number::Written(words) => Some(words),
        Number::Next => {
            *last += 1;
            Some(format!("({prefix}{last})"))
        }
    };
    formula.numbers().into_iter().map(number).collect()
}

fn add_ids(formula: &Formula, numbers: &[Option<String>], by_id: &mut BTreeMap<String, String>) {
    for (line, number) in formula.lines().zip(numbers) {
        if let (Some(label), Some(number)) = (&line.label, number) {
            by_id.entry(label.clone()).or_insert_with(|| number.clone());
        }
    }
    if let (Some(id), Some(number)) = (&formula.id, numbers.iter().flatten().next()) {
        by_id.entry(id.clone()).or_insert_with(|| number.clone());
    }
}
