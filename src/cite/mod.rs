//! Prints citations and the works that they name, in a citation style (Citation Style Language). A citation becomes text or a
//! note, and links to its work in a list of works.

mod answers;
mod complete;
mod feed;
mod inlines;
mod letters;
mod library;
mod list;
mod locator;
mod mend;
mod namesakes;
mod order;
mod places;
mod presence;
mod render;
mod rewrite;
mod style;
mod substitutes;
mod tex_file;
mod tex_strings;
mod work;
mod write;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Diagnostics, Guesses, did_you_mean, nearest};
use crate::model::{AuthorId, Case, CitationId, CitedWork, Manifest, Part};
use crate::project::Project;
use crate::source::Span;

use answers::Answers;
use library::Library;
use list::Lists;
use locator::Words;
use places::{Marked, Places};
use render::{Known, KnownWork};
use rewrite::{Marks, Shown, rewritten};
use style::Style;
use work::Work;
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
    let mut entries = entries(manifest, &cases, &library, diagnostics);
    let mut others = uncited(manifest, &library, &entries, diagnostics);
    let references = library.listed(entries.values().chain(&others));
    style.prepare(entries.values_mut().chain(&mut others));
    let words = Words::of(style.locales.iter().filter(|locale| {
        locale.lang.as_ref().is_some_and(|code| *code == style.locale || code.0 == "en-US")
    }));
    let mut known: Vec<Known<'_>> = cases
        .iter()
        .enumerate()
        .flat_map(|(index, (_, case))| known(index, case, &entries, &words, style.is_numeric()))
        .collect();
    feed::number_locators(&mut known, style.csl.settings.page_range_format.unwrap_or_default());
    let printed = Answers::new(manifest, &known, cases.len(), &others, &style);
    let listed: BTreeMap<String, Work> =
        entries.values().chain(&others).map(|work| (work.key().to_owned(), work.clone())).collect();
    let lists = Lists {
        manifest,
        project,
        library: &library,
        entries: &listed,
        signs: &style.signs,
        works: &references,
    };
    let (written, places) = written(&cases, &known, &printed, &style, &lists, diagnostics);
    lists.add(written, &known, &printed, &places)
}

/// The works that the text cites, by key. Unknown ones are reported.
fn entries(
    manifest: &Manifest,
    cases: &[(Part, Arc<Case>)],
    library: &Library<'_>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Work> {
    let guesses = Guesses::default();
    let mut entries = BTreeMap::new();
    let cited = cases.iter().flat_map(|(_, case)| &case.citations).flat_map(|citation| &citation.works);
    let cited = cited.map(|work| (work.key.as_str(), work.span));
    let listed = manifest.bibliography.uncited.iter().map(|(key, span)| (key.as_str(), *span));
    for (key, span) in cited.chain(listed.filter(|(key, _)| *key != ALL)) {
        if entries.contains_key(key) {
            continue;
        }
        match library.work(key, diagnostics) {
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

fn unknown(key: &str, span: Span, library: &Library<'_>, guesses: &Guesses) -> Diagnostic {
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
    library: &Library<'_>,
    entries: &BTreeMap<String, Work>,
    diagnostics: &mut Diagnostics,
) -> Vec<Work> {
    let wanted = &manifest.bibliography.uncited;
    if let Some((_, span)) = wanted.first().filter(|_| !manifest.bibliography.is_in_book) {
        let message = "`nocite` names works for a list at the end of the book, which this book does not have";
        let help = "write `bibliography-in: both`, or delete `nocite`";
        diagnostics.push(Diagnostic::new(Code::InvalidValue, *span, message).help(help));
    }
    if !wanted.iter().any(|(key, _)| key == ALL) {
        return wanted.iter().filter_map(|(key, _)| entries.get(key).cloned()).collect();
    }
    let mut works = Vec::new();
    for key in library.keys() {
        match library.work(key, diagnostics) {
            Some(Ok(work)) => works.push(work),
            Some(Err(complaint)) => diagnostics.push(complaint),
            None => {}
        }
    }
    works
}

/// The citations of a case in their order, without those of unknown works.
fn known<'a>(
    index: usize,
    case: &Case,
    entries: &'a BTreeMap<String, Work>,
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
    entries: &'a BTreeMap<String, Work>,
    parts: &Words,
    is_numeric: bool,
) -> Option<KnownWork<'a>> {
    let entry = entries.get(&work.key)?;
    let (locator, suffix) = write::locator(&work.suffix, parts);
    let prefix = work.prefix.clone();
    Some(KnownWork {
        entry,
        locator,
        stand_in: None,
        prefix,
        suffix,
        hides_author: work.hides_author && !is_numeric,
    })
}

/// The message for a citation that stays as typed.
fn unprinted(span: Span) -> Diagnostic {
    let message = "the citation style prints nothing for this citation, which stays as typed";
    Diagnostic::new(Code::CitationStyle, span, message)
        .help("give the work an author, a title and a date, or choose another style")
}

/// The cases with their citations replaced, and the places of the citations.
fn written(
    cases: &[(Part, Arc<Case>)],
    known: &[Known<'_>],
    printed: &Answers,
    style: &Style,
    lists: &Lists<'_>,
    diagnostics: &mut Diagnostics,
) -> (Vec<(Part, Case)>, Places) {
    let marks = Marks::of(&lists.manifest.language);
    let names_places = lists.manifest.bibliography.names_places.unwrap_or(style.makes_notes());
    let mut places = Places::default();
    let case = |(index, (part, case)): (usize, &(Part, Arc<Case>))| {
        let (mut links, mut marked) = (case.links.clone(), Marked::default());
        let own = known.iter().zip(&printed.citations).filter(|(known, _)| known.case == index);
        let shown: HashMap<CitationId, Shown> = own
            .filter_map(|(known, printed)| {
                let works = Works {
                    style,
                    links: &mut links,
                    marked: names_places.then_some((&**case, &mut marked)),
                    address: &|key| lists.address(case, key),
                };
                match works.shown(known, printed) {
                    Some(shown) => Some((known.at.id, shown)),
                    None => {
                        diagnostics.push(unprinted(known.span));
                        None
                    }
                }
            })
            .collect();
        let mut case = Case { links, ..rewritten(case, shown, marks) };
        let span = Span::whole(case.file);
        case.author_ids.extend(marked.ids().map(|id| AuthorId { id: id.to_owned(), span }));
        places.add(index, &case, &marked);
        let cited = known.iter().filter(|known| known.case == index).flat_map(|known| &known.works);
        let cited: BTreeSet<&str> = cited.map(|work| work.entry.key()).collect();
        case.works = cited.iter().filter_map(|key| lists.works.get(*key).cloned()).collect();
        (*part, case)
    };
    (cases.iter().enumerate().map(case).collect(), places)
}
