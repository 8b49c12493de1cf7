//! Lays out a book as several Typst documents: the front matter, and one for each case. They are laid out in parallel, and
//! their pages are joined.
//!
//! A document asks a [`View`] about itself and the others. After each pass the numbers of all pages are known, and the
//! documents that would now get other answers are laid out again. The front matter comes last in each pass, because its
//! contents list the pages of all others.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::str::FromStr;

use rayon::prelude::*;
use typst::World;
use typst::comemo::{Constraint, Track};
use typst::diag::{EcoVec, SourceDiagnostic, SourceResult, Warned};
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{Content, Label, StyleChain, TargetElem};
use typst::introspection::{Introspector, Locator};
use typst::layout::{Frame, PageElem};
use typst::model::{Document as _, DocumentInfo};
use typst::syntax::{DiagSpan, Source};
use typst::text::{Lang, LocalName, Region};
use typst::utils::{PicoStr, Protected};
use typst_layout::{Page, PagedDocument, layout_document_for_bundle};

use super::breaks::printed_number;
use super::language::language_and_region;
use super::targets::{self, Target};
use super::view::{Numbered, View};
use super::world::BookWorld;

/// Passes after which the layout is used as it is; Typst makes as many.
const MOST_PASSES: usize = 5;

/// What a document asked in its last pass, and the answers.
type Answers = Constraint<<dyn Introspector as Track>::Call>;

/// The source of a document.
pub struct Given<'a> {
    /// Its path, which also tells the elements of several documents apart.
    pub path: &'a str,
    /// The language of its text.
    pub language: &'a str,
}

/// The documents of a book, with their last layout. If the sources of some are changed, only these are laid out again, and
/// those that show their pages.
#[derive(Default)]
pub struct Documents {
    all: Vec<Document>,
}

/// A document of the book.
struct Document {
    path: String,
    source: Source,
    language: String,
    content: Content,
    laid: Option<Numbered>,
    answers: Answers,
    /// Messages of the code, and of the last layout.
    sinks: [Sink; 2],
}

