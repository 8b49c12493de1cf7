//! `casebook check`.

use super::arguments::CheckArguments;
use super::exit::Exit;
use super::messages::fail;
use super::progress::Progress;
use crate::{compile, load, render};

/// Says what is wrong with the sources.
pub fn check(arguments: &CheckArguments) -> Exit {
    if let Some(exit) = arguments.messages.explained() {
        return exit;
    }
    let progress = Progress::new();
    let result = try_check(arguments, &progress);
    progress.finish();
    result.unwrap_or_else(|message| fail(&message))
}

fn try_check(arguments: &CheckArguments, progress: &Progress) -> Result<Exit, String> {
    arguments.messages.levels()?;
    progress.step("reading the project");
    let project = load::project(&arguments.project)
        .map_err(|error| format!("the folder {} cannot be read: {error}", arguments.project.display()))?;
    progress.step("checking");
    let (book, mut diagnostics) = compile::book(&project, None);
    let theme = load::theme(&project, &mut diagnostics);
    if let Some(book) = book.filter(|_| !diagnostics.has_errors()) {
        render::check(&book, &theme, &mut diagnostics);
    }
    progress.finish();
    arguments.messages.report(&mut diagnostics, &project, "")
}
