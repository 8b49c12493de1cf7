//! The works that a book cites, for other programs.

use super::Book;
use crate::references::{self, ReferenceFormat};

impl Book {
    /// The works that the book cites, or one of its cases, sorted by key, as a file for other programs.
    ///
    /// ```
    /// use casebook::{Project, ReferenceFormat};
    ///
    /// let files = [
    ///     ("book.yaml", "title: Book\nlanguage: en\ncases: [oman.md]\nbibliography: works.bib\n"),
    ///     ("works.bib", "@book{hill2005, author = {Hill, Beth}, title = {Treaties}, date = {2005}}"),
    ///     ("oman.md", "# Oman\n\nWords [@hill2005].\n"),
    /// ];
    /// let book = Project::from_files(files).compile()?;
    /// assert!(book.references(ReferenceFormat::Ris, None).contains("AU  - Hill, Beth"));
    /// # Ok::<(), casebook::Report>(())
    /// ```
    #[must_use]
    pub fn references(&self, format: ReferenceFormat, case: Option<&str>) -> String {
        let of_case = |name: &str| {
            let mut cases = self.of_part_cases();
            cases
                .find(|case| case.is_called(name))
                .map(|case| case.source().works.clone())
                .unwrap_or_default()
        };
        references::print(&case.map_or_else(|| self.resolved.works(), of_case), format)
    }
}
