//! A manuscript that has been read, before it is written as a project.

use serde_json::Value;

use super::Doubt;
use super::arrangement::Arrangement;
use crate::model::Case;

/// A manuscript.
#[derive(Debug, Default)]
pub struct Manuscript {
    /// The properties of the book.
    pub properties: Properties,
    /// The texts, in the order of reading.
    pub pieces: Vec<Piece>,
    /// The pictures that the cases show.
    pub pictures: Vec<Picture>,
    /// The works that the cases cite, as items of CSL JSON with the keys as `id`.
    pub works: Vec<Value>,
    /// The places that a person must look at.
    pub doubts: Vec<Doubt>,
    /// How the texts are arranged.
    pub arrangement: Arrangement,
}

/// The properties of a book, for `book.yaml`. An empty one is not written.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Properties {
    /// The title.
    pub title: String,
    /// The subtitle.
    pub subtitle: String,
    /// The authors, in order.
    pub authors: Vec<String>,
    /// The language, as a BCP 47 tag.
    pub language: String,
    /// The date of publication, `2017`, `2017-05` or `2017-05-30`.
    pub date: String,
    /// The publisher.
    pub publisher: String,
    /// A summary.
    pub description: String,
}

/// A case with the name of its file.
#[derive(Debug)]
pub struct Piece {
    /// The name of the file, without folder and ending: `oman`.
    pub stem: String,
    /// The text.
    pub content: Content,
}

/// The text of a case.
#[derive(Debug)]
pub enum Content {
    /// A case of the model. Its spans have no meaning, and a note reference leads to the note with the same label.
    Case(Box<Case>),
    /// A case file that is Markdown already, with its header.
    Markdown(String),
}

/// A picture.
#[derive(Debug)]
pub struct Picture {
    /// The source that images of the cases have: `pictures/map.png`.
    pub path: String,
    /// The file.
    pub bytes: Vec<u8>,
}
