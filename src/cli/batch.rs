//! Runs a command for each of several projects, one after the other in one process.

use std::cell::RefCell;
use std::path::PathBuf;

use super::exit::Exit;
use super::find::{self, Place};
use super::messages::MessageArguments;
use super::output::tell;
use super::progress::Progress;
use crate::api::{Book, Report};
use crate::diag::render::Log;
use crate::typeset::forget;

/// The projects of a command.
pub struct Batch<'a> {
    messages: &'a MessageArguments,
    progress: &'a Progress,
    /// The projects in the order of the command line; for one that is not found, the reason.
    places: Vec<Result<Place, String>>,
}

/// The result of a command for all projects.
pub struct Outcome {
    /// The worst result.
    pub exit: Exit,
    /// The number of projects without an error.
    pub done: usize,
}

impl<'a> Batch<'a> {
    /// The projects that the command line names.
    pub fn new(named: &[PathBuf], messages: &'a MessageArguments, progress: &'a Progress) -> Self {
        Self { messages, progress, places: find::projects(named) }
    }

    /// Whether there is one project. It is not named in its messages.
    pub fn is_single(&self) -> bool {
        self.places.len() == 1
    }

    /// The number of projects.
    pub fn count(&self) -> usize {
        self.places.len()
    }

    /// The projects that were found.
    pub fn found(&self) -> Vec<&Place> {
        self.places.iter().filter_map(|place| place.as_ref().ok()).collect()
    }

    /// Runs a command for each project. An error in one of several is printed, and the others follow.
    ///
    /// # Errors
    /// The error of a single project, or an error in printing messages.
    pub fn run(
        &self,
        mut command: impl FnMut(&Place, &Reporter<'_>) -> Result<Exit, String>,
    ) -> Result<Outcome, String> {
        let log = RefCell::new(Log::default());
        let mut outcome = Outcome { exit: Exit::Done, done: 0 };
        for (index, place) in self.places.iter().enumerate() {
            let name = place.as_ref().ok().map(|place| place.folder.display().to_string());
            let name = name.filter(|_| !self.is_single());
            let reporter = Reporter { messages: self.messages, log: &log, name };
            if let Some(name) = &reporter.name {
                self.progress.begin(format!("{}/{} {name}: ", index + 1, self.places.len()));
            }
            let found = place.as_ref().map_err(Clone::clone);
            let result = found.and_then(|place| command(place, &reporter));
            let exit = match result {
                Ok(exit) => exit,
                Err(message) if self.is_single() => return Err(message),
                Err(message) => {
                    self.progress.finish();
                    tell(&format!("casebook: {}{message}\n", reporter.name_and(": ")));
                    Exit::Usage
                }
            };
            outcome.done += usize::from(exit == Exit::Done);
            outcome.exit = outcome.exit.max(exit);
            if !self.is_single() {
                forget(0);
            }
        }
        if !self.is_single() {
            self.messages.print_log(log.into_inner())?;
        }
        Ok(outcome)
    }
}

/// Prints the reports of one project.
pub struct Reporter<'a> {
    messages: &'a MessageArguments,
    log: &'a RefCell<Log>,
    /// The project, if there are several.
    name: Option<String>,
}

impl Reporter<'_> {
    /// Prints a report. `otherwise` describes the effect of errors.
    ///
    /// # Errors
    /// If the messages cannot be printed.
    pub fn report(&self, report: &Report, otherwise: &str) -> Result<Exit, String> {
        if self.name.is_none() {
            return self.messages.report(report, otherwise);
        }
        self.messages.report_of(&self.name_and(": "), report, otherwise, &mut self.log.borrow_mut())
    }

    /// Whether there is one project.
    pub fn is_single(&self) -> bool {
        self.name.is_none()
    }

    /// Refuses a book after too many others.
    ///
    /// # Errors
    /// If the page layout has no space for its names.
    pub fn check_room(&self, book: &Book) -> Result<(), String> {
        if self.is_single() || book.has_room() {
            return Ok(());
        }
        Err("the books of this run have too many different cases and pictures; name it in another run"
            .to_owned())
    }

    /// The name of one of several projects with what follows it; empty for a single project.
    pub fn name_and(&self, rest: &str) -> String {
        self.name.as_ref().map(|name| format!("{name}{rest}")).unwrap_or_default()
    }
}
