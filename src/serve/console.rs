//! What the author's terminal learns.

use std::time::Duration;

use crate::api::Report;

/// A finished build.
pub struct Built<'a> {
    /// The title of the book.
    pub title: &'a str,
    /// The number of pages; `None` if the pages have errors.
    pub pages: Option<usize>,
    /// The time until the HTML was shown.
    pub html: Duration,
    /// The time until the pages were shown.
    pub whole: Duration,
}

/// The terminal of the author.
pub trait Console {
    /// The book is served at this address.
    fn is_ready(&self, address: &str);
    /// A build ended with this report. `built` is `None` if the sources have errors.
    fn has_built(&self, report: &Report, built: Option<&Built<'_>>);
    /// Something happened that is not about the text of the book.
    fn say(&self, words: &str);
}
