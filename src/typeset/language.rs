//! Languages in the form that Typst expects.

use super::call::{Call, Markup, Value};
use crate::model::Attributes;

/// The primary language and the region of a BCP 47 tag.
#[must_use]
pub fn language_and_region(tag: &str) -> (&str, Option<&str>) {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("en");
    (language, parts.find(|part| part.len() == 2))
}

/// Wraps content in its language and direction. For `dir=auto`, Typst takes the direction from the letters.
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
