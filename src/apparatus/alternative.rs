//! What pictures say to readers who cannot see them.

use super::words;
use crate::model::{Caption, plain_text};
use crate::resolve::Book;

/// What an image says to readers who cannot see it: the author's words, else the caption's. The author has been told.
#[must_use]
pub fn alternative_text(book: &Book, alt: Option<&str>, caption: Option<&Caption>) -> String {
    let from_caption =
        || caption.map(|caption| plain_text(&caption.content)).filter(|words| !words.is_empty());
    alt.map(str::to_owned).or_else(from_caption).unwrap_or_else(|| words(book).picture.to_owned())
}
