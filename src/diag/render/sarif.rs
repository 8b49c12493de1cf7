//! Formats diagnostics as a SARIF 2.1.0 log (OASIS, 2020) for code scanning.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::place::Places;
use crate::diag::explain::meaning;
use crate::diag::{Code, Diagnostic, Diagnostics, Sources, explain};
use crate::source::Span;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Base of relative paths: the current folder, which in CI is the repository.
const ROOT: &str = "%SRCROOT%";

/// The key of the fingerprint by which code scanning recognizes a result in a later run.
const FINGERPRINT: &str = "primaryLocationLineHash";

/// Characters that are not allowed in the path of a URL (RFC 3986, section 3.3).
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b':');

/// The diagnostics as a log of one run. The suite compares such logs with the schema of OASIS.
pub fn sarif(diagnostics: &Diagnostics, sources: &dyn Sources) -> String {
    let mut log = Log::default();
    log.add(diagnostics, sources);
    log.text()
}

/// A log of one run, to which the diagnostics of several projects can be added.
#[derive(Debug, Default)]
pub struct Log {
    results: Vec<(Code, Value)>,
    /// How often each fingerprint has occurred.
    seen: BTreeMap<String, usize>,
}

impl Log {
    /// Adds diagnostics.
    pub fn add(&mut self, diagnostics: &Diagnostics, sources: &dyn Sources) {
        let mut places = Places::new(sources);
        for diagnostic in diagnostics {
            let result = result(diagnostic, &mut places, &mut self.seen);
            self.results.push((diagnostic.code, result));
        }
    }

    /// The text of the log, with the reporting checks as its rules.
    #[must_use]
    pub fn text(self) -> String {
        let spoken: BTreeSet<Code> = self.results.iter().map(|(code, _)| *code).collect();
        let codes: Vec<Code> = spoken.into_iter().collect();
        let indexed = |(code, mut result): (Code, Value)| {
            result["ruleIndex"] = json!(codes.binary_search(&code).unwrap_or_default());
            result
        };
        let results: Vec<Value> = self.results.into_iter().map(indexed).collect();
        text(&codes, &results)
    }
}

fn text(codes: &[Code], results: &[Value]) -> String {
    let driver = json!({
        "name": "casebook",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": codes.iter().copied().map(rule).collect::<Vec<_>>(),
    });
    let run = json!({
        "tool": { "driver": driver },
        "results": results,
        "columnKind": "unicodeCodePoints",
        "defaultEncoding": "utf-8",
    });
    let log = json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] });
    format!("{log:#}\n")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": meaning(code) },
        "fullDescription": { "text": meaning(code) },
        "help": { "text": code.remedy(), "markdown": explain(code) },
        "defaultConfiguration": { "level": code.severity().name() },
    })
}

fn result(diagnostic: &Diagnostic, places: &mut Places<'_>, seen: &mut BTreeMap<String, usize>) -> Value {
    let help = diagnostic.help.as_ref().map(|help| format!(". Help: {help}")).unwrap_or_default();
    let primary = match diagnostic.span {
        Some(span) => location(places, span, diagnostic.label.as_deref()),
        None => at(&places.sources.manifest(), &json!({ "startLine": 1 })),
    };
    let related: Vec<Value> =
        diagnostic.related.iter().map(|(span, label)| location(places, *span, Some(label))).collect();
    json!({
        "ruleId": diagnostic.code.name(),
        // Known when all results are.
        "ruleIndex": null,
        "level": diagnostic.severity.name(),
        "message": { "text": format!("{}{help}", diagnostic.message) },
        "locations": [primary],
        "relatedLocations": related,
        "partialFingerprints": { FINGERPRINT: fingerprint(diagnostic, places, seen) },
    })
}

fn location(places: &mut Places<'_>, span: Span, words: Option<&str>) -> Value {
    let place = places.find(span);
    let region = json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    });
    let mut location = at(&place.path, &region);
    if let Some(words) = words {
        location["message"] = json!({ "text": words });
    }
    location
}

/// A region of a file. A file outside the current folder has no path that is valid on another machine.
fn at(path: &str, region: &Value) -> Value {
    let encoded = utf8_percent_encode(path.trim_start_matches("./"), UNSAFE).to_string();
    let file = if path.starts_with('/') {
        json!({ "uri": format!("file://{encoded}") })
    } else if path.starts_with("../") {
        json!({ "uri": encoded })
    } else {
        json!({ "uri": encoded, "uriBaseId": ROOT })
    };
    json!({ "physicalLocation": { "artifactLocation": file, "region": region } })
}

/// The fingerprint of a result, which does not change when lines are inserted above: check, file, text of the line, and
/// a counter for equal ones.
fn fingerprint(
    diagnostic: &Diagnostic,
    places: &mut Places<'_>,
    seen: &mut BTreeMap<String, usize>,
) -> String {
    let mut hash = Sha256::new();
    hash.update(diagnostic.code.name());
    if let Some(span) = diagnostic.span {
        let place = places.find(span);
        hash.update([0]);
        hash.update(place.path.trim_start_matches("./"));
        hash.update([0]);
        hash.update(places.lines(span.file).line(place.start.line).trim());
    }
    let digest: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let count = seen.entry(digest.clone()).or_default();
    *count += 1;
    format!("{digest}:{count}")
}
