//! Prints the works of a book for other programs: BibLaTeX, RIS, CSL JSON.

mod bib;
mod ris;

use std::sync::Arc;

use crate::model::ListedWork;

/// A format for works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReferenceFormat {
    /// BibLaTeX. Entries of a `.bib` file stay as they are there.
    Bib,
    /// RIS, which most reference managers read.
    Ris,
    /// CSL JSON.
    CslJson,
}

/// The text of a file with these works.
pub fn print(works: &[Arc<ListedWork>], format: ReferenceFormat) -> String {
    match format {
        ReferenceFormat::Bib => bib::print(works),
        ReferenceFormat::Ris => works.iter().map(|work| ris::print(work)).collect(),
        ReferenceFormat::CslJson => {
            let items: Vec<_> = works.iter().map(|work| &work.item).collect();
            // Values of JSON can always be printed.
            serde_json::to_string_pretty(&items).unwrap_or_default() + "\n"
        }
    }
}
