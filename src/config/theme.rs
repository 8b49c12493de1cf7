//! Reads `theme.toml`: the values of a built-in theme, overridden by those of the project. Each value is checked against
//! its declaration.

use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use toml::{Spanned, Value};

use super::fields::{either, unknown_key};
use super::key::{Key, Kind, Table};
use super::theme_keys::THEME;
use super::themes::{built_in, example, merge};
use super::toml_slips;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::ThemeName;
use crate::source::{FileId, Span};

/// The values of a built-in theme, changed by `own`, the project's `theme.toml`, which may contain only the values that
/// differ.
#[must_use]
pub fn theme(name: ThemeName, own: Option<(FileId, &str)>, diagnostics: &mut Diagnostics) -> toml::Table {
    let mut values = built_in(name);
    let Some((file, text)) = own else { return values };
    let read = text.parse::<toml::Table>().and_then(|own| {
        let places = Places::read(&own, text)?;
        Ok((own, places))
    });
    match read {
        Ok((own, places)) => {
            Reader { file, diagnostics }.check(None, &THEME, &own, &places);
            merge(&mut values, own);
        }
        Err(error) => {
            let place = |range| Span::new(file, range);
            diagnostics.push(toml_slips::complaint(text, &error, Code::InvalidStyle, place));
        }
    }
    values
}

/// The span of a key in a TOML text and its value. For a table it is the span of the key alone.
struct Place {
    name: String,
    key: Range<usize>,
    value: Option<Range<usize>>,
    inside: Vec<Place>,
}

/// Parses a TOML text again for the spans of these values, which the first parse does not give.
struct Places<'v>(&'v toml::Table);

impl Places<'_> {
    fn read(values: &toml::Table, text: &str) -> Result<Vec<Place>, toml::de::Error> {
        Places(values).deserialize(toml::Deserializer::new(text))
    }
}

impl<'de> DeserializeSeed<'de> for Places<'_> {
    type Value = Vec<Place>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Places<'_> {
    type Value = Vec<Place>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a table")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut places = Vec::new();
        while let Some(key) = map.next_key::<Spanned<String>>()? {
            let (mut value, mut inside) = (None, Vec::new());
            match self.0.get(key.get_ref()) {
                // The table of a dotted key, and one that contains only tables, has no span; requesting it is an error.
                Some(Value::Table(table)) => inside = map.next_value_seed(Places(table))?,
                Some(Value::Array(list)) if list.iter().any(Value::is_table) => {
                    map.next_value::<IgnoredAny>()?;
                }
                Some(_) | None => value = Some(map.next_value::<Spanned<IgnoredAny>>()?.span()),
            }
            places.push(Place { key: key.span(), name: key.into_inner(), value, inside });
        }
        Ok(places)
    }
}

struct Reader<'d> {
    file: FileId,
    diagnostics: &'d mut Diagnostics,
}

impl Reader<'_> {
    /// Reports unknown keys, and values of the wrong kind.
    fn check(
        &mut self,
        parent: Option<&Key>,
        table: &'static dyn Table,
        values: &toml::Table,
        places: &[Place],
    ) {
        let keys = table.keys();
        for place in places {
            let Some(value) = values.get(&place.name) else { continue };
            match (keys.iter().find(|key| key.name == place.name), value) {
                (Some(key @ Key { kind: Kind::Map(table), .. }), Value::Table(values)) => {
                    self.check(Some(key), *table, values, &place.inside);
                }
                (Some(key), value) => {
                    let range = place.value.clone().unwrap_or(place.key.clone());
                    self.check_value(parent, key, value, range);
                }
                (None, _) => {
                    let known: Vec<&str> = keys.iter().map(|key| key.name).collect();
                    let span = Span::new(self.file, place.key.clone());
                    let mut complaint = unknown_key(&place.name, span, &known);
                    if let Some(help) = complaint.help.as_mut().filter(|help| !help.ends_with('?')) {
                        help.push_str("; your own values belong under `[custom]`");
                    }
                    self.diagnostics.push(complaint);
                }
            }
        }
    }

    fn check_value(&mut self, parent: Option<&Key>, key: &Key, value: &Value, place: Range<usize>) {
        let Some(expected) = mismatch(key.kind, value) else { return };
        let message = format!("`{}` must be {expected}", key.name);
        let complaint = Diagnostic::new(Code::InvalidValue, Span::new(self.file, place), message);
        let example = match parent.and_then(|parent| example(parent, key)) {
            Some(value) => format!("write it as `{} = {value}`", key.name),
            None => format!("write `[{}]` on a line of its own, with the keys below it", key.name),
        };
        self.diagnostics.push(complaint.help(example));
    }
}

