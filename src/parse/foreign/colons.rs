//! Constructs between colons: roles before code, emojis, macros of `AsciiDoc`.

use super::construct::Construct;
use super::found::{Found, before, name_length, window};

/// The construct that begins at `at`.
pub fn find(text: &str, at: usize) -> Option<Found> {
    match before(text, at) {
        Some(before) if before.is_alphanumeric() => asciidoc(text, at),
        Some(':' | '/' | '_' | '-' | '.') => None,
        _ => role(text, at).or_else(|| emoji(text, at)),
    }
}

/// `:ref:` or `:py:func:` before code.
fn role(text: &str, at: usize) -> Option<Found> {
    let name = &text[at + 1..];
    let length = name_length(name, "-_:+.");
    let name = &name[..length];
    let is_role = name.len() > 1 && name.ends_with(':') && !name.contains("::");
    let code = text[at + 1 + length..].strip_prefix('`').filter(|_| is_role)?;
    let end = code.find(['`', '\n']).map_or(0, |end| end + 1);
    Some(Found::new(Construct::RstRole, at, length + 2 + end))
}

fn emoji(text: &str, at: usize) -> Option<Found> {
    let name = &text[at + 1..];
    let length =
        name.find(|end: char| !end.is_ascii_lowercase() && !end.is_ascii_digit() && !"_+-".contains(end))?;
    let is_name = length > 1
        && name.starts_with(|first: char| first.is_ascii_lowercase() || matches!(first, '+' | '-'));
    let behind = name[length..].strip_prefix(':').filter(|_| is_name)?;
    let goes_on = behind.starts_with(|next: char| next.is_alphanumeric() || "`/=".contains(next));
    // Two emojis can follow each other directly.
    let is_end = !goes_on
        && (!behind.starts_with(':') || behind[1..].starts_with(|next: char| next.is_ascii_lowercase()));
    let is_end = is_end && (!matches!(&name[..1], "+" | "-") || matches!(&name[..length], "+1" | "-1"));
    let construct = if name.starts_with("end_tab") { Construct::RstRole } else { Construct::Emoji };
    is_end.then(|| Found::new(construct, at, length + 2))
}

/// Macros of `AsciiDoc` in running text, and whether each has a target before its bracket.
const MACROS: &[(&str, bool)] = &[
    ("footnote", false),
    ("xref", true),
    ("image", true),
    ("link", true),
    ("icon", true),
    ("menu", true),
    ("kbd", false),
    ("btn", false),
    ("stem", false),
    ("latexmath", false),
    ("asciimath", false),
];

/// `xref:port[words]`, `footnote:[words]`
fn asciidoc(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at + 1..];
    let is_name = |name: &str| {
        text[..at].ends_with(name) && before(text, at - name.len()).is_none_or(|c| !c.is_alphanumeric())
    };
    let (name, has_target) = MACROS.iter().find(|(name, _)| is_name(name))?;
    let target = rest.find(|end: char| end.is_whitespace() || "[](),".contains(end))?;
    let is_macro = rest[target..].starts_with('[')
        && window(rest, target, 200).contains(']')
        && has_target == &(target > 0);
    let length = if *has_target { target } else { 0 };
    is_macro.then(|| Found::new(Construct::AsciiDoc, at - name.len(), name.len() + 1 + length))
}
