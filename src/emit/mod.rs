//! Writes the book in each format. Same book, same bytes: nothing here reads a clock, an environment or a disk.

mod citation;
mod contents;
mod decimals;
pub mod drawings;
mod epub;
pub mod fonts;
mod html;
mod lists;
mod markup;
mod pages;
mod parallel;
pub mod pdf;
mod pictures;
mod style;
mod words;

pub use html::budget::Budget;
pub use markup::alternative_text;

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

impl Format {
    /// The file of the whole book that is called `slug`; for the cases, the folder of theirs.
    #[must_use]
    pub fn book_file(self, slug: &str) -> String {
        match self {
            Format::Epub => format!("{slug}.epub"),
            Format::Pdf => format!("{slug}.pdf"),
            Format::Print => format!("{slug}-print.pdf"),
            Format::Html => format!("{slug}.html"),
            Format::Cases => pdf::CASES.to_owned(),
        }
    }

    /// Whether a file is of this format, in a release of the book that is called `slug`.
    #[must_use]
    pub fn has_file(self, slug: &str, path: &str) -> bool {
        let file = self.book_file(slug);
        path == file || path.split_once('/').is_some_and(|(folder, _)| folder == file)
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

impl Artifact {
    /// What the bytes of the single-file HTML are spent on; `None` for other files.
    #[must_use]
    pub fn budget(&self) -> Option<Budget> {
        let html = self.path.strip_suffix(".html").and_then(|_| std::str::from_utf8(&self.bytes).ok());
        html.map(Budget::of)
    }

    /// The file name of the PDF of a case; `None` for files of the whole book.
    #[must_use]
    pub fn case(&self) -> Option<&str> {
        self.path.strip_prefix(pdf::CASES)?.strip_prefix('/')
    }

    /// What the bytes are, by the name that RFC 6838 registries have for it.
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        match self.path.rsplit('.').next() {
            Some("epub") => "application/epub+zip",
            Some("pdf") => "application/pdf",
            Some("html") => "text/html",
            _ => "application/octet-stream",
        }
    }

    /// How many pages a PDF has; `None` for other files.
    #[must_use]
    pub fn pages(&self) -> Option<usize> {
        (self.media_type() == "application/pdf").then(|| pdf::page_count(&self.bytes)).flatten()
    }
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

    /// Whether every file of a format is made.
    #[must_use]
    pub fn is_whole(&self, format: Format) -> bool {
        self.has(format) && self.cases.is_none()
    }

    /// Whether anything is made in pages.
    fn has_pages(&self) -> bool {
        [Format::Pdf, Format::Print, Format::Cases].iter().any(|format| self.has(*format))
    }

    /// Whether the case gets a PDF of its own: every case, but not front and back matter.
    fn takes(&self, case: &BookCase) -> bool {
        let is_named = |names: &[String]| names.iter().any(|name| case.is_called(name));
        self.has(Format::Cases) && case.part() == Part::Cases && self.cases.is_none_or(is_named)
    }
}

/// The heading that is put over the notes of a case, in the book's language.
#[must_use]
pub fn notes_heading(book: &Book) -> &'static str {
    words::words(book).notes
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
    let mut complaints: [Diagnostics; 4] = Default::default();
    let [of_html, of_layout, of_epub, of_pdf] = &mut complaints;
    let has_pages = selection.has_pages();
    let ((html, pictures), pages) = parallel::both(
        || {
            let [is_html, is_epub] = [Format::Html, Format::Epub].map(|format| selection.has(format));
            let pictures = if is_html || is_epub { pictures::packed(book) } else { Vec::new() };
            let html = is_html
                .then(|| html::artifact(book, theme, &stage, &drawings.shown, &pictures, of_html))
                .flatten();
            (html, pictures)
        },
        || {
            let is_wanted = has_pages || selection.has(Format::Epub);
            is_wanted.then(|| pdf::layout(book, theme, (&stage, &drawings), of_layout)).flatten()
        },
    );
    let (epub, pdfs) = parallel::both(
        || {
            if !selection.has(Format::Epub) {
                return None;
            }
            let page_breaks = pages.as_ref().map(pdf::Pages::breaks);
            let (stage, drawn, page_breaks) = (&stage, drawings.shown.as_slice(), page_breaks.as_ref());
            let material = epub::Material { theme, stage, drawn, pictures: &pictures, page_breaks };
            epub::artifact(book, &material, of_epub)
        },
        || match &pages {
            Some(pages) if has_pages => pages.artifacts(selection, of_pdf),
            Some(_) | None => Vec::new(),
        },
    );
    if !has_pages {
        complaints[1] = Diagnostics::default();
    }
    for complaints in complaints {
        diagnostics.append(complaints);
    }
    diagnostics.sort();
    let (book_pdf, case_pdfs): (Vec<_>, Vec<_>) =
        pdfs.into_iter().partition(|artifact| !artifact.path.contains('/'));
    epub.into_iter().chain(book_pdf).chain(html).chain(case_pdfs).collect()
}
