//! The built-in themes: their values, and the style sheets as far as a theme uses them.

use toml::{Table, Value};

use super::key::{Default, Key, Kind, Table as _};
use super::theme_keys::THEME;
use crate::model::ThemeName;

/// `press`, which has a value for every key that is not optional.
const PRESS: &str = include_str!("../../styles/theme.toml");

/// The values of the other themes that differ from `press`.
const MODERN: &str = include_str!("../../styles/themes/modern.toml");
const PLAIN: &str = include_str!("../../styles/themes/plain.toml");

/// The values of a built-in theme.
#[must_use]
pub fn built_in(name: ThemeName) -> Table {
    let mut values: Table = PRESS.parse().unwrap_or_default();
    merge(&mut values, changes(name));
    values
}

/// The values of a built-in theme that differ from `press`.
fn changes(name: ThemeName) -> Table {
    let text = match name {
        ThemeName::Press => "",
        ThemeName::Modern => MODERN,
        ThemeName::Plain => PLAIN,
    };
    text.parse().unwrap_or_default()
}

/// Overrides values with others, key by key.
pub fn merge(values: &mut Table, others: Table) {
    for (key, value) in others {
        match (values.get_mut(&key), value) {
            (Some(Value::Table(inside)), Value::Table(other)) => merge(inside, other),
            (_, value) => {
                values.insert(key, value);
            }
        }
    }
}

/// The value of a key that a built-in theme sets, as TOML. Only `press` sets every key that is not optional.
#[must_use]
pub fn set_by(name: ThemeName, table: &Key, key: &Key) -> Option<String> {
    let values = if name == ThemeName::Press { built_in(name) } else { changes(name) };
    Some(values.get(table.name)?.get(key.name)?.to_string())
}

/// A value of a key as TOML, from the first built-in theme that sets it. Weights and slants that no theme sets have the
/// value of another heading.
#[must_use]
pub fn example(table: &Key, key: &Key) -> Option<String> {
    let of = |key: &Key| ThemeName::ALL.into_iter().find_map(|name| set_by(name, table, key));
    let Kind::Map(keys) = table.kind else { return None };
    of(key).or_else(|| keys.keys().into_iter().find_map(of))
}

/// A built-in style sheet for a theme. A line that names the property of an optional key is left out if the theme does not
/// set the key: older e-readers have no `var()`, and no value of such a line could leave the rules above it as they are.
#[must_use]
pub fn style_sheet(text: &str, values: &Table) -> String {
    let unset = unset(values);
    let is_used = |line: &&str| !unset.iter().any(|property| names(line, property));
    text.split_inclusive('\n').filter(is_used).collect()
}

/// The properties of the optional keys that have no value.
fn unset(values: &Table) -> Vec<String> {
    let mut properties = Vec::new();
    for table in THEME.keys() {
        let Kind::Map(keys) = table.kind else { continue };
        let has = |key: &Key| values.get(table.name).is_some_and(|values| values.get(key.name).is_some());
        let missing = keys.keys().into_iter().filter(|key| is_optional(key) && !has(key));
        properties.extend(missing.map(|key| format!("--{}-{}", table.name, key.name)));
    }
    properties
}

/// Whether a theme may leave a key out.
fn is_optional(key: &Key) -> bool {
    matches!(key.default, Default::Otherwise(_))
}

/// Whether a line names a property: not only one that begins like it, and not with another value in its place.
fn names(line: &str, property: &str) -> bool {
    let goes_on = |next: char| next.is_ascii_alphanumeric() || next == '-' || next == ',';
    line.match_indices(property).any(|(start, _)| !line[start + property.len()..].starts_with(goes_on))
}

#[cfg(test)]
mod tests {
    use super::super::theme::theme;
    use super::*;
    use crate::diag::Diagnostics;
    use crate::source::FileId;

