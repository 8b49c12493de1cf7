//! Writes the book in each format. Same book, same bytes: nothing here reads a clock, an environment or a disk.

mod contents;
mod decimals;
pub mod drawings;
mod epub;
pub mod fonts;
mod html;
mod lists;
mod markup;
pub mod pdf;
mod style;
mod words;

use crate::diag::Diagnostics;
use crate::model::Part;
use crate::project::Theme;
use crate::resolve::{Book, BookCase};

/// What can be made of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The whole book for e-readers (EPUB 3.3).
    Epub,
    /// The whole book in pages, for screens and archives.
    Pdf,
    /// The same pages for a printer. Made only when it is asked for.
    Print,
    /// The whole book in one file for browsers.
    Html,
    /// Each case in pages, a file a case, as in the book.
    Cases,
}

impl Format {
    /// Every format, in the order in which outputs are named.
    pub const ALL: [Format; 5] = [Format::Epub, Format::Pdf, Format::Print, Format::Html, Format::Cases];
    /// The formats that are made where none is named: what readers get. What a printer gets is not for them.
    pub const USUAL: [Format; 4] = [Format::Epub, Format::Pdf, Format::Html, Format::Cases];

    /// The word for it on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Epub => "epub",
            Format::Pdf => "pdf",
            Format::Print => "print",
            Format::Html => "html",
            Format::Cases => "cases",
        }
    }
}

/// One finished file.
#[derive(Debug)]
pub struct Artifact {
    /// Path below the output folder, with `/` between its parts.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What to make.
#[derive(Debug, Clone)]
pub struct Selection<'a> {
    /// The formats.
    pub formats: &'a [Format],
    /// For [`Format::Cases`]: which cases; all where it is `None`.
    pub cases: Option<&'a [String]>,
}

impl Selection<'_> {
    fn has(&self, format: Format) -> bool {
        self.formats.contains(&format)
    }

    /// Whether the case gets a PDF of its own: every case, but not front and back matter.
    fn takes(&self, case: &BookCase) -> bool {
        let is_named = |names: &[String]| names.iter().any(|name| case.is_called(name));
        self.has(Format::Cases) && case.part() == Part::Cases && self.cases.is_none_or(is_named)
    }
}

/// Finds what is wrong with a book short of setting all of its pages: draws every figure, and sets figures and tables alone.
pub fn check(book: &Book, theme: &Theme, diagnostics: &mut Diagnostics) {
    let stage = pdf::world::Stage::new(theme, diagnostics);
    fonts::check(theme, &stage, diagnostics);
    let drawings = pdf::drawings::draw(book, theme, &stage, diagnostics);
    if let Some(drawings) = drawings.filter(|_| !diagnostics.has_errors()) {
        pdf::check(book, theme, (&stage, &drawings), diagnostics);
    }
}

/// Makes what is selected, in the order EPUB, PDF, HTML, cases. The two cores of a small machine share the work.
///
/// What a format finds wrong with the sources joins the complaints; with an error among them the list is incomplete.
#[must_use]
pub fn emit(
    book: &Book,
    theme: &Theme,
    selection: &Selection<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Artifact> {
    let stage = pdf::world::Stage::new(theme, diagnostics);
    // Every figure is drawn first, whatever the formats: a script that fails is an error in all of them.
    let Some(drawings) =
        pdf::drawings::draw(book, theme, &stage, diagnostics).filter(|_| !diagnostics.has_errors())
    else {
        diagnostics.sort();
        return Vec::new();
    };
    let (reflowable, paged) = rayon::join(
        || {
            let mut complaints = Diagnostics::default();
            let epub = selection
                .has(Format::Epub)
                .then(|| epub::artifact(book, theme, &drawings.shown, &mut complaints));
            let html = selection
                .has(Format::Html)
                .then(|| html::artifact(book, theme, &stage, &drawings.shown, &mut complaints));
            (epub.flatten(), html.flatten(), complaints)
        },
        || {
            let mut complaints = Diagnostics::default();
            let artifacts = pdf::artifacts(book, theme, (&stage, &drawings), selection, &mut complaints);
            (artifacts, complaints)
        },
    );
    let (epub, html, complaints) = reflowable;
    diagnostics.append(complaints);
    let (paged, complaints) = paged;
    diagnostics.append(complaints);
    diagnostics.sort();
    let (book_pdf, case_pdfs): (Vec<_>, Vec<_>) =
        paged.into_iter().partition(|artifact| !artifact.path.contains('/'));
    epub.into_iter().chain(book_pdf).chain(html).chain(case_pdfs).collect()
}
