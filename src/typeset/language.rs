//! Languages, and words around a value, in the form that Typst expects.

use super::call::{Call, Markup, Value};
use crate::model::{Attributes, Direction, Phrase};

/// The primary language and the region of a BCP 47 tag, as Typst knows them. Typst chooses between simplified and
/// traditional Chinese by the region, so this follows the script.
#[must_use]
pub fn language_and_region(tag: &str) -> (&str, Option<&str>) {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("en");
    // A single letter begins an extension.
    let subtags: Vec<&str> = parts.take_while(|part| part.len() > 1).collect();
    let has = |script: &str| subtags.iter().any(|part| part.eq_ignore_ascii_case(script));
    let region = subtags.iter().copied().find(|part| part.len() == 2);
    match language.to_ascii_lowercase().as_str() {
        "no" => ("nb", region),
        "iw" => ("he", region),
        "cmn" | "zh" if has("hans") => ("zh", region.filter(|region| !is_traditional(region))),
        "cmn" | "zh" if has("hant") => {
            ("zh", Some(region.filter(|region| is_traditional(region)).unwrap_or("TW")))
        }
        "cmn" => ("zh", region),
        _ => (language, region),
    }
}

/// Whether a region writes traditional Chinese.
fn is_traditional(region: &str) -> bool {
    ["TW", "HK", "MO"].iter().any(|other| region.eq_ignore_ascii_case(other))
}

/// Language, region and direction of a BCP 47 tag.
#[must_use]
pub fn reading(tag: &str) -> Value {
    let (language, region) = language_and_region(tag);
    Value::array([Value::text(language), Value::optional(region), Value::name(Direction::of(tag).name())])
}

/// The words before and after a value that the page layout inserts.
#[must_use]
pub fn phrase(phrase: &Phrase) -> Value {
    let (before, after) = phrase.around();
    Value::texts([before, after])
}

/// Wraps content in its language and direction. For `dir=auto`, Typst takes the direction from the letters.
#[must_use]
pub fn in_language(attributes: &Attributes, call: impl Into<Value>) -> Value {
    let call = call.into();
    let direction = attributes.reading_direction().unwrap_or("auto");
    let function = match &attributes.language {
        Some(tag) => {
            let (language, region) = language_and_region(tag);
            let function = Call::new("in-language").with(Value::text(language)).with(Value::optional(region));
            function.with(Value::name(direction))
        }
        None if direction == "auto" => return call,
        None => Call::new("in-direction").with(Value::name(direction)),
    };
    function.body(Markup::from(call)).into()
}

#[cfg(test)]
mod tests {
    use super::language_and_region;

    #[test]
    fn tags_become_the_languages_and_regions_of_typst() {
        for (tag, language, region) in [
            ("en", "en", None),
            ("en-GB", "en", Some("GB")),
            ("sr-Latn-RS", "sr", Some("RS")),
            ("no", "nb", None),
            ("nn-NO", "nn", Some("NO")),
            ("iw", "he", None),
            ("zh", "zh", None),
            ("zh-CN", "zh", Some("CN")),
            ("zh-TW", "zh", Some("TW")),
            ("zh-Hant", "zh", Some("TW")),
            ("zh-hant-HK", "zh", Some("HK")),
            ("zh-Hans", "zh", None),
            ("zh-Hans-HK", "zh", None),
            ("cmn-Hant", "zh", Some("TW")),
            ("de-x-gb", "de", None),
        ] {
            assert_eq!(language_and_region(tag), (language, region), "{tag}");
        }
    }
}