/// The expected kind, if a value does not match it.
fn mismatch(kind: Kind, value: &Value) -> Option<String> {
    let text = value.as_str();
    let (fits, expected) = match kind {
        Kind::Families => (is_families(value), "a list of font families".to_owned()),
        Kind::CssFamilies => (
            text.is_some_and(|text| !text.trim().is_empty() && !text.contains([';', '{', '}'])),
            "a text with font families in CSS syntax".to_owned(),
        ),
        Kind::Colour => (
            text.is_some_and(is_colour),
            "a colour: `#` and 3, 4, 6 or 8 hexadecimal digits, between quotation marks".to_owned(),
        ),
        Kind::Size(units) => (
            text.is_some_and(|text| is_size(text, units)),
            format!("a number with the unit {}, between quotation marks", either(units)),
        ),
        Kind::Ratio => {
            let number = value.as_float().is_some_and(|number| number >= 0.0);
            let is_ratio = number || value.as_integer().is_some_and(|number| number >= 0);
            (is_ratio || text.is_some_and(is_number), "a number".to_owned())
        }
        Kind::Weight => (
            value.as_integer().is_some_and(|weight| (100..=900).contains(&weight)),
            "a whole number from 100 to 900".to_owned(),
        ),
        Kind::Choice(choices) => {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            (
                text.is_some_and(|text| words.contains(&text)),
                format!("{}, between quotation marks", either(&words)),
            )
        }
        Kind::Map(_) | Kind::Free => (value.is_table(), "a table".to_owned()),
        // Keys of the theme do not have the other kinds.
        Kind::Words
        | Kind::Pattern(_)
        | Kind::Flag
        | Kind::Number(..)
        | Kind::Date
        | Kind::Language
        | Kind::Length
        | Kind::Paper
        | Kind::Levels
        | Kind::Texts
        | Kind::List
        | Kind::Records(_)
        | Kind::People(_) => return None,
    };
    (!fits).then_some(expected)
}

/// One family, or a list of at least one.
fn is_families(value: &Value) -> bool {
    let is_name = |value: &Value| value.as_str().is_some_and(|name| !name.trim().is_empty());
    match value {
        Value::Array(names) => !names.is_empty() && names.iter().all(is_name),
        value => is_name(value),
    }
}

fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 3 | 4 | 6 | 8) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The page layout accepts digits and at most one full stop.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && text.parse::<f64>().is_ok()
}

fn is_size(text: &str, units: &[&str]) -> bool {
    // Values with a screen unit are used in style sheets only, and CSS allows calculations.
    let functions = ["calc(", "clamp(", "min(", "max("];
    let is_calculated = functions.iter().any(|name| text.starts_with(name)) && text.ends_with(')');
    is_calculated && units.contains(&"rem")
        || units.iter().any(|unit| text.strip_suffix(unit).is_some_and(is_number))
}

#[cfg(test)]
mod tests {
    use super::{is_colour, is_size, theme};
    use crate::diag::Diagnostics;
    use crate::model::ThemeName;
    use crate::source::FileId;

    #[test]
    fn colours_and_sizes_are_recognised() {
        let colours = [
            ("#fff", true),
            ("#fff8", true),
            ("#1b1b1f80", true),
            ("fff", false),
            ("red", false),
            ("#12345", false),
            ("#é1", false),
        ];
        for (text, expected) in colours {
            assert_eq!(is_colour(text), expected, "{text}");
        }
        let sizes = [
            ("10.6cm", true),
            ("11in", true),
            (".5in", true),
            ("10", false),
            ("cm", false),
            ("-1cm", false),
            ("10 cm", false),
            ("1e3cm", false),
            ("1rem", false),
            ("calc(1cm + 1in)", false),
        ];
        for (text, expected) in sizes {
            assert_eq!(is_size(text, &["cm", "in"]), expected, "{text}");
        }
        assert!(is_size("clamp(1rem, 2vw, 2rem)", &["rem"]));
    }

    #[test]
    fn what_is_not_declared_is_reported_at_its_place() {
        let table = [
            ("[colour]\nink = \"#000\"\n", "colour", "did you mean `color`?"),
            ("sizes = 3\n", "sizes", "`[custom]`"),
            ("[scale]\ncaptoin = \"1\"\n", "captoin", "did you mean `caption`?"),
            ("[family]\ntext = 3\n", "3", "write it as `text = [\"Source Serif 4\"]`"),
            ("[family]\ntext = []\n", "[]", "write it as"),
            ("[color]\nink = \"red\"\n", "\"red\"", "write it as `ink = \"#"),
            ("[page]\nwidth = \"170\"\n", "\"170\"", "write it as `width = \"1"),
            ("page = { width = 170 }\n", "170", "write it as"),
            ("color.ink = 2020-01-01\n", "2020-01-01", "write it as"),
            ("text = \"a\"\n", "\"a\"", "write `[text]` on a line of its own"),
            ("custom = 1\n", "1", "write `[custom]`"),
        ];
        for (text, marked, help) in table {
            let mut diagnostics = Diagnostics::default();
            let _ = theme(ThemeName::Press, Some((FileId(0), text)), &mut diagnostics);
            let found: Vec<_> = diagnostics.iter().collect();
            let [found] = found[..] else { panic!("{text}: {found:?}") };
            assert_eq!(found.span.map(|span| &text[span.range()]), Some(marked), "{text}");
            assert!(
                found.help.as_ref().is_some_and(|words| words.contains(help)),
                "{text}: {:?}",
                found.help
            );
        }
        let mut diagnostics = Diagnostics::default();
        let free = "[custom]\nsea = \"#00f\"\ndeep = { a = [1, 2020-01-01], b = 1.5, c = 10:00:00 }\n[[custom.list]]\nx = 1\n";
        let values = theme(ThemeName::Press, Some((FileId(0), free)), &mut diagnostics);
        assert_eq!(diagnostics.iter().count(), 0, "{:?}", diagnostics.iter().next());
        assert_eq!(values["custom"]["sea"].as_str(), Some("#00f"));
    }
}
