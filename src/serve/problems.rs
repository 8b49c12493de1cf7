//! The diagnostics of a build, as the page shows them.

use serde::Serialize;

use crate::api::Report;
use crate::api::preview::SourceLine;
use crate::diag::{Diagnostic, Severity};

/// A diagnostic with its source line.
#[derive(Debug, Clone, Serialize)]
pub struct Problem {
    is_error: bool,
    code: &'static str,
    message: String,
    /// The path as in messages, with line and column.
    place: Option<String>,
    text: Option<String>,
    column: usize,
    help: Option<String>,
    /// The line for an editor. The page does not get it.
    #[serde(skip)]
    pub line: Option<SourceLine>,
}

/// The diagnostics of a report, the errors first.
pub fn problems(report: &Report) -> Vec<Problem> {
    let mut problems: Vec<Problem> =
        report.diagnostics().map(|diagnostic| problem(report, diagnostic)).collect();
    problems.sort_by_key(|problem| !problem.is_error);
    problems
}

fn problem(report: &Report, diagnostic: &Diagnostic) -> Problem {
    let line = report.source_line(diagnostic);
    let place = report.place(diagnostic).map(|(path, line, column)| format!("{path}:{line}:{column}"));
    Problem {
        is_error: diagnostic.severity == Severity::Error,
        code: diagnostic.code.name(),
        message: diagnostic.message.clone(),
        place,
        text: line.as_ref().map(|line| line.text.clone()),
        column: line.as_ref().map_or(1, |line| line.column),
        help: diagnostic.help.clone(),
        line,
    }
}
