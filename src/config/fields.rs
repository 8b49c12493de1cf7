//! Reads typed values from a YAML mapping. A value of the wrong type adds a diagnostic at its place.

use std::borrow::Cow;

use serde_yaml::{Mapping, Value};

use super::key::{Default, Key, Kind, Table};
use super::markup;
use super::slips::HYPHEN;
use super::yaml::{Step, Yaml};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean, nearest};
use crate::model::Date;
use crate::repair;
use crate::source::Span;

/// How many unknown keys of one mapping are reported one by one. Finding the place of each parses the whole text again.
const MOST_UNKNOWN: usize = 20;

/// A YAML mapping and the path to it.
pub struct Fields<'y, 'd> {
    yaml: &'y Yaml<'y>,
    path: Vec<Step>,
    mapping: Mapping,
    is_unreadable: bool,
    diagnostics: &'d mut Diagnostics,
}

impl<'y, 'd> Fields<'y, 'd> {
    /// Reads a YAML text that must be a mapping.
    pub fn read(yaml: &'y Yaml<'y>, diagnostics: &'d mut Diagnostics) -> Self {
        let mapping = yaml.read(diagnostics);
        let is_unreadable = mapping.is_none();
        Self { yaml, path: Vec::new(), mapping: mapping.unwrap_or_default(), is_unreadable, diagnostics }
    }

    /// Whether the text is not a YAML mapping. This was already reported.
    pub fn is_unreadable(&self) -> bool {
        self.is_unreadable
    }

    /// The keys, in order. A key that is not a string is reported and left out.
    pub fn keys(&mut self) -> Vec<String> {
        let mut keys = Vec::new();
        for key in self.mapping.keys() {
            match key {
                Value::String(key) => keys.push(key.clone()),
                Value::Number(key) => keys.push(key.to_string()),
                Value::Null | Value::Bool(_) | Value::Sequence(_) | Value::Mapping(_) | Value::Tagged(_) => {
                    self.diagnostics.push(Diagnostic::new(
                        Code::InvalidYaml,
                        self.yaml.place(&self.path),
                        "a key must be text",
                    ));
                }
            }
        }
        keys
    }

    /// Reports every key that is not in the table. After a limit, the remaining keys are reported together.
    pub fn only(&mut self, table: &'static dyn Table) {
        let known: Vec<&str> = table.keys().iter().map(|key| key.name).collect();
        let mut unknown = self.keys();
        unknown.retain(|key| !known.contains(&key.as_str()));
        let rest = unknown.split_off(unknown.len().min(MOST_UNKNOWN));
        if let Some(first) = rest.first() {
            let message = format!("`{first}` is the first of {} more unknown keys", rest.len());
            let span = self.yaml.place_of_key(&self.to(first));
            self.diagnostics.push(Diagnostic::new(Code::UnknownKey, span, message));
        }
        for key in &unknown {
            let span = self.yaml.place_of_key(&self.to(key));
            self.diagnostics.push(unknown_key(key, span, &known));
        }
    }

    /// The span of the value of `key`.
    pub fn place(&self, key: impl AsRef<str>) -> Span {
        self.yaml.place(&self.to(key.as_ref()))
    }

    /// The span of `key` itself.
    pub fn place_of_key(&self, key: &str) -> Span {
        self.yaml.place_of_key(&self.to(key))
    }

    /// The diagnostics that this reader adds to.
    pub fn diagnostics(&mut self) -> &mut Diagnostics {
        self.diagnostics
    }

    /// The keys as strings, in order. Headers of other tools may have keys that are not strings; these are skipped.
    pub fn words(&self) -> Vec<String> {
        self.mapping.keys().map(|key| key.as_str().map_or_else(|| yaml_text(key), str::to_owned)).collect()
    }

    /// Whether the value of `key` is a boolean.
    pub fn is_flag(&self, key: &str) -> bool {
        matches!(self.mapping.get(key), Some(Value::Bool(_)))
    }

