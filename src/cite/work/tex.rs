//! Reads an entry of BibLaTeX as a work.

use biblatex::{Chunk, ChunksExt, ChunksRef, Entry, EntryType, Person};

use super::dates::{self, Date};
use super::fields::{
    ARCHIVES, DATES, IN_SERIES, KINDS, LANGUAGES, NAMES, PARTS, ROLES, TEXTS, UNKNOWN, UNPRINTED, find,
};
use super::marks::{OTHERS, fixed};
use super::{Name, Work};
use super::{formula, keys, latex};

/// The work of an entry.
pub fn work(entry: &Entry) -> Work {
    let reader = Reader { entry, kind: kind_of(entry) };
    let (kind, genre) = reader.kind();
    let mut work = Work::new(&entry.key, kind);
    for (fields, variable) in TEXTS {
        work.set(variable, &reader.first(fields));
    }
    reader.add_titles(&mut work);
    reader.add_numbers(&mut work);
    reader.add_names(&mut work);
    reader.add_dates(&mut work);
    reader.add_publication(&mut work);
    reader.add_address(&mut work);
    for (variable, key) in reader.keys(genre) {
        work.set_key(variable, key);
    }
    work
}

/// The fields of an entry that are not printed in full, and the fault of each.
pub fn unprinted(entry: &Entry) -> impl Iterator<Item = (&str, String)> {
    let fields = entry.fields.iter().filter(|(name, _)| !UNPRINTED.contains(&name.as_str()));
    fields.filter_map(|(name, chunks)| Some((name.as_str(), fault(name, &chunks.format_verbatim())?)))
}

/// Why a field is not printed in full.
fn fault(name: &str, words: &str) -> Option<String> {
    let words = words.trim();
    let is_date = DATES.iter().any(|(field, _)| *field == name);
    // A date that cannot be read is printed as it is, but not those of events and the like.
    let is_lost = || dates::range(words).map_or(name != "date", |_| !dates::is_whole(words));
    if words.is_empty() {
        None
    } else if UNKNOWN.contains(&name) {
        Some(format!("the field `{name}`, which no citation style prints"))
    } else if name == "month" && dates::months(words).is_none() {
        Some(format!("the month `{words}`, which is not printed"))
    } else if is_date && is_lost() {
        Some(format!("the date `{words}`, which is not printed in full; write a date as in `2015-03-09`"))
    } else {
        latex::unknown(words).map(|command| format!("the command `\\{command}`, which is not printed"))
    }
}

/// The type of an entry, also one that the reader of BibLaTeX does not know.
fn kind_of(entry: &Entry) -> String {
    match &entry.entry_type {
        EntryType::Unknown(name) => name.to_lowercase(),
        known => known.to_string().to_lowercase(),
    }
}

struct Reader<'a> {
    entry: &'a Entry,
    kind: String,
}

