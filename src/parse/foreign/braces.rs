//! Constructs in braces: roles, template tags, shortcodes, attribute lists, tracked changes.

use super::construct::Construct;
use super::found::{Found, before, name_length, window};

/// The construct that begins at `at`.
pub fn find(text: &str, at: usize) -> Option<Found> {
    if text[..at].ends_with('{') {
        return None;
    }
    role(text, at)
        .or_else(|| tag(text, at))
        .or_else(|| change(text, at))
        .or_else(|| raw(text, at))
        .or_else(|| list(text, at))
}

/// `{ref}` before code.
fn role(text: &str, at: usize) -> Option<Found> {
    let name = &text[at + 1..];
    let length = name_length(name, "-_:+.");
    let code = name[length..].strip_prefix("}`").filter(|_| length > 0)?;
    let end = code.find(['`', '\n']).map_or(0, |end| end + 1);
    Some(Found::new(Construct::Role, at, length + 3 + end))
}

/// Tags as opening, closing and construct. The first match wins.
const TAGS: &[(&str, &str, Construct)] = &[
    ("{{<", ">}}", Construct::Shortcode),
    ("{{%", "%}}", Construct::Shortcode),
    ("{{#include", "}}", Construct::Include),
    ("{{#rustdoc_include", "}}", Construct::Include),
    ("{{#playground", "}}", Construct::Include),
    ("{{TOC", "}}", Construct::Contents),
    ("{{toc", "}}", Construct::Contents),
    ("{{", "}}", Construct::Template),
    ("{%", "%}", Construct::Template),
    ("{#", "#}", Construct::Template),
    ("{/*", "*/}", Construct::Mdx),
    ("{!", "!}", Construct::Include),
    ("{:toc", "}", Construct::Contents),
    ("{: toc", "}", Construct::Contents),
    ("{::", "}", Construct::AttributeList),
];

fn tag(text: &str, at: usize) -> Option<Found> {
    if !text[at + 1..].starts_with(['{', '%', '#', '/', '!', ':']) {
        return None;
    }
    let rest = window(text, at, 1500);
    TAGS.iter().find_map(|(opening, closing, construct)| {
        let inside = rest.strip_prefix(opening)?;
        let end = inside
            .find(closing)
            .filter(|end| !inside[..*end].trim().is_empty() || *construct == Construct::Contents)?;
        // `{#id}` is an attribute list, and so is the first of `{#a} words #}`.
        let is_list = *opening == "{#" && !inside.starts_with([' ', '\n']);
        let (has_lines, length) = (inside[..end].contains('\n'), opening.len() + end + closing.len());
        match *opening {
            "{#" if is_list => None,
            "{{" if has_lines => None,
            "{{" if text[..at].ends_with('=') => Some(Found::new(Construct::Mdx, at, length)),
            _ => Some(Found::new(*construct, at, length)),
        }
    })
}

fn change(text: &str, at: usize) -> Option<Found> {
    let pairs = [("{++", "++}"), ("{--", "--}"), ("{~~", "~~}"), ("{==", "==}"), ("{>>", "<<}")];
    if !text[at + 1..].starts_with(['+', '-', '~', '=', '>']) {
        return None;
    }
    let rest = window(text, at, 1500);
    pairs.iter().find_map(|(opening, closing)| {
        let end = rest.strip_prefix(opening)?.find(closing).filter(|end| *end > 0)?;
        Some(Found::new(Construct::Critic, at, end + 6))
    })
}

/// `{=html}`
fn raw(text: &str, at: usize) -> Option<Found> {
    let name = text[at..].strip_prefix("{=")?;
    let length = name_length(name, "");
    (length > 0 && name[length..].starts_with('}')).then(|| Found::new(Construct::RawBlock, at, length + 3))
}

/// An attribute list that belongs to nothing, or that casebook cannot parse.
fn list(text: &str, at: usize) -> Option<Found> {
    let rest = text.get(at + 1..)?;
    let end = rest.find(['}', '{', '\n']).filter(|end| rest[*end..].starts_with('}'))?;
    let inside = rest[..end].trim_start_matches(':').trim();
    let is_ial =
        rest.starts_with(": ") && before(text, at).is_none_or(|before| before == '\n' || before == ' ');
    let words = words(inside)?;
    let is_list = !words.is_empty()
        && words.iter().all(|word| is_attribute(word))
        && words.iter().any(|word| is_plain(word, is_ial, text[..at].ends_with(']')));
    is_list.then(|| Found::new(Construct::AttributeList, at, end + 2))
}

/// The words of a list, with quoted values as part of a word; `None` if a quotation is not closed.
fn words(inside: &str) -> Option<Vec<&str>> {
    let mut words = Vec::new();
    let mut rest = inside.trim_start();
    while !rest.is_empty() {
        let end = rest.find([' ', '"', '\'']).unwrap_or(rest.len());
        let end = match rest[end..].chars().next() {
            Some(quote @ ('"' | '\'')) if rest[..end].ends_with('=') => {
                end + 2 + rest[end + 1..].find(quote)?
            }
            Some('"' | '\'') => return None,
            _ => end,
        };
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after.trim_start();
    }
    Some(words)
}

fn is_attribute(word: &str) -> bool {
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_:.".contains(c));
    match word.split_once('=') {
        Some((key, _)) => is_name(key),
        None => word == "-" || word.strip_prefix(['.', '#']).is_some_and(is_name),
    }
}

/// Keys that only attribute lists have.
const KEYS: &[&str] = &[
    "width",
    "height",
    "style",
    "align",
    "target",
    "rel",
    "loading",
    "lang",
    "id",
    "class",
    "title",
    "alt",
    "fig-align",
    "fig-alt",
    "fig-cap",
    "data-latex",
    "layout-ncol",
    "custom-style",
    "out-width",
    "number",
    "startFrom",
];

/// Whether a word proves that the braces hold attributes: a class, an id, a hyphen, or a known key.
fn is_plain(word: &str, is_ial: bool, is_behind_brackets: bool) -> bool {
    let starts_with_letter = |name: &str| name.starts_with(char::is_alphabetic);
    match word.split_once('=') {
        Some((key, value)) => is_ial || KEYS.contains(&key) || value.starts_with(['"', '\'']),
        None => word == "-" || (is_behind_brackets || word[1..].len() > 1) && starts_with_letter(&word[1..]),
    }
}
