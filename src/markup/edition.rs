//! The differences between HTML and EPUB.

use super::tag::{Syntax, Tag};
use crate::apparatus::PageBreak;
use crate::picture::Drawn;
use crate::resolve::{Asset, Place};

/// The output format for which markup is written.
pub trait Edition: Syntax {
    /// Number that is added to the level of each heading.
    const HEADING_OFFSET: u8;

    /// The `href` of a link from the case `from` to a place in the book.
    fn href(&self, from: usize, place: &Place) -> String;

    /// The `src` of an image.
    fn image(&self, index: usize, asset: &Asset) -> String;

    /// The drawn figures of the book.
    fn drawn(&self) -> &[Drawn];

    /// The markup of a drawn figure with its classes and its alternative text.
    fn drawing(&self, index: usize, classes: &str, alt: &str) -> String;

    /// The markup of its variant for narrow screens, if it has one.
    fn narrow_drawing(&self, index: usize, classes: &str, alt: &str) -> Option<String>;

    /// The page breaks in a case, if the format marks them.
    fn page_breaks(&self, _case: usize) -> &[PageBreak] {
        &[]
    }

    /// The markup of an image that is stored elsewhere because it is shown more than once; `tag` has the author's
    /// attributes. Only the single-file HTML does this; others refer to the image file.
    fn shared_picture(&self, _index: usize, _alt: &str, _tag: Tag<'_>) -> Option<String> {
        None
    }

    /// Markup between the text of a case and its notes.
    fn colophon(&self, _case: usize) -> String {
        String::new()
    }
}
