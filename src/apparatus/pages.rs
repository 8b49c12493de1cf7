//! Page breaks of the PDF, for the outputs without pages.

use crate::source::Span;

/// The page breaks of a book, in order.
#[derive(Debug, Default)]
pub struct PageBreaks {
    /// The numbers of the pages before the contents.
    pub title_page: Vec<String>,
    /// The numbers of the pages with the contents and the lists of figures and tables.
    pub contents: Vec<String>,
    /// For each case, the pages that begin in it.
    pub cases: Vec<Vec<PageBreak>>,
}

/// A page break in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageBreak {
    /// The printed page number.
    pub page: String,
    /// The title, block or note in which the page begins.
    pub block: Span,
    /// Number of letters and digits of it on earlier pages.
    pub letters: usize,
}

impl PageBreaks {
    /// The pages that begin in a case.
    #[must_use]
    pub fn of_case(&self, index: usize) -> &[PageBreak] {
        self.cases.get(index).map(Vec::as_slice).unwrap_or_default()
    }
}
