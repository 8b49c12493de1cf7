//! What is shown now, shared by the builds and the connections. A connection waits for a newer version and always gets the
//! latest one, so slow connections skip versions.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::{Stream, stream};
use serde::Serialize;
use tokio::sync::watch;

use super::problems::Problem;
use super::words::Words;
use crate::api::Book;
use crate::api::preview::{PlacedBlock, SourceLine};
use crate::html::Parts;
use crate::source::Span;
use crate::typeset::preview::{Shown, ShownPage};

/// The state of the preview.
#[derive(Default)]
pub struct State {
    now: Mutex<Now>,
    changes: watch::Sender<()>,
}

/// Everything that is shown.
#[derive(Default)]
pub struct Now {
    /// The number of changes so far.
    version: u64,
    /// Whether a build is running.
    pub is_busy: bool,
    /// Whether the project folder is gone.
    pub is_gone: bool,
    /// The last good book.
    pub book: Option<Arc<Book>>,
    /// The HTML of the last good book.
    pub html: Numbered<Arc<Html>>,
    /// The HTML before it.
    pub last_html: Option<Arc<Html>>,
    /// The pages of the last book whose pages had no error.
    pub pages: Numbered<Arc<PageSet>>,
    /// The block that was edited last.
    pub edited: Option<Edited>,
    /// The diagnostics of the last build.
    pub problems: Numbered<Arc<Vec<Problem>>>,
}

/// A value with the number of values so far, which is 0 if there is none yet.
#[derive(Clone)]
pub struct Numbered<T> {
    /// The number.
    pub number: u64,
    /// The value.
    pub value: Option<T>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { number: 0, value: None }
    }
}

impl<T> Numbered<T> {
    /// The value, if its number is greater than this one.
    fn newer(&self, number: u64) -> Option<&T> {
        self.value.as_ref().filter(|_| self.number > number)
    }

    /// Replaces the value.
    pub fn set(&mut self, value: T) {
        *self = Self { number: self.number + 1, value: Some(value) };
    }
}

/// The HTML of a book, with a digest of each case.
pub struct Html {
    parts: Parts,
    cases: Vec<u64>,
}

impl Html {
    /// The HTML of these parts.
    pub fn new(parts: Parts) -> Self {
        let cases = parts.cases.iter().map(|case| digest(case)).collect();
        Self { parts, cases }
    }

    /// The whole file.
    pub fn text(&self) -> String {
        self.parts.text()
    }

    /// The markup of the case with this name.
    pub fn case(&self, id: &str) -> Option<&str> {
        let index = self.cases.iter().position(|case| name(*case) == id)?;
        Some(&self.parts.cases[index])
    }
}

/// The pages of a book.
pub struct PageSet {
    /// The book.
    pub book: Arc<Book>,
    /// Its pages.
    pub shown: Shown,
}

/// The block that was edited last.
#[derive(Clone, Serialize)]
pub struct Edited {
    /// The number of the HTML with the edit.
    pub html: u64,
    /// The id of the block in the HTML.
    pub block: String,
    /// The index of the page with the block, once it is laid out.
    pub page: Option<usize>,
    /// The place of the block on the page, as a share of its height.
    pub top: f64,
}

/// A page in an event.
#[derive(Serialize)]
struct Sheet {
    id: String,
    width: f64,
    height: f64,
}

/// The parts of the HTML in an event. Parts with the same name are the same.
#[derive(Serialize)]
struct HtmlParts {
    rest: String,
    cases: Vec<String>,
}

/// What a connection gets.
#[derive(Serialize)]
struct Event<'a> {
    version: u64,
    title: Option<&'a str>,
    is_busy: bool,
    is_gone: bool,
    has_errors: bool,
    html: u64,
    pages: u64,
    /// The parts of the HTML; `None` if the connection has them already. So are the pages and the problems.
    parts: Option<HtmlParts>,
    sheets: Option<Vec<Sheet>>,
    problems: Option<&'a [Problem]>,
    edited: Option<&'a Edited>,
}

/// The versions that a connection has.
#[derive(Default)]
struct Seen {
    html: u64,
    pages: u64,
    problems: u64,
}

impl State {
    /// Changes what is shown.
    pub fn change<T>(&self, change: impl FnOnce(&mut Now) -> T) -> T {
        let mut now = self.lock();
        let result = change(&mut now);
        now.version += 1;
        self.changes.send_replace(());
        result
    }

    /// Reads what is shown.
    pub fn look<T>(&self, look: impl FnOnce(&Now) -> T) -> T {
        look(&self.lock())
    }

