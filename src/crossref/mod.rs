//! Numbers cases, sections, figures, tables and listings, and replaces cross-references by links with their words. Both are
//! written into copies of the parsed cases.

mod examples;
mod numbers;
mod parts;
mod places;
mod statements;
mod titles;
mod words;
mod write;

use std::sync::Arc;

use crate::diag::Diagnostics;
use crate::model::{CaptionNumbers, Case, Inline, Manifest, Part, Wording};
use crate::project::Project;
use crate::typography::{self, Language};

use examples::Examples;
use numbers::CaseNumbers;
use places::Places;
use words::Printer;
use write::rewritten;

pub use titles::with_titles;

/// Writes the numbers and the cross-references into all cases. `wording` gives the words of another language than the book's.
/// A case without any of them stays as it is.
#[must_use]
pub fn expand(
    manifest: &Manifest,
    cases: &[(Part, Arc<Case>)],
    project: &Project,
    wording: impl Fn(&str) -> Wording,
    diagnostics: &mut Diagnostics,
) -> Vec<(Part, Arc<Case>)> {
    let examples = Examples::of(cases);
    if !is_needed(manifest, cases) && examples.is_empty() {
        return cases.to_vec();
    }
    let wordings: Vec<Wording> = cases.iter().map(|(_, case)| wording_of(manifest, case, &wording)).collect();
    let numbers = numbers::of_book(manifest, cases, &wordings);
    let places = Places::of(cases, &numbers, manifest.numbers.captions, project);
    let marks = cases.iter().map(|(_, case)| typography::marks(language(manifest, case))).collect();
    let printer = Printer {
        cases,
        numbers: &numbers,
        places: &places,
        examples: &examples,
        wordings: &wordings,
        marks,
    };
    let case = |(index, (part, case)): (usize, &(Part, Arc<Case>))| {
        let is_same = numbers[index] == CaseNumbers::none(*part, case)
            && !has_references(case)
            && !examples.are_in(index, case);
        let case = if is_same { Arc::clone(case) } else { Arc::new(rewritten(&printer, index, diagnostics)) };
        (*part, case)
    };
    cases.iter().enumerate().map(case).collect()
}

/// Whether anything is numbered or referred to. Most books number nothing.
fn is_needed(manifest: &Manifest, cases: &[(Part, Arc<Case>)]) -> bool {
    let numbers = &manifest.numbers;
    numbers.section_levels > 0
        || matches!(numbers.captions, CaptionNumbers::Case | CaptionNumbers::Book)
        || cases.iter().any(|(part, case)| {
            *part == Part::Appendices || has_references(case) || statements::of_case(case).next().is_some()
        })
}

/// The words in the language of a case.
fn wording_of(manifest: &Manifest, case: &Case, wording: &impl Fn(&str) -> Wording) -> Wording {
    match &case.header.language {
        Some(language) if *language != manifest.language => wording(language),
        _ => manifest.wording.clone(),
    }
}

fn language(manifest: &Manifest, case: &Case) -> Language {
    Language::of(case.header.language.as_ref().unwrap_or(&manifest.language))
}

/// Whether the case has cross-references, or links without words.
fn has_references(case: &Case) -> bool {
    let is_empty = |inline: &Inline| matches!(inline, Inline::Link(_, _, words) if words.is_empty());
    !case.cross_references.is_empty() || !case.links.is_empty() && case.nodes().inlines().any(is_empty)
}
