//! Reads an entry of Hayagriva as a work.

use hayagriva::Entry;
use hayagriva::types::{Date as YamlDate, EntryType, FormatString, Person, PersonRole};

use super::dates::Date;
use super::marks::fixed;
use super::{Name, Work};

/// What persons do, and the variable.
const ROLES: &[(PersonRole, &str)] = &[
    (PersonRole::Translator, "translator"),
    (PersonRole::Compiler, "compiler"),
    (PersonRole::Illustrator, "illustrator"),
    (PersonRole::Narrator, "narrator"),
    (PersonRole::Composer, "composer"),
    (PersonRole::Producer, "producer"),
    (PersonRole::ExecutiveProducer, "executive-producer"),
    (PersonRole::Writer, "script-writer"),
    (PersonRole::Director, "director"),
    (PersonRole::CastMember, "performer"),
    (PersonRole::Organizer, "organizer"),
    (PersonRole::Collaborator, "contributor"),
    (PersonRole::Founder, "series-creator"),
];

/// The work of an entry.
pub fn work(entry: &Entry) -> Work {
    let mut work = Work::new(entry.key(), kind(entry));
    let container = entry.parents().iter().find(|parent| *parent.entry_type() != EntryType::Original);
    let events = [EntryType::Conference, EntryType::Exhibition];
    let event = entry.parents().iter().find(|parent| events.contains(parent.entry_type()));
    let container = container.filter(|parent| !events.contains(parent.entry_type()));
    // A book in a book is a book in a series.
    let is_series = matches!(entry.entry_type(), EntryType::Book | EntryType::Anthology | EntryType::Report);
    let series = if is_series { container } else { container.and_then(|parent| parent.parents().first()) };
    let container = container.filter(|_| !is_series);
    let original = entry.parents().iter().find(|parent| *parent.entry_type() == EntryType::Original);
    add_texts(&mut work, entry);
    add_names(&mut work, entry, container);
    for (parent, variables) in [
        (container, ["container-title", "container-title-short"]),
        (series, ["collection-title", ""]),
        (event, ["event-title", ""]),
        (original, ["original-title", ""]),
    ] {
        let title = parent.and_then(Entry::title);
        work.set(variables[0], &title.map(text).unwrap_or_default());
        let short = title.filter(|_| !variables[1].is_empty()).and_then(|title| title.short.as_ref());
        work.set(variables[1], &short.map(ToString::to_string).unwrap_or_default());
    }
    work.set("event-place", &event.and_then(Entry::location).map(text).unwrap_or_default());
    let number = series.and_then(|series| series.volume().or(series.issue()));
    work.set("collection-number", &number.map(ToString::to_string).unwrap_or_default());
    let dates = [
        ("issued", entry.date_any()),
        ("event-date", event.and_then(Entry::date)),
        ("original-date", original.and_then(Entry::date)),
        ("accessed", entry.url_any().and_then(|url| url.visit_date.as_ref())),
    ];
    for (variable, found) in dates {
        if let Some(found) = found.and_then(date) {
            work.set_date(variable, found, None);
        }
    }
    work
}

fn kind(entry: &Entry) -> &'static str {
    let is_in = |wanted: EntryType| entry.parents().iter().any(|parent| *parent.entry_type() == wanted);
    match entry.entry_type() {
        EntryType::Article if is_in(EntryType::Periodical) => "article-journal",
        EntryType::Article if is_in(EntryType::Newspaper) => "article-newspaper",
        EntryType::Article if is_in(EntryType::Proceedings) || is_in(EntryType::Conference) => {
            "paper-conference"
        }
        EntryType::Article | EntryType::Misc | EntryType::Post if is_in(EntryType::Blog) => "post-weblog",
        EntryType::Article => "article",
        EntryType::Chapter | EntryType::Anthos => "chapter",
        EntryType::Entry => "entry-encyclopedia",
        EntryType::Book | EntryType::Reference | EntryType::Proceedings => "book",
        EntryType::Anthology => "collection",
        EntryType::Periodical | EntryType::Newspaper => "periodical",
        EntryType::Report => "report",
        EntryType::Thesis => "thesis",
        EntryType::Web | EntryType::Blog | EntryType::Thread => "webpage",
        EntryType::Post => "post",
        EntryType::Artwork => "graphic",
        EntryType::Patent => "patent",
        EntryType::Case => "legal_case",
        EntryType::Legislation => "legislation",
        EntryType::Manuscript => "manuscript",
        EntryType::Performance | EntryType::Scene => "performance",
        EntryType::Audio if entry.parents().is_empty() => "song",
        EntryType::Video if entry.parents().is_empty() => "motion_picture",
        EntryType::Audio | EntryType::Video => "broadcast",
        EntryType::Repository => "software",
        EntryType::Misc if entry.url().is_some() => "webpage",
        _ => "document",
    }
}

