//! Everything that knows Typst: generated sources, page layout, drawn figures and cover. The book is laid out once for
//! all PDFs.

mod adjustments;
pub mod breakable;
mod breaks;
pub mod call;
mod case;
mod case_head;
mod clusters;
mod complaints;
mod cover;
mod coverage;
mod depth;
pub mod documents;
mod drawings;
mod extent;
mod floating;
mod floats;
mod front_matter;
mod hyphens;
mod illegible;
mod language;
mod last_rows;
mod leaf_ends;
mod lettering;
mod lone_notes;
mod outside;
mod pictures;
pub mod preview;
pub mod resolution;
mod running;
mod runs;
pub mod sheet;
mod short_ends;
mod size;
pub mod source;
mod tables;
mod targets;
mod view;
mod words;
pub mod world;

use std::sync::Arc;

use rayon::prelude::*;
use typst::diag::{SourceDiagnostic, SourceResult, Warned};
use typst::foundations::Bytes;
use typst::model::Document;
use typst_layout::{Page, PagedDocument};

use crate::apparatus::{PageBreaks, lists};
use crate::diag::Diagnostics;
use crate::font::Fonts;
use crate::model::Part;
use crate::picture::Drawn;
use crate::project::Theme;
use crate::resolve::{Book, BookCase};
use crate::source::Span;
use adjustments::Adjustments;
use breakable::Room;
use case::Writer;
use complaints::Places;
pub use cover::draw as cover;
use documents::{Documents, Given};
pub use drawings::{Drawings, draw};
pub use extent::{is_blank, of_case};
use sheet::Sheet;
use source::Source;
use world::BookWorld;

/// The version of the built-in Typst.
#[must_use]
pub fn typst_version() -> &'static str {
    typst::utils::version().raw()
}

/// The laid-out book.
pub struct Pages<'a> {
    /// The book.
    pub book: &'a Book,
    /// The theme.
    pub theme: &'a Theme,
    /// The page size and margins.
    pub sheet: Sheet,
    world: BookWorld,
    sources: Vec<Source>,
    adjustments: Adjustments,
    /// The pages as they are printed, with blank pages.
    pub document: PagedDocument,
    /// Whether the fonts have every character.
    pub is_covered: bool,
}

/// How often a book is laid out again at most to let its figures float, its tables and words break well and its cases end
/// well. After the first time, only the cases that change are laid out.
const MOST_REPEATS: usize = 6;

/// The generated sources of a book, each a document: the front matter, then each case.
#[must_use]
pub fn sources(book: &Book, drawn: &[Drawn], room: Room) -> Vec<Source> {
    adjusted(book, drawn, room, &Adjustments::default())
}

/// The same with changes after the first layout.
fn adjusted(book: &Book, drawn: &[Drawn], room: Room, adjustments: &Adjustments) -> Vec<Source> {
    let cases = book.cases().iter().enumerate();
    let cases = cases
        .map(|(index, case)| Writer { adjustments, ..Writer::new(book, drawn, index, case, room) }.source());
    std::iter::once(front_matter::front(book, &lists(book), room)).chain(cases).collect()
}

/// Lays out the book. Returns `None` and adds diagnostics if the layout fails.
pub fn layout<'a>(
    book: &'a Book,
    theme: &'a Theme,
    (fonts, drawings): (&Arc<Fonts>, &Drawings),
    diagnostics: &mut Diagnostics,
) -> Option<Pages<'a>> {
    let sheet = sheet::settle(book.manifest(), theme, diagnostics)?;
    if !is_settable(book, diagnostics) {
        return None;
    }
    illegible::check(book, fonts, theme, diagnostics);
    let room = Room::of_page(sheet.text_width(), theme);
    let stand_ins: Vec<Bytes> = drawings.stand_ins().collect();
    let mut adjustments = Adjustments::default();
    let mut documents = Documents::default();
    let mut before = None;
    let mut rounds = 1..=MOST_REPEATS;
    let (world, sources, compiled) = loop {
        let sources = adjusted(book, &drawings.shown, room, &adjustments);
        let world = match before {
            Some(before) => BookWorld::with_sources(&before, &sources),
            None => BookWorld::of_book(fonts, book, theme, &sheet, &sources, &stand_ins),
        };
        let compiled = compiled(&mut documents, book, &world, &sources);
        let is_last = rounds.next().is_none();
        let changes = |document| adjustments.extend((book, &world, &sources), &sheet, document);
        if is_last || !compiled.output.as_ref().is_ok_and(changes) {
            break (world, sources, compiled);
        }
        before = Some(world);
    };
    let places = Places::of_book(&world, &sources);
    for warning in &compiled.warnings {
        places.complain(warning, diagnostics);
    }
    let document = match compiled.output {
        Ok(document) => document,
        Err(errors) => {
            errors.iter().for_each(|error| places.complain(error, diagnostics));
            return None;
        }
    };
    if !places.complain_of_tables(&document, diagnostics) {
        return None;
    }
    if !outside::check(&document, &places, diagnostics) {
        return None;
    }
    let language = |place: Option<Span>| {
        let case =
            book.cases().iter().find(|case| place.is_some_and(|place| place.file == case.source().file));
        case.and_then(BookCase::language).unwrap_or(&book.manifest().language)
    };
    let is_covered =
        places.complain_of_glyphs(&document, None, &language, diagnostics) && drawings.is_covered;
    let document = finish(&document, drawings, &stand_ins);
    Some(Pages { book, theme, sheet, world, sources, adjustments, document, is_covered })
}

