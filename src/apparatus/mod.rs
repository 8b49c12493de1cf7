//! Generated parts that every output shares: contents, lists of figures and tables, credits and citations.

mod alternative;
mod callout_label;
pub mod citation;
mod contents;
mod credits;
mod decimals;
mod image_size;
mod lists;
mod pages;

pub use alternative::alternative_text;
pub use callout_label::{BEHIND_LABEL, callout_label};
pub use contents::{Entry, contents, depth, outline};
pub use credits::credits;
pub use decimals::{Decimals, Gap, Room};
pub use image_size::{Extent, ImageSize, Setting, is_icon, sizes};
pub use lists::{List, lists};
pub use pages::{PageBreak, PageBreaks};
