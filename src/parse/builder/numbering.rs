//! Numbers of list items, from Markdown and HTML.

use crate::model::{Attributes, Delimiter, NumberStyle, Numbering};

/// The attribute of a list in Markdown for the signs around its numbers. HTML has none, so authors cannot write it.
pub const DELIMITER: &str = "\u{2}delimiter";

/// The numbers of a list. `first` is the first number in Markdown; the attributes are those of HTML; `given` are the
/// numbers that the items set themselves.
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
    // In a reversed HTML list without `start`, the first number follows from the number of items.
    let first = integer(attributes, "start").or(first.filter(|_| !is_reversed));
    let numbering = Numbering::new(style.unwrap_or(NumberStyle::Decimal), is_reversed, first, given);
    Numbering { delimiter: value(DELIMITER).and_then(Delimiter::named).unwrap_or_default(), ..numbering }
}

/// The numbers of an HTML list up to the current item; `None` for an unordered list, and for a list that counts down to
/// 1, whose first number is known only at its end.
pub fn html_numbering(
    element: Option<&str>,
    attributes: &Attributes,
    given: &[Option<i64>],
) -> Option<Numbering> {
    let numbering = (element == Some("ol")).then(|| numbering(attributes, Some(1), given))?;
    (!numbering.is_reversed || integer(attributes, "start").is_some()).then_some(numbering)
}

/// The value of an attribute as the number of a list item.
pub fn integer(attributes: &Attributes, key: &str) -> Option<i64> {
    let (_, value) = attributes.other.iter().find(|(other, _)| other == key)?;
    // Browsers store the numbers of list items in 32 bits (HTML, section 2.3.4.1).
    value.trim().parse::<i32>().ok().map(i64::from)
}
