//! Access to the files that diagnostics point into.

use std::borrow::Cow;

use crate::source::FileId;

/// Provides the text and the path of files for messages.
pub trait Sources {
    /// The text of a file. Bytes that are not UTF-8 are replaced by U+FFFD.
    fn text(&self, file: FileId) -> Cow<'_, str>;

    /// The path of a file, as the user would type it.
    fn path(&self, file: FileId) -> String;

    /// The path of the file that represents the whole project, for diagnostics without a place.
    fn manifest(&self) -> String;
}
