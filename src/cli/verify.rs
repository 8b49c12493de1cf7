//! `casebook verify`.

use super::arguments::VerifyArguments;
use super::exit::Exit;
use super::output::{count, fail, tell};
use super::progress::Progress;
use super::{find, status};
use crate::verify;

/// Reports the differences between a release and its sources.
pub fn verify(arguments: &VerifyArguments) -> Exit {
    if let Some(exit) = arguments.messages.explained() {
        return exit;
    }
    let progress = Progress::new(arguments.messages.quiet);
    let result = try_verify(arguments, &progress);
    progress.finish();
    result.unwrap_or_else(|message| fail(&message))
}

fn try_verify(arguments: &VerifyArguments, progress: &Progress) -> Result<Exit, String> {
    let messages = &arguments.messages;
    let levels = messages.levels()?;
    let (folder, place) = find::release(arguments.release.as_deref(), arguments.project.as_deref())?;
    progress.step("reading the project");
    let project = place.load()?.levels(levels);
    let found = verify::read(&folder)?;
    let compiled = project.compile();
    progress.step("reading the release");
    // `check` reports warnings about the sources.
    let report = match &compiled {
        Ok(book) => &book.compare(&found),
        Err(report) => report,
    };
    progress.finish();
    let exit = messages.report(report, "")?;
    if let Ok(book) = &compiled
        && exit == Exit::Done
        && !messages.quiet
    {
        let files = count(found.record.artifacts.len(), "file");
        let sources = count(book.sources().count(), "source");
        tell(&format!("Verified {files} against {sources}\n"));
        if messages.verbose {
            status::list(found.record.artifacts.iter().map(|artifact| artifact.path.as_str()));
        }
    }
    Ok(exit)
}
