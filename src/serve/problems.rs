//! The diagnostics of a build, as the page shows them.

use serde::Serialize;

use crate::api::Report;
use crate::api::preview::SourceLine;
use crate::diag::{Diagnostic, Severity};

/// A diagnostic with its source line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Problem {
    /// Whether it prevents a book.
    pub is_error: bool,
    code: &'static str,
    message: String,
    /// The path below the project folder, with line and column.
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
    let problem = |(diagnostic, line): (&Diagnostic, Option<SourceLine>)| Problem {
        is_error: diagnostic.severity == Severity::Error,
        code: diagnostic.code.name(),
        message: diagnostic.message.clone(),
        place: line.as_ref().map(|line| format!("{}:{}:{}", line.path, line.line, line.column)),
        text: line.as_ref().map(|line| line.text.clone()),
        column: line.as_ref().map_or(1, |line| line.column),
        help: diagnostic.help.clone(),
        line,
    };
    let mut problems: Vec<Problem> = report.with_lines().map(problem).collect();
    problems.sort_by_key(|problem| !problem.is_error);
    problems
}
