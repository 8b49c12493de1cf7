//! A JSON object a line. Its form is a promise: the schema is made from the types below.

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
    /// How much it matters.
    pub severity: Level,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// The place in the author's file; null only where there is no file to point into.
    pub place: Option<Place>,
    /// A few words about the place.
    pub label: Option<String>,
    /// Further places that matter.
    pub related: Vec<Related>,
    /// What to do about it.
    pub help: Option<String>,
}

/// How much a message matters.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Something was repaired or looks wrong; the outputs are written.
    Warning,
    /// Nothing is written.
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
    /// Line of the first character behind the place.
    #[schemars(range(min = 1))]
    pub end_line: usize,
    /// Column of the first character behind the place.
    #[schemars(range(min = 1))]
    pub end_column: usize,
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset behind the last byte.
    pub end: u32,
}

/// A second place, and what it has to do with the first.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Related {
    /// The place.
    pub place: Place,
    /// A few words about it.
    pub label: String,
}

/// The complaints, an object a line.
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
        // Texts and numbers can always be written.
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
