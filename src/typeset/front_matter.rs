//! The source that includes all others: what stands before the cases, and how each case is cited.

use super::breakable::{self, Room};
use super::call::{list, literal, optional};
use super::language::language_and_region;
use super::source::{MAIN, Source, case_path};
use crate::apparatus::List;
use crate::apparatus::citation;
use crate::apparatus::credits;
use crate::apparatus::words;
use crate::model::{Part, SectionId};
use crate::resolve::{Book, BookCase};

/// Writes what the page layout is told of the whole book, and the order of the cases. `lists` are those of figures and
/// tables.
pub fn main(book: &Book, lists: &[List<'_>], room: Room) -> Source {
    let manifest = book.manifest();
    let in_language = breakable::language(&manifest.language);
    let shown = |words: &str, room: Room| breakable::prose(words, room, in_language).into_owned();
    let in_room = |words: Vec<String>| words.into_iter().map(|words| shown(&words, room.in_heading(2)));
    let mut source = Source::new(MAIN.to_owned());
    let (language, region) = language_and_region(&manifest.language);
    let subtitle = manifest.subtitle.as_deref().map(|words| shown(words, room.in_heading(2)));
    let publisher = manifest.publisher.as_deref().map(|words| shown(words, room.in_heading(2)));
    let arguments = [
        ("title", literal(&shown(&manifest.title, room.in_title()))),
        ("subtitle", optional(subtitle.as_deref())),
        ("authors", list(manifest.authors.iter().map(|author| author.name.clone()))),
        ("credits", list(in_room(credits(book, &manifest.authors)))),
        ("contributors", list(in_room(credits(book, &manifest.contributors)))),
        ("description", optional(manifest.description.as_deref())),
        ("keywords", list(manifest.subjects.iter().cloned())),
        ("publisher", optional(publisher.as_deref())),
        ("year", optional(manifest.date.map(|date| date.year.to_string()).as_deref())),
        ("imprint", list(in_room(imprint(book)))),
        ("digest", format!("({}, {})", literal(words(book).digest_of_sources), literal(book.digest()))),
        ("language", literal(language)),
        ("region", optional(region)),
        ("contents-title", literal(words(book).contents)),
        ("contents-depth", manifest.contents_depth.to_string()),
        ("contents-lines", contents_lines(book).to_string()),
    ];
    source.line("#show: book.with(", None);
    for (name, value) in arguments {
        source.line(&format!("  {name}: {value},"), None);
    }
    // Each list with the names of what is in it.
    let lists = lists.iter().map(|of| {
        let names = list(of.entries.iter().map(|entry| entry.anchor.to_owned()));
        format!("({}, {names}), ", literal(of.title))
    });
    source.line(&format!("  lists: ({}),", lists.collect::<String>()), None);
    source.line(")", None);
    let mut part = Part::Front;
    for case in book.cases() {
        if part == Part::Front && case.part() != Part::Front {
            source.line("#show: main-matter", None);
        }
        part = case.part();
        source.line(&format!("#include {}", literal(&case_path(case))), None);
    }
    source
}

/// About how many lines the contents have: the page layout keeps room for them while it knows none.
fn contents_lines(book: &Book) -> usize {
    let depth = book.manifest().contents_depth;
    let sections = |case: &BookCase| {
        let ids = (0..case.source().sections.len()).map(SectionId::after);
        ids.filter(|id| case.section(*id).level <= depth).count()
    };
    book.cases().iter().map(|case| 1 + sections(case)).sum()
}

/// What the back of the title page says of the book, a line each.
fn imprint(book: &Book) -> Vec<String> {
    let manifest = book.manifest();
    let date = manifest.date.map(|date| date.to_string());
    let published = [manifest.publisher.clone(), date].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let site = manifest.site.url.clone();
    [
        manifest.rights.clone(),
        manifest.edition.clone(),
        Some(published).filter(|words| !words.is_empty()),
        manifest.identifier.clone(),
        site,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How a case is cited, for the page layout, which adds title and pages; nothing for front and back matter.
pub fn citation(book: &Book, case: &BookCase, room: Room) -> Option<String> {
    let citation = citation::of_case(book, case)?;
    let language = breakable::language(&book.manifest().language);
    let shown = |words: &str| breakable::prose(words, room, language).into_owned();
    let published = citation.published.join(", ");
    Some(format!(
        "(label: {}, authors: {}, within: {}, title: {}, published: {}, address: {}, shown: {})",
        literal(citation.label),
        list(citation.authors.iter().map(|name| shown(name))),
        literal(citation.within),
        literal(&shown(&citation.book)),
        optional(Some(shown(&published)).filter(|words| !words.is_empty()).as_deref()),
        optional(citation.address.as_deref()),
        optional(citation.address.as_deref().map(shown).as_deref())
    ))
}
