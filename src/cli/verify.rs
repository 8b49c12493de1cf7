//! `casebook verify`.

use super::arguments::VerifyArguments;
use super::exit::Exit;
use super::output::{count, fail, tell};
use super::progress::Progress;
use super::{find, status};
use crate::compile;
use crate::release::record;
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
    messages.levels()?;
    let (folder, place) = find::release(arguments.release.as_deref(), arguments.project.as_deref())?;
    progress.step("reading the project");
    let project = place.load()?;
    let found = verify::read(&folder)?;
    let (book, complaints) = compile::book(&project, None);
    progress.step("reading the release");
    // `check` reports warnings about the sources.
    let book = book.filter(|_| !complaints.has_errors());
    let mut diagnostics = match &book {
        Some(book) => verify::release(&found, book, &project),
        None => complaints,
    };
    progress.finish();
    let exit = messages.report(&mut diagnostics, &project, "")?;
    if let Some(book) = book.filter(|_| exit == Exit::Done && !messages.quiet) {
        let files = count(found.record.artifacts.len(), "file");
        let sources = count(record::source_files(&book, &project).count(), "source");
        tell(&format!("Verified {files} against {sources}\n"));
        if messages.verbose {
            status::list(found.record.artifacts.iter().map(|artifact| artifact.path.as_str()));
        }
    }
    Ok(exit)
}
