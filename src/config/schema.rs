//! The JSON Schemas of `book.yaml`, of headers and of `theme.toml`, generated from the declarations.

use serde_json::{Map, Value, json};

use super::book_keys::BOOK;
use super::header_keys::HEADER;
use super::key::{Default, Key, Kind, Table};
use super::theme_keys::THEME;
use crate::diag::{Level, Subject};

/// The JSON Schema of `book.yaml`.
#[must_use]
pub fn book() -> String {
    written(&BOOK, false)
}

/// The JSON Schema of the header of a case, where other keys are metadata.
#[must_use]
pub fn front_matter() -> String {
    written(&HEADER, true)
}

/// The JSON Schema of `theme.toml`.
#[must_use]
pub fn theme() -> String {
    written(&THEME, false)
}

/// YAML language servers support Draft 7 best.
fn written(table: &'static dyn Table, is_open: bool) -> String {
    let mut definitions = Map::new();
    let mut schema = object(table, is_open, &mut definitions);
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!(table.name());
    schema["definitions"] = Value::Object(definitions);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// The schema of the keys of a table.
fn object(table: &'static dyn Table, is_open: bool, definitions: &mut Map<String, Value>) -> Value {
    let mut properties = Map::new();
    for key in table.keys() {
        properties.insert(key.name.to_owned(), property(key, definitions));
    }
    let required: Vec<&str> =
        table.keys().iter().filter(|key| key.default == Default::Required).map(|key| key.name).collect();
    let mut schema = json!({ "type": "object", "description": table.about(), "properties": properties });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    if !is_open {
        schema["additionalProperties"] = json!(false);
    }
    schema
}

/// The schema of a key's value. A key with an empty value counts as missing.
fn property(key: &'static Key, definitions: &mut Map<String, Value>) -> Value {
    let value = value(key, definitions);
    let mut schema = if key.default == Default::Required {
        json!({ "allOf": [value] })
    } else {
        json!({ "anyOf": [value, { "type": "null" }] })
    };
    schema["description"] = json!(key.doc.trim());
    if let Ok(example) = serde_yaml::from_str::<Value>(key.example)
        && !key.example.is_empty()
    {
        schema["examples"] = json!([example]);
    }
    if let Default::Is(default) = key.default {
        schema["default"] = serde_json::from_str(default).unwrap_or(json!(default));
    }
    schema
}

fn value(key: &'static Key, definitions: &mut Map<String, Value>) -> Value {
    match key.kind {
        Kind::Words => words(),
        Kind::Pattern(pattern) => json!({ "type": "string", "pattern": pattern }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Number(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Date => json!({ "anyOf": [
            { "type": "integer", "minimum": 0, "maximum": 9999 },
            { "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" },
        ] }),
        Kind::Language => json!({ "type": "string", "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" }),
        Kind::Length => json!({ "type": "string", "pattern": r"^\s*[0-9.]+\s*(mm|cm|in|pt)\s*$" }),
        Kind::Paper | Kind::CssFamilies => json!({ "type": "string" }),
        Kind::Choice(choices) => {
            let choice = |(word, meaning): &(&str, &str)| json!({ "const": word, "description": meaning });
            json!({ "oneOf": choices.iter().map(choice).collect::<Vec<_>>() })
        }
        Kind::Texts => json!({ "type": "object", "additionalProperties": words() }),
        Kind::Levels => defined("Checks", levels(), definitions),
        Kind::Map(table) => {
            let schema = object(table, false, definitions);
            defined(table.name(), schema, definitions)
        }
        Kind::List => one_or_many(&words()),
        Kind::Records(table) => {
            let schema = object(table, false, definitions);
            one_or_many(&defined(table.name(), schema, definitions))
        }
        Kind::People(table) => {
            let record = object(table, false, definitions);
            let record = defined(table.name(), record, definitions);
            one_or_many(&json!({ "anyOf": [{ "type": "string" }, record] }))
        }
        Kind::Families => one_or_many(&json!({ "type": "string" })),
        Kind::Colour => {
            json!({ "type": "string", "pattern": "^#([0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$" })
        }
        Kind::Size(units) => {
            let functions = if units.contains(&"rem") { r"|(calc|clamp|min|max)\(.*\)" } else { "" };
            let pattern = format!(r"^([0-9]*\.?[0-9]+({}){functions})$", units.join("|"));
            json!({ "type": "string", "pattern": pattern })
        }
        Kind::Ratio => json!({ "anyOf": [
            { "type": "number", "minimum": 0 },
            { "type": "string", "pattern": r"^[0-9]*\.?[0-9]+$" },
        ] }),
        Kind::Weight => json!({ "type": "integer", "minimum": 100, "maximum": 900 }),
        Kind::Free => json!({ "type": "object" }),
    }
}

/// Adds a definition under its name, and returns a reference to it.
fn defined(name: &str, schema: Value, definitions: &mut Map<String, Value>) -> Value {
    definitions.insert(name.to_owned(), schema);
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// Numbers and booleans are taken as written.
fn words() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

/// A list, or a single value, which counts as a list of one.
fn one_or_many(item: &Value) -> Value {
    json!({ "anyOf": [item, { "type": "array", "items": item }] })
}

fn levels() -> Value {
    let levels: Map<String, Value> = Subject::all()
        .map(|subject| {
            let taken = Level::ALL.into_iter().filter(|level| subject.refusal(*level).is_none());
            let names: Vec<&str> = taken.map(Level::name).collect();
            (subject.name().to_owned(), json!({ "type": "string", "enum": names }))
        })
        .collect();
    json!({ "type": "object", "properties": levels, "additionalProperties": false })
}
