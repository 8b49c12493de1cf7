//! Where the pages of the PDF begin in the text, for the outputs that have no pages of their own.

use crate::source::Span;

/// The places at which the pages of a book begin, in order.
#[derive(Debug, Default)]
pub struct PageBreaks {
    /// The numbers of the pages before the contents.
    pub title_page: Vec<String>,
    /// The numbers of the pages with the contents and the lists of figures and tables.
    pub contents: Vec<String>,
    /// For each case the pages that begin in it.
    pub cases: Vec<Vec<PageBreak>>,
}

/// The place at which a page begins in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageBreak {
    /// The number on the page.
    pub page: String,
    /// The title, the block of the case or the note that the page begins with or in.
    pub block: Span,
    /// How many letters and digits of it stand on the pages before.
    pub letters: usize,
}

impl PageBreaks {
    /// The pages that begin in a case.
    #[must_use]
    pub fn of_case(&self, index: usize) -> &[PageBreak] {
        self.cases.get(index).map(Vec::as_slice).unwrap_or_default()
    }
}
