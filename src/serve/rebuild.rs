//! Builds the book after a change: the HTML first, because it takes less time, then the pages.

use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::console::{Built, Console};
use super::edited::{self, BlockLine};
use super::problems::problems;
use super::state::{Edited, PageSet, State};
use crate::api::{Book, Project, Report};
use crate::artifact::{Content, Format};
use crate::diag::Levels;
use crate::source::Span;

/// Builds the book and shows it.
pub struct Rebuilder<'a> {
    folder: PathBuf,
    levels: Levels,
    clock: Option<i64>,
    state: &'a State,
    console: &'a dyn Console,
    /// The files of the last build.
    last: Option<Project>,
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
        Self { folder, levels, clock, state, console, last: None }
    }

    /// Builds the book if its files have changed since the last build. Files below `out` do not count.
    pub fn rebuild(&mut self, out: Option<&str>) {
        let project = match Project::open(&self.folder) {
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

    fn build(&self, project: &Project) {
        let start = Instant::now();
        match project.compile() {
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
            now.problems = problems(report);
        });
        self.console.has_built(report, None);
    }

    fn show(&self, book: &Arc<Book>, start: Instant) {
        let release = match book.render(&[Format::Html]) {
            Ok(release) => release,
            Err(report) => return self.refuse(&report),
        };
        let report = release.report().clone();
        let html = release.into_files().into_iter().find(|file| file.content == Content::Book(Format::Html));
        let place = self.show_html(book, html.map(|file| file.bytes).unwrap_or_default());
        let html = start.elapsed();
        let (shown, of_pages) = book.pages();
        let report = report.with(&of_pages);
        let pages = shown.as_ref().map(|shown| shown.pages.len());
        let set = shown.map(|shown| PageSet { book: Arc::clone(book), shown });
        self.state.change(|now| {
            now.is_busy = false;
            now.problems = problems(&report);
            let Some(set) = set else { return };
            if let (Some(edited), Some(span)) = (&mut now.edited, place)
                && let Some((page, top)) = set.place_of(span, now.pages.value.as_deref())
            {
                (edited.page, edited.top) = (Some(page), top);
            }
            now.pages.set(Arc::new(set));
        });
        let built = Built { title: book.title(), pages, html, whole: start.elapsed() };
        self.console.has_built(&report, Some(&built));
    }

    /// Shows the HTML, and returns the place of the edited block.
    fn show_html(&self, book: &Arc<Book>, html: Vec<u8>) -> Option<Span> {
        let blocks: Vec<BlockLine> = edited::blocks(book);
        let places = book.blocks();
        self.state.change(|now| {
            let is_first = now.book.is_none();
            let edited = edited::edited(&now.blocks, &blocks).filter(|_| !is_first);
            now.html.set(Arc::new(html));
            now.book = Some(Arc::clone(book));
            now.edited = edited.map(|index| Edited {
                html: now.html.number,
                block: blocks[index].anchor.clone(),
                page: None,
                top: 0.0,
            });
            now.blocks = Arc::new(blocks);
            edited.map(|index| places[index].span)
        })
    }
}
