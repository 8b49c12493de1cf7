//! What a text defines: abbreviations, macros, and the names of examples.

use std::ops::Range;

/// What a text defines for all of its text.
#[derive(Debug, Default)]
pub struct Defined {
    /// The labels of examples, with their numbers.
    pub examples: Vec<(String, i64)>,
    pub abbreviations: Vec<Abbreviation>,
    /// The definitions of macros for formulas, in TeX, with their places in the source.
    pub macros: Vec<(String, Range<usize>)>,
}

/// `*[HTML]: Hypertext Markup Language`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abbreviation {
    pub name: String,
    pub words: String,
    /// The definition in the source.
    pub range: Range<usize>,
}

impl Defined {
    /// The same for a text that begins at an offset of the source.
    #[must_use]
    pub fn after(mut self, start: usize) -> Self {
        let abbreviations = self.abbreviations.iter_mut().map(|abbreviation| &mut abbreviation.range);
        for range in abbreviations.chain(self.macros.iter_mut().map(|(_, range)| range)) {
            *range = range.start + start..range.end + start;
        }
        self
    }
}
