//! Reads CSL JSON, which Zotero and Mendeley write, as BibLaTeX entries (schema `csl-data.json` of Citation Style Language 1.0.2).

use biblatex::{Chunk, Chunks, Entry, EntryType, Spanned};
use serde_json::{Map, Value};

use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// The kinds of works. The others are miscellaneous.
const KINDS: &[(&str, EntryType)] = &[
    ("article", EntryType::Online),
    ("article-journal", EntryType::Article),
    ("article-magazine", EntryType::Article),
    ("article-newspaper", EntryType::Article),
    ("book", EntryType::Book),
    ("chapter", EntryType::InCollection),
    ("dataset", EntryType::Dataset),
    ("entry", EntryType::InReference),
    ("entry-dictionary", EntryType::InReference),
    ("entry-encyclopedia", EntryType::InReference),
    ("manuscript", EntryType::Unpublished),
    ("paper-conference", EntryType::InProceedings),
    ("patent", EntryType::Patent),
    ("periodical", EntryType::Periodical),
    ("post", EntryType::Online),
    ("post-weblog", EntryType::Online),
    ("report", EntryType::Report),
    ("software", EntryType::Software),
    ("thesis", EntryType::Thesis),
    ("webpage", EntryType::Online),
];

/// The variables of CSL with text, and the fields of BibLaTeX.
const FIELDS: &[(&str, &str)] = &[
    ("title", "title"),
    ("title-short", "shorttitle"),
    ("volume", "volume"),
    ("issue", "number"),
    ("number", "number"),
    ("page", "pages"),
    ("edition", "edition"),
    ("publisher-place", "location"),
    ("collection-title", "series"),
    ("collection-number", "number"),
    ("number-of-volumes", "volumes"),
    ("event-title", "eventtitle"),
    ("event", "eventtitle"),
    ("genre", "type"),
    ("note", "note"),
    ("DOI", "doi"),
    ("URL", "url"),
    ("ISBN", "isbn"),
    ("ISSN", "issn"),
    ("language", "langid"),
    ("archive", "library"),
];

/// The variables with names.
const NAMES: &[(&str, &str)] = &[
    ("author", "author"),
    ("editor", "editor"),
    ("translator", "translator"),
    ("container-author", "bookauthor"),
];

/// The variables with dates.
const DATES: &[(&str, &str)] = &[("issued", "date"), ("accessed", "urldate"), ("original-date", "origdate")];

/// The works of a file.
///
/// # Errors
/// The message for a file that is not CSL JSON.
pub fn works(file: FileId, text: &str) -> Result<Vec<Entry>, Diagnostic> {
    let invalid = |offset: usize, message: String| {
        Diagnostic::new(Code::InvalidBibliography, Span::new(file, offset..offset), message)
    };
    let items: Vec<Map<String, Value>> = serde_json::from_str(text).map_err(|error| {
        let line =
            text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or_default();
        invalid(line + error.column().saturating_sub(1), format!("this file is not CSL JSON: {words}"))
    })?;
    items
        .iter()
        .map(|item| work(item).ok_or_else(|| invalid(0, "a work in this file has no `id`".to_owned())))
        .collect()
}

fn work(item: &Map<String, Value>) -> Option<Entry> {
    let key = scalar(item.get("id")?)?;
    let kind = item.get("type").and_then(Value::as_str).unwrap_or_default();
    let found = KINDS.iter().find(|(name, _)| *name == kind);
    let mut entry = Entry::new(key, found.map_or(EntryType::Misc, |(_, kind)| kind.clone()));
    for (variable, field) in FIELDS {
        if let Some(words) = item.get(*variable).and_then(scalar) {
            set(&mut entry, field, &words);
        }
    }
    let container = match entry.entry_type {
        EntryType::Article => "journaltitle",
        EntryType::Online | EntryType::Misc => "organization",
        _ => "booktitle",
    };
    let publisher = match entry.entry_type {
        EntryType::Thesis | EntryType::Report => "institution",
        _ => "publisher",
    };
    for (variable, field) in [("container-title", container), ("publisher", publisher)] {
        if let Some(words) = item.get(variable).and_then(scalar) {
            set(&mut entry, field, &words);
        }
    }
    for (variable, field) in NAMES {
        let names = item.get(*variable).map(names).unwrap_or_default();
        if !names.is_empty() {
            entry.fields.insert((*field).to_owned(), names);
        }
    }
    for (variable, field) in DATES {
        if let Some(date) = item.get(*variable).and_then(date) {
            set(&mut entry, field, &date);
        }
    }
    Some(entry)
}

