//! What the citation style prints: for the book as a whole, and for each case alone.

use hayagriva::{BibliographyItem, Entry};

use super::render::{Known, Printed, PrintedCitation, print};
use super::style::Style;
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
        others: &[Entry],
        style: &Style,
    ) -> Self {
        let settings = &manifest.bibliography;
        let others: Vec<&Entry> = others.iter().collect();
        let all: Vec<&Known<'_>> = known.iter().collect();
        let whole = print(&all, &others, style);
        // Notes begin again in each case. So do the numbers and letters of works that only the case lists.
        let is_apart = if style.makes_notes() { !settings.is_full_once } else { !settings.is_in_book };
        let apart: Vec<Printed> = (0..cases)
            .map(|case| {
                let own: Vec<&Known<'_>> = known.iter().filter(|known| known.case == case).collect();
                print(&own, &[], style)
            })
            .collect();
        let mut of_cases = Vec::new();
        let mut citations = Vec::new();
        for printed in apart {
            of_cases.push(printed.works);
            citations.extend(printed.citations);
        }
        if settings.is_in_book {
            for (case, works) in of_cases.iter_mut().enumerate() {
                let cited = |key: &str| {
                    let mut own =
                        known.iter().filter(|known| known.case == case).flat_map(|known| &known.works);
                    own.any(|work| work.entry.key() == key)
                };
                *works = whole.works.iter().filter(|work| cited(&work.key)).cloned().collect();
            }
        }
        Self {
            citations: if is_apart { citations } else { whole.citations },
            book: whole.works,
            cases: of_cases,
        }
    }
}
