//! The one writer of markup: what it writes is valid as XHTML and as HTML. HTML and EPUB differ in their packaging, in how a
//! place becomes an `href`, and in the names that only EPUB knows.

mod case;
mod edition;
mod endnotes;
mod list;
mod page_breaks;
mod pages;
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
