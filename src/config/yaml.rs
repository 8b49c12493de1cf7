//! YAML with spans: `serde_yaml` reads the values, and this module finds the span of a value that a diagnostic is
//! about.
//!
//! `serde_yaml` gives places only in errors. So the text is parsed again with a visitor that fails on purpose at the
//! value in question. Each lookup costs one parse; a text without problems is parsed once.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Mapping, Value};

use super::line::Line;
use super::slips::slip;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::repair::Source;
use crate::source::Span;

/// A step from a value to a value inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To an element of a list.
    Index(usize),
}

/// A YAML text.
pub struct Yaml<'a> {
    source: &'a Source<'a>,
    /// Offset of `text` in the source.
    base: usize,
    text: &'a str,
}

impl<'a> Yaml<'a> {
    /// The YAML text in the given range of a source.
    pub fn new(source: &'a Source<'a>, range: Range<usize>) -> Self {
        Self { source, base: range.start, text: &source.text[range] }
    }

    /// Parses the text as a mapping. Returns `None` and reports it if the text is anything else.
    pub fn read(&self, diagnostics: &mut Diagnostics) -> Option<Mapping> {
        match serde_yaml::from_str::<Value>(self.text) {
            Ok(Value::Mapping(mapping)) => Some(mapping),
            Ok(Value::Null) => Some(Mapping::new()),
            Ok(_) => {
                diagnostics.push(
                    Diagnostic::new(
                        Code::InvalidYaml,
                        self.place(&[]),
                        "expected lines of the form `key: value`",
                    )
                    .help("write one `key: value` per line"),
                );
                None
            }
            Err(error) => {
                let complaint = self.complaint_of_duplicate().unwrap_or_else(|| self.complaint_of(&error));
                diagnostics.push(complaint);
                None
            }
        }
    }

    /// The diagnostic for a text that is not valid YAML.
    fn complaint_of(&self, error: &serde_yaml::Error) -> Diagnostic {
        let at = self.range_of(error).map_or(0, |range| range.start);
        let slip = slip(self.text, at, &error.to_string());
        Diagnostic::new(Code::InvalidYaml, self.span(slip.range), slip.message).help(slip.help)
    }

