//! Reads fields while the runs of a paragraph go by: a field begins, its instruction follows, then its result.

use super::look::Look;
use super::reader::{Field, Reader};
use super::runs::Line;
use crate::import::Reason;
use crate::import::building::format::Format;
use crate::import::building::instructions::{Instruction, instruction};
use crate::import::building::item::Kind;
use crate::import::building::pool::Target;
use crate::import::building::role::Role;
use crate::import::building::{citations, endnote};
use crate::import::xml::Element;

/// The most fields inside each other. More are fields without ends.
const FIELDS: usize = 100;

/// The text of a box to check, or of the chosen entry of a list.
fn form_text(data: &Element) -> Option<String> {
    if let Some(check) = data.child("w:checkBox") {
        let is_checked = check.switch("w:checked").or_else(|| check.switch("w:default")).unwrap_or(false);
        return Some(if is_checked { "☑" } else { "☐" }.to_owned());
    }
    let list = data.child("w:ddList")?;
    let chosen = list.value_of("w:result").or_else(|| list.value_of("w:default")).unwrap_or("0");
    let mut entries = list.elements().filter(|entry| entry.name() == "w:listEntry");
    entries.nth(chosen.parse().ok()?)?.value().map(str::to_owned)
}

impl<'a> Reader<'a> {
    /// The begin, middle or end of a field.
    pub fn field_character(&mut self, element: &'a Element, look: &Look<'a>, line: &mut Line<'a>) {
        match element.attribute("w:fldCharType") {
            Some("begin") if self.is_endless(element) => {}
            Some("begin") => {
                if self.fields.len() > FIELDS {
                    self.fields.clear();
                }
                let data = element.child("w:fldData").map(Element::text).unwrap_or_default();
                self.fields.push(Field { data, ..Field::default() });
                if let Some(data) = element.child("w:ffData") {
                    self.form(data, line);
                }
            }
            Some("separate") => self.begin_result(line),
            Some("end") => self.end_field(Some(look), line),
            _ => {}
        }
    }

    /// Whether a field does not end: it would drop all text after it.
    pub fn is_endless(&mut self, begin: &Element) -> bool {
        let is_endless = self.source.endless.contains(&std::ptr::from_ref(begin));
        if is_endless {
            self.pool.doubt(Reason::NotRead("a field that does not end".to_owned()), "");
        }
        is_endless
    }

    /// A part of the instruction of a field.
    pub fn instruction_text(&mut self, text: &str) {
        if let Some(field) = self.fields.iter_mut().rev().find(|field| field.meaning.is_none()) {
            field.text.push_str(text);
        }
    }

    /// A field whose instruction is an attribute.
    pub fn simple_field(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let text = element.attribute("w:instr").unwrap_or_default().to_owned();
        self.fields.push(Field { text, ..Field::default() });
        self.begin_result(line);
        self.content(element, line);
        self.end_field(None, line);
    }

    /// The beginning of a bookmark that is a field.
    pub fn begin_bookmark(&mut self, id: &str, code: &str, line: &mut Line<'a>) {
        let bookmark = Some(id.to_owned());
        self.fields.push(Field { text: code.to_owned(), bookmark, ..Field::default() });
        self.begin_result(line);
    }

    /// The end of such a bookmark.
    pub fn end_bookmark(&mut self, id: &str, line: &mut Line<'a>) {
        let place = self.fields.iter().rposition(|field| field.bookmark.as_deref() == Some(id));
        for _ in place.unwrap_or(self.fields.len())..self.fields.len() {
            self.end_field(None, line);
        }
    }

    /// The box of a form, which has no result.
    fn form(&mut self, data: &'a Element, line: &mut Line<'a>) {
        let Some(text) = form_text(data) else { return };
        let field = self.fields.pop();
        self.push(line, Kind::Text(text), Format::default());
        self.fields.extend(field);
    }

    /// Whether a field around this place drops its content, or is not yet at its result.
    fn is_silent(&self) -> bool {
        self.fields.iter().any(|field| field.meaning.is_none() || field.is_dropped)
    }

    fn begin_result(&mut self, line: &mut Line<'a>) {
        let Some(mut field) = self.fields.pop_if(|field| field.meaning.is_none()) else { return };
        let meaning = instruction(&field.text);
        if !self.is_silent() {
            self.begin_meaning(&meaning, &mut field, line);
        }
        field.dropped.clear();
        field.meaning = Some(meaning);
        self.fields.push(field);
    }

