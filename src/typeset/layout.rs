//! The layout of a book: a document for the front matter and one for each case, in parallel.
//!
//! The pages of a document follow from its source, from the number of its first page, and from the pages of the names in other
//! documents that it shows. So each document is laid out until its pages stand still, with the changes that they need; then the
//! pages of the book are numbered, and the documents are laid out again for which a number was wrong. A later layout of
//! the same book goes on from this one: what has not changed keeps its pages.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use typst::comemo;

use super::complaints::{Complaint, Places};
use super::document::{Setting, not_converged};
use super::entries;
use super::pagination::{Pagination, Place};
use super::plan::{Plan, sources};
use super::references::References;
use super::source::Source;
use super::unit::{self, Extent, Inputs, Job, Laid, Unit};
use super::view::Entries;
use super::world::BookWorld;
use crate::model::Part;
use crate::parallel;
use crate::resolve::Book;

/// How often a case is laid out again at most to let its figures float, its tables and words break well and its end look well.
const MOST_REPEATS: usize = 6;

/// How often documents are laid out again at most because the pages of others have moved.
const MOST_PASSES: usize = 5;

/// The layout of a book.
pub struct Layout {
    /// Everything that Typst sees but the sources.
    pub world: BookWorld,
    units: Vec<Unit>,
    listed: Option<Listed>,
}

/// The headings and captions for the front matter.
struct Listed {
    source: Source,
    entries: Entries,
    /// A number that changes with them.
    version: u64,
}

/// What is done with the final pages of documents, before they are dropped.
pub trait Finish: Sync {
    /// What is known about a document from an earlier build: what its pages follow from, and what others know of them.
    fn recall(&self, index: usize, source: &Source) -> Option<(Inputs, Extent)>;

    /// Finishes a document. It may be finished again if the pages of others move.
    fn finish(&self, ready: &Ready<'_>);
}

/// A document whose pages are final.
pub struct Ready<'a> {
    /// 0 for the front matter, or else the number of the case from 1.
    pub index: usize,
    pub unit: &'a Unit,
    pub laid: &'a Laid,
    /// The number of its first page.
    pub first: usize,
    /// The places in other documents.
    pub pagination: &'a Pagination,
    /// The entries to which the front matter has links.
    pub entries: Option<&'a Entries>,
    /// The names that other documents refer to.
    pub targets: &'a [&'a str],
}

/// What the layout of several documents has in common.
struct Common<'a> {
    plan: Plan<'a>,
    references: References,
    repeats: usize,
}

type Result<T = (), E = Vec<Complaint>> = std::result::Result<T, E>;

impl Layout {
    /// A layout without pages. `world` has everything but the sources.
    pub fn new(world: BookWorld) -> Self {
        Self { world, units: Vec::new(), listed: None }
    }

    /// Lays out a book. Documents whose sources are those of the layout before keep their pages.
    ///
    /// # Errors
    /// Reports errors of Typst.
    pub fn lay_out(&mut self, plan: Plan<'_>) -> Result {
        let sources = sources(plan.book, plan.drawn, plan.room);
        self.settle(&Common::new(plan, MOST_REPEATS), sources, None)
    }

    /// Lays out a book that is not laid out again. The pages of a large book are dropped when they are finished.
    ///
    /// # Errors
    /// Reports errors of Typst.
    pub fn finish(&mut self, plan: Plan<'_>, finish: &dyn Finish) -> Result {
        let sources = sources(plan.book, plan.drawn, plan.room);
        self.settle(&Common::new(plan, MOST_REPEATS), sources, Some(finish))
    }

