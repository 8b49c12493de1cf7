//! In what HTML and EPUB differ.

use super::tag::{Syntax, Tag};
use crate::apparatus::PageBreak;
use crate::picture::Drawn;
use crate::resolve::{Asset, Place};

/// An output that the writer of markup writes for.
pub trait Edition: Syntax {
    /// How many levels the headings of a case lie below what they are in the book.
    const HEADING_OFFSET: u8;

    /// What a link to a place in the book looks like from the case `from`.
    fn href(&self, from: usize, place: &Place) -> String;

    /// What an image's source looks like.
    fn image(&self, index: usize, asset: &Asset) -> String;

    /// The drawn figures of the book.
    fn drawn(&self) -> &[Drawn];

    /// What a drawn figure looks like, with its alternative text.
    fn drawing(&self, index: usize, alt: &str) -> String;

    /// The pages that begin in a case, where the markup tells them.
    fn page_breaks(&self, _case: usize) -> &[PageBreak] {
        &[]
    }

    /// What an image looks like that is kept elsewhere, because it is shown more than once; `tag` has the author's
    /// attributes. Every edition but that of a single file just names the image's file.
    fn shared_picture(&self, _index: usize, _alt: &str, _tag: Tag<'_>) -> Option<String> {
        None
    }

    /// What stands between the text of a case and its notes.
    fn colophon(&self, _case: usize) -> String {
        String::new()
    }
}
