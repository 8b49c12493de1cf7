//! A formula that was found in a text.

use std::ops::Range;

/// A formula in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The formula with its delimiters and its label.
    pub whole: Range<usize>,
    /// The TeX.
    pub inside: Range<usize>,
    /// Whether it stands on a line of its own.
    pub is_display: bool,
    /// The label after it.
    pub label: Option<String>,
}

impl Found {
    /// A formula in running text.
    pub fn of(whole: Range<usize>, inside: Range<usize>) -> Self {
        Self { whole, inside, is_display: false, label: None }
    }
}
