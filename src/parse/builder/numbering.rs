//! The numbers of lists.

use crate::model::{Attributes, NumberStyle, Numbering};

/// The numbers of a list: `first` is what Markdown counts from, and the attributes are those of HTML.
pub fn numbering(attributes: &Attributes, first: Option<i64>, given: &[Option<i64>]) -> Numbering {
    let value =
        |key: &str| attributes.other.iter().find(|(other, _)| other == key).map(|(_, value)| value.as_str());
    let in_style = || {
        let declarations = value("style")?.split(';').filter_map(|declaration| declaration.split_once(':'));
        let of_list = declarations.filter(|(property, _)| property.trim().starts_with("list-style"));
        of_list.flat_map(|(_, value)| value.split_whitespace()).find_map(NumberStyle::named)
    };
    let style = in_style().or_else(|| value("type").and_then(|name| NumberStyle::named(name.trim())));
    let is_reversed = value("reversed").is_some();
    // HTML gives a first number only where it counts from another than the usual.
    let first = integer(attributes, "start").or(first.filter(|_| !is_reversed));
    Numbering::new(style.unwrap_or(NumberStyle::Decimal), is_reversed, first, given)
}

/// The numbers of an HTML list as far as it is read; `None` for one without numbers. A list that counts down to 1 has none
/// before its end is known.
pub fn html_numbering(
    element: Option<&str>,
    attributes: &Attributes,
    given: &[Option<i64>],
) -> Option<Numbering> {
    let numbering = (element == Some("ol")).then(|| numbering(attributes, Some(1), given))?;
    (!numbering.is_reversed || integer(attributes, "start").is_some()).then_some(numbering)
}

/// The value of an attribute that is a number of a list.
pub fn integer(attributes: &Attributes, key: &str) -> Option<i64> {
    let (_, value) = attributes.other.iter().find(|(other, _)| other == key)?;
    // Numbers of lists lie in 32 bits (HTML, section 2.3.4.1, as browsers read it).
    value.trim().parse::<i32>().ok().map(i64::from)
}
