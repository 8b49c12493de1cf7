//! The output formats, what a build selects, and the files that it produces.

use crate::model::Part;
use crate::resolve::BookCase;

/// The folder of the case PDFs.
pub const CASES: &str = "cases";

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// The whole book for e-readers (EPUB 3.3).
    Epub,
    /// The whole book in pages, for screens and archives.
    Pdf,
    /// The same pages for a printer. Built only on request.
    Print,
    /// The whole book in one file for browsers.
    Html,
    /// The pages of each case, as in the book, one file per case.
    Cases,
}

impl Format {
    /// All formats, in the order in which outputs are listed.
    pub const ALL: [Format; 5] = [Format::Epub, Format::Pdf, Format::Print, Format::Html, Format::Cases];
    /// The default formats, which are those for readers.
    pub const USUAL: [Format; 4] = [Format::Epub, Format::Pdf, Format::Html, Format::Cases];

    /// Its name on the command line.
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

    /// A short description for the help of the command line.
    #[must_use]
    pub fn summary(self) -> &'static str {
        match self {
            Format::Epub => "the book for e-readers",
            Format::Pdf => "the book in pages",
            Format::Print => "the same pages for a printer",
            Format::Html => "the book in one file for browsers",
            Format::Cases => "one PDF for each case",
        }
    }

    /// The file name of the whole book with this slug; for cases, the name of their folder.
    #[must_use]
    pub fn book_file(self, slug: &str) -> String {
        match self {
            Format::Epub => format!("{slug}.epub"),
            Format::Pdf => format!("{slug}.pdf"),
            Format::Print => format!("{slug}-print.pdf"),
            Format::Html => format!("{slug}.html"),
            Format::Cases => CASES.to_owned(),
        }
    }

    /// Whether a path in a release of the book with this slug is a file of this format.
    #[must_use]
    pub fn has_file(self, slug: &str, path: &str) -> bool {
        let file = self.book_file(slug);
        path == file || path.split_once('/').is_some_and(|(folder, _)| folder == file)
    }
}

/// The content of a file of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// The whole book in a format.
    Book(Format),
    /// The PDF of one case, by its index in the reading order, front and back matter included.
    Case(usize),
    /// The record of the build, as JSON.
    Record,
    /// The digests of the other files.
    Checksums,
}

/// One finished file.
#[derive(Debug)]
pub struct Artifact {
    /// Its content.
    pub content: Content,
    /// Path below the output folder, with `/` between its segments.
    pub path: String,
    /// Number of pages of a PDF; `None` for other files.
    pub pages: Option<usize>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Artifact {
    /// The media type (RFC 6838).
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        match self.content {
            Content::Book(Format::Epub) => "application/epub+zip",
            Content::Book(Format::Html) => "text/html",
            Content::Book(Format::Pdf | Format::Print | Format::Cases) | Content::Case(_) => {
                "application/pdf"
            }
            Content::Record => "application/json",
            Content::Checksums => "text/plain",
        }
    }
}

/// The outputs that a build produces. An array of formats converts into it, and selects all cases.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'a> {
    /// The formats.
    pub formats: &'a [Format],
    /// The slugs or keys of the cases for [`Format::Cases`]; `None` selects all. A name that no case has selects nothing;
    /// [`Book::has_case`](crate::Book::has_case) finds out.
    pub cases: Option<&'a [String]>,
}

impl<'a> From<&'a [Format]> for Selection<'a> {
    fn from(formats: &'a [Format]) -> Self {
        Self { formats, cases: None }
    }
}

impl<'a, const COUNT: usize> From<&'a [Format; COUNT]> for Selection<'a> {
    fn from(formats: &'a [Format; COUNT]) -> Self {
        Self { formats, cases: None }
    }
}

impl<'a> From<&'a Vec<Format>> for Selection<'a> {
    fn from(formats: &'a Vec<Format>) -> Self {
        Self { formats, cases: None }
    }
}

impl Selection<'_> {
    /// Whether a format is selected.
    #[must_use]
    pub fn has(&self, format: Format) -> bool {
        self.formats.contains(&format)
    }

    /// Whether all files of a format are selected.
    #[must_use]
    pub fn is_whole(&self, format: Format) -> bool {
        self.has(format) && self.cases.is_none()
    }

    /// Whether any PDF is selected.
    #[must_use]
    pub fn has_pages(&self) -> bool {
        [Format::Pdf, Format::Print, Format::Cases].iter().any(|format| self.has(*format))
    }

    /// Whether the case gets a PDF of its own. Front and back matter do not.
    #[must_use]
    pub(crate) fn takes(&self, case: &BookCase) -> bool {
        let is_named = |names: &[String]| names.iter().any(|name| case.is_called(name));
        self.has(Format::Cases) && case.part() == Part::Cases && self.cases.is_none_or(is_named)
    }
}
