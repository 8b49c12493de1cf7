//! The places of a manuscript that a person must look at, with the reason.

pub use super::reason::Reason;

/// A place that a person must look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The place in the source.
    pub place: Place,
    /// The case that has the place, as an index; `None` if none has.
    pub piece: Option<usize>,
    /// Some words of the place, so that it can be found.
    pub words: String,
    /// The reason.
    pub reason: Reason,
}

impl Doubt {
    /// A doubt about a file of the source as a whole.
    #[must_use]
    pub fn of_file(path: &str, reason: Reason) -> Self {
        Self { place: Place::File(path.to_owned()), piece: None, words: String::new(), reason }
    }
}

/// A place in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A line of a text, counted from 1.
    Line(usize),
    /// A paragraph of a document, counted from 1 as a word processor counts them.
    Paragraph(usize),
    /// A note, by the number that the source shows.
    Note(String),
    /// A file of a folder or an archive.
    File(String),
    /// The whole source.
    Whole,
}
