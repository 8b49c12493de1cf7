//! Prints citations and the works that they name, in a citation style (Citation Style Language). A citation becomes text or a
//! note, and links to its work in a list of works.

mod answers;
mod inlines;
mod json;
mod library;
mod list;
mod locator;
mod order;
mod render;
mod rewrite;
mod style;
mod write;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use hayagriva::Entry;

use crate::diag::{Code, Diagnostic, Diagnostics, Guesses, did_you_mean, nearest};
use crate::model::{Case, CitationId, CitedWork, Manifest, Part};
use crate::project::Project;
use crate::source::Span;

use answers::Answers;
use library::Library;
use list::Lists;
use locator::Words;
use render::{Known, KnownWork};
use rewrite::{Marks, Shown, rewritten};
use style::Style;
use write::Works;

/// Replaces the citations in all cases, and adds the lists of works. Without a bibliography, the cases stay as they are.
#[must_use]
pub fn expand(
    manifest: &Manifest,
    cases: Vec<(Part, Arc<Case>)>,
    project: &Project,
    diagnostics: &mut Diagnostics,
) -> Vec<(Part, Arc<Case>)> {
    if manifest.bibliography.files.is_empty() {
        return cases;
    }
    let library = Library::read(manifest, project, diagnostics);
    let Some(style) = Style::read(manifest, project, diagnostics) else { return cases };
    let entries = entries(manifest, &cases, &library, diagnostics);
    let others = uncited(manifest, &library, &entries, diagnostics);
    let words = Words::of(style.locales.iter().filter(|locale| {
        locale.lang.as_ref().is_some_and(|code| *code == style.locale || code.0 == "en-US")
    }));
    let known: Vec<Known<'_>> = cases
        .iter()
        .enumerate()
        .flat_map(|(index, (_, case))| known(index, case, &entries, &words, style.is_numeric()))
        .collect();
    let printed = Answers::new(manifest, &known, cases.len(), &others, &style);
    let lists = Lists { manifest, project, library: &library, entries: &entries };
    let written = written(&cases, &known, &printed, &style, &lists, diagnostics);
    lists.add(written, &known, &printed)
}

/// The works that the text cites, by key. Unknown ones are reported.
fn entries(
    manifest: &Manifest,
    cases: &[(Part, Arc<Case>)],
    library: &Library,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Entry> {
    let guesses = Guesses::default();
    let mut entries = BTreeMap::new();
    let cited = cases.iter().flat_map(|(_, case)| &case.citations).flat_map(|citation| &citation.works);
    let cited = cited.map(|work| (work.key.as_str(), work.span));
    let listed = manifest.bibliography.uncited.iter().map(|(key, span)| (key.as_str(), *span));
    for (key, span) in cited.chain(listed.filter(|(key, _)| *key != ALL)) {
        if entries.contains_key(key) {
            continue;
        }
        match library.work(key) {
            Some(Ok(entry)) => {
                entries.insert(key.to_owned(), entry);
            }
            Some(Err(complaint)) => diagnostics.push(complaint),
            None if library.is_damaged => {}
            None => diagnostics.push(unknown(key, span, library, &guesses)),
        }
    }
    entries
}

/// Stands for all works in `nocite`.
const ALL: &str = "all";

fn unknown(key: &str, span: Span, library: &Library, guesses: &Guesses) -> Diagnostic {
    let is_tried = guesses.may_guess();
    let help = nearest(key, library.keys().filter(|_| is_tried)).map_or_else(
        || "add the work to the bibliography, or write `\\@` for a plain `@`".to_owned(),
        did_you_mean,
    );
    let message = format!("the bibliography has no work `{key}`");
    Diagnostic::new(Code::UnknownWork, span, message).help(help)
}

/// The works that are listed without a citation.
fn uncited(
    manifest: &Manifest,
    library: &Library,
    entries: &BTreeMap<String, Entry>,
    diagnostics: &mut Diagnostics,
) -> Vec<Entry> {
    let wanted = &manifest.bibliography.uncited;
    if let Some((_, span)) = wanted.first().filter(|_| !manifest.bibliography.is_in_book) {
        let message = "`nocite` names works for a list at the end of the book, which this book does not have";
        let help = "write `bibliography-in: both`, or delete `nocite`";
        diagnostics.push(Diagnostic::new(Code::InvalidValue, *span, message).help(help));
    }
    if !wanted.iter().any(|(key, _)| key == ALL) {
        return wanted.iter().filter_map(|(key, _)| entries.get(key).cloned()).collect();
    }
    let works = library.keys().filter_map(|key| library.work(key));
    works.filter_map(|work| work.map_err(|complaint| diagnostics.push(complaint)).ok()).collect()
}

/// The citations of a case in their order, without those of unknown works.
fn known<'a>(
    index: usize,
    case: &Case,
    entries: &'a BTreeMap<String, Entry>,
    parts: &Words,
    is_numeric: bool,
) -> Vec<Known<'a>> {
    let known = |at: order::Occurrence| {
        let citation = &case.citations[at.id.index()];
        let known = citation.works.iter().map(|work| known_work(work, entries, parts, is_numeric));
        let (works, span) = (known.collect::<Option<_>>()?, citation.works.first()?.span);
        Some(Known { case: index, at, form: citation.form, works, span })
    };
    order::occurrences(case).into_iter().filter_map(known).collect()
}

fn known_work<'a>(
    work: &CitedWork,
    entries: &'a BTreeMap<String, Entry>,
    parts: &Words,
    is_numeric: bool,
) -> Option<KnownWork<'a>> {
    let entry = entries.get(&work.key)?;
    let (locator, suffix) = write::locator(&work.suffix, parts);
    let prefix = work.prefix.clone();
    Some(KnownWork { entry, locator, prefix, suffix, hides_author: work.hides_author && !is_numeric })
}

/// The message for a citation that stays as typed.
fn unprinted(span: Span) -> Diagnostic {
    let message = "the citation style prints nothing for this citation, which stays as typed";
    Diagnostic::new(Code::CitationStyle, span, message)
        .help("give the work an author, a title and a date, or choose another style")
}

/// The cases with their citations replaced.
fn written(
    cases: &[(Part, Arc<Case>)],
    known: &[Known<'_>],
    printed: &Answers,
    style: &Style,
    lists: &Lists<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<(Part, Case)> {
    let marks = Marks::of(&lists.manifest.language);
    let case = |(index, (part, case)): (usize, &(Part, Arc<Case>))| {
        let mut links = case.links.clone();
        let own = known.iter().zip(&printed.citations).filter(|(known, _)| known.case == index);
        let shown: HashMap<CitationId, Shown> = own
            .filter_map(|(known, printed)| {
                let works = Works { style, links: &mut links, address: &|key| lists.address(case, key) };
                match works.shown(known, printed) {
                    Some(shown) => Some((known.at.id, shown)),
                    None => {
                        diagnostics.push(unprinted(known.span));
                        None
                    }
                }
            })
            .collect();
        (*part, Case { links, ..rewritten(case, shown, marks) })
    };
    cases.iter().enumerate().map(case).collect()
}
