//! What an edition adds to the text of its authors: contents, lists of figures and tables, credits, the way to cite it,
//! words in the book's language. All outputs take it from here.

mod alternative;
pub mod citation;
mod contents;
mod credits;
mod decimals;
mod image_size;
mod lists;
mod pages;
mod words;

pub use alternative::alternative_text;
pub use contents::{Entry, contents, depth};
pub use credits::credits;
pub use decimals::{Decimals, Room};
pub use image_size::{Extent, ImageSize, Setting, is_icon, sizes};
pub use lists::{List, lists};
pub use pages::{PageBreak, PageBreaks};
pub use words::words;
