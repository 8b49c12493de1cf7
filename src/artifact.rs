//! What can be made of a book, and the files that were made.

use crate::model::Part;
use crate::resolve::BookCase;

/// The folder of the case PDFs.
pub const CASES: &str = "cases";

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

    /// The file of the whole book that is called `slug`; for the cases, the folder of theirs.
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

    /// Whether a file is of this format, in a release of the book that is called `slug`.
    #[must_use]
    pub fn has_file(self, slug: &str, path: &str) -> bool {
        let file = self.book_file(slug);
        path == file || path.split_once('/').is_some_and(|(folder, _)| folder == file)
    }
}

/// What a file of a release holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// The whole book in a format.
    Book(Format),
    /// One case in pages, by its place in the reading order, front and back matter included.
    Case(usize),
    /// What was made from what, as JSON.
    Record,
    /// The digests of the other files.
    Checksums,
}

/// One finished file.
#[derive(Debug)]
pub struct Artifact {
    /// What it holds.
    pub content: Content,
    /// Path below the output folder, with `/` between its parts.
    pub path: String,
    /// How many pages a PDF has; `None` for other files.
    pub pages: Option<usize>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Artifact {
    /// What the bytes are, by the name that RFC 6838 registries have for it.
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

/// What to make. An array of formats means all of each.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'a> {
    /// The formats.
    pub formats: &'a [Format],
    /// For [`Format::Cases`]: which cases; all where it is `None`. A name that no case has selects nothing; ask
    /// [`Book::has_case`](crate::Book::has_case) for that.
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
    /// Whether a format is made.
    #[must_use]
    pub fn has(&self, format: Format) -> bool {
        self.formats.contains(&format)
    }

    /// Whether every file of a format is made.
    #[must_use]
    pub fn is_whole(&self, format: Format) -> bool {
        self.has(format) && self.cases.is_none()
    }

    /// Whether anything is made in pages.
    #[must_use]
    pub fn has_pages(&self) -> bool {
        [Format::Pdf, Format::Print, Format::Cases].iter().any(|format| self.has(*format))
    }

    /// Whether the case gets a PDF of its own: every case, but not front and back matter.
    #[must_use]
    pub(crate) fn takes(&self, case: &BookCase) -> bool {
        let is_named = |names: &[String]| names.iter().any(|name| case.is_called(name));
        self.has(Format::Cases) && case.part() == Part::Cases && self.cases.is_none_or(is_named)
    }
}
