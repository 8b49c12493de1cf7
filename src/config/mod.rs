//! What an author configures: `book.yaml`, the header of a case, and `theme.toml`. Reading never fails: what is wrong is
//! complained of at its place, and the rest is used.

mod checks;
mod fields;
mod header;
mod line;
mod manifest;
pub mod schema;
mod sheet;
mod slips;
mod yaml;

pub use fields::is_language;
pub use header::{KEYS as HEADER_KEYS, header};
pub use manifest::manifest;

#[cfg(test)]
mod tests;
