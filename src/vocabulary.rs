//! The names of constructs in the languages of the outputs: one table, from which all who write or read outputs take them.

use crate::model::Style;

/// The names of a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StyleNames {
    /// The element in HTML and EPUB.
    pub element: &'static str,
    /// The function in `styles/book.typ`.
    pub function: &'static str,
}

/// The names of a style.
#[must_use]
pub const fn style(style: Style) -> StyleNames {
    let (element, function) = match style {
        Style::Emphasis => ("em", "emphasis"),
        Style::Strong => ("strong", "strong"),
        Style::Strikethrough => ("del", "strikethrough"),
        Style::Superscript => ("sup", "superscript"),
        Style::Subscript => ("sub", "subscript"),
    };
    StyleNames { element, function }
}