    /// The events of a connection as JSON: one at once, and one after each change.
    pub fn events(self: &Arc<Self>) -> impl Stream<Item = String> + use<> {
        let mut changes = self.changes.subscribe();
        changes.mark_changed();
        let start = (Arc::clone(self), changes, Seen::default());
        stream::unfold(start, async |(state, mut changes, mut seen)| {
            changes.changed().await.ok()?;
            let event = state.look(|now| now.event(&mut seen));
            Some((event, (state, changes, seen)))
        })
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Now {
    fn event(&self, seen: &mut Seen) -> String {
        let parts = self.html.newer(seen.html).map(|html| HtmlParts {
            rest: name(html.parts.rest),
            cases: html.cases.iter().copied().map(name).collect(),
        });
        let sheets = self.pages.newer(seen.pages).map(|set| set.shown.pages.iter().map(sheet).collect());
        let event = Event {
            version: self.version,
            title: self.book.as_ref().map(|book| book.title()),
            is_busy: self.is_busy,
            is_gone: self.is_gone,
            has_errors: self.problems.value.iter().flat_map(|all| all.iter()).any(|problem| problem.is_error),
            html: self.html.number,
            pages: self.pages.number,
            parts,
            sheets,
            problems: self.problems.newer(seen.problems).map(|problems| problems.as_slice()),
            edited: self.edited.as_ref(),
        };
        *seen = Seen { html: self.html.number, pages: self.pages.number, problems: self.problems.number };
        serde_json::to_string(&event).unwrap_or_else(|error| unreachable!("an event is plain data: {error}"))
    }

    /// Shows these problems.
    pub fn set_problems(&mut self, problems: Vec<Problem>) {
        if self.problems.value.as_deref() != Some(&problems) {
            self.problems.set(Arc::new(problems));
        }
    }

    /// Shows this HTML.
    pub fn set_html(&mut self, html: Html) {
        self.last_html = self.html.value.take();
        self.html.set(Arc::new(html));
    }

    /// The line of these words in the innermost block among these ids.
    pub fn line_of_block(&self, ids: &[String], words: &Words) -> Option<SourceLine> {
        let book = self.book.as_ref()?;
        let blocks: Vec<PlacedBlock> = book.blocks().collect();
        let block = ids.iter().find_map(|id| blocks.iter().find(|block| block.anchor == *id))?;
        Some(line_of(book, block.span, words))
    }
}

/// The line of words in a block, or otherwise its first line.
fn line_of(book: &Book, block: Span, words: &Words) -> SourceLine {
    let offset = words.find(book.text(block)).unwrap_or_default();
    let start = block.range().start + offset;
    book.source_line(Span::new(block.file, start..start))
}

/// The name of a page in its address.
fn page_id(page: &ShownPage) -> String {
    name(page.digest)
}

/// The name of what has this digest.
fn name(digest: u64) -> String {
    format!("{digest:016x}")
}

fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn sheet(page: &Arc<ShownPage>) -> Sheet {
    Sheet { id: page_id(page), width: page.width, height: page.height }
}

impl PageSet {
    /// The index of the page with this name.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.shown.pages.iter().position(|page| page_id(page) == id)
    }

    /// The line of the text that is nearest to a point, given in shares of width and height.
    pub fn line_at(&self, id: &str, x: f64, y: f64) -> Option<SourceLine> {
        let page = &self.shown.pages[self.find(id)?];
        let (x, y) = (x * page.width, y * page.height);
        let nearest = page.areas.iter().min_by(|a, b| a.distance(x, y).total_cmp(&b.distance(x, y)))?;
        let words =
            Words::around(&nearest.text, (x - nearest.left) / (nearest.right - nearest.left).max(1.0));
        Some(line_of(&self.book, nearest.span, &words))
    }

    /// The page with the text of a block, and the place there as a share of the height. If the block is on several pages,
    /// the first one that looks different from all pages in `before`.
    pub fn place_of(&self, block: Span, before: Option<&PageSet>) -> Option<(usize, f64)> {
        let is_inside =
            |span: Span| span.file == block.file && block.range().contains(&(span.start as usize));
        let place = |(index, page): (usize, &Arc<ShownPage>)| {
            let area = page.areas.iter().find(|area| !area.is_repeated && is_inside(area.span))?;
            Some((index, area.top / page.height))
        };
        let places: Vec<(usize, f64)> = self.shown.pages.iter().enumerate().filter_map(place).collect();
        let known: HashSet<u64> =
            before.iter().flat_map(|set| &set.shown.pages).map(|page| page.digest).collect();
        let is_new = |(index, _): &&(usize, f64)| !known.contains(&self.shown.pages[*index].digest);
        places.iter().find(is_new).or(places.first()).copied()
    }
}