impl Reader<'_> {
    fn is_part(&self) -> bool {
        PARTS.contains(&self.kind.as_str())
    }

    fn kind(&self) -> (&'static str, &'static str) {
        let subtype = self.plain("entrysubtype");
        let found = KINDS.iter().find(|(name, ..)| *name == self.kind);
        match (self.kind.as_str(), subtype.as_str()) {
            ("article" | "periodical" | "suppperiodical", "magazine") => ("article-magazine", ""),
            ("article" | "periodical" | "suppperiodical", "newspaper") => ("article-newspaper", ""),
            ("unpublished", _) if self.has("eventtitle") || self.has("venue") => ("speech", ""),
            // Styles print a work of any other type by what it has.
            _ => found.map_or(("", ""), |(_, kind, genre)| (kind, genre)),
        }
    }

    /// The variables whose words are those of a key. `usual` is the key of an entry without a type of its own.
    fn keys(&self, usual: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
        let genre = if self.has("type") { keys::named(&self.plain("type")) } else { keys::named(usual) };
        let found = [
            ("genre", genre),
            ("status", keys::named(&self.plain("pubstate"))),
            ("collection-title", keys::named(&self.plain("series"))),
        ];
        found.into_iter().filter_map(|(variable, key)| Some((variable, key?)))
    }

    fn has(&self, field: &str) -> bool {
        self.entry.fields.contains_key(field)
    }

    /// The text of a field without marks.
    fn plain(&self, field: &str) -> String {
        self.entry.get(field).map(ChunksExt::format_verbatim).unwrap_or_default().trim().to_owned()
    }

    /// The text of the first of some fields that the entry has.
    fn first(&self, fields: &[&str]) -> String {
        let chunks = fields.iter().find_map(|field| self.entry.get(field));
        chunks.map(text).unwrap_or_default().trim().to_owned()
    }

    /// A title with its subtitle and what is added to it.
    fn title(&self, title: &[&str], subtitle: &str, addition: &str) -> String {
        let mut whole = self.first(title);
        for (words, joint) in [(self.first(&[subtitle]), ": "), (self.first(&[addition]), ". ")] {
            if words.is_empty() {
                continue;
            }
            if !whole.is_empty() {
                whole += if whole.ends_with(['?', '!', ':', '.', ',', ';']) { " " } else { joint };
            }
            whole += &words;
        }
        whole
    }

    fn add_titles(&self, work: &mut Work) {
        let title = self.title(&["title"], "subtitle", "titleaddon");
        let book = self.title(&["booktitle"], "booksubtitle", "booktitleaddon");
        let main = self.title(&["maintitle"], "mainsubtitle", "maintitleaddon");
        let journal = self.title(&["journaltitle", "journal"], "journalsubtitle", "journaltitleaddon");
        let issue = self.title(&["issuetitle"], "issuesubtitle", "issuetitleaddon");
        let short = self.first(&["shorttitle"]);
        if self.kind == "periodical" && !issue.is_empty() {
            work.set("title", &issue);
            work.set("container-title", &title);
        } else if self.is_part() {
            work.set("title", &title);
            let whole = [&main, &book, &journal].into_iter().find(|title| !title.is_empty());
            work.set("container-title", whole.map_or("", |title| title));
            work.set("volume-title", if main.is_empty() { "" } else { &book });
        } else {
            work.set("title", if main.is_empty() { &title } else { &main });
            work.set("volume-title", if main.is_empty() { "" } else { &title });
            work.set("container-title", &journal);
        }
        let is_short_of_title = self.is_part() || main.is_empty();
        if is_short_of_title && !short.is_empty() {
            work.set("title-short", &short);
        } else if self.has("subtitle") && is_short_of_title {
            work.set("title-short", &self.first(&["title"]));
        }
    }

    fn add_numbers(&self, work: &mut Work) {
        let number = self.first(&["number"]);
        let number = without_label(&number).to_owned();
        let issue = self.first(&["issue"]);
        work.set("collection-title", &self.series());
        let volume = self.first(&["volume"]);
        let part = self.first(&["part"]);
        let joint = if volume.is_empty() || part.is_empty() { "" } else { "." };
        work.set("volume", &format!("{volume}{joint}{part}"));
        let is_serial = |kind: &str| kind.starts_with("article-") || matches!(kind, "periodical" | "review");
        if work.text("type").is_some_and(is_serial) {
            let joint = if number.is_empty() || issue.is_empty() { "" } else { ", " };
            work.set("issue", &format!("{number}{joint}{issue}"));
        } else if IN_SERIES.contains(&self.kind.as_str()) {
            work.set("collection-number", &number);
        } else {
            // Hyphens in `106-386` are not those of a range.
            let number = if number.contains('-') { fixed(&number) } else { number };
            work.set("number", &number);
        }
    }

    /// The series: its title, or the words for a series of a journal.
    fn series(&self) -> String {
        let series = self.first(&["series"]);
        match series.as_str() {
            number if self.kind == "article" && number.parse::<u8>().is_ok() => {
                let ending = match number {
                    "1" => "st",
                    "2" => "nd",
                    "3" => "rd",
                    _ => "th",
                };
                format!("{number}{ending} series")
            }
            _ => series,
        }
    }

    fn add_names(&self, work: &mut Work) {
        for (field, variable) in NAMES {
            work.set_names(variable, &self.names(field));
        }
        for (field, role) in [
            ("editor", "editortype"),
            ("editora", "editoratype"),
            ("editorb", "editorbtype"),
            ("editorc", "editorctype"),
        ] {
            let variable = find(ROLES, &self.plain(role)).unwrap_or("editor");
            // `editora` has further roles of the same persons mostly.
            if field == "editor" || variable != "editor" {
                work.add_names(variable, &self.names(field));
            }
        }
    }

    fn names(&self, field: &str) -> Vec<Name> {
        let takes_prefix = self.plain("options").split(',').any(|option| {
            let option = option.replace(' ', "");
            option == "useprefix" || option == "useprefix=true"
        });
        let persons = self.entry.get_as::<Vec<Person>>(field).unwrap_or_default();
        persons.into_iter().map(|person| name(person, takes_prefix)).collect()
    }

    fn add_dates(&self, work: &mut Work) {
        let years = self.plain("origyear");
        if let Some((date, end)) = dates::range(&years.replace(['–', '—'], "/")) {
            work.set_date("original-date", date, end);
        }
        for (field, variable) in DATES {
            if let Some((date, end)) = dates::range(&self.plain(field)) {
                work.set_date(variable, date, end);
            }
        }
        let date = self.plain("date");
        work.is_open = date.ends_with('/') || date.ends_with("/..");
        if work.date("issued").is_some() {
            return;
        }
        if !date.is_empty() {
            work.undated = Some(date);
            return;
        }
        let (year, month) = (self.plain("year"), self.plain("month"));
        match dates::range(&year.replace(['–', '—'], "/")) {
            Some((Date { month: None, .. }, Some(_))) | None if month.is_empty() || !year.is_empty() => {
                match dates::range(&year.replace(['–', '—'], "/")) {
                    Some((date, end)) => work.set_date("issued", date, end),
                    None => work.undated = Some(self.first(&["year"])).filter(|words| !words.is_empty()),
                }
            }
            Some((date, end)) => {
                let months = dates::months(&month);
                let month = date.month.or(months.map(|(first, _)| first));
                let day =
                    date.day.or_else(|| self.plain("day").parse().ok()).filter(|day| (1..=31).contains(day));
                let day = day.filter(|_| month.is_some());
                let date = Date { month, day, ..date };
                let last = months.and_then(|(_, last)| last).map(|month| Date { month: Some(month), ..date });
                work.set_date("issued", date, end.or(last));
            }
            None => {}
        }
    }

    fn add_publication(&self, work: &mut Work) {
        let houses = ["school", "institution", "organization", "howpublished", "publisher"];
        let houses = houses.iter().map(|field| self.list(field)).filter(|words| !words.is_empty());
        work.set("publisher", &houses.collect::<Vec<_>>().join("; "));
        let (location, address) = (self.list("location"), self.list("address"));
        let variable = if self.kind == "patent" { "jurisdiction" } else { "publisher-place" };
        work.set(variable, if address.is_empty() { &location } else { &address });
        // In entries of the ACM with both, the location is that of a conference, and in those of Zotero with an event.
        if (self.has("address") || self.has("eventtitle")) && !self.has("venue") {
            work.set("event-place", &location);
        }
        let notes = [self.first(&["note"]), self.first(&["addendum"])];
        let notes: Vec<String> = notes.into_iter().filter(|words| !words.is_empty()).collect();
        work.set("note", &notes.join(". "));
        let language = [self.plain("langid"), self.plain("hyphenation"), self.plain("language")]
            .into_iter()
            .find(|words| !words.is_empty())
            .unwrap_or_default();
        work.set("language", find(LANGUAGES, &language).unwrap_or(&language));
    }

    /// The items of a list, such as publishers.
    fn list(&self, field: &str) -> String {
        let items = self.entry.get(field).map(ChunksExt::parse::<Vec<biblatex::Chunks>>);
        match items {
            Some(Ok(items)) => items.iter().map(|item| text(item)).collect::<Vec<_>>().join("; "),
            _ => self.first(&[field]),
        }
    }

    fn add_address(&self, work: &mut Work) {
        let url = self.plain("url");
        let eprint = self.plain("eprint");
        let archive =
            [self.plain("eprinttype"), self.plain("archiveprefix")].into_iter().find(|name| !name.is_empty());
        let archive = archive.unwrap_or_default();
        if !url.is_empty() {
            work.set("URL", &url);
        } else if let Some(address) = find(ARCHIVES, &archive).filter(|_| !eprint.is_empty()) {
            work.set("URL", &format!("{address}{eprint}"));
        }
        if archive.eq_ignore_ascii_case("pubmed") {
            work.set("PMID", &eprint);
        }
    }
}

