//! Builds elements as text. Names of elements and attributes are constants of casebook; all values and text are escaped
//! here.

use std::fmt::Display;

use quick_xml::escape::escape;

use crate::model::{Attributes, Direction};
use crate::vocabulary::author_class;

/// The syntax of the output: HTML or XML.
pub trait Syntax {
    /// Whether the markup is XML, with `xml:lang` and `epub:type`.
    const IS_XML: bool;
}

/// A builder for a start tag.
#[derive(Debug, Clone)]
#[must_use]
pub struct Tag<'n> {
    element: &'n str,
    text: String,
}

impl<'n> Tag<'n> {
    /// A tag without attributes.
    pub fn new(element: &'n str) -> Self {
        Self { element, text: format!("<{element}") }
    }

    /// Adds an attribute.
    pub fn with(mut self, name: &str, value: impl Display) -> Self {
        let value = value.to_string();
        self.text.extend([" ", name, "=\"", &escape(&value), "\""]);
        self
    }

    /// Adds an attribute without a value, which is valid only in HTML.
    pub fn flag(mut self, name: &str) -> Self {
        self.text.extend([" ", name]);
        self
    }

    /// Adds an attribute if there is a value.
    pub fn with_some(self, name: &str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds `class` with a reserved class and those of the author; nothing if there are none.
    pub fn classes(self, own: &str, authors: &[String]) -> Self {
        let own = (!own.is_empty()).then(|| own.to_owned());
        let names: Vec<String> =
            own.into_iter().chain(authors.iter().map(|name| author_class(name))).collect();
        self.with_some("class", (!names.is_empty()).then(|| names.join(" ")))
    }

    /// Adds `lang` and, in XML, `xml:lang`.
    pub fn language<S: Syntax>(self, tag: Option<&str>) -> Self {
        self.with_some("lang", tag).with_some("xml:lang", tag.filter(|_| S::IS_XML))
    }

    /// Adds the language of a document or a case, and its direction.
    pub fn document_language<S: Syntax>(self, tag: Option<&str>) -> Self {
        self.language::<S>(tag).with_some("dir", tag.map(|tag| Direction::of(tag).name()))
    }

    /// Adds the language and the direction that the author set. The direction follows from the language.
    pub fn reading<S: Syntax>(self, attributes: &Attributes) -> Self {
        self.language::<S>(attributes.language.as_deref()).with_some("dir", attributes.reading_direction())
    }

    /// Adds `role` and, in EPUB, `epub:type`. A role may be empty.
    pub fn semantics<S: Syntax>(self, epub_type: &str, role: &str) -> Self {
        let epub_type = S::IS_XML.then_some(epub_type);
        self.with_some("epub:type", epub_type).with_some("role", (!role.is_empty()).then_some(role))
    }

    /// The start tag.
    #[must_use]
    pub fn start(self) -> String {
        self.text + ">"
    }

    /// A void element such as `img`, with a slash at its end in XML.
    #[must_use]
    pub fn void<S: Syntax>(self) -> String {
        self.text + if S::IS_XML { "/>" } else { ">" }
    }

    /// An empty element in XML syntax.
    #[must_use]
    pub fn empty(self) -> String {
        self.text + "/>"
    }

    /// The element with this text, escaped, as its content.
    #[must_use]
    pub fn text(self, words: impl Display) -> String {
        let words = words.to_string();
        self.around(&escape(&words))
    }

    /// The element with finished markup as its content.
    #[must_use]
    pub fn around(self, markup: &str) -> String {
        let end = end(self.element);
        self.start() + markup + &end
    }
}

/// An end tag.
#[must_use]
pub fn end(element: &str) -> String {
    format!("</{element}>")
}

/// Escapes text.
#[must_use]
pub fn text(words: &str) -> String {
    escape(words).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_ends_its_attribute_and_no_text_its_element() {
        let hostile = "\"><script>'&";
        let escaped = "&quot;&gt;&lt;script&gt;&apos;&amp;";
        assert_eq!(Tag::new("p").with("title", hostile).start(), format!("<p title=\"{escaped}\">"));
        assert_eq!(Tag::new("p").text(hostile), format!("<p>{escaped}</p>"));
        assert_eq!(
            Tag::new("p").classes("figure", &[hostile.to_owned()]).start(),
            format!("<p class=\"figure my-{escaped}\">")
        );
    }
}
