//! Reads places with names, references to them, numbers of captions, and citations.

use serde_json::{Value, json};

use super::inline::{Line, gather_words};
use super::reader::Reader;
use crate::import::Reason;
use crate::import::building::citations;
use crate::import::building::format::Format;
use crate::import::building::item::Kind;
use crate::import::building::pool::{Part, Target};
use crate::import::xml::Element;

impl<'a> Reader<'a> {
    /// A place without words.
    pub fn point(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let Some(anchor) = element.attribute("text:name").and_then(|name| self.anchor(name)) else { return };
        if line.paragraph.is_visible() {
            line.points.push(anchor);
        } else {
            line.paragraph.anchors.push(anchor);
        }
    }

    /// The beginning of words with a name, or of the words of a citation.
    pub fn place_start(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let Some(name) = element.attribute("text:name") else { return };
        if element.name() == "text:reference-mark-start" && self.citation(name, line) {
            line.cited = Some(name);
            return;
        }
        let Some(anchor) = self.anchor(name) else { return };
        if line.paragraph.is_visible() {
            line.open.push((name.to_owned(), anchor));
        } else {
            line.paragraph.anchors.push(anchor);
        }
    }

    /// The end of words with a name.
    pub fn place_end(element: &'a Element, line: &mut Line<'a>) {
        let Some(name) = element.attribute("text:name") else { return };
        if line.cited == Some(name) {
            line.cited = None;
        }
        let Some(index) = line.open.iter().rposition(|(own, _)| own == name) else { return };
        let (_, anchor) = line.open.remove(index);
        if !line.paragraph.atoms.iter().rev().any(|atom| atom.format.anchor == Some(anchor)) {
            line.points.push(anchor);
        }
    }

    /// A citation of Zotero or Mendeley, whose mark has the works as its name.
    fn citation(&mut self, name: &str, line: &mut Line<'a>) -> bool {
        let Some(program) = ["ZOTERO", "CSL_CITATION", "Mendeley"].into_iter().find(|own| name.contains(own))
        else {
            return false;
        };
        let json = name.find('{').and_then(|start| name.get(start..));
        let found = json.and_then(|json| citations::read(json, &mut self.pool));
        let Some((id, text)) = found else {
            let program = if program == "Mendeley" { "Mendeley" } else { "Zotero" };
            self.pool.doubt(Reason::Citation(program.to_owned()), "");
            return false;
        };
        self.push(line, Kind::Citation(id, text), Format::default());
        true
    }

    /// A citation of the word processor itself, whose attributes describe the work.
    pub fn bibliography_mark(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let json = json!({ "citationItems": [{ "itemData": work(element) }] }).to_string();
        let has_title = element.attribute("text:title").is_some_and(|title| !title.trim().is_empty());
        let found = has_title.then(|| citations::read(&json, &mut self.pool)).flatten();
        match found {
            Some((id, text)) => self.push(line, Kind::Citation(id, text), Format::default()),
            None => {
                self.pool.doubt(Reason::Citation("the word processor".to_owned()), &element.text());
                self.content(element, line);
            }
        }
    }

    /// The number of a caption.
    pub fn sequence(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let anchor = element.attribute("text:ref-name").and_then(|name| self.anchor(name));
        line.points.extend(anchor);
        self.content(element, line);
        self.push_number_end(line);
    }

    fn push_number_end(&mut self, line: &mut Line<'a>) {
        self.push(line, Kind::NumberEnd, Format::default());
    }

    /// A reference to a place with a name.
    pub fn reference(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let mut words = String::new();
        gather_words(element, &mut words);
        match element.attribute("text:reference-format") {
            Some("page") => self.pool.doubt(Reason::PageReference, &words),
            Some(format) if format.starts_with("number") || format == "chapter" => {
                self.pool.doubt(Reason::NumberReference, &words);
            }
            _ => {}
        }
        let before = line.link;
        if let (None, Some(name)) = (before, element.attribute("text:ref-name"))
            && !words.trim().is_empty()
        {
            line.link = Some(self.link(Target::Bookmark(name.to_owned()), line));
        }
        self.content(element, line);
        line.link = before;
    }

    /// A reference to a note.
    pub fn note_again(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let part = match element.attribute("text:note-class") {
            Some("endnote") => Part::Endnotes,
            _ => Part::Footnotes,
        };
        let words = element.text();
        let is_number = element.attribute("text:reference-format").is_none_or(|format| format == "text");
        match element.attribute("text:ref-name") {
            Some(id) if is_number => {
                let key = (part, id.to_owned());
                let reference = self.pool.reference(key, Some(words));
                self.push(line, Kind::Note(reference), Format::default());
            }
            _ => {
                self.pool.doubt(Reason::PageReference, &words);
                self.content(element, line);
            }
        }
    }
}

/// The work that a mark describes, in CSL JSON.
fn work(element: &Element) -> Value {
    let attribute = |name: &str| {
        let value = element.attribute(name).map(str::trim).filter(|value| !value.is_empty());
        value.map(str::to_owned)
    };
    let mut work = serde_json::Map::new();
    let kind = match attribute("text:bibliography-type").as_deref() {
        Some("book" | "booklet") => "book",
        Some("inbook" | "incollection") => "chapter",
        Some("inproceedings" | "conference") => "paper-conference",
        Some("mastersthesis" | "phdthesis") => "thesis",
        Some("techreport") => "report",
        Some("www") => "webpage",
        Some("unpublished") => "manuscript",
        _ => "article-journal",
    };
    work.insert("type".to_owned(), Value::String(kind.to_owned()));
    for (name, key) in [
        ("text:identifier", "citation-key"),
        ("text:title", "title"),
        ("text:publisher", "publisher"),
        ("text:address", "publisher-place"),
        ("text:journal", "container-title"),
        ("text:booktitle", "container-title"),
        ("text:volume", "volume"),
        ("text:number", "issue"),
        ("text:pages", "page"),
        ("text:edition", "edition"),
        ("text:url", "URL"),
        ("text:isbn", "ISBN"),
        ("text:note", "note"),
    ] {
        if let Some(value) = attribute(name) {
            work.insert(key.to_owned(), Value::String(value));
        }
    }
    for (name, key) in [("text:author", "author"), ("text:editor", "editor")] {
        if let Some(names) = attribute(name) {
            work.insert(key.to_owned(), names.split(';').map(person).collect());
        }
    }
    if let Some(year) = attribute("text:year") {
        work.insert("issued".to_owned(), json!({ "raw": year }));
    }
    Value::Object(work)
}

/// A person: `Doe, Jane`. A name without a comma stays whole.
fn person(name: &str) -> Value {
    match name.split_once(',') {
        Some((family, given)) => json!({ "family": family.trim(), "given": given.trim() }),
        None => json!({ "literal": name.trim() }),
    }
}
