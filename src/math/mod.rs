//! Formulas in TeX. `read` reads one into a tree, which `markup` writes as MathML and `typeset` as Typst, so that the
//! outputs cannot disagree about what it says.

mod chemistry;
mod command;
mod commands;
mod groups;
mod letters;
mod macros;
mod parser;
mod prelude;
mod references;
mod symbols;
mod token;
mod tree;
mod units;

pub use macros::{Macros, is_name as is_macro_name};
pub use parser::read;
#[cfg(test)]
pub use parser::{parse, reference};
pub use references::{references, resolved};
pub use tree::*;

/// The sign of a command without arguments, such as `alpha`.
#[must_use]
pub fn sign_named(name: &str) -> Option<char> {
    commands::sign(name)
}
