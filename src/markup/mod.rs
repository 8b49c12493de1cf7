//! The one writer of markup: what it writes is valid as XHTML and as HTML. HTML and EPUB differ in their packaging, in how a
//! place becomes an `href`, and in the names that only EPUB knows.

mod case;
mod edition;
mod element;
mod endnotes;
mod list;
mod page_breaks;
mod pages;
mod running;
pub mod style;
mod table;
mod title_page;

pub use case::{case, label};
pub use edition::Edition;
pub use element::{language, semantics, text};
pub use pages::{page_anchor, page_mark};
pub use title_page::title_page;
