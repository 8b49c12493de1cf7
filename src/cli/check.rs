//! `casebook check`.

use super::arguments::CheckArguments;
use super::exit::Exit;
use super::output::{count, fail, tell};
use super::progress::Progress;
use super::{find, status};
use crate::release::record;
use crate::{compile, load, render};

/// Reports the problems of the sources.
pub fn check(arguments: &CheckArguments) -> Exit {
    if let Some(exit) = arguments.messages.explained() {
        return exit;
    }
    let progress = Progress::new(arguments.messages.quiet);
    let result = try_check(arguments, &progress);
    progress.finish();
    result.unwrap_or_else(|message| fail(&message))
}

fn try_check(arguments: &CheckArguments, progress: &Progress) -> Result<Exit, String> {
    let messages = &arguments.messages;
    messages.levels()?;
    progress.step("reading the project");
    let project = find::project(arguments.project.as_deref())?.load()?;
    progress.step("checking");
    let (book, mut diagnostics) = compile::book(&project, None);
    let theme = load::theme(&project, &mut diagnostics);
    let book = book.filter(|_| !diagnostics.has_errors());
    if let Some(book) = &book {
        render::check(book, &theme, &mut diagnostics);
    }
    progress.finish();
    let exit = messages.report(&mut diagnostics, &project, "")?;
    if let Some(book) = book.filter(|_| exit == Exit::Done && !messages.quiet) {
        let files: Vec<&str> = record::source_files(&book, &project).map(|(path, _)| path).collect();
        if diagnostics.iter().next().is_none() {
            tell(&format!("Checked {}: no problems\n", count(files.len(), "file")));
        }
        if messages.verbose {
            status::list(files.into_iter());
        }
    }
    Ok(exit)
}