/// A number without the label that styles add: `No. 88`.
fn without_label(number: &str) -> &str {
    let rest = ["No.", "no.", "Nr.", "nr."].iter().find_map(|label| number.strip_prefix(label));
    rest.map(str::trim_start)
        .filter(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
        .unwrap_or(number)
}

fn name(person: Person, takes_prefix: bool) -> Name {
    let Person { name, given_name, prefix, suffix, use_prefix, .. } = person;
    let [name, given_name, prefix, suffix] =
        [name, given_name, prefix, suffix].map(|part| latex::text(&part).trim().to_owned());
    // In BibTeX, all words up to the last lower-case one are the prefix, also in `Ramón y Cajal`.
    let (name, prefix) = if prefix.starts_with(char::is_uppercase) {
        (format!("{prefix} {name}").trim().to_owned(), String::new())
    } else {
        (name, prefix)
    };
    if name == "others" && given_name.is_empty() {
        return Name { family: OTHERS.to_string(), ..Name::default() };
    }
    let (dropping, fixed) =
        if use_prefix.unwrap_or(takes_prefix) { (String::new(), prefix) } else { (prefix, String::new()) };
    Name { family: name, given: apart(&given_name), dropping, fixed, suffix }
}

/// Given names with a space between initials: a style would shorten `J.J.` to its first letter.
fn apart(given: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for letter in given.chars() {
        if before == '.' && letter.is_uppercase() {
            out.push(' ');
        }
        out.push(letter);
        before = letter;
    }
    out
}

/// Text whose protected letters keep their case. The first letter is not marked, because works are sorted by it.
fn text(chunks: ChunksRef<'_>) -> String {
    let mut words = String::new();
    for chunk in chunks {
        match &chunk.v {
            Chunk::Verbatim(part) if words.is_empty() => {
                let first = latex::first_letter(part);
                words += &part[..first];
                words += &fixed(&part[first..]);
            }
            Chunk::Verbatim(part) => words += &fixed(part),
            Chunk::Normal(part) => words += part,
            Chunk::Math(part) => words += &fixed(&formula::words(part)),
        }
    }
    latex::text(&words)
}