    /// Lays out these sources of a book, each as if there were no others, and without the changes that its cases need after a
    /// layout.
    ///
    /// # Errors
    /// Reports errors of Typst.
    pub fn lay_out_apart(&mut self, plan: Plan<'_>, sources: Vec<Source>) -> Result {
        self.take(sources);
        let inputs = |index| (index, Some(Inputs { first: 1, shown: Vec::new(), entries: None }));
        self.lay_out_all(&Common::new(plan, 0), (0..self.units.len()).map(inputs).collect())?;
        let errors: Vec<Complaint> = self.complaints().into_iter().filter(Complaint::is_error).collect();
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Lays out these sources of a book, without the changes that its cases need after a layout.
    ///
    /// # Errors
    /// Reports errors of Typst.
    #[cfg(test)]
    pub fn lay_out_plainly(&mut self, plan: Plan<'_>, sources: Vec<Source>) -> Result {
        self.settle(&Common::new(plan, 0), sources, None)
    }

    /// Lays out documents until the pages of all are final.
    fn settle(&mut self, common: &Common<'_>, sources: Vec<Source>, finish: Option<&dyn Finish>) -> Result {
        // Without a finish, all pages are kept anyway.
        let portions = portions(&sources, if finish.is_some() { PORTION } else { usize::MAX });
        self.take(sources);
        if let Some(finish) = finish {
            self.recall(finish);
        }
        self.list_entries(common)?;
        for _ in 0..MOST_PASSES {
            let mut is_final = true;
            for portion in &portions {
                is_final &= self.settle_portion(common, portion)?;
                if let Some(finish) = finish.filter(|_| portions.len() > 1) {
                    self.finish_portion(common, portion, finish);
                }
            }
            if is_final {
                break;
            }
        }
        if let (Some(finish), [all]) = (finish, portions.as_slice()) {
            self.finish_portion(common, all, finish);
        }
        let complaints = self.complaints();
        if complaints.iter().any(Complaint::is_error) { Err(complaints) } else { Ok(()) }
    }

    /// Makes a unit of each source. One with the same source as before keeps everything.
    fn take(&mut self, sources: Vec<Source>) {
        let known = self.units.drain(..).map(|unit| (unit.first.path.clone(), unit));
        let mut known: HashMap<String, Unit> = known.collect();
        self.units = sources.into_iter().map(|first| Unit::new(known.remove(&first.path), first)).collect();
    }

    /// Uses what is known about documents from an earlier build.
    fn recall(&mut self, finish: &dyn Finish) {
        let units = self.units.par_iter_mut().enumerate();
        units.for_each(|(index, unit)| {
            if let Some((inputs, extent)) = finish.recall(index, &unit.first) {
                (unit.inputs, unit.extent) = (Some(inputs), extent);
            }
        });
    }

    /// Lays out the entries of the contents and lists, if they have changed.
    fn list_entries(&mut self, common: &Common<'_>) -> Result {
        let Common { plan, references, .. } = common;
        let source = entries::source(plan.book, plan.drawn, plan.room);
        if self.listed.as_ref().is_none_or(|listed| listed.source != source) {
            let unit = Unit::new(None, source);
            let setting = Setting { first: 1, entries: None, pagination: &Pagination::default() };
            let (plan, case, world) = (*plan, None, &self.world);
            let job = Job { plan, case, unit: &unit, world, entries: None, setting, repeats: 0 };
            let entries = Entries::new(job.draft()?.0.document, references.shown(0));
            self.listed = Some(Listed { source: unit.first, entries, version: unit::version() });
        }
        Ok(())
    }

    /// Lays out the documents of a portion until their pages are final, if the documents outside it stay as they are. Returns
    /// whether they were final already.
    fn settle_portion(&mut self, common: &Common<'_>, portion: &Range<usize>) -> Result<bool> {
        let is_new = |index: &usize| self.units[*index].laid.is_none() && self.units[*index].inputs.is_none();
        let new = portion.clone().filter(is_new).map(|index| (index, None)).collect();
        self.lay_out_all(common, new)?;
        for pass in 0..MOST_PASSES {
            let stale = self.stale(common, portion);
            if stale.is_empty() {
                return Ok(pass == 0);
            }
            self.lay_out_all(common, stale)?;
        }
        let complaints = Places::of_book(&self.world, []).complaints(&[not_converged()]);
        self.units[portion.start].complaints.extend(complaints);
        Ok(true)
    }

    /// The documents of a portion whose pages follow from something that has changed.
    fn stale(&self, common: &Common<'_>, portion: &Range<usize>) -> Vec<(usize, Option<Inputs>)> {
        let (firsts, references) = (self.firsts(common.plan.book), &common.references);
        let pagination = self.pagination(&firsts);
        let printed = |name: &str| pagination.find(name).map(Place::printed);
        let version = self.listed.as_ref().map(|listed| listed.version);
        let inputs = portion.clone().map(|index| {
            let inputs = Inputs {
                first: firsts[index],
                shown: references.shown(index).map(printed).collect(),
                entries: version.filter(|_| index == 0),
            };
            (index, Some(inputs))
        });
        inputs.filter(|(index, inputs)| self.units[*index].inputs != *inputs).collect()
    }

    /// Lays out documents in parallel: drafts, or with what their pages follow from.
    fn lay_out_all(&mut self, common: &Common<'_>, mut given: Vec<(usize, Option<Inputs>)>) -> Result {
        // If a long one were the last, all threads but one would wait for it.
        given.sort_by_key(|(index, _)| Reverse(self.units[*index].first.text.len()));
        let Common { plan, references, repeats } = common;
        let pagination = &self.pagination(&self.firsts(plan.book));
        let listed = self.listed.as_ref();
        let laid_out = parallel::each(&given, |(index, inputs)| {
            let first = inputs.as_ref().map_or(1, |inputs| inputs.first);
            let listed = listed.filter(|_| *index == 0);
            let setting = Setting { first, entries: listed.map(|listed| &listed.entries), pagination };
            let (case, unit, world) = (index.checked_sub(1), &self.units[*index], &self.world);
            let entries = listed.map(|listed| &listed.source);
            let job = Job { plan: *plan, case, unit, world, entries, setting, repeats: *repeats };
            if inputs.is_some() { job.done() } else { job.draft() }
        });
        let mut complaints = Vec::new();
        for ((index, inputs), laid) in given.into_iter().zip(laid_out) {
            match laid {
                Ok((laid, sink)) => self.units[index].set(laid, sink, inputs, &references.targets(index)),
                Err(more) => complaints.push((index, more)),
            }
        }
        complaints.sort_by_key(|(index, _)| *index);
        let complaints: Vec<Complaint> = complaints.into_iter().flat_map(|(_, more)| more).collect();
        if complaints.is_empty() { Ok(()) } else { Err(complaints) }
    }

    /// Finishes the documents of a portion, and drops their pages.
    fn finish_portion(&mut self, common: &Common<'_>, portion: &Range<usize>, finish: &dyn Finish) {
        // What Typst knows about the pages would take the memory that the export needs.
        comemo::evict(0);
        let firsts = self.firsts(common.plan.book);
        let pagination = &self.pagination(&firsts);
        let entries = self.listed.as_ref().map(|listed| &listed.entries);
        let units = self.units.iter_mut().enumerate().take(portion.end).skip(portion.start);
        // A document that was dropped is finished.
        let laid = units.map(|(index, unit)| (index, Mutex::new(unit.laid.take())));
        let mut laid: Vec<(usize, Mutex<Option<Laid>>)> = laid.collect();
        laid.sort_by_key(|(index, _)| Reverse(self.units[*index].first.text.len()));
        parallel::each(&laid, |(index, laid)| {
            let index = *index;
            let laid = laid.lock().unwrap_or_else(PoisonError::into_inner).take();
            let Some(laid) = laid else { return };
            let (unit, targets) = (&self.units[index], &common.references.targets(index));
            let entries = entries.filter(|_| index == 0);
            let first = firsts[index];
            finish.finish(&Ready { index, unit, laid: &laid, first, pagination, entries, targets });
        });
        comemo::evict(0);
    }

    /// The number of the first page of each document. All begin on right-hand pages. Those of the main matter are numbered
    /// from 1.
    fn firsts(&self, book: &Book) -> Vec<usize> {
        let front = book.cases().iter().take_while(|case| case.part() == Part::Front).count();
        let mut next = 1;
        let number = |(index, unit): (usize, &Unit)| {
            let first = if index == front + 1 { 1 } else { next };
            next = (first + unit.extent.pages) | 1;
            first
        };
        self.units.iter().enumerate().map(number).collect()
    }

    fn pagination(&self, firsts: &[usize]) -> Pagination {
        let mut pagination = Pagination::default();
        for (unit, first) in self.units.iter().zip(firsts) {
            pagination.add(*first, &unit.extent.named);
        }
        pagination
    }

    /// What Typst said about all documents.
    pub fn complaints(&self) -> Vec<Complaint> {
        self.units.iter().flat_map(|unit| unit.complaints.iter().cloned()).collect()
    }

    /// The documents that are not dropped.
    pub fn laid(&self) -> impl Iterator<Item = &Laid> {
        self.units.iter().filter_map(|unit| unit.laid.as_ref())
    }
}

impl<'a> Common<'a> {
    fn new(plan: Plan<'a>, repeats: usize) -> Self {
        Self { plan, references: References::of(plan.book), repeats }
    }
}

/// Bytes of generated source that are laid out together. The pages of a portion need about 700 times as much memory.
const PORTION: usize = 1_000_000;

/// The portions of a book with at most so many bytes: documents that are laid out together, and whose pages are in memory at the same time.
fn portions(sources: &[Source], largest: usize) -> Vec<Range<usize>> {
    let mut portions: Vec<Range<usize>> = Vec::new();
    let mut size = 0;
    for (index, source) in sources.iter().enumerate() {
        size += source.text.len();
        match portions.last_mut() {
            Some(portion) if size <= largest => portion.end = index + 1,
            Some(_) | None => {
                size = source.text.len();
                portions.push(index..index + 1);
            }
        }
    }
    portions
}
