//! `casebook check`.

use super::arguments::CheckArguments;
use super::batch::{Batch, Reporter};
use super::exit::Exit;
use super::find::Place;
use super::messages::MessageArguments;
use super::output::{count, fail, tell};
use super::progress::Progress;
use super::status;
use crate::diag::Levels;

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
    let batch = Batch::new(&arguments.projects, messages, progress);
    let outcome =
        batch.run(|place, reporter| check_book(place, levels.clone(), messages, progress, reporter))?;
    if !batch.is_single() && !messages.quiet {
        let errors = match batch.count() - outcome.done {
            0 => "no errors".to_owned(),
            1 => "1 has errors".to_owned(),
            many => format!("{many} have errors"),
        };
        tell(&format!("Checked {}: {errors}\n", count(batch.count(), "book")));
    }
    Ok(outcome.exit)
}

/// Reports the problems of one project.
fn check_book(
    place: &Place,
    levels: Levels,
    messages: &MessageArguments,
    progress: &Progress,
    reporter: &Reporter<'_>,
) -> Result<Exit, String> {
    progress.step("reading the project");
    let project = place.load()?.levels(levels);
    progress.step("checking");
    let compiled = project.compile();
    if let Ok(book) = &compiled {
        reporter.check_room(book)?;
    }
    let report = match &compiled {
        Ok(book) => &book.check(),
        Err(report) => report,
    };
    progress.finish();
    let exit = reporter.report(report, "")?;
    if let Ok(book) = &compiled
        && exit == Exit::Done
        && !messages.quiet
    {
        if report.is_empty() {
            let files = count(book.sources().count(), "file");
            tell(&format!("Checked {}{files}: no problems\n", reporter.name_and(", ")));
        }
        if messages.verbose {
            status::list(book.sources());
        }
    }
    Ok(exit)
}
