//! `casebook build`.

use std::time::Instant;

use super::arguments::BuildArguments;
use super::exit::Exit;
use super::find;
use super::output::{fail, tell};
use super::progress::Progress;
use super::status::Built;
use crate::artifact::{Artifact, Format, Selection};
use crate::diag::{did_you_mean, nearest};
use crate::model::Part;
use crate::release::{self, record, save};
use crate::resolve::Book;
use crate::{compile, load, render};

/// The effect of errors on the outputs.
const NOTHING: &str = "; nothing was written";

/// The progress message while another build writes to the same folder.
const WAITS: &str = "waiting for another build to finish writing here";

/// Builds the book and writes it, or reports the problems.
pub fn build(arguments: &BuildArguments) -> Exit {
    if let Some(exit) = arguments.messages.explained() {
        return exit;
    }
    let progress = Progress::new(arguments.messages.quiet);
    let result = try_build(arguments, &progress);
    progress.finish();
    result.unwrap_or_else(|message| fail(&message))
}

fn try_build(arguments: &BuildArguments, progress: &Progress) -> Result<Exit, String> {
    let start = Instant::now();
    let formats = arguments.formats()?;
    let clock = clock()?;
    arguments.messages.levels()?;
    let place = find::project(arguments.project.as_deref())?;
    let out = arguments.out.clone().unwrap_or_else(|| place.dist());
    // This comes first, so that the remains of an interrupted build are removed even if the sources have errors.
    save::heal(&out, &|| progress.step(WAITS)).map_err(|error| error.to_string())?;
    progress.step("reading the project");
    let project = place.load()?;
    progress.step("reading the cases");
    let (book, mut diagnostics) = compile::book(&project, clock);
    let theme = load::theme(&project, &mut diagnostics);
    let Some(book) = book.filter(|_| !diagnostics.has_errors()) else {
        progress.finish();
        return arguments.messages.report(&mut diagnostics, &project, NOTHING);
    };
    check_names(&book, &arguments.case)?;
    progress.step("laying out the pages");
    let cases = Some(arguments.case.as_slice()).filter(|cases| !cases.is_empty());
    let selection = Selection { formats: &formats, cases };
    let mut artifacts = render::book(&book, &theme, &selection, &mut diagnostics);
    progress.finish();
    let exit = arguments.messages.report(&mut diagnostics, &project, NOTHING)?;
    if exit == Exit::Done {
        check_made(&artifacts, &formats)?;
        let record =
            record::add(&mut artifacts, &book, &project, &theme).map_err(|error| error.to_string())?;
        progress.step("writing");
        release::write(&out, &artifacts, &selection, &|| progress.step(WAITS))
            .map_err(|error| error.to_string())?;
        progress.finish();
        let built = Built { release: &record, artifacts: &artifacts, folder: &out, time: start.elapsed() };
        conclude(arguments, &built);
    }
    Ok(exit)
}

/// Prints what was built, and opens it if `--open` is given.
fn conclude(arguments: &BuildArguments, built: &Built<'_>) {
    if !arguments.messages.quiet {
        built.tell(arguments.messages.verbose);
    }
    let file = built.to_open().filter(|_| arguments.open);
    if let Some(file) = file
        && let Err(error) = open::that_detached(&file)
    {
        // A viewer that fails to start is not a failure of the build.
        tell(&format!("casebook: cannot open `{}`: {error}\n", file.display()));
    }
}

fn check_made(artifacts: &[Artifact], formats: &[Format]) -> Result<(), String> {
    if artifacts.is_empty() {
        let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
        return Err(format!("there is nothing to write for {}: the book has no cases", names.join(", ")));
    }
    Ok(())
}

/// The time of the build from the environment, if set (`SOURCE_DATE_EPOCH`, reproducible-builds.org).
#[expect(clippy::disallowed_methods, reason = "the command line is where the environment comes in")]
fn clock() -> Result<Option<i64>, String> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = value.to_str().and_then(|value| value.trim().parse().ok());
    let seconds = seconds.filter(|seconds| (0..=253_402_300_799).contains(seconds));
    seconds.map(Some).ok_or_else(|| {
        format!("SOURCE_DATE_EPOCH is `{}`; it must be a number of seconds since 1970", value.display())
    })
}

fn check_names(book: &Book, names: &[String]) -> Result<(), String> {
    let cases: Vec<_> = book.cases().iter().filter(|case| case.part() == Part::Cases).collect();
    for name in names {
        if !cases.iter().any(|case| case.is_called(name)) {
            let known: Vec<&str> = cases.iter().map(|case| case.key()).collect();
            let known = || known.iter().copied();
            return Err(match nearest(name, known()) {
                Some(near) => format!("there is no case `{name}`; {}", did_you_mean(near)),
                None => format!(
                    "there is no case `{name}`; the cases are {}",
                    known().collect::<Vec<_>>().join(", ")
                ),
            });
        }
    }
    Ok(())
}