    /// Any value of `key` as one string, without diagnostics. The elements of a list are joined by commas; nested
    /// values are written as YAML.
    pub fn metadata(&self, key: &str) -> String {
        let found = self
            .mapping
            .iter()
            .find(|(other, _)| other.as_str().map_or_else(|| yaml_text(other) == key, |other| other == key));
        let text = match found.map(|(_, value)| value) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Some(Value::Bool(_) | Value::Number(_)) => self.yaml.raw_text(&self.to(key)).unwrap_or_default(),
            Some(Value::Sequence(list))
                if list.iter().all(|item| !item.is_sequence() && !item.is_mapping()) =>
            {
                list.iter().map(yaml_text).collect::<Vec<_>>().join(", ")
            }
            Some(nested) => yaml_text(nested),
        };
        repair::printable(&text).into_owned()
    }

    /// Reports a problem with the value of `key`.
    pub fn complain(&mut self, key: impl AsRef<str>, message: impl Into<String>, help: &str) {
        let span = self.place(key);
        self.diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message).help(help));
    }

    /// The string at `key`. A number counts as a string, as written in the source.
    pub fn text(&mut self, key: impl AsRef<str>) -> Option<String> {
        let key = key.as_ref();
        let value = self.mapping.get(key)?.clone();
        let path = self.to(key);
        scalar(self.yaml, &path, None, &value, self.diagnostics)
    }

    /// The title at `key`. Markdown in it is printed as typed, and reported.
    pub fn title(&mut self, key: &Key) -> Option<String> {
        let words = match key.default {
            Default::Required => Some(self.required_text(key)),
            Default::Is(_) | Default::Otherwise(_) | Default::Nothing => self.text(key),
        }?;
        if markup::is_in(&words) {
            let message = format!("Markdown in `{}` is printed as typed", key.name);
            let span = self.place(key);
            self.diagnostics.push(
                Diagnostic::new(Code::ForeignMarkup, span, message)
                    .help("write the words alone; only the title of a case can have styles"),
            );
        }
        Some(words)
    }

    /// The string at the required key `key`.
    pub fn required_text(&mut self, key: &Key) -> String {
        debug_assert_eq!(key.default, Default::Required, "`{}` is not declared as required", key.name);
        if !self.mapping.contains_key(key.name) {
            let key = key.name;
            let span = self.yaml.place(&self.path);
            self.diagnostics.push(
                Diagnostic::new(Code::MissingKey, span, format!("`{key}` is missing"))
                    .help(format!("add a line `{key}: …`")),
            );
        }
        self.text(key).unwrap_or_default()
    }

    /// The boolean at `key`.
    pub fn flag(&mut self, key: &Key) -> bool {
        self.optional_flag(key).unwrap_or(key.default == Default::Is("true"))
    }

    /// The boolean at `key`, if it is there.
    pub fn optional_flag(&mut self, key: &Key) -> Option<bool> {
        match self.mapping.get(key.name) {
            None => None,
            Some(Value::Bool(flag)) => Some(*flag),
            Some(_) => {
                self.complain(
                    key,
                    format!("`{}` must be `true` or `false`", key.name),
                    "write `true` or `false`",
                );
                None
            }
        }
    }

    /// The integer at `key`, within the declared range.
    pub fn number(&mut self, key: &Key) -> u8 {
        let (Kind::Number(low, high), Default::Is(default)) = (key.kind, key.default) else {
            unreachable!("`{}` is not declared as a number with a default", key.name)
        };
        let default = default.parse().unwrap_or(low);
        let Some(value) = self.mapping.get(key.name) else { return default };
        match value
            .as_u64()
            .and_then(|number| u8::try_from(number).ok())
            .filter(|number| (low..=high).contains(number))
        {
            Some(number) => number,
            None => {
                self.complain(
                    key,
                    format!("`{}` must be a whole number from {low} to {high}", key.name),
                    "write a number in this range",
                );
                default
            }
        }
    }

    /// The date at `key`: `2017`, `2017-04` or `2017-04-01`.
    pub fn date(&mut self, key: &Key) -> Option<Date> {
        let text = self.text(key)?;
        let date = date(&text);
        if date.is_none() {
            self.complain(
                key,
                format!("`{text}` is not a date"),
                "write the year, the month and the day as `2017-04-01`",
            );
        }
        date
    }

    /// The language tag at `key` (BCP 47).
    pub fn language(&mut self, key: &Key) -> String {
        let Default::Is(default) = key.default else {
            unreachable!("`{}` is declared without a default", key.name)
        };
        let Some(text) = self.text(key) else { return default.to_owned() };
        if is_language(&text) {
            return text;
        }
        let help = "write a tag such as `en`, `en-GB` or `pt-BR`";
        self.complain(key, format!("`{text}` is not a language tag"), help);
        default.to_owned()
    }

    /// The value of a key that takes only some words.
    pub fn choice(&mut self, key: &Key) -> &'static str {
        let (Default::Is(default), Kind::Choice(choices)) = (key.default, key.kind) else {
            unreachable!("`{}` is declared without a default or without words", key.name)
        };
        let Some(text) = self.text(key) else { return default };
        let words: Vec<&'static str> = choices.iter().map(|(word, _)| *word).collect();
        if let Some(word) = words.iter().find(|word| **word == text) {
            return word;
        }
        let help = nearest(&text, words.iter().copied())
            .map_or_else(|| format!("write {}", either(&words)), did_you_mean);
        self.complain(key, format!("`{text}` is not a valid value of `{}`", key.name), &help);
        default
    }

    /// The strings of the list at `key`, each with its span. A single string counts as a list of one.
    pub fn texts(&mut self, key: &Key) -> Vec<(String, Span)> {
        let key = key.name;
        let list = match self.mapping.get(key).cloned() {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Sequence(list)) => list,
            Some(single) => {
                let path = self.to(key);
                let text = scalar(self.yaml, &path, None, &single, self.diagnostics);
                let text = text.map(|text| (text, self.yaml.place(&path)));
                return text.into_iter().flat_map(|(text, place)| self.items(text, place)).collect();
            }
        };
        let places = self.yaml.places(&self.to(key), &list);
        let mut texts = Vec::new();
        for (index, (value, place)) in list.iter().zip(places).enumerate() {
            let mut path = self.to(key);
            path.push(Step::Index(index));
            if let Some(text) = scalar(self.yaml, &path, Some(place), value, self.diagnostics) {
                texts.extend(self.items(text, place));
            }
        }
        texts
    }

    /// Splits a string that was meant to be several list items. YAML takes `-item`, and an item that is indented too
    /// far, for a part of the string above.
    fn items(&mut self, text: String, place: Span) -> Vec<(String, Span)> {
        let (mark, span, message, help) = if text.starts_with('-') && self.yaml.begins_with(place, '-') {
            let first = text[1..].split(" -").next().unwrap_or_default();
            (" -", place, HYPHEN, format!("write `- {}`", first.trim()))
        } else if let Some(below) = self.yaml.item_below(place).filter(|_| text.contains(" - ")) {
            let message = "this list item continues the text above it";
            (" - ", below, message, "indent it like the other items of its list".to_owned())
        } else {
            return vec![(text, place)];
        };
        self.diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message).help(help));
        let items = text.trim_start_matches('-').split(mark);
        items.map(|item| (item.trim().to_owned(), place)).collect()
    }

    /// Calls `read` for the mapping at `key`.
    pub fn inside<T>(&mut self, key: &Key, read: impl FnOnce(&mut Fields<'y, '_>) -> T) -> Option<T> {
        let key = key.name;
        let value = self.mapping.get(key)?.clone();
        let path = self.to(key);
        self.at(path, value, read)
    }

    /// Calls `read` for each mapping in the list at `key`. An element that is a string counts as `name: string`.
    pub fn each<T>(&mut self, key: &Key, mut read: impl FnMut(&mut Fields<'y, '_>) -> T) -> Vec<T> {
        let key = key.name;
        let list = match self.mapping.get(key).cloned() {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Sequence(list)) => {
                list.into_iter().enumerate().map(|(index, value)| (Some(index), value)).collect()
            }
            Some(single) => vec![(None, single)],
        };
        let mut read_all = Vec::new();
        for (index, value) in list {
            let mut path = self.to(key);
            path.extend(index.map(Step::Index));
            let value = match value {
                Value::String(name) => Value::Mapping(Mapping::from_iter([("name".into(), name.into())])),
                other => other,
            };
            read_all.extend(self.at(path, value, &mut read));
        }
        read_all
    }

    fn at<T>(
        &mut self,
        path: Vec<Step>,
        value: Value,
        read: impl FnOnce(&mut Fields<'y, '_>) -> T,
    ) -> Option<T> {
        match value {
            Value::Mapping(mapping) => Some(read(&mut Fields {
                yaml: self.yaml,
                path,
                mapping,
                is_unreadable: false,
                diagnostics: self.diagnostics,
            })),
            Value::Null => None,
            _ => {
                let message = "expected `key: value` lines here";
                self.diagnostics.push(Diagnostic::new(Code::InvalidValue, self.yaml.place(&path), message));
                None
            }
        }
    }

    fn to(&self, key: &str) -> Vec<Step> {
        let mut path = self.path.clone();
        path.push(Step::Key(key.to_owned()));
        path
    }
}

