//! The state of reading: what is known about the document, and what has been collected so far.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::document::Document;
use super::numbers::Lists;
use super::regions::Change;
use super::styles::Styles;
use super::words::words_in;
use crate::import::building::format::Marks;
use crate::import::building::item::Item;
use crate::import::building::pool::{NoteKey, NoteUse, Pool};
use crate::import::options::Options;
use crate::import::xml::Element;

/// Everything of the document that does not change while it is read.
pub struct Source<'a> {
    /// The parts.
    pub document: &'a Document,
    /// The styles.
    pub styles: Styles<'a>,
    /// The names of the places that something leads to.
    pub referred: HashSet<String>,
    /// The names of headings that something leads to, by their plain words.
    pub outline: HashMap<String, String>,
    /// The codes of fields that are bookmarks, by their names.
    pub codes: HashMap<String, String>,
    /// The changes that were recorded.
    pub changes: HashMap<&'a str, Change<'a>>,
    /// Whether a font of fixed width marks code. It does not in a typescript.
    pub has_code_font: bool,
    /// Whether underlined words are emphasized, because nothing is in italics.
    pub underline_is_emphasis: bool,
    /// The language of most of the text.
    pub language: String,
}

/// The state of reading.
pub struct Reader<'a> {
    /// The document.
    pub source: &'a Source<'a>,
    /// The wishes of the user.
    pub options: Options,
    /// What has been collected.
    pub pool: Pool,
    /// The content of the notes that the text has had so far.
    pub bodies: HashMap<NoteKey, &'a Element>,
    /// The numbers of lists.
    pub lists: Lists,
    /// The files that stand in the text.
    pub files: HashMap<String, Vec<u8>>,
    /// The places with names that the next paragraph begins with.
    pub waiting: Vec<usize>,
    /// Whether the next paragraph begins a page.
    pub page_waits: bool,
    /// The fields of other programs that are open.
    pub fields: Vec<Field>,
    /// The change whose text is left out.
    pub skipped: Option<String>,
    /// The changes around the text that is read, if all are shown.
    pub changed: Vec<(String, Marks)>,
}

/// A field of another program.
#[derive(Debug)]
pub struct Field {
    /// The name of its mark; `None` for a field that has none.
    pub name: Option<String>,
    /// The meaning of its content.
    pub content: FieldContent,
}

/// The meaning of the content of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldContent {
    /// Text.
    Text,
    /// Words that are left out, because the works of a citation stand for them.
    Dropped,
    /// A list of works.
    Works,
}

impl<'a> Reader<'a> {
    /// A reader at the beginning.
    pub fn new(source: &'a Source<'a>, options: Options) -> Self {
        Self {
            source,
            options,
            pool: Pool::default(),
            bodies: HashMap::new(),
            lists: Lists::default(),
            files: HashMap::new(),
            waiting: Vec::new(),
            page_waits: false,
            fields: Vec::new(),
            skipped: None,
            changed: Vec::new(),
        }
    }

    /// A place with a name that something leads to.
    pub fn anchor(&mut self, name: &str) -> Option<usize> {
        self.source.referred.contains(name).then(|| self.pool.anchor(name))
    }

    /// Notes the words of an element that this reader does not know.
    pub fn unknown(&mut self, element: &Element) {
        let words = words_in(element);
        self.pool.unknown(element.name(), &words);
    }

    /// Reads the notes that the text has, and those that notes have.
    pub fn notes(&mut self) -> BTreeMap<NoteKey, Vec<Item>> {
        let mut notes = BTreeMap::new();
        let mut next = 0;
        while let Some(NoteUse { key, number, .. }) = self.pool.references.get(next).cloned() {
            next += 1;
            if notes.contains_key(&key) {
                continue;
            }
            let Some(body) = self.bodies.get(&key).copied() else { continue };
            self.pool.note = Some(key.clone());
            self.waiting.clear();
            // Paragraphs of notes have no numbers of their own.
            self.pool.number = number;
            let items = self.story(body);
            notes.insert(key, items);
        }
        self.pool.note = None;
        notes
    }
}
