//! Parts of markup: text, attributes, the end of an element.

use quick_xml::escape::escape;

use super::edition::Edition;
use crate::model::Attributes;

/// What ends an element without content: a slash means nothing in HTML.
pub fn void_end<E: Edition>() -> &'static str {
    if E::IS_XML { "/>" } else { ">" }
}

/// Text as markup.
pub fn text(words: &str) -> String {
    escape(words).into_owned()
}

/// The attributes `lang` and, in XML, `xml:lang`, each with a blank before it.
pub fn language<E: Edition>(tag: &str) -> String {
    let xml = if E::IS_XML { format!(" xml:lang=\"{0}\"", text(tag)) } else { String::new() };
    format!(" lang=\"{}\"{xml}", text(tag))
}

/// The attributes for the language and the direction of content, each with a blank before it.
pub fn reading<E: Edition>(attributes: &Attributes) -> String {
    let language = attributes.language.as_deref().map(language::<E>).unwrap_or_default();
    let direction = attributes.direction().map(|direction| format!(" dir=\"{direction}\""));
    language + &direction.unwrap_or_default()
}

/// The attributes `role` and, in EPUB, `epub:type`, each with a blank before it. A role may be empty.
pub fn semantics<E: Edition>(epub_type: &str, role: &str) -> String {
    let epub_type = if E::IS_XML { format!(" epub:type=\"{epub_type}\"") } else { String::new() };
    let role = if role.is_empty() { String::new() } else { format!(" role=\"{role}\"") };
    format!("{epub_type}{role}")
}

/// The attribute `class` with the writer's own name and those of the author, a blank before it; nothing without names.
pub fn class_attribute(own: &str, authors: &[String]) -> String {
    let classes: Vec<&str> = std::iter::once(own)
        .chain(authors.iter().map(String::as_str))
        .filter(|class| !class.is_empty())
        .collect();
    if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", escape(classes.join(" "))) }
}
