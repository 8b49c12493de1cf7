//! The layout of a book: a document for the front matter and one for each case, in parallel.
//!
//! The pages of a document follow from its source, from the number of its first page, and from the pages of the names in other
//! documents that it shows. So each document is laid out until its pages stand still, with the changes that they need; then the
//! pages of the book are numbered, and the documents are laid out again for which a number was wrong. A later layout of
//! the same book goes on from this one: what has not changed keeps its pages.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use typst::diag::{EcoVec, SourceDiagnostic, SourceResult, Warned};
use typst::engine::Sink;
use typst::model::{Document as _, DocumentInfo};
use typst_layout::{Page, PagedDocument};

use super::adjustments::Adjustments;
use super::breakable::Room;
use super::breaks::{Reader, breaks};
use super::case::Writer;
use super::document::{Document, Setting, not_converged};
use super::entries;
use super::front_matter;
use super::pagination::{Named, Pagination, Place};
use super::references::References;
use super::sheet::Sheet;
use super::source::{ENTRIES, Source};
use super::targets::{self, Numbered};
use super::view::Entries;
use super::world::BookWorld;
use crate::apparatus::{PageBreaks, lists};
use crate::model::Part;
use crate::picture::Drawn;
use crate::resolve::Book;

/// How often a case is laid out again at most to let its figures float, its tables and words break well and its end look well.
const MOST_REPEATS: usize = 6;

/// How often documents are laid out again at most because the pages of others have moved.
const MOST_PASSES: usize = 5;

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
    units: Vec<Unit>,
    listed: Option<Listed>,
}

/// The headings and captions for the front matter.
struct Listed {
    source: Source,
    world: BookWorld,
    entries: Entries,
    /// A number that changes with them.
    version: u64,
}

/// The front matter or a case: what is laid out as a document.
struct Unit {
    /// The source before the first layout.
    first: Source,
    /// Its pages. Before they are final, they are those of a first layout or of an earlier source.
    laid: Option<Laid>,
    /// What the pages follow from; `None` if they are not final.
    inputs: Option<Inputs>,
}

/// A document to be laid out.
struct Job<'a> {
    plan: Plan<'a>,
    /// The index of the case; `None` for the front matter.
    case: Option<usize>,
    source: &'a Source,
    /// Its pages so far.
    earlier: Option<&'a Laid>,
    world: &'a BookWorld,
    setting: Setting<'a>,
    /// How often changes may be added.
    repeats: usize,
}

/// What the pages of a document follow from, besides its source.
#[derive(PartialEq)]
struct Inputs {
    /// The number of the first page.
    first: usize,
    /// The printed page of each name in another document that this one shows.
    shown: Vec<Option<String>>,
    /// The version of the entries, for the front matter.
    entries: Option<u64>,
}

/// A document with its pages.
struct Laid {
    /// The source as it was laid out, and what Typst saw.
    source: Source,
    world: BookWorld,
    adjustments: Adjustments,
    document: PagedDocument,
    /// The places that other documents refer to.
    named: Vec<Named>,
    /// A number that changes with the pages, and with the places of their text in the author's files.
    version: u64,
    /// The messages.
    sink: Sink,
}

impl Layout {
    /// A layout without pages. `world` has everything but the sources.
    pub fn new(world: BookWorld) -> Self {
        Self { world, units: Vec::new(), listed: None }
    }

    /// Lays out a book. Documents whose sources are those of the layout before keep their pages.
    pub fn lay_out(&mut self, plan: Plan<'_>) -> Warned<SourceResult<()>> {
        let sources = sources(plan.book, plan.drawn, plan.room);
        self.lay_out_sources(plan, sources, MOST_REPEATS)
    }

    /// Lays out these sources of a book, with the changes that its cases need after a layout, in this many steps.
    pub fn lay_out_sources(
        &mut self,
        plan: Plan<'_>,
        sources: Vec<Source>,
        repeats: usize,
    ) -> Warned<SourceResult<()>> {
        self.world = self.world.with_sources(&sources);
        self.take(sources);
        let mut sink = Sink::new();
        let output = self.settle(plan, repeats, &mut sink);
        for laid in self.laid() {
            sink.extend_from_sink(laid.sink.clone());
        }
        let worlds = self.listed.iter().map(|listed| &listed.world);
        self.world = self.world.with_those_of(worlds.chain(self.laid().map(|laid| &laid.world)));
        // Typst went on after these errors, but the pages are not complete.
        let delayed = sink.delayed();
        let output = output.and_then(|()| if delayed.is_empty() { Ok(()) } else { Err(delayed) });
        Warned { output: output.map_err(unique), warnings: sink.warnings() }
    }

    /// Makes a unit of each source. One with the same source as before keeps everything.
    fn take(&mut self, sources: Vec<Source>) {
        let known = self.units.drain(..).map(|unit| (unit.first.path.clone(), unit));
        let mut known: HashMap<String, Unit> = known.collect();
        self.units = sources.into_iter().map(|first| Unit::new(known.remove(&first.path), first)).collect();
    }

