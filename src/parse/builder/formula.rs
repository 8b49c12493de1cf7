//! Puts formulas in the place of their masks, and takes masks out of what is not text.

use std::borrow::Cow;
use std::ops::Range;

use super::Builder;
use crate::model::{FormulaId, Inline};
use crate::parse::formula::{self, MASK, Part};

impl Builder<'_> {
    /// Adds text with formulas.
    pub(super) fn text_with_formulas(&mut self, words: &str, range: &Range<usize>) {
        let Some((original, found)) = self.found_formulas else { return };
        let found = formula::within(found, range);
        let mut at = range.start;
        for part in formula::parts(words) {
            match part {
                Part::Words(words) => {
                    let end = (at + words.len()).min(range.end);
                    self.text(words, at.min(end)..end);
                }
                Part::Formula(number) => {
                    let Some(found) = found.get(number) else { continue };
                    let formula = formula::formula(original, found);
                    at = found.whole.end;
                    let id = FormulaId::after(self.formulas.len());
                    if let Some(id) = &formula.id {
                        self.author_id(id.clone(), found.whole.clone());
                    }
                    self.inline(Inline::Formula(id, formula.tex.clone()), found.whole.clone());
                    self.formulas.push(formula);
                }
            }
        }
    }

    /// Words from `range` in which no formula is masked: code, an address or a title.
    pub fn unmasked<'w>(&self, words: &'w str, range: &Range<usize>) -> Cow<'w, str> {
        let Some((original, found)) = self.found_formulas.filter(|_| words.contains(MASK)) else {
            return Cow::Borrowed(words);
        };
        let found = formula::within(found, range);
        let shown = formula::parts(words).into_iter().map(|part| match part {
            Part::Words(words) => words,
            Part::Formula(number) => {
                found.get(number).map_or("", |found| &original.text[found.whole.clone()])
            }
        });
        Cow::Owned(shown.collect())
    }
}
