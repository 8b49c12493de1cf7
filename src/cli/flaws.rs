//! The errors of an imported project, so that the import can mend them.

use std::collections::BTreeMap;

use crate::compile::{self, Parsed};
use crate::diag::{Code, Diagnostic, Severity};
use crate::import::Flaw;
use crate::load;
use crate::resolve::Book;
use crate::source::Span;

/// The errors that a build of these files would report.
pub fn flaws(files: &[(String, Vec<u8>)]) -> Vec<Flaw> {
    let files: BTreeMap<String, Vec<u8>> = files.iter().cloned().collect();
    let project = load::in_memory(files);
    let (book, found) = compile::unchecked(&project, None, &mut Parsed::default());
    let errors = found.iter().filter(|found| found.severity == Severity::Error);
    let flaw = |found: &Diagnostic| {
        let span = found.span?;
        let whole = book.as_ref().filter(|_| found.code == Code::InvalidFormula);
        let whole = whole.and_then(|book| formula(book, span)).unwrap_or(span);
        Some(Flaw {
            code: found.code,
            path: project.file(span.file).path.clone(),
            range: whole.range(),
            first: found.related.first().map(|(span, _)| span.range()),
            message: found.message.clone(),
        })
    };
    errors.filter_map(flaw).collect()
}

/// The place of the formula around a place.
fn formula(book: &Book, place: Span) -> Option<Span> {
    let case = book.cases().iter().find(|case| case.source().file == place.file)?;
    let spans = case.source().formulas.iter().map(|formula| formula.span);
    spans.into_iter().find(|span| span.start <= place.start && place.end <= span.end)
}