    /// Lays out documents until the pages of all are final.
    fn settle(&mut self, plan: Plan<'_>, repeats: usize, sink: &mut Sink) -> SourceResult<()> {
        let references = References::of(plan.book);
        self.list_entries(plan, &references, sink)?;
        let new = (0..self.units.len()).filter(|index| self.units[*index].laid.is_none());
        let new = new.map(|index| (index, None)).collect();
        self.lay_out_all(plan, &references, new, repeats, sink)?;
        for _ in 0..MOST_PASSES {
            let stale = self.stale(plan.book, &references);
            if stale.is_empty() {
                return Ok(());
            }
            self.lay_out_all(plan, &references, stale, repeats, sink)?;
        }
        sink.warn(not_converged());
        Ok(())
    }

    /// Lays out the entries of the contents and lists, if they have changed.
    fn list_entries(&mut self, plan: Plan<'_>, references: &References, sink: &mut Sink) -> SourceResult<()> {
        let source = entries::source(plan.book, plan.drawn, plan.room);
        if self.listed.as_ref().is_none_or(|listed| listed.source != source) {
            let world = self.world.with_sources([&source]);
            let setting = Setting { first: 1, entries: None, pagination: &Pagination::default() };
            let document = Document::evaluated(&world, ENTRIES, sink)?.lay_out(
                &world,
                setting,
                None,
                &mut Sink::new(),
            )?;
            let (entries, version) = (Entries::new(document, references.shown(0)), new_version());
            self.listed = Some(Listed { source, world, entries, version });
        }
        Ok(())
    }

    /// The documents whose pages follow from something that has changed.
    fn stale(&self, book: &Book, references: &References) -> Vec<(usize, Option<Inputs>)> {
        let firsts = self.firsts(book);
        let pagination = self.pagination(&firsts);
        let printed = |name: &str| pagination.find(name).map(Place::printed);
        let version = self.listed.as_ref().map(|listed| listed.version);
        let inputs = firsts.iter().enumerate().map(|(index, first)| Inputs {
            first: *first,
            shown: references.shown(index).map(printed).collect(),
            entries: version.filter(|_| index == 0),
        });
        let inputs = inputs.map(Some).enumerate();
        inputs.filter(|(index, inputs)| self.units[*index].inputs != *inputs).collect()
    }

