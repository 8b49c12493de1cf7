//! The generated Typst sources: their paths, and the author's span for each of their lines.

use super::call::{Call, Value};
use super::language::language_and_region;
use crate::model::Direction;
use crate::resolve::BookCase;
use crate::source::Span;

/// A generated source with the author's span for each of its lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Path in the world of Typst.
    pub path: String,
    /// The text.
    pub text: String,
    /// For each line, counted from 0, the span that it was generated from.
    pub lines: Vec<Option<Span>>,
}

impl Source {
    pub(super) fn new(path: String) -> Self {
        let mut source = Self { path, text: String::new(), lines: Vec::new() };
        source.line("#import \"/styles/book.typ\": *", None);
        source
    }

    /// Appends a value on a line of its own, with the span that it comes from.
    pub(super) fn show(&mut self, value: impl Into<Value>, span: Option<Span>) {
        self.line(&format!("#{}", value.into().as_str()), span);
    }

    /// Opens a call whose further arguments are on lines of their own.
    pub(super) fn open(&mut self, call: &Call) {
        self.line(&format!("#{},", call.opening()), None);
    }

    /// Appends an argument of the open call.
    pub(super) fn argument(&mut self, value: impl Into<Value>, span: Option<Span>) {
        self.line(&format!("  {},", value.into().as_str()), span);
    }

    /// Closes the open call.
    pub(super) fn close(&mut self) {
        self.line(")", None);
    }

    /// Appends a show rule that passes all following content to a function with named arguments.
    pub(super) fn show_all_with(&mut self, function: &'static str, arguments: Vec<(&'static str, Value)>) {
        self.named(&format!("#show: {function}.with("), arguments);
    }

    /// Appends a call with named arguments.
    pub(super) fn call_with(&mut self, function: &'static str, arguments: Vec<(&'static str, Value)>) {
        self.named(&format!("#{function}("), arguments);
    }

    fn named(&mut self, opening: &str, arguments: Vec<(&'static str, Value)>) {
        self.line(opening, None);
        for (name, value) in arguments {
            self.line(&format!("  {name}: {},", value.as_str()), None);
        }
        self.close();
    }

    /// Sets the language and the direction of all following content.
    pub(super) fn set_language(&mut self, tag: &str) {
        let (language, region) = language_and_region(tag);
        let text =
            Call::new("text").named("lang", Value::text(language)).named("region", Value::optional(region));
        let text = Value::from(text.named("dir", Value::name(Direction::of(tag).name())));
        self.line(&format!("#set {}", text.as_str()), None);
    }

    /// Appends a line of code. It must not contain text of an author.
    pub(super) fn line(&mut self, text: &str, span: Option<Span>) {
        self.text.push_str(text);
        self.text.push('\n');
        self.lines.push(span);
    }
}

/// Path of the source of the front matter.
pub const MAIN: &str = "/main.typ";

/// Path of the source of the entries of the contents and lists.
pub const ENTRIES: &str = "/entries.typ";

/// Path of an image in the world of Typst.
#[must_use]
pub fn image_path(name: &str) -> String {
    format!("/images/{name}")
}

/// Path of the placeholder of a drawing.
#[must_use]
pub fn drawing_path(index: usize) -> String {
    format!("/drawings/{index}.svg")
}

/// Path of the source of a case.
#[must_use]
pub fn case_path(case: &BookCase) -> String {
    format!("/cases/{}.typ", case.key())
}
