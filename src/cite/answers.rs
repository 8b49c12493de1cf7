//! What the citation style prints: for the book as a whole, and for each case alone.

use std::collections::BTreeSet;

use hayagriva::BibliographyItem;

use super::render::{Known, PrintedCitation, print};
use super::style::Style;
use super::work::Work;
use crate::model::Manifest;

/// What the style prints for the whole book.
pub struct Answers {
    /// One for each citation.
    pub citations: Vec<PrintedCitation>,
    /// The list of works of the book.
    pub book: Vec<BibliographyItem>,
    /// The list of works of each case.
    pub cases: Vec<Vec<BibliographyItem>>,
}

impl Answers {
    /// Prints all citations.
    pub fn new(
        manifest: &Manifest,
        known: &[Known<'_>],
        cases: usize,
        others: &[Work],
        style: &Style,
    ) -> Self {
        let settings = &manifest.bibliography;
        let others: Vec<&Work> = others.iter().collect();
        let all: Vec<&Known<'_>> = known.iter().collect();
        let whole = print(&all, &others, style);
        // Notes begin again in each case. So do the numbers and letters of works that only the case lists.
        let is_apart = if style.makes_notes() { !settings.is_full_once } else { !settings.is_in_book };
        let apart = (0..cases).filter(|_| is_apart || !settings.is_in_book).map(|case| {
            let own: Vec<&Known<'_>> = known.iter().filter(|known| known.case == case).collect();
            print(&own, &[], style)
        });
        let (mut citations, mut of_cases) = (Vec::new(), Vec::new());
        for printed in apart {
            citations.extend(printed.citations);
            of_cases.push(printed.works);
        }
        if settings.is_in_book {
            of_cases = (0..cases).map(|case| cited(case, known, &whole.works)).collect();
        }
        Self {
            citations: if is_apart { citations } else { whole.citations },
            book: whole.works,
            cases: of_cases,
        }
    }
}

/// The works of a list that a case cites, in the order of the list.
fn cited(case: usize, known: &[Known<'_>], works: &[BibliographyItem]) -> Vec<BibliographyItem> {
    let own = known.iter().filter(|known| known.case == case).flat_map(|known| &known.works);
    let keys: BTreeSet<&str> = own.map(|work| work.entry.key()).collect();
    works.iter().filter(|work| keys.contains(work.key.as_str())).cloned().collect()
}