    /// The second occurrence of a duplicate key. The library gives only the place of the mapping.
    fn complaint_of_duplicate(&self) -> Option<Diagnostic> {
        let error = NoDuplicates.deserialize(serde_yaml::Deserializer::from_str(self.text)).err()?;
        let range = self.range_of(&error).filter(|_| error.to_string().contains(TWICE))?;
        let key = &self.text[range.clone()];
        let line = Line::at(self.text, range.start);
        let column = range.start - line.start;
        let is_first = |line: &Line<'_>| {
            line.text.get(column..).is_some_and(|rest| rest.starts_with(key) && extent(rest) == key.len())
        };
        let first = line.above(self.text).find(is_first);
        let complaint = Diagnostic::new(
            Code::InvalidYaml,
            self.span(range.clone()),
            format!("duplicate key `{}`", key.trim_matches(['"', '\''])),
        );
        let first = first.map(|line| self.span(line.start + column..line.start + column + key.len()));
        let complaint = match first {
            Some(first) => complaint.related(first, "first here"),
            None => complaint,
        };
        Some(complaint.help("keep one of the two"))
    }

    /// Whether the scalar at a path has a tag, which `serde_yaml` does not always report.
    pub fn has_tag(&self, place: impl FnOnce() -> Span) -> bool {
        self.text.contains('!') && self.source.slice(place()).starts_with('!')
    }

    /// Whether the source of the value at a path begins with this character, and not with a quotation mark.
    pub fn begins_with(&self, place: Span, first: char) -> bool {
        self.source.slice(place).starts_with(first)
    }

    /// The line after a span, if it looks like a list item.
    pub fn item_below(&self, place: Span) -> Option<Span> {
        let line = Line::at(&self.source.text, self.source.range(place).start);
        let next = line.start + line.text.len() + 1;
        let next = (next < self.source.text.len()).then(|| Line::at(&self.source.text, next))?;
        next.is_item().then(|| self.source.span(next.range()))
    }

    /// The spans of the elements of the list at `path`.
    ///
    /// If each element has its own line, the spans are found line by line, because one parse for each element would
    /// take quadratic time. In a long list of another shape, the last elements have the span of the whole list.
    pub fn places(&self, path: &[Step], list: &[Value]) -> Vec<Span> {
        let mut places = Vec::with_capacity(list.len());
        let mut before: Option<(usize, &Value)> = None;
        let (mut readings, mut whole) = (0, None);
        for (index, value) in list.iter().enumerate() {
            let below = before.and_then(|(start, before)| self.below(start, before, value));
            let start = below.or_else(|| {
                readings += 1;
                let path: Vec<Step> = path.iter().cloned().chain([Step::Index(index)]).collect();
                (readings <= MOST_READINGS)
                    .then(|| self.find(&path, Wanted::Value).map_or(0, |range| range.start))
            });
            places.push(match start {
                Some(start) => self.span(start..start + extent(line_at(self.text, start))),
                None => *whole.get_or_insert_with(|| self.place(path)),
            });
            before = start.map(|start| (start, value));
        }
        places
    }

    /// The start of an element, if it and the previous one are scalars on consecutive lines of their own.
    fn below(&self, start: usize, before: &Value, value: &Value) -> Option<usize> {
        let line_start = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let dash = &self.text[line_start..start];
        let line = line_at(self.text, start);
        if dash.trim_start_matches(' ') != "- " || !is_written(before, line) {
            return None;
        }
        let next = start + line.len() + 1;
        let start = next + dash.len();
        let is_next =
            self.text.get(next..)?.starts_with(dash) && is_written(value, line_at(self.text, start));
        is_next.then_some(start)
    }

    /// The span of the value at `path`.
    pub fn place(&self, path: &[Step]) -> Span {
        self.probe(path, Wanted::Value)
    }

    /// The span of the key at the end of `path`.
    pub fn place_of_key(&self, path: &[Step]) -> Span {
        self.probe(path, Wanted::Key)
    }

    /// The scalar at `path` as written, without conversion: `1.10` stays `1.10`.
    pub fn raw_text(&self, path: &[Step]) -> Option<String> {
        let mut text = None;
        let probe = Probe { path, wanted: Wanted::Value, text: Some(&mut text) };
        // The parse ends with an intentional error; the text was captured before.
        let _ = probe.deserialize(serde_yaml::Deserializer::from_str(self.text));
        text
    }

    fn probe(&self, path: &[Step], wanted: Wanted) -> Span {
        self.span(self.find(path, wanted).unwrap_or(0..0))
    }

    fn find(&self, path: &[Step], wanted: Wanted) -> Option<Range<usize>> {
        let probe = Probe { path, wanted, text: None };
        let error = probe.deserialize(serde_yaml::Deserializer::from_str(self.text)).err()?;
        self.range_of(&error)
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.source.span(self.base + range.start..self.base + range.end)
    }

    /// The rest of the line, or the key, at the place of an error.
    fn range_of(&self, error: &serde_yaml::Error) -> Option<Range<usize>> {
        let (line, column) = position(error)?;
        let line_start = match line {
            0 | 1 => 0,
            line => self
                .text
                .match_indices('\n')
                .nth(line - 2)
                .map_or(self.text.len(), |(newline, _)| newline + 1),
        };
        let line = self.text[line_start..].lines().next().unwrap_or_default();
        let column = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
        let start = line_start + column;
        Some(start..start + extent(&line[column..]))
    }
}

/// How many elements of a list are located by a parse of the whole text.
const MOST_READINGS: usize = 100;

/// The rest of the line at an offset.
fn line_at(text: &str, start: usize) -> &str {
    text[start..].split('\n').next().unwrap_or_default()
}

/// Whether the line contains only the string, plain with an optional comment or in quotation marks.
fn is_written(value: &Value, line: &str) -> bool {
    let Value::String(text) = value else { return false };
    let line = line.trim_end();
    let quoted = |mark| line.strip_prefix(mark).and_then(|line| line.strip_suffix(mark));
    line.split(" #").next().map(str::trim_end) == Some(text)
        || [quoted('"'), quoted('\'')].contains(&Some(text))
}

