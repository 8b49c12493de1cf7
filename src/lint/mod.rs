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

use crate::diag::{Diagnostics, Sources};
use crate::resolve::Book;

/// Runs every check on a book and adds warnings to `diagnostics`.
pub fn book(book: &Book, sources: &dyn Sources, diagnostics: &mut Diagnostics) {
    for case in book.cases() {
        let passages = passages::passages(book, case);
        let text = sources.text(case.source().file);
        doubled_words::check(&passages, &text, diagnostics);
        quotes::check(&passages, &text, diagnostics);
        empty_sections::check(case, &text, diagnostics);
        sizes::check(case, diagnostics);
        if !book.manifest().implicit_figures {
            alternatives::check(case, diagnostics);
        }
    }
    let labels = labels::Labels::of(book);
    labels.check(diagnostics);
    mentions::check(book, &labels, sources, diagnostics);
    captions::check(book, diagnostics);
    links::check(book, diagnostics);
}
