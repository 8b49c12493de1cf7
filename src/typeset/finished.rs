//! What is done with a document whose pages are final: it is examined and exported. Then its pages can be dropped.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use typst::diag::{EcoVec, SourceDiagnostic};
use typst::model::{Document as _, DocumentInfo};
use typst::syntax::DiagSpan;
use typst_layout::{Page, PagedDocument};

use super::breaks::{Reader, numbers_of_front};
use super::complaints::Complaint;
use super::drawings::Drawings;
use super::exporter::{Exported, Exporter};
use super::faults::Faults;
use super::kept::{Keeper, Recalled};
use super::layout::{Finish, Ready};
use super::plan::Plan;
use super::resolution::Pictures;
use super::source::Source;
use super::targets::Finder;
use super::unit::{Extent, Inputs};
use super::world::BookWorld;
use super::{case_head, clusters, hyphens, words};
use crate::apparatus::{PageBreak, PageBreaks};
use crate::cache::Cache;

/// What is known about a document whose pages are dropped.
#[derive(Default)]
pub struct Finished {
    pub faults: Faults,
    pub pictures: Pictures,
    /// Where the pages begin in the text of a case.
    pub breaks: Vec<PageBreak>,
    /// The numbers of the pages before the contents and from there on, for the front matter.
    pub front: [Vec<String>; 2],
    pub complaints: Vec<Complaint>,
}

impl Finished {
    /// Whether there is nothing to report.
    fn is_silent(&self) -> bool {
        self.faults.are_none() && self.complaints.is_empty()
    }
}

/// Finishes the documents of a book, and keeps what is known about them.
pub struct Finisher<'a> {
    plan: Plan<'a>,
    drawings: &'a Drawings,
    exporter: &'a dyn Exporter,
    head: Option<PagedDocument>,
    keeper: Option<Keeper<'a>>,
    finished: Mutex<Vec<Finished>>,
}

impl<'a> Finisher<'a> {
    /// Finishes the documents of a book in a world.
    pub fn new(
        plan: Plan<'a>,
        world: &BookWorld,
        drawings: &'a Drawings,
        exporter: &'a dyn Exporter,
        cache: &'a Cache,
    ) -> Self {
        let head = exporter.shows_heads().then(|| case_head::laid_out(plan.book, world)).flatten();
        let keeper = Keeper::new((plan.book, drawings), world, exporter, cache);
        let finished = (0..=plan.book.cases().len()).map(|_| Finished::default());
        Self { plan, drawings, exporter, head, keeper, finished: Mutex::new(finished.collect()) }
    }

    fn set(&self, index: usize, finished: Finished) {
        self.finished.lock().unwrap_or_else(PoisonError::into_inner)[index] = finished;
    }

    /// What is known about the documents.
    pub fn done(self) -> Vec<Finished> {
        self.finished.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn finished(&self, ready: &Ready<'_>) -> Finished {
        let places = ready.laid.places();
        let document = &ready.laid.document;
        let (faults, pictures) = (Faults::of(document, &places), Pictures::of(document));
        if faults.are_errors() {
            return Finished { faults, pictures, ..Finished::default() };
        }
        let is_covered = faults.are_none() && self.drawings.is_covered;
        let mut unknown = BTreeSet::new();
        let pages = self.finder(ready).pages(&mut unknown);
        let document = finish(pages, document.info().clone(), self.drawings);
        let (index, targets, sheet) = (ready.index, ready.targets, self.plan.sheet);
        let head = self.head.as_ref().and_then(|head| head.pages().first());
        let exported = Exported { index, document: &document, targets, is_covered, sheet, head };
        let errors = if unknown.is_empty() { self.exporter.export(&exported) } else { Err(missing(unknown)) };
        let complaints = errors.err().map(|errors| places.complaints(&errors)).unwrap_or_default();
        let (breaks, front) = self.breaks(ready, &document);
        Finished { faults, pictures, breaks, front, complaints }
    }

    fn finder<'r>(&'r self, ready: &'r Ready<'_>) -> Finder<'r> {
        let book = self.plan.book;
        let case = ready.index.checked_sub(1).map(|index| &book.cases()[index]);
        let language = case.and_then(|case| case.language()).unwrap_or(&book.manifest().language);
        let Ready { laid, first, pagination, entries, .. } = ready;
        Finder { document: &laid.document, first: *first, language, pagination, entries: *entries }
    }

    /// Where the pages of a document begin in its text, and the numbers of those of the front matter.
    fn breaks(&self, ready: &Ready<'_>, document: &PagedDocument) -> (Vec<PageBreak>, [Vec<String>; 2]) {
        let Some(index) = ready.index.checked_sub(1) else {
            return (Vec::new(), numbers_of_front(document));
        };
        let laid = ready.laid;
        let floating = laid.adjustments.floating.blocks();
        let case = &self.plan.book.cases()[index];
        let (world, source, sheet) = (&laid.world, &laid.sources[0], self.plan.sheet);
        (Reader { case, world, source, floating, sheet }.breaks(document), Default::default())
    }
}

impl Finish for Finisher<'_> {
    fn recall(&self, index: usize, source: &Source) -> Option<(Inputs, Extent)> {
        let Recalled { inputs, extent, breaks, pictures } = self.keeper.as_ref()?.recall(index, source)?;
        self.set(index, Finished { pictures, breaks, ..Finished::default() });
        Some((inputs, extent))
    }

    fn finish(&self, ready: &Ready<'_>) {
        let finished = self.finished(ready);
        if let Some(keeper) = self.keeper.as_ref().filter(|_| finished.is_silent()) {
            keeper.keep(ready, &finished.breaks, &finished.pictures);
        }
        self.set(ready.index, finished);
    }
}

/// The page breaks of a book.
pub fn page_breaks(finished: &[Finished]) -> PageBreaks {
    let mut cases = finished.iter().map(|finished| finished.breaks.clone());
    let [title_page, contents] = finished.first().map(|front| front.front.clone()).unwrap_or_default();
    cases.next();
    PageBreaks { title_page, contents, cases: cases.collect() }
}

/// The errors of links without a target.
fn missing(names: BTreeSet<String>) -> EcoVec<SourceDiagnostic> {
    let missing = |name: String| {
        SourceDiagnostic::error(
            DiagSpan::detached(),
            format!("label `<{name}>` does not exist in the document"),
        )
    };
    names.into_iter().map(missing).collect()
}

/// The pages for export: placeholders are replaced by drawings, and hyphens and break opportunities by the text that
/// programs should extract.
#[must_use]
pub fn finish(mut pages: Vec<Page>, info: DocumentInfo, drawings: &Drawings) -> PagedDocument {
    pages.par_iter_mut().for_each(|page| {
        hyphens::keep_hard(&mut page.frame);
        words::keep_whole(&mut page.frame);
        clusters::keep(&mut page.frame);
        drawings.put_into(&mut page.frame);
    });
    PagedDocument::new(pages.into(), info)
}
