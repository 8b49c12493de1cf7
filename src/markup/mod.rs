//! The writer of markup for HTML and EPUB. Its output is valid as XHTML and as HTML. The two formats differ in their
//! packaging, in the `href` of links, and in attributes that only EPUB has.

mod callout;
mod case;
mod code;
mod edition;
mod endnotes;
mod fit;
mod formula;
mod list;
mod math;
mod page_breaks;
mod pages;
mod passage;
mod running;
pub mod style;
mod table;
mod tag;
mod title_page;

pub use case::{case, label};
pub use edition::Edition;
pub use pages::{page_anchor, page_mark};
pub use tag::{Syntax, Tag, end, text};
pub use title_page::title_page;