    #[test]
    fn the_built_in_themes_have_every_key_and_no_other() {
        for (name, text) in ThemeName::ALL.into_iter().zip([PRESS, MODERN, PLAIN]) {
            let mut diagnostics = Diagnostics::default();
            let values = theme(name, Some((FileId(0), text)), &mut diagnostics);
            let found: Vec<_> = diagnostics.iter().map(|found| &found.message).collect();
            assert!(found.is_empty(), "{name:?}: {found:?}");
            assert_eq!(values, built_in(name));
            for table in THEME.keys() {
                let Kind::Map(keys) = table.kind else { continue };
                for key in keys.keys().into_iter().filter(|key| !is_optional(key)) {
                    let value = values.get(table.name).and_then(|table| table.get(key.name));
                    assert!(value.is_some(), "{name:?}: {}.{}", table.name, key.name);
                }
            }
        }
    }

    #[test]
    fn every_key_has_an_example() {
        for table in THEME.keys() {
            let Kind::Map(keys) = table.kind else { continue };
            for key in keys.keys() {
                assert!(example(table, key).is_some(), "{}.{}", table.name, key.name);
            }
        }
    }

    #[test]
    fn a_project_changes_the_chosen_theme() {
        let own = "[color]\nlink = \"#123\"\n";
        let values = theme(ThemeName::Plain, Some((FileId(0), own)), &mut Diagnostics::default());
        let plain = built_in(ThemeName::Plain);
        assert_eq!(values["color"]["link"].as_str(), Some("#123"));
        assert_eq!(values["color"]["ink"], plain["color"]["ink"]);
        assert_ne!(plain["family"], built_in(ThemeName::Press)["family"]);
    }

    #[test]
    fn lines_without_a_value_are_left_out() {
        let sheet = "h1 { margin: 0; }\nh1 { font-weight: var(--weight-case); }\nh2 { margin: 0; }\n";
        let mut values = Table::new();
        assert_eq!(style_sheet(sheet, &values), "h1 { margin: 0; }\nh2 { margin: 0; }\n");
        values.insert("weight".to_owned(), Value::Table(Table::from_iter([("case".to_owned(), 400.into())])));
        assert_eq!(style_sheet(sheet, &values), sheet);
        let row = "a: var(--rule-case)";
        assert!(names(row, "--rule-case") && !names("a: var(--rule-case-x)", "--rule-case"));
        assert!(!names("a: var(--rule-case, 0)", "--rule-case"));
    }

    /// Text has a contrast of 4.5 to 1 with every background that it may have (WCAG 2.2, 1.4.3).
    #[test]
    fn text_of_every_theme_has_enough_contrast() {
        for name in ThemeName::ALL {
            let values = built_in(name);
            for screen in ["color", "dark"] {
                let colour = |key: &str| values[screen].get(key).and_then(Value::as_str);
                let code = values[screen].as_table().into_iter().flatten();
                let code = code.map(|(key, _)| key.as_str()).filter(|key| key.starts_with("code-"));
                let code: Vec<&str> = code.collect();
                assert_eq!(code.len(), 8, "{name:?}");
                let texts = ["ink", "muted", "link", "accent", "heading"].into_iter().chain(code);
                let texts = texts.filter_map(colour);
                for text in texts {
                    for ground in ["paper", "tint"].into_iter().filter_map(colour) {
                        assert_contrast(name, text, ground);
                    }
                }
                let head = colour("table-head").or(colour("paper")).unwrap_or_default();
                assert_contrast(name, colour("ink").unwrap_or_default(), head);
            }
            let cover = |key: &str, usual: &str| {
                let own = values.get("cover").and_then(|table| table.get(key));
                own.or(values["color"].get(usual)).and_then(Value::as_str).unwrap_or_default().to_owned()
            };
            assert_contrast(name, &cover("ink", "paper"), &cover("paper", "accent"));
        }
    }

    fn assert_contrast(name: ThemeName, text: &str, ground: &str) {
        let (one, other) = (luminance(text), luminance(ground));
        let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
        assert!(contrast >= 4.5, "{name:?}: {text} on {ground}: {contrast:.2}");
    }

    /// The relative luminance of a colour (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let part = |range| {
            let part = f64::from(u8::from_str_radix(&colour[range], 16).unwrap()) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1..3) + 0.7152 * part(3..5) + 0.0722 * part(5..7)
    }
}
