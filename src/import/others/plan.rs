//! The reading order of a book of another tool, before its texts are read.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::import::files::Files;
use crate::import::paths;
use crate::import::{Doubt, Place, Properties, Reason, Setting};

/// A book: which files it has, in order.
#[derive(Debug, Default)]
pub struct Plan {
    /// The properties of the book.
    pub properties: Properties,
    /// The texts, in order.
    pub entries: Vec<Entry>,
    /// The titles of the parts; empty if a file has it.
    pub parts: Vec<String>,
    /// The files with the works that the text cites.
    pub bibliography: Vec<String>,
    /// The file with the citation style.
    pub citation_style: Option<String>,
    /// What the text is read with.
    pub settings: Vec<Setting>,
    /// The values that stand for names in the text: `site.title`.
    pub values: BTreeMap<String, String>,
    /// The commands of formulas, each with its TeX.
    pub macros: Vec<(String, String)>,
    /// The folder of the texts, at which a leading `/` begins.
    pub root: String,
    /// Files whose header has the properties of the book, not of the case.
    pub book_header: Option<String>,
    /// The places that a person must look at.
    pub doubts: Vec<Doubt>,
}

/// A text of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The file.
    pub path: String,
    /// The title in the reading order.
    pub title: Option<String>,
    /// Where it stands.
    pub role: Role,
}

/// Where a text stands in a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Before the cases.
    Front,
    /// Among the cases before the parts.
    Case,
    /// In the part with this index.
    Part(usize),
    /// Below the title of the part with this index.
    PartText(usize),
    /// An appendix.
    Appendix,
    /// At the end.
    Back,
}

impl Plan {
    /// Adds a text, if the folder has it.
    pub fn add(&mut self, files: &Files, path: &str, title: Option<&str>, role: Role) {
        let Some(found) = find(files, path) else {
            return self.doubt(path, Reason::Missing("a file of the reading order".to_owned()));
        };
        if !paths::is_markdown(&found) {
            return self.doubt(
                &found,
                Reason::NotRead("a file of the reading order that is no Markdown".to_owned()),
            );
        }
        if self.entries.iter().all(|entry| entry.path != found) {
            // Chapters after the parts have no place among the cases.
            let role = if role == Role::Case && !self.parts.is_empty() { Role::Back } else { role };
            let title = title.map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
            self.entries.push(Entry { path: found, title, role });
        }
    }

    /// Begins a part.
    pub fn part(&mut self, title: &str) -> usize {
        self.parts.push(title.trim().to_owned());
        self.parts.len() - 1
    }

    /// Adds a doubt about a file.
    pub fn doubt(&mut self, path: &str, reason: Reason) {
        self.doubts.push(Doubt {
            place: Place::File(path.to_owned()),
            piece: None,
            words: String::new(),
            reason,
        });
    }

    /// Adds the files with works that a header or a configuration names, and the citation style.
    pub fn add_works(&mut self, files: &Files, value: &Value) {
        self.add_bibliography(files, value.get("bibliography"));
        if let Some(name) = word(value.get("csl")) {
            match paths::join("", &name).filter(|path| files.contains_key(path)) {
                Some(path) => self.citation_style = Some(path),
                None => self.doubt(&name, Reason::Missing("the file with the citation style".to_owned())),
            }
        }
    }

    /// Adds the files with works that a value names.
    pub fn add_bibliography(&mut self, files: &Files, value: Option<&Value>) {
        for name in texts(value) {
            match paths::join("", &name).filter(|path| files.contains_key(path)) {
                Some(path) if !self.bibliography.contains(&path) => self.bibliography.push(path),
                Some(_) => {}
                None => {
                    self.doubt(&name, Reason::Missing("a file with works that the text cites".to_owned()));
                }
            }
        }
    }
}

/// The file with a path, whatever its ending is if it has none.
fn find(files: &Files, path: &str) -> Option<String> {
    let with_ending = ["md", "qmd", "Rmd", "rmd", "markdown", "ipynb", "rst"]
        .iter()
        .map(|ending| format!("{path}.{ending}"));
    std::iter::once(path.to_owned()).chain(with_ending).find(|path| files.contains_key(path))
}

/// The text of a file.
#[must_use]
pub fn text(files: &Files, path: &str) -> Option<String> {
    let text = std::str::from_utf8(files.get(path)?).ok()?;
    Some(text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n"))
}

/// A text or number as text.
#[must_use]
pub fn word(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A text, or the texts of a list.
#[must_use]
pub fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(list)) => list.iter().filter_map(|item| word(Some(item))).collect(),
        value => word(value).into_iter().collect(),
    }
}

/// The authors that a value names: a text, a list, or entries with a name.
#[must_use]
pub fn authors(value: Option<&Value>) -> Vec<String> {
    let name = |value: &Value| match value {
        Value::Object(keys) => match keys.get("name") {
            Some(Value::Object(name)) => {
                let parts = ["literal", "given", "family"].iter().filter_map(|key| word(name.get(*key)));
                Some(parts.collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
            }
            name => word(name),
        },
        value => word(Some(value)),
    };
    match value {
        Some(Value::Array(list)) => list.iter().filter_map(name).collect(),
        Some(value) => name(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// A date as casebook reads it; `None` for any other.
#[must_use]
pub fn date(value: Option<&Value>) -> Option<String> {
    let word = word(value)?;
    let day = word.split(['T', ' ']).next()?;
    let is_date = day.len() >= 4
        && day.split('-').all(|part| {
            (part.len() == 4 || part.len() == 2) && part.chars().all(|sign| sign.is_ascii_digit())
        });
    is_date.then(|| day.to_owned())
}

/// The properties that a header or a configuration names.
#[must_use]
pub fn properties(value: &Value) -> Properties {
    let first = |keys: &[&str]| keys.iter().find_map(|key| word(value.get(*key))).unwrap_or_default();
    let people =
        ["author", "authors"].iter().map(|key| authors(value.get(*key))).find(|list| !list.is_empty());
    Properties {
        title: first(&["title"]),
        subtitle: first(&["subtitle"]),
        authors: people.unwrap_or_default(),
        language: Some(first(&["lang", "language", "languageCode"]))
            .filter(|tag| !tag.is_empty())
            .unwrap_or_default(),
        date: date(value.get("date")).unwrap_or_default(),
        publisher: first(&["publisher"]),
        description: first(&["description", "abstract"]).split_whitespace().collect::<Vec<_>>().join(" "),
    }
}
