//! Any YAML or TOML as plain values, for files of other tools.

use serde_json::Value;

/// The value of a YAML text; `None` if it is not valid, or has keys that are not text.
#[must_use]
pub fn yaml_value(text: &str) -> Option<Value> {
    serde_yaml::from_str(text).ok()
}

/// The value of a TOML text; `None` if it is not valid.
#[must_use]
pub fn toml_value(text: &str) -> Option<Value> {
    let table: toml::Table = toml::from_str(text).ok()?;
    serde_json::to_value(table).ok()
}
