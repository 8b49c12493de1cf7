//! Verifies a release: reads its files and compares them with the sources.
//!
//! The readers in this room share no code with the writers. They know the formats, and the words that casebook adds to
//! a text.

mod brackets;
mod citations;
mod code;
mod compare;
mod epub;
mod expected;
mod files;
mod font;
mod formulas;
mod found;
mod glyphs;
mod inserted;
mod line_starts;
mod lost;
mod markup;
mod notation;
mod pdf;
mod piece;
mod place;
mod report;
mod scan;
mod sign;
mod tags;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::artifact::CASES;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::project::Project;
use crate::resolve::Book;
use expected::{Medium, Unit};
pub use found::{Found, read};
use lost::Words;
use piece::Piece;

/// Compares the files of a release with `release.json` and with the sources.
#[must_use]
pub fn release(found: &Found, book: &Book, project: &Project) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    files::check(found, &mut diagnostics);
    files::check_sources(found, book, project, &mut diagnostics);
    let files: Vec<(&str, &[u8])> = found
        .files
        .iter()
        .filter_map(|(path, bytes)| Some((path.as_str(), bytes.as_ref().ok()?.as_slice())))
        .collect();
    let words = Words::of(book, project);
    let readings: Vec<(Diagnostics, Option<Pages<'_>>)> =
        files.par_iter().map(|(path, bytes)| compare_file(path, bytes, book, &words)).collect();
    let mut pages = BTreeMap::new();
    for (complaints, read) in readings {
        diagnostics.append(complaints);
        pages.extend(read);
    }
    check_print(&pages, book, &mut diagnostics);
    diagnostics
}

/// The path of a PDF and the words of its pages.
type Pages<'a> = (&'a str, Vec<Piece>);

/// Reads and compares one file. Returns the pages of a PDF of the whole book.
fn compare_file<'a>(
    path: &'a str,
    bytes: &[u8],
    book: &Book,
    words: &Words,
) -> (Diagnostics, Option<Pages<'a>>) {
    let mut diagnostics = Diagnostics::default();
    let of_book = |medium| -> Vec<Unit> {
        book.cases().iter().flat_map(|case| expected::case(book, case, medium)).collect()
    };
    let name = path.strip_prefix(CASES).and_then(|name| name.strip_prefix('/'));
    let case = name.and_then(|name| book.cases().iter().position(|case| case.pdf_name() == name));
    let (units, medium, pieces, pages) = match path.rsplit('.').next() {
        Some("html") => {
            let pieces = std::str::from_utf8(bytes).map(markup::html).map_err(|error| error.to_string());
            (of_book(Medium::Markup), Medium::Markup, pieces, None)
        }
        Some("epub") => (of_book(Medium::Markup), Medium::Markup, epub::read(bytes), None),
        Some("pdf") => {
            if name.is_some() && case.is_none() {
                diagnostics.push(files::without_a_case(path));
                return (diagnostics, None);
            }
            let units = match case {
                Some(case) => expected::case(book, &book.cases()[case], Medium::Pages),
                None => of_book(Medium::Pages),
            };
            match pdf::read(bytes) {
                Ok(pdf::Reading { tagged, pages, outside }) => {
                    report::outside(path, &outside, &mut diagnostics);
                    let pages = Some((path, pages)).filter(|_| case.is_none());
                    // The PDF for a printer has no tags. `check_print` compares its pages.
                    let Some(mut pieces) = tagged else { return (diagnostics, pages) };
                    glyphs::name(&mut pieces, &units);
                    (units, Medium::Pages, Ok(pieces), pages)
                }
                Err(words) => (units, Medium::Pages, Err(words), None),
            }
        }
        _ => return (diagnostics, None),
    };
    match pieces {
        Ok(pieces) => {
            report::differences(path, &units, &pieces, medium, &mut diagnostics);
            match case {
                Some(case) => words.check_case(case, path, &pieces, medium, &mut diagnostics),
                None => words.check(path, &pieces, medium, &mut diagnostics),
            }
        }
        Err(words) => diagnostics.push(unreadable(path, &words)),
    }
    (diagnostics, pages)
}

/// Compares the pages for a printer with those of the PDF for screens, without blank pages.
fn check_print(pages: &BTreeMap<&str, Vec<Piece>>, book: &Book, diagnostics: &mut Diagnostics) {
    let [screen, print] = ["", "-print"].map(|ending| format!("{}{ending}.pdf", book.slug()));
    let [Some(screen), Some(pages)] = [screen, print.clone()].map(|path| pages.get(path.as_str())) else {
        return;
    };
    report::pages(&print, screen, pages, diagnostics);
}

fn unreadable(path: &str, words: &str) -> Diagnostic {
    Diagnostic::new(Code::DamagedRelease, None, format!("`{path}` cannot be read: {words}"))
        .help(files::BUILD_ANEW)
}
