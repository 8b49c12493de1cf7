//! Macros: those of `book.yaml`, and those that formulas define.

use std::collections::BTreeMap;

use super::token::{self, Kind, Token};

/// Macros by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Macros(BTreeMap<String, Macro>);

/// A macro.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Macro {
    /// The number of its arguments.
    pub arguments: usize,
    /// The first argument where it is not written in brackets.
    pub optional: Option<Vec<Token>>,
    /// Whether a star and a size in brackets may follow its name. They have no effect.
    pub is_paired: bool,
    /// What it stands for.
    pub body: Vec<Token>,
}

impl Macros {
    /// The macros with these names and texts. A name may begin with a backslash.
    pub fn new<'t>(definitions: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let definition = |(name, text): (&str, &str)| {
            (name.strip_prefix('\\').unwrap_or(name).to_owned(), Macro::new(text))
        };
        Self(definitions.into_iter().map(definition).collect())
    }

    /// The macro with a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Macro> {
        self.0.get(name)
    }

    /// The names of all macros of the book.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Defines a macro, or changes one.
    pub fn define(&mut self, name: String, definition: Macro) {
        self.0.insert(name, definition);
    }
}

impl Macro {
    /// The macro with a text. Its highest `#n` says how many arguments it has.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let body = token::tokens(text);
        let number = |token: &Token| if let Kind::Parameter(number) = token.kind { number } else { 0 };
        let arguments = body.iter().map(number).max().unwrap_or(0);
        Self { arguments, optional: None, is_paired: false, body }
    }

    /// The body with the arguments in their places. All tokens have the place of `used`.
    #[must_use]
    pub fn expanded(&self, arguments: &[Vec<Token>], used: &Token) -> Vec<Token> {
        let mut expanded = Vec::new();
        for token in &self.body {
            match token.kind {
                Kind::Parameter(number) => {
                    expanded.extend(arguments.get(number - 1).into_iter().flatten().cloned());
                }
                _ => expanded.push(Token { at: used.at, length: used.length, ..token.clone() }),
            }
        }
        expanded
    }
}

/// Whether a text can be the name of a macro: letters, or one other character, after a backslash or without one.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let name = name.strip_prefix('\\').unwrap_or(name);
    let is_word = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphabetic());
    is_word || name.chars().count() == 1 && !name.starts_with(['\\', '(', ')', '[', ']', ' '])
}
