//! Alternative texts of images.

use crate::model::{Caption, plain_text};
use crate::resolve::Book;

/// The alternative text of an image: the author's text, otherwise the caption, otherwise a generic word. A check has
/// reported missing texts.
#[must_use]
pub fn alternative_text(book: &Book, alt: Option<&str>, caption: Option<&Caption>) -> String {
    let from_caption =
        || caption.map(|caption| plain_text(&caption.content)).filter(|words| !words.is_empty());
    alt.map(str::to_owned)
        .or_else(from_caption)
        .unwrap_or_else(|| book.wording().picture_without_description.clone())
}
