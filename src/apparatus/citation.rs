//! Citations of the book and of its cases, with the same words in every output (The Chicago Manual of Style, 17th
//! edition, section 14.106).

use crate::model::{Part, Phrase};
use crate::resolve::{Book, BookCase};
use crate::typography::{self, Language};

/// The parts of a citation, in order.
#[derive(Debug)]
pub struct Citation<'a> {
    /// Its language, if the case has another one.
    pub language: Option<&'a str>,
    /// Heading of the citation.
    pub label: &'a str,
    /// The names of the authors.
    pub authors: Vec<String>,
    /// The title of the case; `None` in a citation of the whole book.
    pub title: Option<String>,
    /// What begins and what ends the title of a case: the quotation marks of the language of the book.
    pub marks: (String, String),
    /// The words around the title of the book in the citation of a case, such as `In {}`.
    pub within: &'a Phrase,
    /// The title of the book; with its subtitle if the whole book is cited.
    pub book: String,
    /// Edition (for the whole book only), publisher and year.
    pub published: Vec<String>,
    /// The public URL.
    pub address: Option<String>,
}

/// The citation of the whole book.
#[must_use]
pub fn of_book(book: &Book) -> Citation<'_> {
    let manifest = book.manifest();
    let subtitle = manifest.subtitle.as_ref().map(|words| format!(": {words}")).unwrap_or_default();
    let edition = manifest.edition.clone();
    Citation {
        title: None,
        book: format!("{}{subtitle}", manifest.title),
        published: edition.into_iter().chain(published(book)).collect(),
        address: address(book),
        ..of_anything(book)
    }
}

/// The citation of a case; `None` for front and back matter.
#[must_use]
pub fn of_case<'a>(book: &'a Book, case: &BookCase) -> Option<Citation<'a>> {
    (case.part() == Part::Cases).then(|| Citation {
        title: Some(case.plain_title()),
        language: book.language_inside(case),
        address: book.address(case),
        ..of_anything(book)
    })
}

fn of_anything(book: &Book) -> Citation<'_> {
    let authors = book.manifest().authors.iter();
    Citation {
        label: &book.wording().how_to_cite,
        authors: authors.map(|author| author.name.clone()).collect(),
        title: None,
        language: None,
        marks: typography::marks(Language::of(&book.manifest().language)),
        within: &book.wording().within,
        book: book.manifest().title.clone(),
        published: published(book),
        address: None,
    }
}

/// Publisher and year.
fn published(book: &Book) -> Vec<String> {
    let manifest = book.manifest();
    let year = manifest.date.map(|date| date.year.to_string());
    manifest.publisher.clone().into_iter().chain(year).collect()
}

/// The URL of the book: its DOI, otherwise its site.
fn address(book: &Book) -> Option<String> {
    let manifest = book.manifest();
    let doi = manifest.identifier.as_deref().and_then(doi).map(|doi| format!("https://doi.org/{doi}"));
    doi.or_else(|| manifest.site.url.clone())
}

/// The DOI in an identifier, without a prefix.
#[must_use]
pub fn doi(identifier: &str) -> Option<&str> {
    let bare = ["https://doi.org/", "http://dx.doi.org/", "doi:", "urn:doi:"]
        .into_iter()
        .find_map(|prefix| identifier.strip_prefix(prefix))
        .unwrap_or(identifier);
    bare.starts_with("10.").then_some(bare)
}

/// The ISBN in an identifier, without a prefix: digits, hyphens and perhaps an X.
#[must_use]
pub fn isbn(identifier: &str) -> Option<&str> {
    let bare = ["urn:isbn:", "isbn:", "ISBN:", "ISBN ", "urn:ISBN:"]
        .into_iter()
        .find_map(|prefix| identifier.strip_prefix(prefix))
        .unwrap_or(identifier)
        .trim();
    let digits = bare.chars().filter(|character| *character != '-').count();
    let is_isbn = bare.chars().all(|character| character.is_ascii_digit() || "-Xx".contains(character));
    (is_isbn && matches!(digits, 10 | 13)).then_some(bare)
}
