//! The content of `book.yaml`.

use std::fmt;

use super::sheet::Sheet;
use super::theme_name::ThemeName;
use super::wording::Wording;
use super::{Image, Numbers};
use crate::math::Macros;
use crate::source::{FileId, Span};

/// The content of `book.yaml`.
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The file itself.
    pub file: FileId,
    /// The book's title.
    pub title: String,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// The title for sorting (`Closer Look, A`).
    pub sort: Option<String>,
    /// Base name of the outputs; without it, the name is made from the title.
    pub slug: Option<String>,
    /// The authors.
    pub authors: Vec<Person>,
    /// Other people who contributed, such as editors and translators.
    pub contributors: Vec<Person>,
    /// BCP 47 tag of the book's language.
    pub language: String,
    /// The words that casebook adds, in this language.
    pub wording: Wording,
    /// ISBN, DOI, URN or URL that identifies the book.
    pub identifier: Option<String>,
    /// The ISBN as thirteen digits (ISO 2108), if the identifier is one.
    pub isbn: Option<String>,
    /// Date of publication.
    pub date: Option<Date>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The rights statement.
    pub rights: Option<String>,
    /// A paragraph about the book.
    pub description: Option<String>,
    /// The edition, in words (`Second edition`).
    pub edition: Option<String>,
    /// Subject terms.
    pub subjects: Vec<String>,
    /// The work on which the book is based.
    pub source: Option<String>,
    /// The series that the book belongs to.
    pub series: Option<Series>,
    /// The cover picture; without it, casebook draws a cover.
    pub cover: Option<Image>,
    /// The result of an accessibility review.
    pub claim: Option<Claim>,
    /// The meaning of a leading `/` in links and images.
    pub site: Site,
    /// The built-in theme.
    pub theme: ThemeName,
    /// Page size, margins and bleed.
    pub sheet: Sheet,
    /// The path of the ICC profile of the press, and where it is written.
    pub output_intent: Option<(String, Span)>,
    /// Levels of headings in the contents, from 1 (cases only) to 4.
    pub contents_depth: u8,
    /// Whether straight quotation marks, `--` and `...` become typographic ones.
    pub smart_punctuation: bool,
    /// Whether an image on the network becomes a link. Otherwise it is an error.
    pub links_remote_images: bool,
    /// Whether the alternative text of an image that shares no line with text is also its caption, if it has no other.
    pub implicit_figures: bool,
    /// Whether TeX between dollar signs and the like is a formula.
    pub has_formulas: bool,
    /// Commands of formulas that the book defines.
    pub macros: Macros,
    /// Abbreviations of the book, each with the words that it stands for.
    pub abbreviations: Vec<(String, String)>,
    /// Whether a figure that does not fit on its page may float to the top of the next one.
    pub floating_figures: bool,
    /// Whether the imprint of the PDF shows the digest of the sources.
    pub digest_in_imprint: bool,
    /// What casebook numbers.
    pub numbers: Numbers,
    /// The works that the text cites.
    pub bibliography: Bibliography,
    /// The reading order as written.
    pub order: Vec<Entry>,
    /// The titles under which cases are grouped.
    pub parts: Vec<PartTitle>,
}

impl Manifest {
    /// The manifest that replaces a file which could not be read.
    #[must_use]
    pub fn unreadable(file: FileId, wording: Wording) -> Self {
        Self {
            file,
            title: String::new(),
            subtitle: None,
            sort: None,
            slug: None,
            authors: Vec::new(),
            contributors: Vec::new(),
            language: "en".to_owned(),
            wording,
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
            theme: ThemeName::default(),
            sheet: Sheet::default(),
            output_intent: None,
            contents_depth: 2,
            smart_punctuation: true,
            links_remote_images: false,
            implicit_figures: false,
            has_formulas: false,
            macros: Macros::default(),
            abbreviations: Vec::new(),
            floating_figures: true,
            digest_in_imprint: false,
            numbers: Numbers::default(),
            bibliography: Bibliography::default(),
            order: Vec::new(),
            parts: Vec::new(),
        }
    }
}

/// An author or contributor.
#[derive(Debug, Clone)]
pub struct Person {
    /// The name as printed.
    pub name: String,
    /// The name for sorting (`Kelley, Judith G.`).
    pub sort: Option<String>,
    /// MARC relator code of the role: `aut`, `edt`, `ctb`, …
    pub role: String,
    /// Text printed before the name (`with assistance from`).
    pub label: Option<String>,
}

/// The works that the text cites, and how.
#[derive(Debug, Clone, Default)]
pub struct Bibliography {
    /// The paths of the files with the works, and where they are written. Without any, `[@key]` is plain text.
    pub files: Vec<(String, Span)>,
    /// The citation style: a name, or the path of a CSL file. `None` for the default.
    pub style: Option<(String, Span)>,
    /// Whether the works are listed at the end of the book.
    pub is_in_book: bool,
    /// Whether each case ends with a list of the works that it cites.
    pub is_in_cases: bool,
    /// Whether a work is given in full once in the book, and not in each case.
    pub is_full_once: bool,
    /// Whether each listed work names the places that cite it. `None`: if the style makes notes.
    pub names_places: Option<bool>,
    /// Keys of works that are listed without a citation, and where they are written.
    pub uncited: Vec<(String, Span)>,
}

/// A series of books.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// Number of this book in the series, in digits (`3`, `2.1`).
    pub position: Option<String>,
}

/// The result of an accessibility review by a person. No program can certify accessibility.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The standard, as an identifier that EPUB Accessibility 1.1 (section 5.1) prescribes.
    pub conforms_to: String,
    /// The person or organization that certified it.
    pub certified_by: String,
}

/// The meaning of a leading `/` in images and links.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// A folder below the project folder, without leading or trailing slash; empty for the project folder itself.
    pub root: String,
    /// The public URL, without trailing slash.
    pub url: Option<String>,
}

/// An entry of the reading order.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The list that contains it.
    pub part: Part,
    /// A path relative to the project folder, or a pattern with `*`, `?` or `[`.
    pub pattern: String,
    /// Place of the entry.
    pub span: Span,
    /// Index of the title above it, for a case in one of `parts`, or the file of such a title.
    pub below: Option<usize>,
}

/// The title of several cases.
#[derive(Debug, Clone)]
pub struct PartTitle {
    /// The title; without it, that of its file.
    pub title: Option<String>,
    /// Place of the title, or of the part.
    pub span: Span,
}

/// The part of the book in which a file stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Front matter.
    Front,
    /// The title of several cases, before them.
    Title,
    /// The cases.
    Cases,
    /// Appendices, with letters.
    Appendices,
    /// Back matter.
    Back,
}

impl Part {
    /// The parts with a list of files in `book.yaml`, in reading order.
    pub const ALL: [Part; 4] = [Part::Front, Part::Cases, Part::Appendices, Part::Back];

    /// The key of this list in `book.yaml`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Part::Front => "front",
            Part::Title => "parts",
            Part::Cases => "cases",
            Part::Appendices => "appendices",
            Part::Back => "back",
        }
    }
}

/// A date with optional month and day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// Year of the common era.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month, from 1.
    pub day: Option<u8>,
}

/// Formats the date as in ISO 8601: `2017`, `2017-04` or `2017-04-01`.
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
