//! The header of a text of another tool: YAML, TOML, or lines `Key: value` without a fence; and how casebook writes it.

use serde_json::{Map, Value};

use super::plan::{self, word};
use crate::config::{toml_value, yaml_value};
use crate::import::dialect::scalar;
use crate::import::paths;

/// A header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header<'t> {
    format: Format,
    text: &'t str,
}

/// The format of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Yaml,
    Toml,
    Lines,
    None,
}

impl<'t> Header<'t> {
    /// The header of a text, and the text after it.
    #[must_use]
    pub fn split(text: &'t str) -> (Self, &'t str) {
        let none = Self { format: Format::None, text: "" };
        let start = text.trim_start_matches('\n');
        let first = start.lines().next().unwrap_or_default().trim_end();
        match first {
            "---" => fenced(start, &["---", "..."])
                .map_or((none, text), |(text, rest)| (Self { format: Format::Yaml, text }, rest)),
            "+++" => fenced(start, &["+++"])
                .map_or((none, text), |(text, rest)| (Self { format: Format::Toml, text }, rest)),
            _ if key_of_line(first).is_some() => {
                let end = start.find("\n\n").map_or(start.len(), |at| at + 1);
                let (header, rest) = start.split_at_checked(end).unwrap_or((start, ""));
                let is_header =
                    header.lines().all(|line| key_of_line(line).is_some() || line.starts_with(' '));
                if is_header { (Self { format: Format::Lines, text: header }, rest) } else { (none, text) }
            }
            _ => (none, text),
        }
    }

    /// The keys with their values.
    #[must_use]
    pub fn value(&self) -> Value {
        let value = match self.format {
            Format::Yaml => yaml_value(self.text),
            Format::Toml => toml_value(self.text),
            Format::Lines => {
                let pair = |line| {
                    key_of_line(line)
                        .map(|(key, value)| (key.to_lowercase(), Value::String(value.to_owned())))
                };
                Some(Value::Object(self.text.lines().filter_map(pair).collect()))
            }
            Format::None => None,
        };
        value.map(without_datetimes).unwrap_or_default()
    }

    /// The header as casebook reads it. `title` is that of the reading order, for a text without one; `drops` names keys that
    /// belong to the book.
    #[must_use]
    pub fn written(&self, title: Option<&str>, is_of_book: bool) -> String {
        let value = self.value();
        let keys = match &value {
            Value::Object(keys) => keys.clone(),
            // A header that cannot be read stays, and casebook says what is wrong.
            _ if self.format == Format::Yaml && !self.text.trim().is_empty() => {
                return format!("---\n{}---\n\n", self.text);
            }
            _ => Map::new(),
        };
        let keys = if is_of_book { Map::new() } else { keys };
        let mut lines = known(&keys, title);
        let rest = keys.iter().filter(|(key, _)| !MAPPED.contains(&key.to_lowercase().as_str()));
        match self.format {
            Format::Yaml => lines.extend(rest.filter_map(|(key, _)| raw(self.text, key))),
            Format::Toml | Format::Lines | Format::None => {
                lines.extend(rest.map(|(key, value)| line(key, value)));
            }
        }
        if lines.is_empty() { String::new() } else { format!("---\n{}\n---\n\n", lines.join("\n")) }
    }
}

impl Header<'_> {
    /// The keys that have no effect in the header of a whole book.
    #[must_use]
    pub fn unknown_keys_of_book(&self) -> Vec<String> {
        let value = self.value();
        let keys = value.as_object().into_iter().flatten();
        let is_written = |key: &str, value: &Value| match key {
            "date" => plan::date(Some(value)).is_some(),
            key => OF_BOOK.contains(&key),
        };
        keys.filter(|(key, value)| !is_written(key, value)).map(|(key, _)| key.clone()).collect()
    }
}

/// Keys of a header of a book that `book.yaml` has.
const OF_BOOK: [&str; 12] = [
    "title",
    "subtitle",
    "author",
    "authors",
    "lang",
    "language",
    "publisher",
    "description",
    "abstract",
    "bibliography",
    "csl",
    "number_sections",
];

/// Keys that are written in a way of their own.
const MAPPED: [&str; 11] = [
    "title",
    "lang",
    "language",
    "date",
    "slug",
    "permalink",
    "url",
    "excerpt",
    "description",
    "summary",
    "draft",
];

