//! `casebook verify`.

use super::arguments::VerifyArguments;
use super::exit::Exit;
use super::messages::fail;
use super::progress::Progress;
use crate::release::record;
use crate::release::record::{RECORD, SUMS};
use crate::verify::{self, Found};
use crate::{compile, load};

/// Says where a release is not what its sources say.
pub fn verify(arguments: &VerifyArguments) -> Exit {
    if let Some(exit) = arguments.messages.explained() {
        return exit;
    }
    let progress = Progress::new();
    let result = try_verify(arguments, &progress);
    progress.finish();
    result.unwrap_or_else(|message| fail(&message))
}

fn try_verify(arguments: &VerifyArguments, progress: &Progress) -> Result<Exit, String> {
    arguments.messages.levels()?;
    progress.step("reading the project");
    let project = load::project(&arguments.project)
        .map_err(|error| format!("the folder {} cannot be read: {error}", arguments.project.display()))?;
    let found = found(arguments)?;
    let (book, complaints) = compile::book(&project, None);
    progress.step("reading the release");
    // What is wrong with the sources short of an error is for `check` to say.
    let mut diagnostics = match book.filter(|_| !complaints.has_errors()) {
        Some(book) => verify::release(&found, &book, &project),
        None => complaints,
    };
    progress.finish();
    arguments.messages.report(&mut diagnostics, &project, "")
}

/// What lies in the folder of the release.
fn found(arguments: &VerifyArguments) -> Result<Found, String> {
    let folder = &arguments.release;
    let name = folder.display();
    let read = |path: &str| load::released(folder, path);
    let record_bytes =
        read(RECORD).map_err(|words| format!("{name} holds no release: {RECORD} cannot be read: {words}"))?;
    let record = record::read(&record_bytes)
        .map_err(|words| format!("{name} holds no release of this casebook: {RECORD}: {words}"))?;
    let paths = record.artifacts.iter().map(|artifact| artifact.path.clone());
    let files = paths.map(|path| (path.clone(), read(&path))).collect();
    Ok(Found { record, record_bytes, sums: read(SUMS), files })
}
