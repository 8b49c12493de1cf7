//! The files that messages point into.

use std::borrow::Cow;

use crate::source::FileId;

/// Where messages find the files they point into.
pub trait Sources {
    /// The text of a file as far as it can be shown; bytes that are not UTF-8 show as U+FFFD.
    fn text(&self, file: FileId) -> Cow<'_, str>;

    /// The path of a file as the user would type it.
    fn path(&self, file: FileId) -> String;

    /// The path of the file that stands for the project as a whole, where a complaint has no other place.
    fn manifest(&self) -> String;
}
