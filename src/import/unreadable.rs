//! The reasons why a file cannot be read as a document of a word processor.

use std::fmt;

/// The kind of document that a reader wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A Word document.
    Word,
    /// A text in `OpenDocument` format.
    OpenDocument,
}

impl Wanted {
    /// The kind in words.
    fn name(self) -> &'static str {
        match self {
            Self::Word => "a Word document (.docx)",
            Self::OpenDocument => "an OpenDocument text (.odt)",
        }
    }
}

/// The reason why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// A password protects it.
    Encrypted,
    /// It has the format of Word 97 to 2003.
    OldFormat,
    /// It is of another kind than the wanted one; the words name it: `a spreadsheet`.
    Other(String, Wanted),
    /// The archive or a part of it is damaged.
    Damaged(String),
    /// It is larger than any manuscript; the words name the part and the limit.
    TooLarge(String),
    /// Elements of this part are nested too deeply.
    TooDeep(String),
    /// This part declares a document type or uses entities, which word processors do not write.
    Entities(String),
    /// A file of the archive has this path, which leads out of the archive.
    PathLeadsOut(String),
    /// Two files of the archive have this path.
    Twice(String),
    /// The entry of the archive with this path is a symbolic link.
    Link(String),
    /// The document does not have this part.
    Missing(String),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encrypted => formatter.write_str(
                "the document is protected by a password; open it in a word processor and save it without one",
            ),
            Self::OldFormat => formatter.write_str(
                "this is a document of Word 97 to 2003 (.doc); open it in Word and save it as .docx",
            ),
            Self::Other(kind, wanted) => write!(formatter, "this is {kind}, not {}", wanted.name()),
            Self::Damaged(what) => write!(formatter, "the document is damaged: {what}"),
            Self::TooLarge(what) => write!(formatter, "the document is too large: {what}"),
            Self::TooDeep(part) => write!(formatter, "elements are nested too deeply in `{part}`"),
            Self::Entities(part) => {
                write!(
                    formatter,
                    "`{part}` declares a document type or entities, which casebook does not read"
                )
            }
            Self::PathLeadsOut(path) => {
                write!(formatter, "the archive has a file with the path `{path}`, which leads out of it")
            }
            Self::Twice(path) => {
                write!(formatter, "the archive has two files with the path `{path}`")
            }
            Self::Link(path) => {
                write!(formatter, "the archive has a symbolic link, `{path}`, which casebook does not follow")
            }
            Self::Missing(part) => write!(formatter, "the document has no `{part}`"),
        }
    }
}

impl std::error::Error for Error {}
