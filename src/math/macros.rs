//! Macros, which `book.yaml` defines.

use super::token::{self, Kind, Token};

/// The macros of a book, sorted by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Macros(Vec<Macro>);

/// A macro.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Macro {
    /// Its name, without the backslash.
    pub name: String,
    /// The number of its arguments.
    pub arguments: usize,
    /// What it stands for.
    pub body: Vec<Token>,
}

impl Macros {
    /// The macros with these names and texts. A name may begin with a backslash.
    pub fn new<'t>(definitions: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let mut macros: Vec<Macro> =
            definitions.into_iter().map(|(name, text)| Macro::new(name, text)).collect();
        macros.sort_by(|one, other| one.name.cmp(&other.name));
        Self(macros)
    }

    /// These macros and others, which replace those with the same name.
    #[must_use]
    pub fn with(&self, others: &[(String, String)]) -> Self {
        let mut macros = self.clone();
        for (name, text) in others {
            let other = Macro::new(name, text);
            match macros.0.binary_search_by(|known| known.name.cmp(&other.name)) {
                Ok(place) => macros.0[place] = other,
                Err(place) => macros.0.insert(place, other),
            }
        }
        macros
    }

    /// The macro with a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Macro> {
        let place = self.0.binary_search_by(|known| known.name.as_str().cmp(name)).ok()?;
        Some(&self.0[place])
    }

    /// The names of all macros.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|known| known.name.as_str())
    }
}

impl Macro {
    fn new(name: &str, text: &str) -> Self {
        let body = token::tokens(text);
        let numbers =
            body.iter().map(|token| if let Kind::Parameter(number) = token.kind { number } else { 0 });
        let name = name.strip_prefix('\\').unwrap_or(name).to_owned();
        Self { name, arguments: numbers.max().unwrap_or(0), body }
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
