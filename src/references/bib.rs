//! Prints works as BibLaTeX 3.20.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use crate::model::ListedWork;

/// The types of CSL, and those of BibLaTeX. The others are miscellaneous.
const KINDS: &[(&str, &str)] = &[
    ("article-journal", "article"),
    ("article-magazine", "article"),
    ("article-newspaper", "article"),
    ("article", "online"),
    ("book", "book"),
    ("broadcast", "video"),
    ("chapter", "incollection"),
    ("collection", "collection"),
    ("dataset", "dataset"),
    ("entry", "inreference"),
    ("entry-dictionary", "inreference"),
    ("entry-encyclopedia", "inreference"),
    ("graphic", "artwork"),
    ("legal_case", "jurisdiction"),
    ("legislation", "legislation"),
    ("manuscript", "unpublished"),
    ("motion_picture", "movie"),
    ("pamphlet", "booklet"),
    ("paper-conference", "inproceedings"),
    ("patent", "patent"),
    ("performance", "performance"),
    ("periodical", "periodical"),
    ("personal_communication", "letter"),
    ("post", "online"),
    ("post-weblog", "online"),
    ("report", "report"),
    ("review", "review"),
    ("software", "software"),
    ("song", "audio"),
    ("speech", "unpublished"),
    ("standard", "standard"),
    ("thesis", "thesis"),
    ("treaty", "legal"),
    ("webpage", "online"),
];

/// The variables of CSL with text, and the fields.
const FIELDS: &[(&str, &str)] = &[
    ("title", "title"),
    ("title-short", "shorttitle"),
    ("collection-title", "series"),
    ("volume", "volume"),
    ("edition", "edition"),
    ("publisher-place", "location"),
    ("number-of-volumes", "volumes"),
    ("number-of-pages", "pagetotal"),
    ("chapter-number", "chapter"),
    ("event-title", "eventtitle"),
    ("event-place", "venue"),
    ("genre", "type"),
    ("version", "version"),
    ("note", "note"),
    ("annote", "annotation"),
    ("abstract", "abstract"),
    ("keyword", "keywords"),
    ("language", "langid"),
    ("status", "pubstate"),
    ("call-number", "library"),
    ("original-title", "origtitle"),
    ("DOI", "doi"),
    ("URL", "url"),
    ("ISBN", "isbn"),
    ("ISSN", "issn"),
];

const NAMES: &[(&str, &str)] = &[
    ("author", "author"),
    ("editor", "editor"),
    ("translator", "translator"),
    ("container-author", "bookauthor"),
    ("director", "director"),
];

const DATES: &[(&str, &str)] = &[
    ("issued", "date"),
    ("accessed", "urldate"),
    ("event-date", "eventdate"),
    ("original-date", "origdate"),
];

/// The works. Strings come first, and entries from which others inherit come last.
pub fn print(works: &[Arc<ListedWork>]) -> String {
    let own: BTreeSet<&str> = works.iter().map(|work| work.key.as_str()).collect();
    let (mut strings, mut parents) = (Vec::new(), BTreeSet::new());
    let mut entries = Vec::new();
    for work in works {
        let Some(tex) = &work.tex else {
            entries.push(entry(work));
            continue;
        };
        for string in &tex.strings {
            if !strings.contains(string) {
                strings.push(string.clone());
            }
        }
        for (key, source) in &tex.entries {
            if *key == work.key {
                entries.push(source.trim().to_owned());
            } else if !own.contains(key.as_str()) {
                parents.insert(source.trim());
            }
        }
    }
    let parts: Vec<String> =
        strings.into_iter().chain(entries).chain(parents.into_iter().map(str::to_owned)).collect();
    parts.iter().map(|part| format!("{part}\n")).collect::<Vec<_>>().join("\n")
}

