//! Lines of blocks, with marks and attribute lists.

use super::attributes;
use crate::model::Attributes;

/// A block with its attribute list in a paragraph of its own.
pub fn followed(mut lines: Vec<String>, own: &Attributes) -> Vec<String> {
    let list = attributes::list(own).filter(|list| !list.is_empty());
    if let Some(list) = list.filter(|_| !lines.is_empty()) {
        lines.extend([String::new(), list]);
    }
    lines
}

/// Lines with a mark before the first one, and the others indented.
pub fn hung(mark: &str, indent: &str, lines: Vec<String>) -> Vec<String> {
    let mut lines = lines.into_iter();
    let first = lines.next().unwrap_or_default();
    let first = format!("{mark}{first}").trim_end().to_owned();
    let others = lines.map(|line| if line.is_empty() { line } else { format!("{indent}{line}") });
    [first].into_iter().chain(others).collect()
}
