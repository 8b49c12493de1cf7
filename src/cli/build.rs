//! `casebook build`.

use std::time::Instant;

use super::arguments::BuildArguments;
use super::exit::Exit;
use super::find;
use super::output::{fail, tell};
use super::progress::Progress;
use super::status::Built;
use crate::api::{Book, Project, Release};
use crate::artifact::{Format, Selection};
use crate::diag::{did_you_mean, nearest};
use crate::release::save;

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
    let messages = &arguments.messages;
    let formats = arguments.formats()?;
    let clock = clock()?;
    let levels = messages.levels()?;
    let place = find::project(arguments.project.as_deref())?;
    let out = arguments.out.clone().unwrap_or_else(|| place.dist());
    // This comes first, so that the remains of an interrupted build are removed even if the sources have errors.
    save::heal(&out, &|| progress.step(WAITS)).map_err(|error| error.to_string())?;
    progress.step("reading the project");
    let project = place.load()?.levels(levels);
    let project = clock.into_iter().fold(project, Project::at);
    progress.step("reading the cases");
    let book = match project.compile() {
        Ok(book) => book,
        Err(report) => {
            progress.finish();
            return messages.report(&report, NOTHING);
        }
    };
    check_names(&book, &arguments.case)?;
    progress.step("laying out the pages");
    let cases = Some(arguments.case.as_slice()).filter(|cases| !cases.is_empty());
    let rendered = book.render(Selection { formats: &formats, cases });
    progress.finish();
    let release = match rendered {
        Ok(release) => release,
        Err(report) => return messages.report(&report, NOTHING),
    };
    let exit = messages.report(release.report(), NOTHING)?;
    check_made(&release, &formats)?;
    progress.step("writing");
    release.write_and_tell(&out, &|| progress.step(WAITS)).map_err(|error| error.to_string())?;
    progress.finish();
    conclude(arguments, &Built { release: &release, folder: &out, time: start.elapsed() });
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

fn check_made(release: &Release, formats: &[Format]) -> Result<(), String> {
    if !release.has_outputs() {
        let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
        return Err(format!("there is nothing to write for {}: the book has no cases", names.join(", ")));
    }
    Ok(())
}

/// The time of the build from the environment, if set (`SOURCE_DATE_EPOCH`, reproducible-builds.org).
#[expect(clippy::disallowed_methods, reason = "the command line is where the environment comes in")]
pub fn clock() -> Result<Option<i64>, String> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = value.to_str().and_then(|value| value.trim().parse().ok());
    let seconds = seconds.filter(|seconds| (0..=253_402_300_799).contains(seconds));
    seconds.map(Some).ok_or_else(|| {
        format!("SOURCE_DATE_EPOCH is `{}`; it must be a number of seconds since 1970", value.display())
    })
}

fn check_names(book: &Book, names: &[String]) -> Result<(), String> {
    let Some(name) = names.iter().find(|name| !book.has_case(name)) else { return Ok(()) };
    Err(match nearest(name, book.cases()) {
        Some(near) => format!("there is no case `{name}`; {}", did_you_mean(near)),
        None => {
            let known: Vec<&str> = book.cases().collect();
            format!("there is no case `{name}`; the cases are {}", known.join(", "))
        }
    })
}
