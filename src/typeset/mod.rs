//! Everything that knows Typst: generated sources, page layout, drawn figures and cover. The book is laid out once for
//! all PDFs.

mod adjustments;
pub mod breakable;
mod breaks;
pub mod call;
mod callout;
mod case;
mod case_head;
mod clusters;
mod code;
mod complaints;
mod cover;
mod coverage;
mod depth;
mod document;
mod drawings;
mod entries;
mod exporter;
mod extent;
mod faults;
mod finished;
mod floating;
mod floats;
mod front_matter;
mod hyphens;
mod illegible;
mod kept;
mod language;
mod last_rows;
mod layout;
mod leaf_ends;
mod lettering;
mod lone_notes;
mod math;
mod math_tree;
mod outside;
mod pagination;
mod passage;
mod pictures;
mod plan;
pub mod preview;
mod references;
pub mod resolution;
mod running;
mod runs;
pub mod sheet;
mod short_ends;
mod size;
pub mod source;
mod tables;
mod targets;
mod unit;
mod view;
mod words;
pub mod world;

use std::sync::Arc;

use typst::diag::SourceDiagnostic;

use crate::apparatus::PageBreaks;
use crate::cache::Cache;
use crate::diag::Diagnostics;
use crate::font::Fonts;
use crate::project::Theme;
use crate::resolve::Book;
use breakable::Room;
use complaints::{Complaint, Places};
pub use cover::draw as cover;
pub use drawings::{Drawings, draw, shown};
pub use exporter::{Exported, Exporter};
pub use extent::is_blank;
use faults::Faults;
pub use finished::finish;
use finished::{Finished, Finisher};
use layout::Layout;
pub use plan::{Plan, sources};
use resolution::Pictures;
use sheet::Sheet;
#[cfg(test)]
use source::Source;
pub use targets::blank_after;
#[cfg(test)]
pub use targets::joined;
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

/// The laid-out book. Its pages are exported already.
pub struct Pages<'a> {
    /// The book.
    pub book: &'a Book,
    /// The theme.
    pub theme: &'a Theme,
    /// The page size and margins.
    pub sheet: Sheet,
    /// Everything that Typst sees but the sources of the book.
    world: BookWorld,
    documents: Vec<Finished>,
    /// Whether the fonts have every character.
    pub is_covered: bool,
}

/// Lays out the book and exports its documents. Returns `None` and adds diagnostics if the layout fails.
pub fn layout<'a>(
    book: &'a Book,
    theme: &'a Theme,
    (fonts, drawings): (&Arc<Fonts>, &Drawings),
    (exporter, cache): (&dyn Exporter, &Cache),
    diagnostics: &mut Diagnostics,
) -> Option<Pages<'a>> {
    let sheet = begin(book, theme, fonts, diagnostics)?;
    let room = Room::of_page(sheet.text_width(), theme);
    let plan = Plan { book, drawn: &drawings.shown, sheet: &sheet, room };
    let world = world(book, theme, &sheet, (fonts, drawings));
    let finisher = Finisher::new(plan, &world, drawings, exporter, cache);
    let mut layout = Layout::new(world);
    let output = layout.finish(plan, &finisher);
    let complaints = output.map_or_else(|complaints| complaints, |()| layout.complaints());
    diagnostics.extend(Complaint::unique(&complaints));
    if complaints.iter().any(Complaint::is_error) {
        return None;
    }
    let documents = finisher.done();
    let mut faults = Faults::default();
    for document in &documents {
        faults.add(&document.faults);
    }
    let is_covered = faults.complain(book, diagnostics)? && drawings.is_covered;
    let complaints = documents.iter().flat_map(|document| &document.complaints);
    let is_exported = complaints.clone().next().is_none();
    diagnostics.extend(Complaint::unique(complaints));
    is_exported.then(|| Pages { book, theme, sheet, world: layout.world, documents, is_covered })
}

/// The layout of a book, and its pages. It goes on from an earlier layout if only texts have changed since. Returns `None` and
/// adds diagnostics if it fails.
fn laid_out(
    book: &Book,
    theme: &Theme,
    (fonts, drawings): (&Arc<Fonts>, &Drawings),
    earlier: Option<Layout>,
    diagnostics: &mut Diagnostics,
) -> Option<Layout> {
    let sheet = begin(book, theme, fonts, diagnostics)?;
    let world = world(book, theme, &sheet, (fonts, drawings));
    let earlier = earlier.filter(|earlier| earlier.world.is_like(&world));
    let mut layout = earlier.unwrap_or_else(|| Layout::new(world));
    let room = Room::of_page(sheet.text_width(), theme);
    let output = layout.lay_out(Plan { book, drawn: &drawings.shown, sheet: &sheet, room });
    let complaints = output.err().unwrap_or_else(|| layout.complaints());
    diagnostics.extend(Complaint::unique(&complaints));
    (!complaints.iter().any(Complaint::is_error)).then_some(layout)
}

/// Checks what the layout depends on, and returns the page size. Adds diagnostics.
fn begin(book: &Book, theme: &Theme, fonts: &Fonts, diagnostics: &mut Diagnostics) -> Option<Sheet> {
    let sheet = sheet::settle(book.manifest(), theme, diagnostics)?;
    if !is_settable(book, diagnostics) {
        return None;
    }
    illegible::check(book, fonts, theme, diagnostics);
    Some(sheet)
}

fn world(
    book: &Book,
    theme: &Theme,
    sheet: &Sheet,
    (fonts, drawings): (&Arc<Fonts>, &Drawings),
) -> BookWorld {
    BookWorld::of_book(fonts, book, theme, sheet, &[], &drawings.stand_ins)
}

/// The documents of these sources of a book, without changes after the first layout. `world` has everything but the sources.
///
/// # Errors
/// Reports errors of Typst.
#[cfg(test)]
pub fn compiled(plan: Plan<'_>, world: BookWorld, sources: Vec<Source>) -> Result<Layout, Vec<Complaint>> {
    let mut layout = Layout::new(world);
    layout.lay_out_plainly(plan, sources)?;
    Ok(layout)
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
        finished::page_breaks(&self.documents)
    }

    /// Reports the pictures whose resolution is below `least`.
    pub fn complain_of_pictures(&self, least: f64, diagnostics: &mut Diagnostics) {
        let mut pictures = Pictures::default();
        for document in &self.documents {
            pictures.add(&document.pictures);
        }
        pictures.complain(self.book, least, diagnostics);
    }

    /// Converts errors of Typst on exported pages into diagnostics.
    #[must_use]
    pub fn complaints(&self, errors: &[SourceDiagnostic]) -> Diagnostics {
        let mut complaints = Diagnostics::default();
        Places::of_book(&self.world, []).complain_of_all(errors, &mut complaints);
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
    let world = world(book, theme, &sheet, (fonts, drawings));
    let plan = Plan { book, drawn: &drawings.shown, sheet: &sheet, room };
    let mut layout = Layout::new(world);
    match layout.lay_out_apart(plan, sources) {
        Ok(()) => {
            let mut pictures = Pictures::default();
            for laid in layout.laid() {
                diagnostics.extend(laid.places().too_wide(&laid.document));
                pictures.add(&Pictures::of(&laid.document));
            }
            pictures.complain(book, resolution::PLAIN, diagnostics);
        }
        Err(complaints) => diagnostics.extend(Complaint::unique(&complaints)),
    }
}
