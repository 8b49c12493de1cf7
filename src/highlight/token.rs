//! Tokens.

use crate::model::TokenKind;

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The kind; `None` for names, punctuation and spaces.
    pub kind: Option<TokenKind>,
    /// The text.
    pub text: String,
}

/// The tokens of a line; none for an empty line.
pub type Line = Vec<Token>;
