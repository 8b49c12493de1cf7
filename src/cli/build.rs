//! `casebook build`.

use std::path::Path;

use super::arguments::BuildArguments;
use super::exit::Exit;
use super::messages::fail;
use super::progress::Progress;
use crate::artifact::{Artifact, Format, Selection};
use crate::html::Budget;
use crate::model::Part;
use crate::release::{record, save};
use crate::resolve::Book;
use crate::{compile, load, render};

/// What is said of the outputs where there are errors.
const NOTHING: &str = "; nothing was written";

/// What is being done while another build writes into the same folder.
const WAITS: &str = "waiting for another build into this folder";

/// Makes the book and writes it, or prints what is wrong.
pub fn build(arguments: &BuildArguments) -> Exit {
    if let Some(exit) = arguments.messages.explained() {
        return exit;
    }
    let progress = Progress::new();
    let result = try_build(arguments, &progress);
    progress.finish();
    result.unwrap_or_else(|message| fail(&message))
}

fn try_build(arguments: &BuildArguments, progress: &Progress) -> Result<Exit, String> {
    let formats = arguments.formats()?;
    let clock = clock()?;
    arguments.messages.levels()?;
    // Before anything can go wrong with the sources, so that a stopped build never outlasts the next one.
    save::heal(&arguments.out, &|| progress.step(WAITS)).map_err(|error| error.to_string())?;
    progress.step("reading the project");
    let project = load::project(&arguments.project)
        .map_err(|error| format!("the folder {} cannot be read: {error}", arguments.project.display()))?;
    progress.step("reading the cases");
    let (book, mut diagnostics) = compile::book(&project, clock);
    let theme = load::theme(&project, &mut diagnostics);
    let Some(book) = book.filter(|_| !diagnostics.has_errors()) else {
        progress.finish();
        return arguments.messages.report(&mut diagnostics, &project, NOTHING);
    };
    check_names(&book, &arguments.case)?;
    progress.step("setting the pages");
    let cases = Some(arguments.case.as_slice()).filter(|cases| !cases.is_empty());
    let selection = Selection { formats: &formats, cases };
    let mut artifacts = render::book(&book, &theme, &selection, &mut diagnostics);
    progress.finish();
    let exit = arguments.messages.report(&mut diagnostics, &project, NOTHING)?;
    if exit == Exit::Done {
        check_made(&artifacts, &formats)?;
        record::add(&mut artifacts, &book, &project, &theme).map_err(|error| error.to_string())?;
        write(&arguments.out, &artifacts, &selection, progress)?;
    }
    Ok(exit)
}

fn check_made(artifacts: &[Artifact], formats: &[Format]) -> Result<(), String> {
    if artifacts.is_empty() {
        let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
        return Err(format!("the book has nothing to make as {}", names.join(", ")));
    }
    Ok(())
}

/// The files of the release in `out` in whose place those of a new one come, under other names. What somebody has changed
/// is not among them.
fn outdated(out: &Path, artifacts: &[Artifact], selection: &Selection<'_>) -> Vec<String> {
    let record = load::released(out, record::RECORD).and_then(|bytes| record::read(&bytes));
    let Ok(record) = record else { return Vec::new() };
    let outdated = record.outdated(artifacts, selection).into_iter();
    let as_it_was = outdated
        .filter(|old| load::released(out, &old.path).is_ok_and(|bytes| record::sha256(&bytes) == old.sha256));
    as_it_was.map(|old| old.path.clone()).collect()
}

fn write(
    out: &Path,
    artifacts: &[Artifact],
    selection: &Selection<'_>,
    progress: &Progress,
) -> Result<(), String> {
    progress.step("writing");
    let outdated = || outdated(out, artifacts, selection);
    let files: Vec<save::NewFile<'_>> =
        artifacts.iter().map(|made| save::NewFile { path: &made.path, bytes: &made.bytes }).collect();
    save::release(out, &files, &outdated, &|| progress.step(WAITS)).map_err(|error| error.to_string())?;
    for artifact in artifacts {
        progress.wrote(&out.join(&artifact.path).to_string_lossy(), artifact.bytes.len());
        if let Some(budget) = Budget::of(artifact) {
            progress.spent(&budget);
        }
    }
    Ok(())
}

/// The time of the build, where the environment gives one (reproducible-builds.org, `SOURCE_DATE_EPOCH`).
#[expect(clippy::disallowed_methods, reason = "the command line is where the environment comes in")]
fn clock() -> Result<Option<i64>, String> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = value.to_str().and_then(|value| value.trim().parse().ok());
    let seconds = seconds.filter(|seconds| (0..=253_402_300_799).contains(seconds));
    seconds.map(Some).ok_or_else(|| {
        format!("SOURCE_DATE_EPOCH is {}, not a number of seconds since 1970", value.display())
    })
}

fn check_names(book: &Book, names: &[String]) -> Result<(), String> {
    let cases: Vec<_> = book.cases().iter().filter(|case| case.part() == Part::Cases).collect();
    for name in names {
        if !cases.iter().any(|case| case.is_called(name)) {
            let known: Vec<&str> = cases.iter().map(|case| case.key()).collect();
            return Err(format!("there is no case `{name}`; the cases are {}", known.join(", ")));
        }
    }
    Ok(())
}