/// An entry for a work that is in no file of BibLaTeX.
fn entry(work: &ListedWork) -> String {
    let kind = work.text("type").unwrap_or_default();
    let kind = KINDS.iter().find(|(csl, _)| *csl == kind).map_or("misc", |(_, kind)| kind);
    let mut fields: Vec<(&str, String)> = Vec::new();
    for (variable, field) in NAMES {
        fields.push((field, names(work, variable)));
    }
    for (variable, field) in FIELDS {
        fields.push((field, work.text(variable).map(|words| escaped(words, field)).unwrap_or_default()));
    }
    for (variable, field) in DATES {
        fields.push((field, date(work, variable)));
    }
    let text = |variable: &str| escaped(work.text(variable).unwrap_or_default(), "");
    let container = match kind {
        "article" | "review" => "journaltitle",
        "online" | "misc" => "organization",
        _ => "booktitle",
    };
    fields.push((container, text("container-title")));
    let subtype = match work.text("type") {
        Some("article-magazine") => "magazine",
        Some("article-newspaper") => "newspaper",
        _ => "",
    };
    fields.push(("entrysubtype", subtype.to_owned()));
    let archive = ["archive", "archive-place", "archive_location"].into_iter().map(text);
    let archive: Vec<String> = archive.filter(|words| !words.is_empty()).collect();
    if work.text("call-number").is_none() {
        fields.push(("library", archive.join(", ")));
    }
    if kind != "thesis" && kind != "report" {
        fields.push(("institution", text("authority")));
    }
    let house = if matches!(kind, "thesis" | "report") { "institution" } else { "publisher" };
    fields.push((house, text("publisher")));
    let number =
        ["issue", "number", "collection-number"].into_iter().map(text).find(|words| !words.is_empty());
    fields.push(("number", number.unwrap_or_default()));
    fields.push(("pages", text("page").replace('–', "--")));
    let lines = fields.iter().filter(|(_, words)| !words.is_empty());
    let lines: String = lines.map(|(field, words)| format!("  {field} = {{{words}}},\n")).collect();
    format!("@{kind}{{{},\n{lines}}}", work.key)
}

/// A date in the form of BibLaTeX: `2015-03`, `1990/1993`, `1650~`, `2006-22`; or the words in its place.
fn date(work: &ListedWork, variable: &str) -> String {
    let value = work.item.get(variable);
    let member = |name: &str| value.and_then(|value| value.get(name));
    if let Some(words) = member("literal").and_then(Value::as_str) {
        return escaped(words, "");
    }
    let season = member("season").and_then(Value::as_u64).map(|season| format!("-{}", 20 + season));
    let circa = if member("circa").is_some() { "~" } else { "" };
    let dates = work.dates(variable).into_iter().map(|date| {
        let season = season.as_deref().filter(|_| date.rfind('-').unwrap_or(0) == 0).unwrap_or_default();
        format!("{date}{season}{circa}")
    });
    dates.collect::<Vec<_>>().join("/")
}

/// Names in the extended format: `family={Beethoven}, prefix={van}, given={Ludwig} and {The State}`.
fn names(work: &ListedWork, variable: &str) -> String {
    let names = work.item.get(variable).and_then(Value::as_array).into_iter().flatten();
    let name = |name: &Value| {
        let text = |part: &str| name.get(part).and_then(Value::as_str).map(|words| escaped(words, ""));
        if let Some(whole) = text("literal") {
            return if whole == "others" { whole } else { format!("{{{whole}}}") };
        }
        let prefix = text("non-dropping-particle").map(|prefix| (prefix, true));
        let prefix = prefix.or(text("dropping-particle").map(|prefix| (prefix, false)));
        let parts = [("family", text("family")), ("given", text("given")), ("suffix", text("suffix"))];
        let parts = parts.into_iter().filter_map(|(part, words)| Some(format!("{part}={{{}}}", words?)));
        let prefix = prefix.map(|(prefix, is_fixed)| format!("prefix={{{prefix}}}, useprefix={is_fixed}"));
        parts.chain(prefix).collect::<Vec<_>>().join(", ")
    };
    names.map(name).collect::<Vec<_>>().join(" and ")
}

/// Text without characters that mean something to LaTeX.
fn escaped(words: &str, field: &str) -> String {
    if matches!(field, "doi" | "url") {
        return words.to_owned();
    }
    let mut escaped = String::new();
    for letter in words.chars() {
        match letter {
            '\\' => escaped += "\\textbackslash{}",
            '{' | '}' | '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', letter]),
            '~' => escaped += "\\textasciitilde{}",
            '^' => escaped += "\\textasciicircum{}",
            _ => escaped.push(letter),
        }
    }
    escaped
}