impl Documents {
    /// Lays out documents, and returns the indices of those whose pages are new. The first document is the front matter. The
    /// pages from the document `restart` on are numbered from 1.
    pub fn lay_out(
        &mut self,
        world: &BookWorld,
        given: &[Given<'_>],
        restart: usize,
    ) -> Warned<SourceResult<BTreeSet<usize>>> {
        let mut sink = Sink::new();
        let output = self.update(world, given, &mut sink).and_then(|changed| {
            let new = passes(world, &mut self.all, changed, restart, &mut sink)?;
            for of_document in self.all.iter().flat_map(|document| &document.sinks) {
                sink.extend_from_sink(of_document.clone());
            }
            // Typst went on after these errors, but the pages are not complete.
            let delayed = sink.delayed();
            if delayed.is_empty() { Ok(new) } else { Err(delayed) }
        });
        Warned { output: output.map_err(unique), warnings: sink.warnings() }
    }

    /// All pages of the book, with a blank page where a document ends on a right-hand page and another one follows. Their
    /// links lead to their targets.
    ///
    /// # Errors
    /// If a link has no target.
    pub fn joined(&self) -> SourceResult<Vec<Page>> {
        joined(&self.all).map_err(unique)
    }

    /// The metadata of the book.
    pub fn info(&self) -> DocumentInfo {
        let front = self.all.first().and_then(|front| front.laid.as_ref());
        front.map(|front| front.document.info().clone()).unwrap_or_default()
    }

    /// The pages of a document after its layout.
    pub fn get(&self, index: usize) -> Option<&PagedDocument> {
        self.all.get(index)?.laid.as_ref().map(|laid| &laid.document)
    }

    /// Runs the code of the sources that are new or changed, and returns which these are.
    fn update(
        &mut self,
        world: &BookWorld,
        given: &[Given<'_>],
        sink: &mut Sink,
    ) -> SourceResult<Vec<usize>> {
        let mut old: HashMap<String, Document> =
            self.all.drain(..).map(|document| (document.path.clone(), document)).collect();
        let documents =
            given.iter().map(|given| (given, world.generated(given.path), old.remove(given.path)));
        let documents: Vec<_> = documents.collect();
        let results: Vec<_> = documents
            .into_par_iter()
            .map(|(given, source, old)| match old {
                Some(old) if old.source.text() == source.text() && old.language == given.language => {
                    (false, Ok(old), Sink::new())
                }
                old => {
                    let (document, sink) = evaluated(world, given, source, old);
                    (true, document, sink)
                }
            })
            .collect();
        let changed = results.iter().enumerate().filter(|(_, (is_changed, ..))| *is_changed);
        let changed = changed.map(|(index, _)| index).collect();
        self.all = all(results.into_iter().map(|(_, document, of_errors)| {
            sink.extend_from_sink(of_errors);
            document
        }))?;
        Ok(changed)
    }
}

/// Runs the code of a source. The pages of the document before the change help to lay it out. The second value has the
/// messages if the code fails.
fn evaluated(
    world: &BookWorld,
    given: &Given<'_>,
    source: Source,
    old: Option<Document>,
) -> (SourceResult<Document>, Sink) {
    let mut sink = Sink::new();
    let traced = Traced::default();
    let world: &dyn World = world;
    let module = typst_eval::eval(
        world.track(),
        world.library(),
        traced.track(),
        sink.track_mut(),
        Route::default().track(),
        &source,
    );
    match module {
        Ok(module) => {
            let content = module.content();
            let laid = old.and_then(|old| old.laid);
            let sinks = [sink, Sink::new()];
            let (path, language) = (given.path.to_owned(), given.language.to_owned());
            let document =
                Document { path, source, language, content, laid, answers: Answers::default(), sinks };
            (Ok(document), Sink::new())
        }
        Err(errors) => (Err(errors), sink),
    }
}

/// Lays out the documents until none would get other answers. Returns those that were laid out.
fn passes(
    world: &BookWorld,
    documents: &mut [Document],
    mut changed: Vec<usize>,
    restart: usize,
    sink: &mut Sink,
) -> SourceResult<BTreeSet<usize>> {
    let mut new = BTreeSet::new();
    // The number of documents may have changed, and with it their pages.
    number(documents, restart);
    for _ in 0..MOST_PASSES {
        new.extend(&changed);
        let (front, cases): (Vec<usize>, Vec<usize>) = changed.iter().partition(|index| **index == 0);
        for of_pass in [cases, front] {
            lay_out(world, documents, &of_pass)?;
            number(documents, restart);
        }
        let all = (0..documents.len()).into_par_iter();
        changed = all.filter(|index| !is_stable(documents, *index)).collect();
        if changed.is_empty() {
            return Ok(new);
        }
    }
    let message = "layout did not converge within 5 attempts";
    sink.warn(SourceDiagnostic::warning(DiagSpan::detached(), message));
    Ok(new)
}

/// Lays out some documents anew, in parallel.
fn lay_out(world: &BookWorld, documents: &mut [Document], changed: &[usize]) -> SourceResult<()> {
    let laid: Vec<_> = changed
        .par_iter()
        .map(|index| {
            let (answers, mut sink) = (Answers::default(), Sink::new());
            let document = layout(world, &documents[*index], &view(documents, *index), &answers, &mut sink);
            (document, answers, sink)
        })
        .collect();
    let results = changed.iter().zip(laid).map(|(index, (document, answers, sink))| {
        let of = &mut documents[*index];
        of.answers = answers;
        of.sinks[1] = sink;
        of.laid = Some(Numbered { document: document?, numbers: Vec::new() });
        Ok(())
    });
    all(results).map(drop)
}

/// The pages of a document, with the answers of a view.
fn layout(
    world: &BookWorld,
    document: &Document,
    view: &View<'_>,
    answers: &Answers,
    sink: &mut Sink,
) -> SourceResult<PagedDocument> {
    let world: &dyn World = world;
    let view: &dyn Introspector = view;
    let library = world.library();
    let base = StyleChain::new(&library.styles);
    let target = TargetElem::target.set(typst::foundations::Target::Paged).wrap();
    let traced = Traced::default();
    let mut engine = Engine {
        library,
        world: world.track(),
        introspector: Protected::new(view.track_with(answers)),
        traced: traced.track(),
        sink: sink.track_mut(),
        route: Route::default(),
    };
    let locator = Locator::root().split().next(&document.path);
    layout_document_for_bundle(&mut engine, &document.content, locator, base.chain(&target))
}

fn view(documents: &[Document], index: usize) -> View<'_> {
    let all = documents.iter().filter_map(|document| document.laid.as_ref());
    View { own: documents[index].laid.as_ref(), all: all.collect(), is_front: index == 0 }
}

/// Whether the pages of a document stay the same in the next pass.
fn is_stable(documents: &[Document], index: usize) -> bool {
    let view: &dyn Introspector = &view(documents, index);
    documents[index].answers.validate(view)
}

/// Numbers the pages. Each document begins on a right-hand page.
fn number(documents: &mut [Document], restart: usize) {
    let mut first = 1;
    for (index, document) in documents.iter_mut().enumerate() {
        if index == restart {
            first = 1;
        }
        // Before its first layout, the front matter has no pages that would move others.
        if let Some(laid) = &mut document.laid {
            let end = first + laid.document.pages().len();
            laid.numbers = (first..end).collect();
            first = end | 1;
        }
    }
}

fn joined(documents: &[Document]) -> SourceResult<Vec<Page>> {
    let mut pages: Vec<Page> = Vec::new();
    let mut unknown = BTreeSet::new();
    for document in documents {
        let Some(Numbered { document: laid, numbers }) = &document.laid else { continue };
        if let Some(last) = pages.last().filter(|_| pages.len() % 2 == 1) {
            pages.push(blank_after(last));
        }
        let find = |name: &str| target(documents, document, name);
        for (page, number) in laid.pages().iter().zip(numbers) {
            let mut page = Page { number: *number as u64, ..page.clone() };
            targets::settle(&mut page.frame, &find, &mut unknown);
            pages.push(page);
        }
    }
    let missing = |name: String| {
        SourceDiagnostic::error(
            DiagSpan::detached(),
            format!("label `<{name}>` does not exist in the document"),
        )
    };
    let errors: EcoVec<SourceDiagnostic> = unknown.into_iter().map(missing).collect();
    if errors.is_empty() { Ok(pages) } else { Err(errors) }
}

/// The target with a name, in the document of the link or in another one.
fn target(documents: &[Document], from: &Document, name: &str) -> Option<Target> {
    let label = Label::new(PicoStr::intern(name))?;
    let all = std::iter::once(from).chain(documents).filter_map(|document| document.laid.as_ref());
    let numbered =
        all.into_iter().find(|numbered| numbered.document.introspector().label_count(label) > 0)?;
    let location = numbered.document.introspector().query_label(label).ok()?.location()?;
    let page = numbered.document.introspector().page(location)?.get() - 1;
    let number = printed_number(&numbered.document.pages()[page], numbered.numbers[page] as u64);
    let (language, region) = language_and_region(&from.language);
    let language = Lang::from_str(language).unwrap_or(Lang::ENGLISH);
    let region = region.and_then(|region| Region::from_str(region).ok());
    Some(Target { location, description: format!("{} {number}", PageElem::local_name(language, region)) })
}

/// A blank page like another one, with the next number.
pub fn blank_after(page: &Page) -> Page {
    Page { frame: Frame::hard(page.frame.size()), number: page.number + 1, ..page.clone() }
}

/// All values, or all errors.
fn all<T>(results: impl IntoIterator<Item = SourceResult<T>>) -> SourceResult<Vec<T>> {
    let mut values = Vec::new();
    let mut errors: EcoVec<SourceDiagnostic> = EcoVec::new();
    for result in results {
        match result {
            Ok(value) => values.push(value),
            Err(more) => errors.extend(more),
        }
    }
    if errors.is_empty() { Ok(values) } else { Err(errors) }
}

/// Each message once, although several documents run the same code.
fn unique(errors: EcoVec<SourceDiagnostic>) -> EcoVec<SourceDiagnostic> {
    let mut known = HashSet::new();
    errors.into_iter().filter(|error| known.insert((error.span, error.message.clone()))).collect()
}