fn set(entry: &mut Entry, field: &str, words: &str) {
    // Case and characters stay as they are.
    entry.fields.insert(field.to_owned(), vec![Spanned::zero(Chunk::Verbatim(plain(words)))]);
}

/// A string or a number.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()).filter(|words| !words.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The text without the tags that CSL allows: `<i>`, `<b>`, `<sup>`, `<sub>`, `<span>`.
fn plain(words: &str) -> String {
    let mut plain = String::new();
    let mut rest = words;
    while let Some(open) = rest.find('<') {
        let name = rest[open + 1..].trim_start_matches('/');
        let is_tag = ["i>", "b>", "sup>", "sub>", "sc>", "span"].iter().any(|tag| name.starts_with(tag));
        let end = rest[open..].find('>').filter(|_| is_tag).map_or(open + 1, |end| open + end + 1);
        plain.push_str(&rest[..if is_tag { open } else { end }]);
        rest = &rest[end..];
    }
    plain + rest
}

/// Names in the extended format of BibLaTeX: `family={Beethoven}, prefix={van}, given={Ludwig} and family={The State}`.
fn names(value: &Value) -> Chunks {
    let mut chunks = Chunks::new();
    for person in value.as_array().into_iter().flatten() {
        let text = |key: &str| person.get(key).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
        let prefix = [text("dropping-particle"), text("non-dropping-particle")].join(" ").trim().to_owned();
        let parts = [
            ("family", if text("family").is_empty() { text("literal") } else { text("family") }),
            ("prefix", prefix),
            ("given", text("given")),
            ("suffix", text("suffix")),
        ];
        if parts[0].1.is_empty() {
            continue;
        }
        let mut joint = if chunks.is_empty() { "" } else { " and " };
        for (name, words) in parts.into_iter().filter(|(_, words)| !words.is_empty()) {
            chunks.push(Spanned::zero(Chunk::Normal(format!("{joint}{name}="))));
            chunks.push(Spanned::zero(Chunk::Verbatim(words)));
            joint = ", ";
        }
    }
    chunks
}

/// A date in the form of ISO 8601: `2015-03`, `2015/2016`.
fn date(value: &Value) -> Option<String> {
    if let Some(raw) = value.get("raw").or_else(|| value.get("literal")).and_then(Value::as_str) {
        return Some(raw.to_owned());
    }
    let number = |part: &Value| part.as_i64().or_else(|| part.as_str()?.trim().parse().ok());
    let one = |parts: &Value| {
        let parts: Vec<i64> = parts.as_array()?.iter().map_while(number).collect();
        let (year, rest) = parts.split_first()?;
        let rest: String = rest.iter().map(|part| format!("-{part:02}")).collect();
        Some(format!("{year:04}{rest}"))
    };
    let dates: Vec<String> = value.get("date-parts")?.as_array()?.iter().filter_map(one).collect();
    (!dates.is_empty()).then(|| dates.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn works_become_entries() -> Result<(), Box<dyn std::error::Error>> {
        let text = r#"[{"id": "k", "type": "chapter", "title": "A <i>Chapter</i> & x<y", "container-title": "A Book",
            "author": [{"family": "Beethoven", "given": "L.", "non-dropping-particle": "van"}, {"literal": "The State"}],
            "issued": {"date-parts": [["2015", 3], [2016]]}, "page": "3-9", "DOI": "10.1/x_y", "volume": 2}]"#;
        let works = works(FileId(0), text).map_err(|_| "not read")?;
        let [entry] = &works[..] else { return Err("one work".into()) };
        let field = |name: &str| {
            entry.fields.get(name).map(|chunks| chunks.iter().map(|chunk| chunk.v.get()).collect::<String>())
        };
        assert_eq!(entry.key, "k");
        for (name, expected) in [
            ("title", "A Chapter & x<y"),
            ("booktitle", "A Book"),
            ("date", "2015-03/2016"),
            ("doi", "10.1/x_y"),
            ("volume", "2"),
        ] {
            assert_eq!(field(name).as_deref(), Some(expected), "{name}");
        }
        let authors = entry.author()?;
        assert_eq!(
            authors.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(),
            ["Beethoven", "The State"]
        );
        assert_eq!(authors[0].prefix, "van");
        Ok(())
    }

    #[test]
    fn damaged_files_are_reported_at_their_place() {
        for (text, offset) in [("[\n {\"id\": 1,}]", 12), ("{}", 0), ("[{\"type\": \"book\"}]", 0)] {
            let found = works(FileId(0), text).err().map(|found| found.span);
            assert_eq!(found, Some(Some(Span::new(FileId(0), offset..offset))), "{text}");
        }
    }
}
