//! Formulas, as the author wrote them and as a tree.

use crate::math::{Line, Number, Tree};
use crate::source::Span;

/// A formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// The TeX between the delimiters.
    pub tex: String,
    /// The formula as typed, with its delimiters.
    pub typed: String,
    /// Whether it stands on a line of its own.
    pub is_display: bool,
    /// The id that the author wrote after it.
    pub id: Option<String>,
    /// Where the lines of the TeX are: the offset in the TeX, and that in the source.
    pub places: Vec<(usize, usize)>,
    /// Its meaning; `None` if it cannot be read, which has been reported.
    pub tree: Option<Tree>,
    /// Place of the formula.
    pub span: Span,
}

impl Formula {
    /// The lines of the formula; none if it cannot be read.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.tree.iter().flat_map(|tree| &tree.lines)
    }

    /// Whether it prints nothing, because it only defines macros.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.tree.as_ref().is_some_and(Tree::is_empty)
    }

    /// The number of each line. An id numbers a formula that has no other number.
    #[must_use]
    pub fn numbers(&self) -> Vec<Number> {
        let mut numbers: Vec<Number> = self.lines().map(|line| line.number.clone()).collect();
        let has_own = numbers.iter().any(|number| *number != Number::None);
        if let (Some(_), false, Some(last)) = (&self.id, has_own, numbers.last_mut()) {
            *last = Number::Next;
        }
        numbers
    }

    /// The place in the source of an offset in the TeX.
    #[must_use]
    pub fn place(&self, offset: usize) -> usize {
        let line = self.places.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
        self.places.get(line).map_or(0, |(start, place)| place + (offset - start))
    }
}
