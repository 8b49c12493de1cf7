//! Reads the configuration: `book.yaml`, the header of a case, and `theme.toml`. Reading never fails: problems are
//! reported at their place, and the rest is used.

mod book_keys;
mod checks;
mod fields;
mod header;
mod header_keys;
mod key;
mod line;
mod manifest;
mod markup;
#[cfg(test)]
mod reference;
pub mod schema;
mod sheet;
mod slips;
mod theme;
mod theme_keys;
mod themes;
mod toml_slips;
mod value;
mod word_keys;
mod wording;
mod yaml;

pub use fields::is_language;
pub use header::header;
pub use manifest::manifest;
pub use markup::is_in as has_markup;
#[cfg(test)]
pub use reference::reference;
pub use theme::theme;
pub use themes::style_sheet;
pub use value::{toml_value, yaml_value};
pub use wording::words_in;

#[cfg(test)]
mod tests;