    fn begin_meaning(&mut self, meaning: &Instruction, field: &mut Field, line: &mut Line<'a>) {
        match meaning {
            Instruction::Link(target) => field.link = Some(self.pool.link(target.clone())),
            Instruction::Reference { bookmark, is_number } => {
                field.link = self.bookmark_link(bookmark);
                if *is_number {
                    self.pool.doubt(Reason::NumberReference, "");
                }
            }
            Instruction::Page(bookmark) => {
                field.link = self.bookmark_link(bookmark);
                self.pool.doubt(Reason::PageReference, "");
            }
            Instruction::Note(bookmark) => field.is_dropped = self.source.marked_notes.contains_key(bookmark),
            Instruction::Contents | Instruction::Index => field.is_dropped = true,
            Instruction::Citation(json) => {
                let found = citations::read(json, &mut self.pool);
                self.citation(found, "a reference manager", field, line);
            }
            Instruction::OfSources(words) => {
                let found = self.source.sources.citation(words);
                let found = found.and_then(|found| citations::of_value(&found, &mut self.pool));
                self.citation(found, "Word", field, line);
            }
            Instruction::EndNote(text) => {
                let found = endnote::citation(text, &field.data);
                let found = found.and_then(|found| citations::of_value(&found, &mut self.pool));
                self.citation(found, "EndNote", field, line);
            }
            Instruction::OtherCitation(program) => self.citation(None, program, field, line),
            Instruction::Works => line.paragraph.role = Role::Works,
            Instruction::EndNoteData
            | Instruction::Sequence
            | Instruction::Symbol { .. }
            | Instruction::Equation
            | Instruction::AutomaticNumber
            | Instruction::Other => {}
        }
    }

    /// A citation, whose words are left out if its works could be read.
    fn citation(&mut self, found: Option<Kind>, program: &str, field: &mut Field, line: &mut Line<'a>) {
        match found {
            Some(citation) => {
                self.push(line, citation, Format::default());
                field.is_dropped = true;
            }
            None => self.pool.doubt(Reason::Citation(program.to_owned()), ""),
        }
    }

    /// Whether a note at this place would be left out with the words around it.
    pub fn leaves_out_notes(&self) -> bool {
        self.fields.iter().any(|field| field.leaves_out(true))
    }

    /// Whether a paragraph belongs to a list of works that a program has written.
    pub fn is_in_works(&self) -> bool {
        self.fields.iter().any(|field| field.meaning == Some(Instruction::Works))
    }

    fn bookmark_link(&mut self, bookmark: &str) -> Option<crate::model::LinkId> {
        let is_known = self.source.referred.contains(bookmark);
        is_known.then(|| self.pool.link(Target::Bookmark(bookmark.to_owned())))
    }

    fn end_field(&mut self, look: Option<&Look<'a>>, line: &mut Line<'a>) {
        let Some(field) = self.fields.pop() else { return };
        if let (None, Some(around)) = (&field.meaning, self.fields.last_mut())
            && instruction(&field.text) == Instruction::EndNoteData
        {
            around.data.clone_from(&field.data);
        }
        if self.is_silent() {
            return;
        }
        match (field.meaning, look) {
            (Some(Instruction::Sequence), _) => self.push(line, Kind::NumberEnd, Format::default()),
            (Some(Instruction::Note(bookmark)), _) if field.is_dropped => {
                self.note_again(&bookmark, field.dropped, line);
            }
            (Some(Instruction::Contents), _) => self.pool.contents_entry(&field.dropped),
            (Some(Instruction::Index), _) => self.pool.doubt(Reason::Index, &field.dropped),
            // Without a result, the instruction itself is shown.
            (None, Some(look)) => match instruction(&field.text) {
                Instruction::Symbol { code, font } => self.character(code, &font, look, line),
                Instruction::Equation => {
                    self.pool.doubt(Reason::NotRead("a formula of an old version".to_owned()), &field.text);
                }
                Instruction::AutomaticNumber => {
                    self.pool.doubt(Reason::NotRead("a number that Word counts".to_owned()), "");
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// One more reference to a note.
    fn note_again(&mut self, bookmark: &str, words: String, line: &mut Line<'a>) {
        if let Some(key) = self.source.marked_notes.get(bookmark) {
            let reference = self.pool.reference(key.clone(), Some(words));
            self.push(line, Kind::Note(reference), Format::default());
        }
    }

    /// At the end of a paragraph: takes the words that a field around it drops.
    pub fn end_of_dropped_line(&mut self) -> bool {
        let Some(field) = self.fields.iter_mut().find(|field| field.is_dropped) else { return false };
        match field.meaning {
            Some(Instruction::Contents) => {
                let words = std::mem::take(&mut field.dropped);
                self.pool.contents_entry(&words);
            }
            _ => field.dropped.push(' '),
        }
        true
    }
}
