//! `casebook check`.

use super::arguments::CheckArguments;
use super::exit::Exit;
use super::output::{count, fail, tell};
use super::progress::Progress;
use super::{find, status};

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
    let levels = messages.levels()?;
    progress.step("reading the project");
    let project = find::project(arguments.project.as_deref())?.load()?.levels(levels);
    progress.step("checking");
    let compiled = project.compile();
    let report = match &compiled {
        Ok(book) => &book.check(),
        Err(report) => report,
    };
    progress.finish();
    let exit = messages.report(report, "")?;
    if let Ok(book) = &compiled
        && exit == Exit::Done
        && !messages.quiet
    {
        if report.is_empty() {
            tell(&format!("Checked {}: no problems\n", count(book.sources().count(), "file")));
        }
        if messages.verbose {
            status::list(book.sources());
        }
    }
    Ok(exit)
}
