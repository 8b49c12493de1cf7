//! Compiles the project of a command that prints something about the book.

use std::path::Path;

use super::exit::Exit;
use super::find;
use super::messages::MessageArguments;
use super::output::fail;
use super::progress::Progress;
use crate::api::Book;

/// Calls `print` with the book. If the project has errors, reports them instead.
pub fn with_book(
    messages: &MessageArguments,
    project: Option<&Path>,
    print: impl FnOnce(&Book) -> Result<Exit, String>,
) -> Exit {
    if let Some(exit) = messages.explained() {
        return exit;
    }
    let progress = Progress::new(messages.quiet);
    let result = try_with_book(messages, project, &progress, print);
    progress.finish();
    result.unwrap_or_else(|message| fail(&message))
}

fn try_with_book(
    messages: &MessageArguments,
    project: Option<&Path>,
    progress: &Progress,
    print: impl FnOnce(&Book) -> Result<Exit, String>,
) -> Result<Exit, String> {
    let levels = messages.levels()?;
    progress.step("reading the project");
    let project = find::project(project)?.load()?.levels(levels);
    let compiled = project.compile();
    progress.finish();
    match &compiled {
        Ok(book) => print(book),
        Err(report) => messages.report(report, ""),
    }
}
