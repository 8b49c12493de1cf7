//! Formats diagnostics as workflow commands of GitHub Actions, which annotate the lines of a change.

use super::place::Places;
use crate::diag::{Diagnostics, Severity, Sources};

/// One line for each diagnostic: `::warning file=…,line=…,col=…,title=…::message`.
pub fn github(diagnostics: &Diagnostics, sources: &dyn Sources) -> String {
    let mut places = Places::new(sources);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let mut properties = Vec::new();
        match diagnostic.span.map(|span| places.find(span)) {
            Some(place) => {
                properties.push(("file", place.path));
                properties.push(("line", place.start.line.to_string()));
                properties.push(("endLine", place.end.line.to_string()));
                // GitHub supports columns only within one line.
                if place.start.line == place.end.line {
                    properties.push(("col", place.start.column.to_string()));
                    properties.push(("endColumn", place.end.column.to_string()));
                }
            }
            None => properties.push(("file", sources.manifest())),
        }
        properties.push(("title", format!("casebook: {}", diagnostic.code.name())));
        let properties: Vec<String> =
            properties.into_iter().map(|(name, value)| format!("{name}={}", property(&value))).collect();
        let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        let message = data(&format!("{}{help}", diagnostic.message));
        out.push_str(&format!("::{command} {}::{message}\n", properties.join(",")));
    }
    out
}

/// Escapes a message for the runner.
fn data(words: &str) -> String {
    words.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property, where colon and comma are special too.
fn property(words: &str) -> String {
    data(words).replace(':', "%3A").replace(',', "%2C")
}
