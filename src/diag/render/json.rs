//! One JSON object per line. The format is stable: its schema is generated from the types below.

use schemars::JsonSchema;
use serde::Serialize;

use super::place::Places;
use crate::diag::{Diagnostics, Severity, Sources};
use crate::source::Span;

/// One message of casebook: a line of `--message-format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the fields are the keys of the JSON")]
pub struct Message {
    /// The stable name of the check, in kebab case.
    pub code: String,
    /// Its severity.
    pub severity: Level,
    /// The message: one sentence without a full stop.
    pub message: String,
    /// The place in a source file; null only if there is no file to point into.
    pub place: Option<Place>,
    /// A short label for the place.
    pub label: Option<String>,
    /// Related places.
    pub related: Vec<Related>,
    /// How to fix it.
    pub help: Option<String>,
}

/// The severity of a message.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Something was repaired or looks wrong. The outputs are written.
    Warning,
    /// No output is written.
    Error,
}

/// A run of characters in a file.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Place {
    /// Path of the file, as the project folder was named on the command line.
    pub file: String,
    /// Line, from 1.
    #[schemars(range(min = 1))]
    pub line: usize,
    /// Column in Unicode scalar values, from 1.
    #[schemars(range(min = 1))]
    pub column: usize,
    /// Line of the first character after the place.
    #[schemars(range(min = 1))]
    pub end_line: usize,
    /// Column of the first character after the place.
    #[schemars(range(min = 1))]
    pub end_column: usize,
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset after the last byte.
    pub end: u32,
}

/// A related place, with its relation to the first.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Related {
    /// The place.
    pub place: Place,
    /// A short label.
    pub label: String,
}

/// The diagnostics, one object per line.
pub fn json(diagnostics: &Diagnostics, sources: &dyn Sources) -> String {
    let mut places = Places::new(sources);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let related = diagnostic.related.iter();
        let message = Message {
            code: diagnostic.code.name().to_owned(),
            severity: match diagnostic.severity {
                Severity::Warning => Level::Warning,
                Severity::Error => Level::Error,
            },
            message: diagnostic.message.clone(),
            place: diagnostic.span.map(|span| place(&mut places, span)),
            label: diagnostic.label.clone(),
            related: related
                .map(|(span, label)| Related { place: place(&mut places, *span), label: label.clone() })
                .collect(),
            help: diagnostic.help.clone(),
        };
        // Strings and numbers can always be serialized.
        out.push_str(&serde_json::to_string(&message).unwrap_or_default());
        out.push('\n');
    }
    out
}

/// The JSON Schema of a line.
#[must_use]
pub fn schema() -> String {
    let schema = schemars::schema_for!(Message);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

fn place(places: &mut Places<'_>, span: Span) -> Place {
    let found = places.find(span);
    Place {
        file: found.path,
        line: found.start.line,
        column: found.start.column,
        end_line: found.end.line,
        end_column: found.end.column,
        start: span.start,
        end: span.end,
    }
}
