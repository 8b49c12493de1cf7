//! What writes the laid-out documents of a book to files.

use typst::diag::SourceResult;
use typst_layout::{Page, PagedDocument};

use super::sheet::Sheet;
use crate::cache::Key;

/// Writes the pages of documents to files.
pub trait Exporter: Sync {
    /// Whether the documents of cases show a head if they are files of their own.
    fn shows_heads(&self) -> bool;

    /// Adds everything that decides about the files, besides the documents, to the key of a result.
    fn key(&self, key: Key) -> Key;

    /// The files of a document, for later builds; `None` if it has none.
    fn keep(&self, index: usize) -> Option<Vec<u8>>;

    /// Takes the files of a document from an earlier build. `None` if they are not usable.
    fn recall(&self, index: usize, kept: &[u8]) -> Option<()>;

    /// Exports a document. It may be exported again if the pages of others move.
    ///
    /// # Errors
    /// Reports errors of Typst.
    fn export(&self, exported: &Exported<'_>) -> SourceResult<()>;
}

/// A document to be exported.
pub struct Exported<'a> {
    /// 0 for the front matter, or else the number of the case from 1.
    pub index: usize,
    /// The pages. Links to other documents have stand-ins.
    pub document: &'a PagedDocument,
    /// The names that other documents refer to.
    pub targets: &'a [&'a str],
    /// Whether the fonts have every character.
    pub is_covered: bool,
    /// The page size and margins.
    pub sheet: &'a Sheet,
    /// The head of a case that is a file of its own: a page as high as the space above the text.
    pub head: Option<&'a Page>,
}
