//! The reasons for which a source cannot be imported.

use std::fmt;

/// The reason for which a source cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// No reader knows this file.
    UnknownKind(String),
    /// The file has no text.
    Empty(String),
    /// A reader cannot read the file; the file and the reason.
    Unreadable(String, String),
    /// The folder has no file that can be imported.
    NoText(String),
    /// The folder has only texts of other kinds, such as this file.
    OtherTexts(String, String),
    /// It is a folder, but the kind is that of a file.
    NotAFolder(String, &'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownKind(name) => {
                write!(
                    f,
                    "`{name}` is of no kind that can be imported; `--from KIND` names the kind of a file"
                )
            }
            Self::Empty(name) => write!(f, "`{name}` has no text"),
            Self::NoText(name) => write!(f, "`{name}` has no file with text that can be imported"),
            Self::OtherTexts(name, file) => write!(
                f,
                "`{name}` has only texts that casebook does not read, such as `{file}`; convert them to Markdown first, for example with pandoc"
            ),
            Self::NotAFolder(name, kind) => {
                write!(f, "`{name}` is a folder, but `--from {kind}` reads a file")
            }
            Self::Unreadable(name, reason) => write!(f, "`{name}` cannot be read: {reason}"),
        }
    }
}
