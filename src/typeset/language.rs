//! Languages, as the functions of Typst take them.

use super::call::{Call, Markup, Value};
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
pub fn in_language(attributes: &Attributes, call: impl Into<Value>) -> Value {
    let call = call.into();
    let call = match attributes.direction() {
        Some("ltr") => Call::new("in-direction").with(Value::name("ltr")).body(Markup::from(call)).into(),
        Some("rtl") => Call::new("in-direction").with(Value::name("rtl")).body(Markup::from(call)).into(),
        Some(_) | None => call,
    };
    match &attributes.language {
        Some(tag) => {
            let (language, region) = language_and_region(tag);
            let function = Call::new("in-language").with(Value::text(language)).with(Value::optional(region));
            function.body(Markup::from(call)).into()
        }
        None => call,
    }
}
