//! The generated sources, as the typesetter sees them: their paths, and where each of their lines comes from.

use crate::resolve::BookCase;
use crate::source::Span;

/// A generated source with the author's place behind each of its lines.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path in the world that the typesetter sees.
    pub path: String,
    /// The text.
    pub text: String,
    /// For each line, counted from 0, the place it came from.
    pub lines: Vec<Option<Span>>,
}

impl Source {
    pub(super) fn new(path: String) -> Self {
        let mut source = Self { path, text: String::new(), lines: Vec::new() };
        source.line("#import \"/styles/book.typ\": *", None);
        source
    }

    pub(super) fn line(&mut self, text: &str, span: Option<Span>) {
        self.text.push_str(text);
        self.text.push('\n');
        self.lines.push(span);
    }
}

/// Path of the source that includes all others.
pub const MAIN: &str = "/main.typ";

/// Path of an image in the world that the typesetter sees.
#[must_use]
pub fn image_path(name: &str) -> String {
    format!("/images/{name}")
}

/// Path of what keeps the place of a drawing during the layout.
#[must_use]
pub fn drawing_path(index: usize) -> String {
    format!("/drawings/{index}.svg")
}

/// Path of a case's source.
#[must_use]
pub fn case_path(case: &BookCase) -> String {
    format!("/cases/{}.typ", case.key())
}
