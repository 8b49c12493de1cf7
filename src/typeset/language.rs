//! Languages in the form that Typst expects.

use super::call::{Call, Markup, Value};
use crate::model::Attributes;

/// The primary language and the region of a BCP 47 tag. Typst has no script in its place, and tells traditional Chinese
/// by the region.
#[must_use]
pub fn language_and_region(tag: &str) -> (&str, Option<&str>) {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("en");
    let region = parts.clone().find(|part| part.len() == 2);
    let is_traditional = language == "zh" && parts.any(|part| part.eq_ignore_ascii_case("hant"));
    (language, region.or(is_traditional.then_some("TW")))
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