/// Lays out the documents of a book.
pub fn compiled(
    documents: &mut Documents,
    book: &Book,
    world: &BookWorld,
    sources: &[Source],
) -> Warned<SourceResult<PagedDocument>> {
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

/// Whether the book is within the limits of the page layout on size and nesting.
fn is_settable(book: &Book, diagnostics: &mut Diagnostics) -> bool {
    let is_shallow = depth::check(book, diagnostics);
    size::check(book, diagnostics) && is_shallow
}

impl Pages<'_> {
    /// Where each page begins in the text.
    #[must_use]
    pub fn breaks(&self) -> PageBreaks {
        let Self { book, world, sources, adjustments, sheet, .. } = self;
        let floating = adjustments.floating.blocks();
        breaks::Reader { book, world, sources, floating, sheet }.breaks(&self.document)
    }

    /// Converts errors of Typst on these pages into diagnostics at the places of the author's text.
    #[must_use]
    pub fn complaints(&self, errors: &[SourceDiagnostic]) -> Diagnostics {
        let places = Places::of_book(&self.world, &self.sources);
        let mut complaints = Diagnostics::default();
        for error in errors {
            places.complain(error, &mut complaints);
        }
        complaints
    }
}

/// Finds problems that occur only on paper, without laying out the running text: tables that do not fit a page,
/// pictures of low resolution, and characters that no font has.
pub fn check(
    book: &Book,
    theme: &Theme,
    (fonts, drawings): (&Arc<Fonts>, &Drawings),
    diagnostics: &mut Diagnostics,
) {
    coverage::check(book, theme, fonts, diagnostics);
    illegible::check(book, fonts, theme, diagnostics);
    let Some(sheet) = sheet::settle(book.manifest(), theme, diagnostics) else { return };
    if !is_settable(book, diagnostics) {
        return;
    }
    let room = Room::of_page(sheet.text_width(), theme);
    let sources = floats::sources(book, &drawings.shown, room);
    let stand_ins: Vec<Bytes> = drawings.stand_ins().collect();
    let world = BookWorld::of_book(fonts, book, theme, &sheet, &sources, &stand_ins);
    let places = Places::of_book(&world, &sources);
    match compiled(&mut Documents::default(), book, &world, &sources).output {
        Ok(document) => {
            places.complain_of_tables(&document, diagnostics);
            resolution::check(book, &document, resolution::PLAIN, diagnostics);
        }
        Err(errors) => errors.iter().for_each(|error| places.complain(error, diagnostics)),
    }
}

/// The pages for export: placeholders are replaced by drawings, and hyphens and break opportunities by the text that
/// programs should extract.
#[must_use]
pub fn finish(document: &PagedDocument, drawings: &Drawings, stand_ins: &[Bytes]) -> PagedDocument {
    let mut pages: Vec<Page> = document.pages().to_vec();
    pages.par_iter_mut().for_each(|page| {
        hyphens::keep_hard(&mut page.frame);
        words::keep_whole(&mut page.frame);
        clusters::keep(&mut page.frame);
        drawings.put_into(&mut page.frame, stand_ins);
    });
    PagedDocument::new(pages.into(), document.info().clone())
}
