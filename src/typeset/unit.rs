//! A document of a book: its source, its pages, and what the pages follow from.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

use typst::diag::SourceResult;
use typst::engine::Sink;
use typst_layout::PagedDocument;

use super::adjustments::Adjustments;
use super::breaks::Reader;
use super::complaints::{Complaint, Places};
use super::document::{Document, Setting};
use super::pagination::Named;
use super::plan::Plan;
use super::source::Source;
use super::world::BookWorld;

/// The front matter or a case: what is laid out as a document.
pub struct Unit {
    /// The source before the first layout.
    pub first: Source,
    /// What the pages follow from; `None` if they are not final.
    pub inputs: Option<Inputs>,
    /// Its pages. Before they are final, they are those of a draft or of an earlier source. They are dropped when they are
    /// exported, if the book is large.
    pub laid: Option<Laid>,
    /// What other documents know of the pages.
    pub extent: Extent,
    /// What Typst said about the last layout.
    pub complaints: Vec<Complaint>,
}

/// What the pages of a document follow from, besides its source.
#[derive(PartialEq)]
pub struct Inputs {
    /// The number of the first page.
    pub first: usize,
    /// The printed page of each name in another document that this one shows.
    pub shown: Vec<Option<String>>,
    /// The version of the entries, for the front matter.
    pub entries: Option<u64>,
}

/// What other documents know of a document.
#[derive(Default)]
pub struct Extent {
    /// The number of its pages.
    pub pages: usize,
    /// The places that others refer to.
    pub named: Vec<Named>,
}

/// A document with its pages.
pub struct Laid {
    /// The source as it was laid out; for the front matter also that of the entries.
    pub sources: Vec<Source>,
    /// Everything that Typst saw.
    pub world: BookWorld,
    pub adjustments: Adjustments,
    pub document: PagedDocument,
    /// A number that changes with the pages, and with the places of their text in the author's files.
    pub version: u64,
}

/// A document to be laid out.
pub struct Job<'a> {
    pub plan: Plan<'a>,
    /// The index of the case; `None` for the front matter.
    pub case: Option<usize>,
    pub unit: &'a Unit,
    /// Everything that Typst sees but the sources.
    pub world: &'a BookWorld,
    /// The source of the entries, for the front matter.
    pub entries: Option<&'a Source>,
    pub setting: Setting<'a>,
    /// How often changes may be added.
    pub repeats: usize,
}

impl Unit {
    /// The unit of a source. It keeps what an earlier one knows.
    pub fn new(earlier: Option<Self>, first: Source) -> Self {
        match earlier {
            Some(unit) if unit.first == first => unit,
            Some(unit) => Self { first, inputs: None, ..unit },
            None => {
                Self { first, inputs: None, laid: None, extent: Extent::default(), complaints: Vec::new() }
            }
        }
    }

    /// Takes the pages of a layout, with what it said about them.
    pub fn set(&mut self, laid: Laid, sink: Sink, inputs: Option<Inputs>, targets: &[&str]) {
        let mut sink = sink;
        let places = laid.places();
        // Typst went on after delayed errors, but the pages are not complete.
        self.complaints = places.complaints(&sink.delayed());
        self.complaints.extend(places.complaints(&sink.warnings()));
        let named = targets.iter().filter_map(|name| Named::of(&laid.document, name)).collect();
        self.extent = Extent { pages: laid.document.pages().len(), named };
        self.inputs = inputs;
        self.laid = Some(laid);
    }
}

impl Laid {
    /// The places of the author's text in the document.
    pub fn places(&self) -> Places<'_> {
        Places::of_book(&self.world, &self.sources)
    }
}

impl Job<'_> {
    /// The document after a first pass.
    ///
    /// # Errors
    /// Reports errors of Typst.
    pub fn draft(&self) -> Result<(Laid, Sink), Vec<Complaint>> {
        let mut sink = Sink::new();
        let sources = self.sources(self.unit.first.clone());
        let world = self.world.with_sources(&sources);
        let document = Document::evaluated(&world, &sources[0].path, &mut sink)
            .and_then(|document| document.draft(&world, self.setting));
        let document = complained(document, &world, &sources, &mut sink)?;
        let laid = Laid { sources, world, adjustments: Adjustments::default(), document, version: version() };
        Ok((laid, Sink::new()))
    }

    /// The document with the changes that it needs, and what Typst said.
    ///
    /// # Errors
    /// Reports errors of Typst.
    pub fn done(&self) -> Result<(Laid, Sink), Vec<Complaint>> {
        let mut sources = self.sources(self.unit.first.clone());
        let earlier = self.unit.laid.as_ref();
        // Lines that stay the same are not laid out again.
        let mut world = earlier.map_or(self.world, |earlier| &earlier.world).with_sources(&sources);
        let mut earlier = earlier.map(|earlier| earlier.document.clone());
        let mut adjustments = Adjustments::default();
        let mut repeats = 0..self.repeats;
        loop {
            let mut sink = Sink::new();
            let document = Document::evaluated(&world, &sources[0].path, &mut sink)
                .and_then(|document| document.lay_out(&world, self.setting, earlier.take(), &mut sink));
            let document = complained(document, &world, &sources, &mut sink)?;
            let is_changed =
                repeats.next().is_some() && self.adjust(&world, &sources[0], &document, &mut adjustments);
            let Some(case) = self.case.filter(|_| is_changed) else {
                return Ok((Laid { sources, world, adjustments, document, version: version() }, sink));
            };
            earlier = Some(document);
            sources = self.sources(self.plan.source(case, &adjustments));
            world = world.with_sources(&sources);
        }
    }

    fn sources(&self, source: Source) -> Vec<Source> {
        std::iter::once(source).chain(self.entries.cloned()).collect()
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

/// The document, or the reports of its errors and warnings.
fn complained(
    document: SourceResult<PagedDocument>,
    world: &BookWorld,
    sources: &[Source],
    sink: &mut Sink,
) -> Result<PagedDocument, Vec<Complaint>> {
    document.map_err(|errors| {
        let places = Places::of_book(world, sources);
        let mut complaints = places.complaints(&errors);
        complaints.extend(places.complaints(&std::mem::take(sink).warnings()));
        complaints
    })
}

/// A number that no other document of this process has, also not of another layout.
pub fn version() -> u64 {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    COUNT.fetch_add(1, Ordering::Relaxed)
}