fn add_texts(work: &mut Work, entry: &Entry) {
    let inherited =
        |field: fn(&Entry) -> Option<&FormatString>| entry.map(field).map(text).unwrap_or_default();
    let shown = |words: Option<String>| words.unwrap_or_default();
    let publisher = entry.map(Entry::publisher);
    let name = publisher.and_then(|publisher| publisher.name()).or(entry.map(Entry::organization));
    let place = publisher.and_then(|publisher| publisher.location());
    let short = entry.title().and_then(|title| title.short.as_ref()).map(ToString::to_string);
    let serial = |key: &str| entry.map(|entry| entry.keyed_serial_number(key)).unwrap_or_default().to_owned();
    let texts = [
        ("title", entry.title().map(text).unwrap_or_default()),
        ("title-short", shown(short)),
        ("publisher", name.map(text).unwrap_or_default()),
        ("publisher-place", place.map(text).unwrap_or_default()),
        ("authority", entry.organization().map(text).unwrap_or_default()),
        ("genre", inherited(Entry::genre)),
        ("archive", inherited(Entry::archive)),
        ("archive_location", inherited(Entry::archive_location)),
        ("call-number", inherited(Entry::call_number)),
        ("abstract", inherited(Entry::abstract_)),
        ("note", entry.note().map(text).unwrap_or_default()),
        ("volume", shown(entry.map(Entry::volume).map(ToString::to_string))),
        ("issue", shown(entry.map(Entry::issue).map(ToString::to_string))),
        ("edition", shown(entry.map(Entry::edition).map(ToString::to_string))),
        ("chapter-number", shown(entry.chapter().map(ToString::to_string))),
        ("number-of-volumes", shown(entry.volume_total().map(ToString::to_string))),
        ("number-of-pages", shown(entry.page_total().map(ToString::to_string))),
        ("page", shown(entry.page_range().map(ToString::to_string))),
        ("URL", shown(entry.map(Entry::url).map(|url| url.value.to_string()))),
        ("language", shown(entry.map(Entry::language).map(ToString::to_string))),
        ("number", serial("serial")),
        ("version", serial("version")),
        ("DOI", serial("doi")),
        ("ISBN", serial("isbn")),
        ("ISSN", serial("issn")),
        ("PMID", serial("pmid")),
    ];
    for (variable, words) in texts {
        work.set(variable, &words);
    }
}

fn add_names(work: &mut Work, entry: &Entry, container: Option<&Entry>) {
    let all = |persons: Option<&[Person]>| persons.unwrap_or_default().iter().map(name).collect::<Vec<_>>();
    work.set_names("author", &all(entry.authors()));
    work.set_names("editor", &all(entry.editors().or(container.and_then(Entry::editors))));
    work.set_names("container-author", &all(container.and_then(Entry::authors)));
    for group in entry.affiliated().unwrap_or_default() {
        if let Some((_, variable)) = ROLES.iter().find(|(role, _)| *role == group.role) {
            work.add_names(variable, &all(Some(&group.names)));
        }
    }
}

fn name(person: &Person) -> Name {
    let text = |words: &Option<String>| words.clone().unwrap_or_default();
    Name {
        family: person.name.clone(),
        given: text(&person.given_name),
        dropping: text(&person.prefix),
        fixed: String::new(),
        suffix: text(&person.suffix),
    }
}

fn date(date: &YamlDate) -> Option<Date> {
    let season = date.season.map(|season| season as u8);
    let one = |part: Option<u8>| part.map(|part| part + 1);
    let year = i16::try_from(date.year).ok()?;
    Some(Date { year, month: one(date.month), day: one(date.day), season, is_circa: date.approximate })
}

/// A text. All of one in braces keeps its case.
fn text(words: &FormatString) -> String {
    let plain = words.value.to_string();
    let is_fixed = words.value.0.iter().all(|chunk| chunk.kind != hayagriva::types::ChunkKind::Normal);
    if is_fixed { fixed(&plain) } else { plain }
}