    /// Lays out documents in parallel: for the first time, or with what their pages follow from.
    fn lay_out_all(
        &mut self,
        plan: Plan<'_>,
        references: &References,
        given: Vec<(usize, Option<Inputs>)>,
        repeats: usize,
        sink: &mut Sink,
    ) -> SourceResult<()> {
        let pagination = &self.pagination(&self.firsts(plan.book));
        let entries = self.entries();
        let laid_out: Vec<_> = given
            .par_iter()
            .map(|(index, inputs)| {
                let Unit { first: source, laid, .. } = &self.units[*index];
                let first = inputs.as_ref().map_or(1, |inputs| inputs.first);
                let entries = entries.filter(|_| *index == 0);
                let setting = Setting { first, entries, pagination };
                let (case, earlier, world) = (index.checked_sub(1), laid.as_ref(), &self.world);
                let job = Job { plan, case, source, earlier, world, setting, repeats };
                let (names, mut sink) = (references.targets(*index), Sink::new());
                let laid = match inputs {
                    Some(_) => job.done(names, &mut sink),
                    None => job.draft(names, &mut sink),
                };
                (laid, sink)
            })
            .collect();
        let mut errors = EcoVec::new();
        for ((index, inputs), (laid, of_errors)) in given.into_iter().zip(laid_out) {
            sink.extend_from_sink(of_errors);
            let unit = &mut self.units[index];
            match laid {
                Ok(laid) => (unit.laid, unit.inputs) = (Some(laid), inputs),
                Err(more) => errors.extend(more),
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// The number of the first page of each document. All begin on right-hand pages. Those of the main matter are numbered
    /// from 1.
    fn firsts(&self, book: &Book) -> Vec<usize> {
        let front = book.cases().iter().take_while(|case| case.part() == Part::Front).count();
        let mut next = 1;
        let counts =
            self.units.iter().map(|unit| unit.laid.as_ref().map_or(0, |laid| laid.document.pages().len()));
        counts
            .enumerate()
            .map(|(index, count)| {
                let first = if index == front + 1 { 1 } else { next };
                next = (first + count) | 1;
                first
            })
            .collect()
    }

    fn pagination(&self, firsts: &[usize]) -> Pagination {
        let mut pagination = Pagination::default();
        for (unit, first) in self.units.iter().zip(firsts) {
            let named = unit.laid.as_ref().map(|laid| laid.named.as_slice());
            pagination.add(*first, named.unwrap_or_default());
        }
        pagination
    }

    fn laid(&self) -> impl Iterator<Item = &Laid> {
        self.units.iter().filter_map(|unit| unit.laid.as_ref())
    }

    fn entries(&self) -> Option<&Entries> {
        self.listed.as_ref().map(|listed| &listed.entries)
    }

    /// The sources as they were laid out: the front matter, each case, and the entries.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        let documents =
            self.units.iter().map(|unit| unit.laid.as_ref().map_or(&unit.first, |laid| &laid.source));
        documents.chain(self.listed.iter().map(|listed| &listed.source))
    }

    /// The pages of each document, with a number that changes with them, and with the places of their text in the author's
    /// files.
    pub fn documents(&self) -> impl Iterator<Item = (u64, &PagedDocument)> {
        self.laid().map(|laid| (laid.version, &laid.document))
    }

    /// The metadata of the book.
    pub fn info(&self) -> DocumentInfo {
        self.laid().next().map(|front| front.document.info().clone()).unwrap_or_default()
    }

    /// Where each page begins in the text.
    pub fn breaks(&self, document: &PagedDocument, book: &Book, sheet: &Sheet) -> PageBreaks {
        let readers = book.cases().iter().zip(self.laid().skip(1)).map(|(case, laid)| {
            let floating = laid.adjustments.floating.blocks();
            Reader { case, world: &laid.world, source: &laid.source, floating, sheet }
        });
        breaks(document, readers)
    }

    /// All pages of the book, with a blank page where a document ends on a right-hand page and another one follows. Their
    /// links lead to their targets.
    ///
    /// # Errors
    /// If a link has no target.
    pub fn joined(&self, book: &Book) -> SourceResult<Vec<Page>> {
        let own = book.manifest().language.as_str();
        let languages = book.cases().iter().map(|case| case.language().unwrap_or(own));
        let languages = std::iter::once(own).chain(languages);
        let firsts = self.firsts(book);
        let documents: Vec<_> = self
            .laid()
            .zip(firsts)
            .zip(languages)
            .map(|((laid, first), language)| Numbered { document: &laid.document, first, language })
            .collect();
        targets::joined(&documents, self.entries()).map_err(unique)
    }
}

impl Unit {
    /// The unit of a source. It keeps what an earlier one knows.
    fn new(earlier: Option<Self>, first: Source) -> Self {
        match earlier {
            Some(unit) if unit.first == first => unit,
            Some(Self { laid, .. }) => Self { first, laid, inputs: None },
            None => Self { first, laid: None, inputs: None },
        }
    }
}

impl Job<'_> {
    /// The document after a first pass. `names` are those that other documents refer to.
    fn draft<'n>(&self, names: impl Iterator<Item = &'n str>, sink: &mut Sink) -> SourceResult<Laid> {
        let world = self.world.with_sources([self.source]);
        let document = Document::evaluated(&world, &self.source.path, sink)?.draft(&world, self.setting)?;
        let named = Named::all(&document, names);
        let (source, adjustments, sink) = (self.source.clone(), Adjustments::default(), Sink::new());
        Ok(Laid { source, world, adjustments, document, named, version: new_version(), sink })
    }

    /// The document with the changes that it needs.
    fn done<'n>(&self, names: impl Iterator<Item = &'n str>, sink: &mut Sink) -> SourceResult<Laid> {
        let before = self.earlier.map_or(self.world, |earlier| &earlier.world);
        let mut world = before.with_sources([self.source]);
        let mut source = self.source.clone();
        let mut adjustments = Adjustments::default();
        let mut earlier = self.earlier.map(|earlier| earlier.document.clone());
        let mut repeats = 0..self.repeats;
        loop {
            let mut of_document = Sink::new();
            let evaluated = Document::evaluated(&world, &source.path, &mut of_document)
                .inspect_err(|_| sink.extend_from_sink(of_document.clone()))?;
            let document = evaluated.lay_out(&world, self.setting, earlier.take(), &mut of_document)?;
            let is_changed =
                repeats.next().is_some() && self.adjust(&world, &source, &document, &mut adjustments);
            let Some(case) = self.case.filter(|_| is_changed) else {
                let (named, version) = (Named::all(&document, names), new_version());
                return Ok(Laid { source, world, adjustments, document, named, version, sink: of_document });
            };
            earlier = Some(document);
            source = self.plan.source(case, &adjustments);
            world = world.with_sources([&source]);
        }
    }

    /// Adds the changes that the pages of a case need. Returns whether there are any.
    fn adjust(
        &self,
        world: &BookWorld,
        source: &Source,
        document: &PagedDocument,
        adjustments: &mut Adjustments,
    ) -> bool {
        let Plan { book, sheet, .. } = self.plan;
        let Some(index) = self.case else { return false };
        let reader = Reader { case: &book.cases()[index], world, source, floating: &BTreeSet::new(), sheet };
        adjustments.extend(book, &reader, document)
    }
}

/// A number that no other document of this process has, also not of another layout.
fn new_version() -> u64 {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    COUNT.fetch_add(1, Ordering::Relaxed)
}

/// Each message once, although several documents run the same code.
fn unique(errors: EcoVec<SourceDiagnostic>) -> EcoVec<SourceDiagnostic> {
    let mut known = HashSet::new();
    errors.into_iter().filter(|error| known.insert((error.span, error.message.clone()))).collect()
}
