//! Attributes of a construct: id, classes, language and others.

use super::Direction;

/// An attribute list, `{.class #id key=value}`, or the same from an HTML element.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attributes {
    /// The id, as the author wrote it.
    pub id: Option<String>,
    /// The classes, in order.
    pub classes: Vec<String>,
    /// Language of the content as a BCP 47 tag (`lang=fr`).
    pub language: Option<String>,
    /// All other attributes, as keys and values.
    pub other: Vec<(String, String)>,
}

impl Attributes {
    /// The direction that `dir` sets (`dir=rtl`): `ltr`, `rtl` or `auto`.
    #[must_use]
    pub fn direction(&self) -> Option<&'static str> {
        let (_, value) = self.other.iter().rfind(|(key, _)| key.eq_ignore_ascii_case("dir"))?;
        ["ltr", "rtl", "auto"].into_iter().find(|direction| value.trim().eq_ignore_ascii_case(direction))
    }

    /// The direction of the content, set by `dir`, or else by the language.
    #[must_use]
    pub fn reading_direction(&self) -> Option<&'static str> {
        let of_language = || self.language.as_deref().map(|language| Direction::of(language).name());
        self.direction().or_else(of_language)
    }

    /// Whether the attributes set a language or a direction.
    #[must_use]
    pub fn say_how_to_read(&self) -> bool {
        self.language.is_some() || self.direction().is_some()
    }
}