/// `mm`, or `mm or cm`, or `mm, cm or in`.
pub fn either(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The diagnostic for an unknown key.
pub fn unknown_key(key: &str, span: Span, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnknownKey, span, format!("unknown key `{key}`"));
    match nearest(key, known.iter().copied()) {
        Some(near) => diagnostic.help(did_you_mean(near)),
        None => diagnostic.help(format!("the valid keys are {}", known.join(", "))),
    }
}

/// A value as YAML; a string without quotation marks.
fn yaml_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => serde_yaml::to_string(other).unwrap_or_default().trim().to_owned(),
    }
}

/// A scalar as a string. Reports lists, mappings and tags.
fn scalar(
    yaml: &Yaml<'_>,
    path: &[Step],
    place: Option<Span>,
    value: &Value,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let place = || place.unwrap_or_else(|| yaml.place(path));
    let message = match value {
        Value::Null => return None,
        Value::String(_) if yaml.has_tag(place) => "expected text here, not a YAML tag",
        Value::String(text) => {
            let kept = repair::printable(text);
            if let Cow::Owned(_) = kept {
                let message = "a control character is not allowed in a book; it is left out";
                diagnostics.push(Diagnostic::new(Code::ControlCharacter, place(), message));
            }
            return Some(kept.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        Value::Bool(_) | Value::Number(_) => return yaml.raw_text(path),
        Value::Sequence(_) => "expected text here, not a list",
        Value::Mapping(_) => "expected text here, not `key: value` lines",
        Value::Tagged(_) => "expected text here, not a YAML tag",
    };
    diagnostics.push(
        Diagnostic::new(Code::InvalidValue, place(), message).help("put quotation marks around the text"),
    );
    None
}

/// Parses a date of any precision; `None` if the date does not exist.
pub fn date(text: &str) -> Option<Date> {
    let mut parts = text.split('-').map(|part| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        if digits { part.parse::<u16>().ok() } else { None }
    });
    let date = Date {
        year: parts.next()?.filter(|_| text.find('-').unwrap_or(text.len()) == 4)?.into(),
        month: parts
            .next()
            .map(|month| u8::try_from(month?).ok())
            .map_or(Some(None), |month| month.map(Some))?,
        day: parts.next().map(|day| u8::try_from(day?).ok()).map_or(Some(None), |day| day.map(Some))?,
    };
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    chrono::NaiveDate::from_ymd_opt(date.year, month.into(), day.into())?;
    parts.next().is_none().then_some(date)
}

/// Whether a tag is well-formed (RFC 5646). The language must have two or three letters, like all registered ones.
#[must_use]
pub fn is_language(text: &str) -> bool {
    oxilangtag::LanguageTag::parse(text).is_ok_and(|tag| tag.primary_language().len() <= 3)
}
