//! Formulas in TeX. `parse` reads one into a tree, which `markup` writes as MathML and `typeset` as Typst, so that the
//! outputs cannot disagree about what it says.

mod known;
mod letters;
mod macros;
mod parser;
mod symbols;
mod token;
mod tree;

#[cfg(test)]
mod tests;

pub use macros::{Macros, is_name as is_macro_name};
pub use parser::parse;
pub use tree::*;

/// The sign of a command without arguments, such as `alpha`.
#[must_use]
pub fn sign_named(name: &str) -> Option<char> {
    symbols::named(name).map(|(sign, ..)| sign)
}
