//! Formats diagnostics as a SARIF 2.1.0 log (OASIS, 2020) for code scanning.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_sarif::sarif;
use sha2::{Digest, Sha256};

use super::place::Places;
use crate::diag::explain::meaning;
use crate::diag::{Code, Diagnostic, Diagnostics, Severity, Sources, explain};
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

/// The diagnostics as a log of one run, with the reporting checks as its rules.
pub fn sarif(diagnostics: &Diagnostics, sources: &dyn Sources) -> String {
    let mut places = Places::new(sources);
    let mut seen = BTreeMap::new();
    let spoken: BTreeSet<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    let codes: Vec<Code> = spoken.into_iter().collect();
    let results: Vec<sarif::Result> = diagnostics
        .iter()
        .map(|diagnostic| {
            let rule = codes.binary_search(&diagnostic.code).unwrap_or_default();
            result(diagnostic, rule, &mut places, &mut seen)
        })
        .collect();
    let driver = sarif::ToolComponent::builder()
        .name("casebook")
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .rules(codes.into_iter().map(rule).collect::<Vec<_>>())
        .build();
    let run = sarif::Run::builder()
        .tool(sarif::Tool::builder().driver(driver).build())
        .results(results)
        .column_kind("unicodeCodePoints")
        .default_encoding("utf-8")
        .build();
    let log = sarif::Sarif::builder().schema(SCHEMA).version("2.1.0").runs(vec![run]).build();
    // Strings and numbers can always be serialized.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn rule(code: Code) -> sarif::ReportingDescriptor {
    let words = |text: String| sarif::MultiformatMessageString::builder().text(text).build();
    let help = sarif::MultiformatMessageString::builder().text(code.remedy()).markdown(explain(code)).build();
    sarif::ReportingDescriptor::builder()
        .id(code.name())
        .short_description(words(meaning(code)))
        .full_description(words(meaning(code)))
        .help(help)
        .default_configuration(sarif::ReportingConfiguration::builder().level(code.severity().name()).build())
        .build()
}

fn result(
    diagnostic: &Diagnostic,
    rule: usize,
    places: &mut Places<'_>,
    seen: &mut BTreeMap<String, usize>,
) -> sarif::Result {
    let help = diagnostic.help.as_ref().map(|help| format!(". Help: {help}")).unwrap_or_default();
    let level = match diagnostic.severity {
        Severity::Warning => sarif::ResultLevel::Warning,
        Severity::Error => sarif::ResultLevel::Error,
    };
    let primary = match diagnostic.span {
        Some(span) => location(places, span, diagnostic.label.as_deref()),
        None => at(&places.sources.manifest(), sarif::Region::builder().start_line(1).build()),
    };
    let related: Vec<sarif::Location> =
        diagnostic.related.iter().map(|(span, label)| location(places, *span, Some(label))).collect();
    let fingerprint = fingerprint(diagnostic, places, seen);
    sarif::Result::builder()
        .rule_id(diagnostic.code.name())
        .rule_index(i64::try_from(rule).unwrap_or_default())
        .level(level)
        .message(sarif::Message::builder().text(format!("{}{help}", diagnostic.message)).build())
        .locations(vec![primary])
        .related_locations(related)
        .partial_fingerprints(BTreeMap::from([(FINGERPRINT.to_owned(), fingerprint)]))
        .build()
}

fn location(places: &mut Places<'_>, span: Span, words: Option<&str>) -> sarif::Location {
    let place = places.find(span);
    let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let region = sarif::Region::builder()
        .start_line(number(place.start.line))
        .start_column(number(place.start.column))
        .end_line(number(place.end.line))
        .end_column(number(place.end.column))
        .build();
    let message = words.map(|words| sarif::Message::builder().text(words).build());
    sarif::Location { message, ..at(&place.path, region) }
}

/// A region of a file. A file outside the current folder has no path that is valid on another machine.
fn at(path: &str, region: sarif::Region) -> sarif::Location {
    let encoded = utf8_percent_encode(path.trim_start_matches("./"), UNSAFE).to_string();
    let file = if path.starts_with('/') {
        sarif::ArtifactLocation::builder().uri(format!("file://{encoded}")).build()
    } else if path.starts_with("../") {
        sarif::ArtifactLocation::builder().uri(encoded).build()
    } else {
        sarif::ArtifactLocation::builder().uri(encoded).uri_base_id(ROOT).build()
    };
    let place = sarif::PhysicalLocation::builder().artifact_location(file).region(region).build();
    sarif::Location::builder().physical_location(place).build()
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
