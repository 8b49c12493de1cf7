//! Writes the Typst source of the front matter, the design that all documents share, and the citation of each case.

use std::collections::BTreeMap;

use super::breakable::{self, Room};
use super::call::Value;
use super::language::{language_and_region, phrase, reading};
use super::source::{MAIN, Source};
use crate::apparatus::citation;
use crate::apparatus::credits;
use crate::apparatus::{Entry, List, contents};
use crate::model::{Direction, Part, plain_text};
use crate::resolve::{Book, BookCase};
use crate::typography;

/// Characters in a line of a list of figures on a small page.
const LINE_OF_LIST: usize = 45;

/// Passes all following content to the design of the book: `book` in styles/book.typ.
pub fn design(source: &mut Source, book: &Book, room: Room) {
    let manifest = book.manifest();
    let (language, region) = language_and_region(&manifest.language);
    let in_language = breakable::language(&manifest.language);
    let arguments = vec![
        ("title", Value::text(&breakable::prose(&manifest.title, room.in_title(), in_language))),
        ("authors", Value::texts(manifest.authors.iter().map(|author| &author.name))),
        ("description", Value::optional(manifest.description.as_deref())),
        ("keywords", Value::texts(&manifest.subjects)),
        ("language", Value::text(language)),
        ("region", Value::optional(region)),
        ("direction", Value::name(Direction::of(&manifest.language).name())),
    ];
    source.show_all_with("book", arguments);
}

/// The source of the front matter. `lists` are the lists of figures and tables.
pub fn front(book: &Book, lists: &[List<'_>], room: Room) -> Source {
    let manifest = book.manifest();
    let in_language = breakable::language(&manifest.language);
    let shown = |words: &str, room: Room| breakable::prose(words, room, in_language).into_owned();
    let in_room = |words: Vec<String>| words.into_iter().map(|words| shown(&words, room.in_heading(2)));
    let mut source = Source::new(MAIN.to_owned());
    design(&mut source, book, room);
    let subtitle = manifest.subtitle.as_deref().map(|words| shown(words, room.in_heading(2)));
    let publisher = manifest.publisher.as_deref().map(|words| shown(words, room.in_heading(2)));
    let mut arguments = vec![
        ("title", Value::text(&shown(&manifest.title, room.in_title()))),
        ("title-parts", Value::texts(typography::title_parts(&shown(&manifest.title, room.in_title())))),
        ("subtitle", Value::optional(subtitle.as_deref())),
        ("credits", Value::texts(in_room(credits(book, &manifest.authors)))),
        ("contributors", Value::texts(in_room(credits(book, &manifest.contributors)))),
        ("publisher", Value::optional(publisher.as_deref())),
        ("year", Value::optional(manifest.date.map(|date| date.year.to_string()).as_deref())),
        ("imprint", Value::texts(in_room(imprint(book)))),
        ("digest", digest(book)),
        ("contents-title", Value::text(&book.wording().contents)),
        ("contents-depth", manifest.contents_depth.into()),
        ("contents-run-in", Value::name(if runs_in(book) { "true" } else { "false" })),
    ];
    // Each list becomes its title, the labels of its entries, and the approximate number of its lines.
    let lists = lists.iter().map(|of| {
        let names = Value::texts(of.entries.iter().map(|entry| entry.anchor));
        let lines =
            of.entries.iter().map(|entry| 1 + plain_text(&entry.heading).chars().count() / LINE_OF_LIST);
        Value::array([Value::text(of.title), names, lines.sum::<usize>().into()])
    });
    arguments.push(("lists", Value::array(lists)));
    let parts = book.cases().iter().filter(|case| case.part() == Part::Title).map(BookCase::key);
    arguments.push(("parts", Value::texts(parts)));
    source.call_with("front-matter", arguments);
    source
}

/// The number of cases from which on repeated headings make the contents long.
const MANY_CASES: usize = 5;

/// Whether the sections in the contents follow each other in a paragraph, because most of them occur in most cases. On
/// lines of their own they would fill pages and say the same again and again.
fn runs_in(book: &Book) -> bool {
    let contents = contents(book);
    let cases: Vec<&Entry<'_>> = contents.iter().filter(|entry| !entry.children.is_empty()).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in cases.iter().flat_map(|case| &case.children) {
        *counts.entry(plain_text(&entry.heading)).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    let repeated: usize = counts.values().filter(|count| **count * 2 > cases.len()).sum();
    book.manifest().contents_depth == 2 && cases.len() >= MANY_CASES && repeated * 2 > total
}

/// The lines of the imprint on the back of the title page.
fn imprint(book: &Book) -> Vec<String> {
    let manifest = book.manifest();
    let date =
        manifest.date.map(|date| typography::date(date.year, date.month, date.day, &manifest.language));
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

/// The digest of the sources and its label, if the book asks for it.
fn digest(book: &Book) -> Value {
    if !book.manifest().digest_in_imprint {
        return Value::none();
    }
    Value::texts([book.wording().digest_of_sources.as_str(), book.digest()])
}

/// The citation of a case; the page layout adds title and pages. `None` for front and back matter.
pub fn citation(book: &Book, case: &BookCase, room: Room) -> Option<Value> {
    let citation = citation::of_case(book, case)?;
    let language = breakable::language(&book.manifest().language);
    let shown = |words: &str| breakable::prose(words, room, language).into_owned();
    let published = citation.published.join(", ");
    let published = Some(shown(&published)).filter(|words| !words.is_empty());
    Some(Value::dictionary([
        ("label", Value::text(citation.label)),
        ("authors", Value::texts(citation.authors.iter().map(|name| shown(name)))),
        ("reading", citation.language.map_or(Value::none(), reading)),
        ("marks", Value::texts([&citation.marks.0, &citation.marks.1])),
        ("within", phrase(citation.within)),
        ("title", Value::text(&shown(&citation.book))),
        ("published", Value::optional(published.as_deref())),
        ("address", Value::optional(citation.address.as_deref())),
        ("shown", Value::optional(citation.address.as_deref().map(shown).as_deref())),
    ]))
}
