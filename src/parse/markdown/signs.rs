//! The signs around the numbers of a list in Markdown.

use crate::model::{Attributes, Delimiter};
use crate::parse::builder::DELIMITER;

/// The signs around the numbers of a list, which its first marker has: `1)`.
pub fn of(list: &str) -> Attributes {
    let list = list.trim_start_matches([' ', '\t', '>']);
    let behind = list.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let mut attributes = Attributes::default();
    if behind.len() < list.len() && behind.starts_with(')') {
        attributes.other.push((DELIMITER.to_owned(), Delimiter::Parenthesis.name().to_owned()));
    }
    attributes
}
