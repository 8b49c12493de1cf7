//! The state of reading: what is known about the document, and what has been collected so far.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::document::Document;
use super::numbers::Lists;
use super::regions::Change;
use super::styles::Styles;
use crate::import::Reason;
use crate::import::building::format::Marks;
use crate::import::building::item::Item;
use crate::import::building::pool::{NoteKey, NoteUse, Pending, Pool, excerpt};
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
    /// The note that is read.
    pub note: Option<NoteKey>,
    /// The number of the paragraph that is read.
    pub number: usize,
    /// The places with names that the next paragraph begins with.
    pub waiting: Vec<usize>,
    /// Whether the next paragraph begins a page.
    pub page_waits: bool,
    /// The change whose text is left out.
    pub skipped: Option<String>,
    /// The changes around the text that is read, if all are shown.
    pub changed: Vec<(String, Marks)>,
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
            note: None,
            number: 0,
            waiting: Vec::new(),
            page_waits: false,
            skipped: None,
            changed: Vec::new(),
        }
    }

    /// Notes a place in doubt. Without words, those of the paragraph are added later.
    pub fn doubt(&mut self, reason: Reason, words: &str) {
        let words = excerpt(words);
        self.pool.doubts.push(Pending { number: self.number, note: self.note.clone(), words, reason });
    }

    /// Notes a reason once in the document.
    pub fn doubt_once(&mut self, reason: Reason, words: &str) {
        if !self.pool.doubts.iter().any(|doubt| doubt.reason == reason) {
            self.doubt(reason, words);
        }
    }

    /// A place with a name that something leads to.
    pub fn anchor(&mut self, name: &str) -> Option<usize> {
        if !self.source.referred.contains(name) {
            return None;
        }
        self.pool.anchors.push(vec![name.to_owned()]);
        Some(self.pool.anchors.len() - 1)
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
            self.note = Some(key.clone());
            self.waiting.clear();
            // Paragraphs of notes have no numbers of their own.
            self.number = number;
            let items = self.story(body);
            notes.insert(key, items);
        }
        self.note = None;
        notes
    }
}
