//! The layout of a book: its documents, and what changes in each case after its first layout. A later layout of the same
//! book goes on from it, so that only what was edited is laid out again.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use typst::diag::{SourceResult, Warned};
use typst::model::DocumentInfo;
use typst_layout::{Page, PagedDocument};

use super::adjustments::Adjustments;
use super::breakable::Room;
use super::breaks::{Reader, breaks};
use super::case::Writer;
use super::documents::{Documents, Given};
use super::front_matter;
use super::sheet::Sheet;
use super::source::Source;
use super::world::BookWorld;
use crate::apparatus::{PageBreaks, lists};
use crate::model::Part;
use crate::picture::Drawn;
use crate::resolve::Book;

/// How often a book is laid out again at most to let its figures float, its tables and words break well and its cases end
/// well. After the first time, only the cases that change are laid out.
const MOST_REPEATS: usize = 6;

/// What is laid out, and on what pages.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    pub book: &'a Book,
    pub drawn: &'a [Drawn],
    pub sheet: &'a Sheet,
    pub room: Room,
}

impl Plan<'_> {
    /// The source of a case with changes after its first layout.
    fn source(&self, case: usize, adjustments: &Adjustments) -> Source {
        let Self { book, drawn, room, .. } = *self;
        Writer { adjustments, ..Writer::new(book, drawn, case, &book.cases()[case], room) }.source()
    }
}

/// The generated sources of a book, each a document: the front matter, then each case.
#[must_use]
pub fn sources(book: &Book, drawn: &[Drawn], room: Room) -> Vec<Source> {
    let cases: Vec<Source> = book
        .cases()
        .par_iter()
        .enumerate()
        .map(|(index, case)| Writer::new(book, drawn, index, case, room).source())
        .collect();
    std::iter::once(front_matter::front(book, &lists(book), room)).chain(cases).collect()
}

/// The layout of a book.
pub struct Layout {
    /// Everything that Typst sees, with the sources as they were laid out.
    pub world: BookWorld,
    documents: Documents,
    units: Vec<Unit>,
}

/// The front matter or a case: what is laid out as a document.
struct Unit {
    /// The source before the first layout.
    first: Source,
    /// The source as it was laid out.
    source: Source,
    adjustments: Adjustments,
    /// Whether the adjustments are those of an earlier layout of the book.
    is_kept: bool,
    /// A number that changes with the pages, and with the places of their text in the author's files.
    version: u64,
}

impl Layout {
    /// A layout without pages. `world` has everything but the sources.
    pub fn new(world: BookWorld) -> Self {
        Self { world, documents: Documents::default(), units: Vec::new() }
    }

    /// Lays out a book. Cases whose sources are those of the layout before keep their pages.
    pub fn lay_out(&mut self, plan: Plan<'_>) -> Warned<SourceResult<()>> {
        let mut known: HashMap<String, Unit> =
            self.units.drain(..).map(|unit| (unit.first.path.clone(), unit)).collect();
        let unit = |first: Source| match known.remove(&first.path).filter(|unit| unit.first == first) {
            Some(unit) => Unit { is_kept: true, ..unit },
            None => Unit::new(first),
        };
        self.units = sources(plan.book, plan.drawn, plan.room).into_iter().map(unit).collect();
        let mut repeats = 0..MOST_REPEATS;
        loop {
            self.world = self.world.with_sources(self.sources());
            let sources: Vec<&Source> = self.units.iter().map(|unit| &unit.source).collect();
            let Warned { output, warnings } = lay_out(&mut self.documents, plan.book, &self.world, &sources);
            let new = match output {
                Ok(new) => new,
                Err(errors) => return Warned { output: Err(errors), warnings },
            };
            for index in &new {
                self.units[*index].version = new_version();
            }
            if repeats.next().is_none() || !self.adjust(plan, &new) {
                return Warned { output: Ok(()), warnings };
            }
        }
    }

    /// Adds the changes that new pages of cases need. Returns whether there are any.
    fn adjust(&mut self, plan: Plan<'_>, new: &BTreeSet<usize>) -> bool {
        let Self { world, documents, units } = self;
        let cases = units.par_iter_mut().enumerate().skip(1).zip(plan.book.cases());
        let changed = cases.filter(|((index, _), _)| new.contains(index)).map(|((index, unit), case)| {
            let is_changed = unit.reset() || {
                let floating = &BTreeSet::new();
                let reader = Reader { case, world, source: &unit.source, floating, sheet: plan.sheet };
                let document = documents.get(index);
                document.is_some_and(|document| unit.adjustments.extend(plan.book, &reader, document))
            };
            if is_changed {
                unit.source = plan.source(index - 1, &unit.adjustments);
            }
            is_changed
        });
        changed.reduce(|| false, |one, other| one || other)
    }

    /// The sources as they were laid out: the front matter, then each case.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.units.iter().map(|unit| &unit.source)
    }

    /// The pages of each document, with a number that changes with them, and with the places of their text in the author's
    /// files.
    pub fn documents(&self) -> impl Iterator<Item = (u64, &PagedDocument)> {
        let versions = self.units.iter().map(|unit| unit.version);
        versions.enumerate().filter_map(|(index, version)| Some((version, self.documents.get(index)?)))
    }

    /// Takes all pages of the book, with its metadata. The documents are dropped, because the pages share what they need of
    /// them.
    ///
    /// # Errors
    /// If a link has no target.
    pub fn take_pages(&mut self) -> SourceResult<(Vec<Page>, DocumentInfo)> {
        let documents = std::mem::take(&mut self.documents);
        Ok((documents.joined()?, documents.info()))
    }

    /// Where each page begins in the text.
    pub fn breaks(&self, document: &PagedDocument, book: &Book, sheet: &Sheet) -> PageBreaks {
        let world = &self.world;
        let readers = book.cases().iter().zip(&self.units[1..]).map(|(case, unit)| {
            let floating = unit.adjustments.floating.blocks();
            Reader { case, world, source: &unit.source, floating, sheet }
        });
        breaks(document, readers)
    }
}

impl Unit {
    fn new(first: Source) -> Self {
        let (source, adjustments) = (first.clone(), Adjustments::default());
        Self { first, source, adjustments, is_kept: false, version: new_version() }
    }

    /// Drops adjustments of an earlier layout of the book, because pages of other cases have changed, and references to them.
    /// A build without an earlier layout would begin without adjustments, too. Returns whether there were any.
    fn reset(&mut self) -> bool {
        std::mem::take(&mut self.is_kept) && std::mem::take(&mut self.adjustments) != Adjustments::default()
    }
}

/// A number that no other document of this process has, also not of another layout.
fn new_version() -> u64 {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

/// Lays out documents, and returns the indices of those whose pages are new.
pub fn lay_out(
    documents: &mut Documents,
    book: &Book,
    world: &BookWorld,
    sources: &[&Source],
) -> Warned<SourceResult<BTreeSet<usize>>> {
    let own = book.manifest().language.as_str();
    let languages = book.cases().iter().map(|case| case.language().unwrap_or(own));
    let given: Vec<Given<'_>> = sources
        .iter()
        .zip(std::iter::once(own).chain(languages))
        .map(|(source, language)| Given { path: &source.path, language })
        .collect();
    let front = book.cases().iter().take_while(|case| case.part() == Part::Front).count();
    documents.lay_out(world, &given, front + 1)
}
