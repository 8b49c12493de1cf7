//! Cross-references, and the numbers that they show.

use super::Inline;
use crate::source::Span;

/// A cross-reference to one or more places of the book.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossReference {
    /// The places, in order.
    pub places: Vec<Referred>,
}

/// A place in a cross-reference.
#[derive(Debug, Clone, PartialEq)]
pub struct Referred {
    /// The id of the place, as the author wrote it.
    pub id: String,
    /// What is printed.
    pub wanted: Wanted,
    /// The words before it.
    pub prefix: Vec<Inline>,
    /// The words after it.
    pub suffix: Vec<Inline>,
    /// Place of the id in the source.
    pub span: Span,
}

/// What a cross-reference prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Label and number: `@fig-port` is “Figure 3”.
    Label,
    /// The number alone: `[-@fig-port]`, `\@ref(fig:port)`.
    Number,
    /// The number alone, without the parentheses of an equation: `\ref{eq:tide}`.
    Bare,
    /// The words of a heading, and otherwise the label: `` {ref}`port` ``.
    Name,
    /// Only the words around it: `` {ref}`the port <port>` ``.
    Words,
    /// The title of the case in this file: `` {doc}`port` ``.
    Title,
}

/// What casebook numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbers {
    /// The figures, tables and listings whose captions have no number of the author.
    pub captions: CaptionNumbers,
    /// Levels of headings with numbers; 0 for none, 1 for cases only.
    pub section_levels: u8,
}

/// Which captions get numbers, and where the numbers start again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CaptionNumbers {
    /// Those with an id such as `fig-port`, if cross-references of the book lead to such ids.
    #[default]
    Referenced,
    /// All, from 1 in each case.
    Case,
    /// All, from 1 at the beginning of the book.
    Book,
    /// None.
    Off,
}