/// The lines of the keys that casebook knows.
fn known(keys: &Map<String, Value>, title: Option<&str>) -> Vec<String> {
    let get = |names: &[&str]| {
        names.iter().find_map(|name| {
            word(keys.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
        })
    };
    let mut lines = Vec::new();
    let mut say = |key: &str, value: Option<String>| {
        let value = value.map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.extend(
            value.filter(|value| !value.is_empty()).map(|value| format!("{key}: {}", scalar(&value))),
        );
    };
    say("title", get(&["title"]).or_else(|| title.map(str::to_owned)));
    say("language", get(&["language", "lang"]));
    say("slug", get(&["permalink", "url"]).and_then(|path| slug(&path)).or_else(|| get(&["slug"])));
    say("excerpt", get(&["excerpt", "summary", "description"]));
    let date_of_source =
        keys.iter().find(|(key, _)| key.eq_ignore_ascii_case("date")).map(|(_, value)| value);
    match plan::date(date_of_source) {
        Some(date) => lines.push(format!("date: {date}")),
        None => lines.extend(
            word(date_of_source)
                .filter(|date| !date.is_empty())
                .map(|date| format!("date-in-source: {}", scalar(&date))),
        ),
    }
    lines
}

/// A path of the site without its slashes and ending; `None` for a pattern.
fn slug(path: &str) -> Option<String> {
    let path =
        path.trim_matches('/').trim_end_matches("index.html").trim_end_matches(".html").trim_matches('/');
    (!path.is_empty() && !paths::is_elsewhere(path) && !path.contains(':')).then(|| path.to_owned())
}

/// A key with its value on one line.
fn line(key: &str, value: &Value) -> String {
    let value = match value {
        Value::String(text) => scalar(&text.split_whitespace().collect::<Vec<_>>().join(" ")),
        value => value.to_string(),
    };
    format!("{}: {value}", scalar(key))
}

/// The lines of a key at the first level, as they stand.
fn raw(text: &str, key: &str) -> Option<String> {
    let is_key = |line: &str| {
        let name = line.split(':').next().unwrap_or_default().trim_end();
        line.contains(':') && name.trim_matches(['"', '\'']) == key
    };
    let mut lines = text.lines().skip_while(|line| !is_key(line));
    let first = lines.next()?;
    let is_below = |line: &&str| line.is_empty() || line.starts_with([' ', '\t', '-', ']', '}', '#']);
    let lines: Vec<&str> = std::iter::once(first).chain(lines.take_while(is_below)).collect();
    Some(lines.join("\n").trim_end().to_owned())
}

/// The text between fences, and that after them.
fn fenced<'t>(text: &'t str, closings: &[&str]) -> Option<(&'t str, &'t str)> {
    let start = text.find('\n')? + 1;
    let mut offset = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if closings.contains(&line.trim_end()) {
            return Some((text.get(start..offset)?, text.get(offset + line.len()..)?));
        }
        offset += line.len();
    }
    None
}

/// The key and value of a line.
fn key_of_line(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = key.starts_with(|sign: char| sign.is_ascii_alphabetic())
        && key.chars().all(|sign| sign.is_ascii_alphanumeric() || "_-".contains(sign));
    (is_key && (value.is_empty() || value.starts_with([' ', '\t']))).then(|| (key, value.trim()))
}

/// The name of the only key of a date and time in a TOML value.
const DATETIME: &str = "$__toml_private_datetime";

/// A value whose dates are texts.
fn without_datetimes(value: Value) -> Value {
    let Value::Object(keys) = value else { return value };
    let plain = |value: Value| value.get(DATETIME).cloned().unwrap_or(value);
    Value::Object(keys.into_iter().map(|(key, value)| (key, plain(value))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_written_for_casebook() {
        for (text, expected) in [
            ("# A\n", "# A\n"),
            (
                "---\ntitle: A\nlang: de\ntags:\n  - b\n  - c\n---\nText\n",
                "---\ntitle: A\nlanguage: de\ntags:\n  - b\n  - c\n---\n\nText\n",
            ),
            (
                "+++\ntitle = \"A: b\"\nweight = 3\ndate = 2017-05-30T10:00:00Z\ntags = [\"x\"]\n+++\nText\n",
                "---\ntitle: \"A: b\"\ndate: 2017-05-30\ntags: [\"x\"]\nweight: 3\n---\n\nText\n",
            ),
            (
                "Title: A\nDate: 2017-05-30 10:20\nSummary: Few words\n\nText\n",
                "---\ntitle: A\nexcerpt: Few words\ndate: 2017-05-30\n---\n\nText\n",
            ),
            ("---\ntitle: A\npermalink: /docs/a/\n---\nText\n", "---\ntitle: A\nslug: docs/a\n---\n\nText\n"),
            (
                "---\ntitle: A\npermalink: /:year/:title/\ndate: \"`r Sys.Date()`\"\n---\nText\n",
                "---\ntitle: A\ndate-in-source: \"`r Sys.Date()`\"\n---\n\nText\n",
            ),
            ("Note: this is\nnot a header.\n\nText\n", "Note: this is\nnot a header.\n\nText\n"),
        ] {
            let (header, body) = Header::split(text);
            let body = if header.format == Format::None { body } else { body.trim_start_matches('\n') };
            assert_eq!(header.written(None, false) + body, expected);
        }
    }
}
