//! The generated sources, as the typesetter sees them: their paths, and where each of their lines comes from.

use super::call::{Call, Value};
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

    /// A value on a line of its own, and the place that it came from.
    pub(super) fn show(&mut self, value: impl Into<Value>, span: Option<Span>) {
        self.line(&format!("#{}", value.into().as_str()), span);
    }

    /// The beginning of a call whose other arguments follow, each on a line of its own.
    pub(super) fn open(&mut self, call: &Call) {
        self.line(&format!("#{},", call.opening()), None);
    }

    /// An argument of the open call.
    pub(super) fn argument(&mut self, value: impl Into<Value>, span: Option<Span>) {
        self.line(&format!("  {},", value.into().as_str()), span);
    }

    /// The end of the open call.
    pub(super) fn close(&mut self) {
        self.line(")", None);
    }

    /// Sets everything that follows with a function, which gets its arguments by their names.
    pub(super) fn show_all_with(&mut self, function: &'static str, arguments: Vec<(&'static str, Value)>) {
        self.line(&format!("#show: {function}.with("), None);
        for (name, value) in arguments {
            self.line(&format!("  {name}: {},", value.as_str()), None);
        }
        self.close();
    }

    /// The language of everything that follows.
    pub(super) fn set_language(&mut self, language: &str, region: Option<&str>) {
        let text = Call::new("text").named("lang", Value::text(language));
        let text = Value::from(text.named("region", Value::optional(region)));
        self.line(&format!("#set {}", text.as_str()), None);
    }

    /// Another source.
    pub(super) fn include(&mut self, path: &str) {
        self.line(&format!("#include {}", Value::text(path).as_str()), None);
    }

    /// A line of code that has no text of an author in it.
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
