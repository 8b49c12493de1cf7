//! What `book.yaml` says.

use std::fmt;

use super::Image;
use super::sheet::Sheet;
use crate::source::{FileId, Span};

/// The whole of `book.yaml`.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The file itself.
    pub file: FileId,
    /// The book's title.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The title as sorted (`Closer Look, A`).
    pub sort: Option<String>,
    /// Base name of the outputs; else made from the title.
    pub slug: Option<String>,
    /// Who wrote the book.
    pub authors: Vec<Person>,
    /// Who helped.
    pub contributors: Vec<Person>,
    /// BCP 47 tag of the book's language.
    pub language: String,
    /// ISBN, DOI, URN or address that names the book.
    pub identifier: Option<String>,
    /// The thirteen digits of the identifier, if it is an International Standard Book Number (ISO 2108).
    pub isbn: Option<String>,
    /// Date of publication.
    pub date: Option<Date>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Who holds which rights.
    pub rights: Option<String>,
    /// A paragraph about the book.
    pub description: Option<String>,
    /// The edition, in words (`Second edition`).
    pub edition: Option<String>,
    /// Subject terms.
    pub subjects: Vec<String>,
    /// What the book was made from: another book, or a work that it retells.
    pub source: Option<String>,
    /// The series that it is a part of.
    pub series: Option<Series>,
    /// The picture on its cover, where it has one of its own.
    pub cover: Option<Image>,
    /// What a person says of its accessibility.
    pub claim: Option<Claim>,
    /// What a leading `/` means.
    pub site: Site,
    /// The paper that the book is printed on.
    pub sheet: Sheet,
    /// How many levels the contents show: 1 is cases only.
    pub contents_depth: u8,
    /// Whether straight quotation marks, `--` and `...` become typographic ones.
    pub smart_punctuation: bool,
    /// Whether an image on the network becomes a link to it; else it is an error.
    pub links_remote_images: bool,
    /// Whether the alternative text of an image that shares no line with text is also its caption, if it has no other.
    pub implicit_figures: bool,
    /// The reading order as written.
    pub order: Vec<Entry>,
}

impl Manifest {
    /// What stands for a file that could not be read at all.
    #[must_use]
    pub fn unreadable(file: FileId) -> Self {
        Self {
            file,
            title: String::new(),
            subtitle: None,
            sort: None,
            slug: None,
            authors: Vec::new(),
            contributors: Vec::new(),
            language: "en".to_owned(),
            identifier: None,
            isbn: None,
            date: None,
            publisher: None,
            rights: None,
            description: None,
            edition: None,
            subjects: Vec::new(),
            source: None,
            series: None,
            cover: None,
            claim: None,
            site: Site::default(),
            sheet: Sheet::default(),
            contents_depth: 2,
            smart_punctuation: true,
            links_remote_images: false,
            implicit_figures: false,
            order: Vec::new(),
        }
    }
}

/// A person with a part in the book.
#[derive(Debug, Clone)]
pub struct Person {
    /// The name as printed.
    pub name: String,
    /// The name as sorted (`Kelley, Judith G.`).
    pub sort: Option<String>,
    /// MARC relator code of what the person did: `aut`, `edt`, `ctb`, …
    pub role: String,
    /// Words printed before the name (`with assistance from`).
    pub label: Option<String>,
}

/// A series of books.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Which of its volumes the book is, in digits (`3`, `2.1`).
    pub position: Option<String>,
}

/// What a person who has read and tested the book says of its accessibility. No program can say it.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The standard, in the words that EPUB Accessibility 1.1 (section 5.1) prescribes.
    pub conforms_to: String,
    /// Who has found that.
    pub certified_by: String,
}

/// What a leading `/` in an image or link means.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// A folder below the project folder, without slashes at its ends; empty for the project folder itself.
    pub root: String,
    /// The public address, without a slash at its end.
    pub url: Option<String>,
}

/// One line of the reading order.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Which of the three lists it is in.
    pub part: Part,
    /// A path below the project folder, or a pattern with `*`, `?` or `[`.
    pub pattern: String,
    /// Place of the line.
    pub span: Span,
}

/// A part of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Before the cases.
    Front,
    /// The cases.
    Cases,
    /// After the cases.
    Back,
}

impl Part {
    /// All parts, in reading order.
    pub const ALL: [Part; 3] = [Part::Front, Part::Cases, Part::Back];

    /// The key of its list in `book.yaml`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Part::Front => "front",
            Part::Cases => "cases",
            Part::Back => "back",
        }
    }
}

/// A date as precise as the author gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// Year of the common era.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month, from 1.
    pub day: Option<u8>,
}

/// Writes the date in the form of ISO 8601: `2017`, `2017-04` or `2017-04-01`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}
