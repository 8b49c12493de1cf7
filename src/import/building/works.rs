//! Makes works in CSL JSON of the fields of other programs.

use serde_json::{Map, Value, json};

/// A work in CSL JSON.
#[derive(Debug, Default)]
pub struct Work(Map<String, Value>);

impl Work {
    /// A work of a kind.
    pub fn new(kind: &str) -> Self {
        let mut work = Self::default();
        work.set("type", kind);
        work
    }

    /// Sets a variable, unless it has a value already or the value is empty.
    pub fn set(&mut self, key: &str, value: &str) {
        let value = value.trim();
        if !value.is_empty() && !self.0.contains_key(key) {
            self.0.insert(key.to_owned(), Value::String(value.to_owned()));
        }
    }

    /// Sets the people with a role, unless there are none.
    pub fn people(&mut self, role: &str, people: Vec<Value>) {
        if !people.is_empty() {
            self.0.insert(role.to_owned(), Value::Array(people));
        }
    }

    /// Sets a date: its year, and perhaps its month and day as numbers. Other dates stay as they are written.
    pub fn date(&mut self, key: &str, [year, month, day]: [&str; 3]) {
        let parts: Vec<i64> = [year, month, day].iter().map_while(|part| part.trim().parse().ok()).collect();
        let written = [day, month, year].map(str::trim).join(" ");
        let date = match parts.as_slice() {
            [] if written.trim().is_empty() => return,
            [] => json!({ "raw": written.trim() }),
            parts => json!({ "date-parts": [parts] }),
        };
        self.0.insert(key.to_owned(), date);
    }

    /// The work as JSON.
    pub fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}

/// A person: `Doe, Jane`. A name without a comma stays whole.
pub fn person(name: &str) -> Option<Value> {
    let name = name.trim();
    match name.split_once(',') {
        _ if name.is_empty() => None,
        // A comma at the end marks the name of an organization.
        Some((whole, given)) if given.trim().is_empty() => Some(json!({ "literal": whole.trim() })),
        Some((family, given)) => Some(json!({ "family": family.trim(), "given": given.trim() })),
        None => Some(json!({ "literal": name })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_dates_have_their_forms() {
        for (name, expected) in [
            ("Doe, Jane", json!({ "family": "Doe", "given": "Jane" })),
            ("World Bank,", json!({ "literal": "World Bank" })),
            ("World Bank", json!({ "literal": "World Bank" })),
        ] {
            assert_eq!(person(name), Some(expected));
        }
        assert_eq!(person(" "), None);
        for (date, expected) in [
            (["2011", "3", "4"], json!({ "issued": { "date-parts": [[2011, 3, 4]] } })),
            (["2011", "May", ""], json!({ "issued": { "date-parts": [[2011]] } })),
            (["in press", "", ""], json!({ "issued": { "raw": "in press" } })),
            (["", "", ""], json!({})),
        ] {
            let mut work = Work::default();
            work.date("issued", date);
            assert_eq!(work.into_value(), expected, "{date:?}");
        }
    }
}
