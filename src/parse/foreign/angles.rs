//! Constructs that begin with a less-than sign and are not HTML: unclosed comments, JSX, references of `AsciiDoc`.

use super::construct::Construct;
use super::found::{Found, name_length, window};

/// The construct that begins at `at`.
pub fn find(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at + 1..];
    if rest.starts_with("!--") {
        return Some(Found::new(Construct::Comment, at, 4));
    }
    if rest.starts_with('<') {
        return reference(text, at);
    }
    jsx(text, at)
}

/// `<<sec-port>>`. In French these marks can be quotation marks, so the text must look like an id.
fn reference(text: &str, at: usize) -> Option<Found> {
    let id = &text[at + 2..];
    let end = id.find(['>', '\n', ' ']).filter(|end| id[*end..].starts_with(">>"))?;
    let kinds = ["fig", "tab", "tbl", "sec", "eq", "chap", "ch", "app", "lst", "ex", "img"];
    let is_kind =
        kinds.iter().any(|kind| id.strip_prefix(kind).is_some_and(|rest| rest.starts_with(['-', '_', ':'])));
    let is_id = is_kind || id[..end].starts_with('_') && end > 1 || id[..end].contains('#');
    is_id.then(|| Found::new(Construct::AsciiDoc, at, end + 4))
}

/// A tag with an expression as an attribute, or with a full stop in its name.
fn jsx(text: &str, at: usize) -> Option<Found> {
    let name = text[at + 1..].strip_prefix('/').unwrap_or(&text[at + 1..]);
    let length = name_length(name, ".");
    if length == 0 {
        return None;
    }
    let has_member = name[..length].contains('.') && name.starts_with(|c: char| c.is_ascii_uppercase());
    let inside = window(name, 0, 600);
    let end = inside.find("={").filter(|end| *end > length && !inside[..*end].contains(['>', '<']));
    let is_tag = has_member && inside[length..].starts_with(['>', ' ', '/']) || end.is_some();
    is_tag.then(|| Found::new(Construct::Mdx, at, end.map_or(length + 1, |end| end + 3)))
}
