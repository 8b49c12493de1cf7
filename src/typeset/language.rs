//! Languages, as the functions of Typst take them.

use super::call::{literal, optional};
use crate::model::Attributes;

/// The primary language and the region of a BCP 47 tag, as Typst wants them.
#[must_use]
pub fn language_and_region(tag: &str) -> (&str, Option<&str>) {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("en");
    (language, parts.find(|part| part.len() == 2))
}

/// A call for content in the language and the direction of its attributes. Which one `auto` means, the letters say.
#[must_use]
pub fn in_language(attributes: &Attributes, call: String) -> String {
    let call = match attributes.direction() {
        Some(direction @ ("ltr" | "rtl")) => format!("in-direction({direction})[#{call};]"),
        Some(_) | None => call,
    };
    match &attributes.language {
        Some(tag) => {
            let (language, region) = language_and_region(tag);
            format!("in-language({}, {})[#{call};]", literal(language), optional(region))
        }
        None => call,
    }
}