/// Length in bytes of the value or key at the start of the rest of a line.
fn extent(rest: &str) -> usize {
    let rest = rest.trim_end();
    if rest.starts_with(['"', '\'']) {
        return rest.len();
    }
    let comment = rest.find(" #").unwrap_or(rest.len());
    rest[..comment].find(": ").or_else(|| rest.strip_suffix(':').map(str::len)).unwrap_or(comment)
}

/// Line and column of an error, from 1. An unclosed quotation mark is reported where it opens, not at the end of the
/// text.
fn position(error: &serde_yaml::Error) -> Option<(usize, usize)> {
    let words = error.to_string();
    let opening = words.split_once("while scanning a quoted scalar at line ").and_then(|(_, place)| {
        let (line, column) = place.split_once(" column ")?;
        Some((line.parse().ok()?, column.parse().ok()?))
    });
    opening.or_else(|| error.location().map(|location| (location.line(), location.column())))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Key,
    Value,
}

/// Descends along `path` and fails at its end.
struct Probe<'p, 't> {
    path: &'p [Step],
    wanted: Wanted,
    text: Option<&'t mut Option<String>>,
}

impl<'de> DeserializeSeed<'de> for Probe<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match (self.path.is_empty(), self.text) {
            (true, Some(text)) => {
                *text = Some(String::deserialize(deserializer)?);
                Err(D::Error::custom("found"))
            }
            (_, text) => deserializer.deserialize_any(Probe { text, ..self }),
        }
    }
}

/// A scalar is either the value in question or skipped.
macro_rules! fail_on {
    ($($visit:ident: $kind:ty),*) => {$(
        fn $visit<E: serde::de::Error>(self, _: $kind) -> Result<(), E> {
            Err(E::custom("found"))
        }
    )*};
}

impl<'de> Visitor<'de> for Probe<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fail_on!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Err(E::custom("found"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((Step::Key(wanted), rest)) = self.path.split_first() else {
            return Err(A::Error::custom("found"));
        };
        let fail = rest.is_empty() && self.wanted == Wanted::Key;
        while let Some(found) = map.next_key_seed(Key { wanted, fail })? {
            if found {
                return map.next_value_seed(Probe { path: rest, ..self });
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Some((Step::Index(index), rest)) = self.path.split_first() else {
            return Err(A::Error::custom("found"));
        };
        for _ in 0..*index {
            list.next_element::<IgnoredAny>()?;
        }
        list.next_element_seed(Probe { path: rest, ..self })?;
        Ok(())
    }
}

/// Reads one key and compares it.
struct Key<'p> {
    wanted: &'p str,
    fail: bool,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<bool, E> {
        if key == self.wanted && self.fail { Err(E::custom("found")) } else { Ok(key == self.wanted) }
    }
}

/// The message of [`NoDuplicates`], after the path to the mapping.
const TWICE: &str = "a key stands twice";

/// Reads any value, and fails at a duplicate key.
struct NoDuplicates;

impl<'de> DeserializeSeed<'de> for NoDuplicates {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! accept {
    ($($visit:ident: $kind:ty),*) => {$(
        fn $visit<E: serde::de::Error>(self, _: $kind) -> Result<(), E> {
            Ok(())
        }
    )*};
}

impl<'de> Visitor<'de> for NoDuplicates {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    accept!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while map.next_key_seed(NewKey { seen: &mut seen })?.is_some() {
            map.next_value_seed(NoDuplicates)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(NoDuplicates)?.is_some() {}
        Ok(())
    }
}

/// Reads one key, and fails if the mapping already has it.
struct NewKey<'s> {
    seen: &'s mut BTreeSet<String>,
}

impl<'de> DeserializeSeed<'de> for NewKey<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NewKey<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E: serde::de::Error>(self, key: &str) -> Result<(), E> {
        if self.seen.insert(key.to_owned()) { Ok(()) } else { Err(E::custom(TWICE)) }
    }
}
