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
mod documents;
mod drawings;
mod extent;
mod faults;
mod floating;
mod floats;
mod front_matter;
mod hyphens;
mod illegible;
mod language;
mod last_rows;
mod layout;
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
use typst::diag::{EcoVec, SourceDiagnostic, SourceResult, Warned};
use typst::model::DocumentInfo;
use typst_layout::{Page, PagedDocument};

use crate::apparatus::PageBreaks;
use crate::diag::Diagnostics;
use crate::font::Fonts;
use crate::project::Theme;
use crate::resolve::Book;
use breakable::Room;
use complaints::Places;
pub use cover::draw as cover;
use documents::Documents;
pub use drawings::{Drawings, draw, shown};
pub use extent::{is_blank, of_case};
use faults::Faults;
pub use layout::sources;
use layout::{Layout, Plan};
use sheet::Sheet;
use source::Source;
use world::BookWorld;

/// The version of the built-in Typst.
#[must_use]
pub fn typst_version() -> &'static str {
    typst::utils::version().raw()
}

/// Drops results of Typst that were not used since this function was called `age` times before. Typst keeps all results
/// otherwise.
pub fn forget(age: usize) {
    typst::comemo::evict(age);
}

/// The laid-out book.
pub struct Pages<'a> {
    /// The book.
    pub book: &'a Book,
    /// The theme.
    pub theme: &'a Theme,
    /// The page size and margins.
    pub sheet: Sheet,
    layout: Layout,
    /// The pages as they are printed, with blank pages.
    pub document: PagedDocument,
    /// Whether the fonts have every character.
    pub is_covered: bool,
}

/// Lays out the book. Returns `None` and adds diagnostics if the layout fails.
pub fn layout<'a>(
    book: &'a Book,
    theme: &'a Theme,
    (fonts, drawings): (&Arc<Fonts>, &Drawings),
    diagnostics: &mut Diagnostics,
) -> Option<Pages<'a>> {
    let (mut layout, sheet) = laid_out(book, theme, (fonts, drawings), None, diagnostics)?;
    let places = Places::of_book(&layout.world, layout.sources());
    let documents: Vec<(u64, &PagedDocument)> = layout.documents().collect();
    let found: Vec<Faults> =
        documents.par_iter().map(|(_, document)| Faults::of(document, &places)).collect();
    let mut faults = Faults::default();
    for found in &found {
        faults.add(found);
    }
    let is_covered = faults.complain(book, diagnostics)? && drawings.is_covered;
    let taken = layout.take_pages();
    let complain = |errors: EcoVec<SourceDiagnostic>| {
        Places::of_book(&layout.world, layout.sources()).complain_of_all(&errors, diagnostics);
    };
    let (pages, info) = taken.map_err(complain).ok()?;
    let document = finish(pages, info, drawings);
    Some(Pages { book, theme, sheet, layout, document, is_covered })
}

/// The layout of a book, and its pages. It goes on from an earlier layout if only texts have changed since. Returns `None` and
/// adds diagnostics if it fails.
fn laid_out(
    book: &Book,
    theme: &Theme,
    (fonts, drawings): (&Arc<Fonts>, &Drawings),
    earlier: Option<Layout>,
    diagnostics: &mut Diagnostics,
) -> Option<(Layout, Sheet)> {
    let sheet = sheet::settle(book.manifest(), theme, diagnostics)?;
    if !is_settable(book, diagnostics) {
        return None;
    }
    illegible::check(book, fonts, theme, diagnostics);
    let room = Room::of_page(sheet.text_width(), theme);
    let world = BookWorld::of_book(fonts, book, theme, &sheet, &[], &drawings.stand_ins);
    let earlier = earlier.filter(|earlier| earlier.world.is_like(&world));
    let mut layout = earlier.unwrap_or_else(|| Layout::new(world));
    let Warned { output, warnings } =
        layout.lay_out(Plan { book, drawn: &drawings.shown, sheet: &sheet, room });
    let places = Places::of_book(&layout.world, layout.sources());
    places.complain_of_all(&warnings, diagnostics);
    output.map_err(|errors| places.complain_of_all(&errors, diagnostics)).ok()?;
    Some((layout, sheet))
}

/// The pages of these sources without changes after the first layout.
pub fn compiled(book: &Book, world: &BookWorld, sources: &[Source]) -> Warned<SourceResult<PagedDocument>> {
    let mut documents = Documents::default();
    let sources: Vec<&Source> = sources.iter().collect();
    let Warned { output, warnings } = layout::lay_out(&mut documents, book, world, &sources);
    let joined = |_| Ok(PagedDocument::new(documents.joined()?.into(), documents.info()));
    Warned { output: output.and_then(joined), warnings }
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
        self.layout.breaks(&self.document, self.book, &self.sheet)
    }

    /// Converts errors of Typst on these pages into diagnostics at the places of the author's text.
    #[must_use]
    pub fn complaints(&self, errors: &[SourceDiagnostic]) -> Diagnostics {
        let mut complaints = Diagnostics::default();
        Places::of_book(&self.layout.world, self.layout.sources()).complain_of_all(errors, &mut complaints);
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
    let world = BookWorld::of_book(fonts, book, theme, &sheet, &sources, &drawings.stand_ins);
    let places = Places::of_book(&world, &sources);
    match compiled(book, &world, &sources).output {
        Ok(document) => {
            diagnostics.extend(places.too_wide(&document));
            resolution::Pictures::of(&document).complain(book, resolution::PLAIN, diagnostics);
        }
        Err(errors) => places.complain_of_all(&errors, diagnostics),
    }
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
