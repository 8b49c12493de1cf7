//! Formats each diagnostic on one line, in the format of compilers, which editors parse.

use super::place::Places;
use crate::diag::{Diagnostics, Sources};

/// `file:line:column: severity[code]: message` and a newline.
pub fn short(diagnostics: &Diagnostics, sources: &dyn Sources) -> String {
    let mut places = Places::new(sources);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let place = match diagnostic.span.map(|span| places.find(span)) {
            Some(place) => format!("{}:{}:{}", place.path, place.start.line, place.start.column),
            None => sources.manifest(),
        };
        let (severity, code) = (diagnostic.severity.name(), diagnostic.code.name());
        let message = one_line(&diagnostic.message);
        out.push_str(&format!("{place}: {severity}[{code}]: {message}\n"));
    }
    out
}

/// Messages of libraries may contain newlines.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
