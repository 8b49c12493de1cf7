//! Builds the book after a change: the HTML first, because it takes less time, then the pages, then the warnings of a
//! proof-reader.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::console::{Built, Console};
use super::problems::problems;
use super::state::{Edited, Html, PageSet, State};
use crate::api::{Book, Project, Report};
use crate::diag::Levels;
use crate::preview::Kept;
use crate::source::Span;

/// The longest time in which an editor replaces a file.
const REPLACING: Duration = Duration::from_millis(60);

/// Builds the book and shows it.
pub struct Rebuilder<'a> {
    folder: PathBuf,
    levels: Levels,
    clock: Option<i64>,
    state: &'a State,
    console: &'a dyn Console,
    /// The files of the last build.
    last: Option<Project>,
    kept: Kept,
}

impl<'a> Rebuilder<'a> {
    /// Builds the project in `folder`.
    pub fn new(
        folder: PathBuf,
        levels: Levels,
        clock: Option<i64>,
        state: &'a State,
        console: &'a dyn Console,
    ) -> Self {
        Self { folder, levels, clock, state, console, last: None, kept: Kept::default() }
    }

    /// Builds the book if its files have changed since the last build. Files below `out` do not count.
    pub fn rebuild(&mut self, out: Option<&str>) {
        let project = match self.read(out) {
            Ok(project) => project,
            // The watch reports when the folder is back.
            Err(error) => return self.console.say(&format!("cannot read the project: {error}")),
        };
        if self.last.as_ref().is_some_and(|last| last.is_same(&project, out)) {
            return;
        }
        self.state.change(|now| (now.is_busy, now.is_gone) = (true, false));
        let project = project.levels(self.levels.clone());
        let project = self.clock.into_iter().fold(project, Project::at);
        // A defect that one text triggers must not end the program while the author writes another one. What is shown is
        // replaced only by finished values.
        if panic::catch_unwind(AssertUnwindSafe(|| self.build(&project))).is_err() {
            self.console
                .say("this build failed because of a defect in casebook; the next change starts another one");
            self.state.change(|now| now.is_busy = false);
        }
        self.last = Some(project);
    }

    /// Reads the files. If one is gone or empty, perhaps because an editor is replacing it, they are read again.
    fn read(&self, out: Option<&str>) -> io::Result<Project> {
        let project = Project::open(&self.folder)?;
        let is_short = self.last.as_ref().is_some_and(|last| last.has_more(&project, out));
        if !is_short {
            return Ok(project);
        }
        thread::sleep(REPLACING);
        Project::open(&self.folder)
    }

    fn build(&mut self, project: &Project) {
        let start = Instant::now();
        match project.compile_unchecked(&mut self.kept) {
            Ok(book) => self.show(&Arc::new(book), start),
            Err(report) => self.refuse(&report),
        }
    }

    /// Reports that the folder is gone. What was shown stays.
    pub fn lose(&mut self) {
        let folder = self.folder.display();
        self.console.say(&format!("the project folder `{folder}` is gone; waiting until it is back"));
        self.last = None;
        self.state.change(|now| now.is_gone = true);
    }

    /// Shows errors. The last good book stays.
    fn refuse(&self, report: &Report) {
        self.state.change(|now| {
            now.is_busy = false;
            now.set_problems(problems(report));
        });
        self.console.has_built(report, None);
    }

    fn show(&mut self, book: &Arc<Book>, start: Instant) {
        let (html, report) = book.html(&mut self.kept);
        let Some(html) = html else { return self.refuse(&report) };
        let place = self.show_html(book, Html::new(html));
        let html = start.elapsed();
        let (shown, of_pages) = book.pages(&mut self.kept);
        let pages = shown.as_ref().map(|shown| shown.pages.len());
        let set = shown.map(|shown| PageSet { book: Arc::clone(book), shown });
        self.state.change(|now| {
            let Some(set) = set else { return };
            if let (Some(edited), Some(span)) = (&mut now.edited, place)
                && let Some((page, top)) = set.place_of(span, now.pages.value.as_deref())
            {
                (edited.page, edited.top) = (Some(page), top);
            }
            now.pages.set(Arc::new(set));
        });
        let whole = start.elapsed();
        let report = report.with(&of_pages).with(&book.proofread());
        let problems = problems(&report);
        self.state.change(|now| {
            now.is_busy = false;
            now.set_problems(problems);
        });
        let built = Built { title: book.title(), pages, html, whole };
        self.console.has_built(&report, Some(&built));
        self.kept.forget();
    }

    /// Shows the HTML, and returns the place of the edited block.
    fn show_html(&self, book: &Arc<Book>, html: Html) -> Option<Span> {
        let before = self.state.look(|now| now.book.clone());
        let block = before.and_then(|before| book.edited(&before));
        let place = block.as_ref().map(|block| block.span);
        self.state.change(|now| {
            now.set_html(html);
            now.book = Some(Arc::clone(book));
            let html = now.html.number;
            now.edited = block.map(|block| Edited { html, block: block.anchor, page: None, top: 0.0 });
        });
        place
    }
}
