//! The checks of a proof-reader, one file each: problems that do not prevent a build but disturb readers. Each check
//! sees the finished [`Book`] and the sources, and is silent where it cannot be sure.

mod alternatives;
mod captions;
mod doubled_words;
mod empty_sections;
mod labels;
mod links;
mod mentions;
mod names;
mod passages;
mod place;
mod quotes;
mod sizes;

use rayon::prelude::*;

use crate::diag::{Diagnostics, Sources};
use crate::resolve::{Book, BookCase};

/// Runs every check on a book and adds warnings to `diagnostics`.
pub fn book(book: &Book, sources: &(dyn Sources + Sync), diagnostics: &mut Diagnostics) {
    let written = book.cases().par_iter().filter(|case| !case.source().is_generated);
    let found: Vec<Diagnostics> = written.map(|case| of_case(book, case, sources)).collect();
    for found in found {
        diagnostics.append(found);
    }
    let labels = labels::Labels::of(book);
    labels.check(diagnostics);
    mentions::check(book, &labels, sources, diagnostics);
    captions::check(book, diagnostics);
    links::check(book, diagnostics);
}

/// The checks that look at one case.
fn of_case(book: &Book, case: &BookCase, sources: &dyn Sources) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let passages = passages::passages(book, case);
    let text = sources.text(case.source().file);
    doubled_words::check(&passages, &text, &mut diagnostics);
    quotes::check(&passages, &text, &mut diagnostics);
    empty_sections::check(case, &text, &mut diagnostics);
    sizes::check(case, &mut diagnostics);
    if !book.manifest().implicit_figures {
        alternatives::check(case, &mut diagnostics);
    }
    diagnostics
}
