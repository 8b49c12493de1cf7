//! Reads places with names, references to them, numbers of captions, and citations.

use serde_json::{Value, json};

use super::inline::Line;
use super::reader::{Field, FieldContent, Reader};
use super::words::words_in;
use crate::import::Reason;
use crate::import::building::format::Format;
use crate::import::building::instructions::{Instruction, instruction};
use crate::import::building::item::Kind;
use crate::import::building::pool::{Part, Target};
use crate::import::building::role::Role;
use crate::import::building::works::{Work, person};
use crate::import::building::{citations, endnote};
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
        let code = match element.name() {
            "text:reference-mark-start" => format!("ADDIN {name}"),
            _ => self.source.codes.get(name).cloned().unwrap_or_default(),
        };
        if self.begin_field(Some(name), &code, line) {
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
    pub fn place_end(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let Some(name) = element.attribute("text:name") else { return };
        self.fields.retain(|field| field.name.as_deref() != Some(name));
        let Some(index) = line.open.iter().rposition(|(own, _)| own == name) else { return };
        let (_, anchor) = line.open.remove(index);
        if !line.paragraph.atoms.iter().rev().any(|atom| atom.format.anchor == Some(anchor)) {
            line.points.push(anchor);
        }
    }

    /// The beginning of a field of another program. Its instruction is the name of a mark, or stands in a property.
    fn begin_field(&mut self, name: Option<&str>, code: &str, line: &mut Line<'a>) -> bool {
        let found = match instruction(code) {
            Instruction::Citation(json) => citations::read(&json, &mut self.pool).ok_or("Zotero".to_owned()),
            Instruction::EndNote(text) => {
                let found = endnote::citation(&text, "");
                let found = found.and_then(|found| citations::of_value(&found, &mut self.pool));
                found.ok_or("EndNote".to_owned())
            }
            Instruction::OfSources(_) => Err("Word".to_owned()),
            Instruction::OtherCitation(program) => Err(program),
            Instruction::Works => {
                line.paragraph.role = Role::Works;
                self.fields.push(Field { name: name.map(str::to_owned), content: FieldContent::Works });
                return true;
            }
            _ => return false,
        };
        let content = if found.is_ok() { FieldContent::Dropped } else { FieldContent::Text };
        match found {
            Ok(citation) => self.push(line, citation, Format::default()),
            Err(program) => self.pool.doubt(Reason::Citation(program), ""),
        }
        self.fields.push(Field { name: name.map(str::to_owned), content });
        true
    }

    /// The beginning of a field of Word that this format does not have.
    pub fn field_start(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let code = parameter(element, "vnd.oasis.opendocument.field.code").unwrap_or_default();
        if !self.begin_field(None, code, line) {
            self.fields.push(Field { name: None, content: FieldContent::Text });
        }
    }

    /// The end of such a field.
    pub fn field_end(&mut self) {
        if let Some(last) = self.fields.iter().rposition(|field| field.name.is_none()) {
            self.fields.remove(last);
        }
    }

    /// The box of a form, which has no words of its own.
    pub fn form_field(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let is_checked = || parameter(element, "Checkbox_Checked") == Some("true");
        let chosen = || {
            let index: usize = parameter(element, "Dropdown_Selected")?.parse().ok()?;
            let entries = element.elements().filter(|own| is_parameter(own, "Dropdown_ListEntry"));
            entries.filter_map(|own| own.attribute("field:value")).nth(index)
        };
        let kind = element.attribute("field:type").unwrap_or_default();
        if kind.ends_with("FORMCHECKBOX") {
            self.own_text(if is_checked() { "☑" } else { "☐" }, line);
        } else if let Some(entry) = chosen() {
            self.own_text(entry, line);
        }
    }

    /// A citation of the word processor itself, whose attributes describe the work.
    pub fn bibliography_mark(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let json = json!({ "citationItems": [{ "itemData": work(element) }] }).to_string();
        let has_title = element.attribute("text:title").is_some_and(|title| !title.trim().is_empty());
        let found = has_title.then(|| citations::read(&json, &mut self.pool)).flatten();
        match found {
            Some(citation) => self.push(line, citation, Format::default()),
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
        let words = words_in(element);
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

/// The value of a parameter of a field.
fn parameter<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element.elements().find(|own| is_parameter(own, name))?.attribute("field:value")
}

fn is_parameter(element: &Element, name: &str) -> bool {
    element.name() == "field:param" && element.attribute("field:name") == Some(name)
}

/// The work that a mark describes, in CSL JSON.
fn work(element: &Element) -> Value {
    let attribute = |name: &str| element.attribute(name).unwrap_or_default();
    let mut work = Work::new(match attribute("text:bibliography-type") {
        "book" | "booklet" => "book",
        "inbook" | "incollection" => "chapter",
        "inproceedings" | "conference" | "proceedings" => "paper-conference",
        "mastersthesis" | "phdthesis" => "thesis",
        "techreport" => "report",
        "www" => "webpage",
        "unpublished" => "manuscript",
        _ => "article-journal",
    });
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
        work.set(key, attribute(name));
    }
    for (name, key) in [("text:author", "author"), ("text:editor", "editor")] {
        work.people(key, attribute(name).split(';').filter_map(person).collect());
    }
    work.date("issued", [attribute("text:year"), "", ""]);
    work.into_value()
}
