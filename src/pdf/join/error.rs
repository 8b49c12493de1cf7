//! Reasons why PDFs cannot be joined.

use std::fmt;

/// The result of a step of joining.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A reason why PDFs cannot be joined.
#[derive(Debug)]
pub enum Error {
    /// No document has these targets of links.
    UnknownTargets(Vec<String>),
    /// Several documents have a named destination with this name.
    SameDestination(String),
    /// Documents map this role of a tag differently.
    UnlikeRole(String),
    /// A PDF lacks this part, or it is not as typst-pdf writes it.
    Unusual(&'static str),
    /// The library cannot read or write an object.
    Library(lopdf::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownTargets(names) => {
                write!(formatter, "the targets of these links do not exist: {}", names.join(", "))
            }
            Self::SameDestination(name) => write!(formatter, "two documents have the destination `{name}`"),
            Self::UnlikeRole(name) => write!(formatter, "two documents map the role `{name}` differently"),
            Self::Unusual(what) => write!(formatter, "a document has an unusual {what}"),
            Self::Library(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for Error {}

impl From<lopdf::Error> for Error {
    fn from(error: lopdf::Error) -> Self {
        Self::Library(error)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Library(error.into())
    }
}
