//! `casebook build`.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use super::arguments::{BuildArguments, BuildOptions};
use super::batch::{Batch, Reporter};
use super::cache::RunCache;
use super::exit::Exit;
use super::find::Place;
use super::output::{count, fail, tell};
use super::progress::Progress;
use super::status::Built;
use super::{deps, folders};
use crate::api::{Book, Project, Release};
use crate::artifact::{Format, Selection};
use crate::cache::Cache;
use crate::diag::{Levels, did_you_mean, nearest};
use crate::release::save;

/// The effect of errors on the outputs.
const NOTHING: &str = "; nothing was written";

/// The progress message while another build writes to the same folder.
const WAITS: &str = "waiting for another build to finish writing here";

/// Builds the books and writes them, or reports their problems.
pub fn build(arguments: &BuildArguments) -> Exit {
    let messages = &arguments.options.messages;
    if let Some(exit) = messages.explained() {
        return exit;
    }
    let progress = Progress::new(messages.quiet);
    let result = try_build(arguments, &progress);
    progress.finish();
    result.unwrap_or_else(|message| fail(&message))
}

fn try_build(arguments: &BuildArguments, progress: &Progress) -> Result<Exit, String> {
    let start = Instant::now();
    let options = &arguments.options;
    check_single(arguments)?;
    let cache = RunCache::new(options)?;
    let build = Build {
        options,
        deps: arguments.deps.as_deref(),
        formats: options.formats()?,
        clock: clock()?,
        levels: options.messages.levels()?,
        cache: &cache.cache,
        progress,
    };
    let batch = Batch::new(&arguments.projects, &options.messages, progress);
    let mut outs = folders::of(&batch.found(), options.out.as_deref(), batch.is_single())?.into_iter();
    let outcome = batch.run(|place, reporter| build.book(place, &outs.next().unwrap_or_default(), reporter));
    progress.finish();
    cache.finish(options.messages.quiet);
    let outcome = outcome?;
    if !batch.is_single() && !options.messages.quiet {
        let (done, all) = (outcome.done, count(batch.count(), "book"));
        let of = if done == batch.count() { String::new() } else { format!("{done} of ") };
        tell(&format!("Built {of}{all} in {:.1} s\n", start.elapsed().as_secs_f64()));
    }
    Ok(outcome.exit)
}

/// Refuses several projects together with an option that is about one book.
fn check_single(arguments: &BuildArguments) -> Result<(), String> {
    let BuildOptions { case, open, .. } = &arguments.options;
    let of_one = [
        (!case.is_empty(), "--case", "names a case of one book"),
        (arguments.deps.is_some(), "--deps", "lists the files of one book"),
        (*open, "--open", "opens one book"),
    ];
    match of_one.into_iter().find(|(is_given, ..)| *is_given && arguments.projects.len() > 1) {
        Some((_, option, words)) => Err(format!("`{option}` {words}; name one project at a time")),
        None => Ok(()),
    }
}

/// What the books of a run have in common.
struct Build<'a> {
    options: &'a BuildOptions,
    deps: Option<&'a Path>,
    formats: Vec<Format>,
    clock: Option<i64>,
    levels: Levels,
    cache: &'a Arc<Cache>,
    progress: &'a Progress,
}

impl Build<'_> {
    /// Builds a book and writes it to the folder `out`.
    fn book(&self, place: &Place, out: &Path, reporter: &Reporter<'_>) -> Result<Exit, String> {
        let start = Instant::now();
        let Self { options, progress, .. } = self;
        // This comes first, so that the remains of an interrupted build are removed even if the sources have errors.
        save::heal(out, &|| progress.step(WAITS)).map_err(|error| error.to_string())?;
        progress.step("reading the project");
        let project = place.load()?.levels(self.levels.clone()).cached(Arc::clone(self.cache));
        let project = self.clock.into_iter().fold(project, Project::at);
        progress.step("reading the cases");
        let book = match project.compile() {
            Ok(book) => book,
            Err(report) => {
                progress.finish();
                return reporter.report(&report, NOTHING);
            }
        };
        check_names(&book, &options.case)?;
        reporter.check_room(&book)?;
        progress.step("laying out the pages");
        let cases = Some(options.case.as_slice()).filter(|cases| !cases.is_empty());
        let rendered = book.render(Selection { formats: &self.formats, cases });
        progress.finish();
        let release = match rendered {
            Ok(release) => release,
            Err(report) => return reporter.report(&report, NOTHING),
        };
        let exit = reporter.report(release.report(), NOTHING)?;
        check_made(&release, &self.formats)?;
        progress.step("writing");
        // The depfile comes first: if it cannot be written, or the system stops here, Make and Ninja build again.
        let deps = |file| deps::write(file, place, (out, self.cache.place()), &book, &release);
        self.deps.map_or(Ok(()), deps)?;
        release.write_and_tell(out, &|| progress.step(WAITS)).map_err(|error| error.to_string())?;
        progress.finish();
        let is_single = reporter.is_single();
        conclude(options, &Built { release: &release, folder: out, time: start.elapsed(), is_single });
        Ok(exit)
    }
}

/// Prints what was built, and opens it if `--open` is given.
fn conclude(options: &BuildOptions, built: &Built<'_>) {
    if !options.messages.quiet {
        built.tell(options.messages.verbose);
    }
    let file = built.to_open().filter(|_| options.open);
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
