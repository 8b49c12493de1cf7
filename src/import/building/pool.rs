//! What a reader collects while it reads: links, pictures, notes, headings and doubts, each with a number of its own.

use std::collections::HashMap;

use serde_json::Value;

use super::item::{Kind, Paragraph};
use crate::import::Reason;
use crate::model::{CitationForm, CitationId, CitedWork, FormulaId, ImageId, LinkId, ReferenceId, SectionId};

/// A part with text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The text itself.
    Document,
    /// The footnotes.
    Footnotes,
    /// The endnotes.
    Endnotes,
}

/// A note: the part, and its id there.
pub type NoteKey = (Part, String);

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To an address.
    Address(String),
    /// To a bookmark of the document.
    Bookmark(String),
}

/// What has been collected, and the place that is read.
#[derive(Debug, Default)]
pub struct Pool {
    /// The number of the paragraph that is read.
    pub number: usize,
    /// The note that is read.
    pub note: Option<NoteKey>,
    /// The targets of links.
    pub links: Vec<Target>,
    /// The pictures: the path in the archive or the address, and the alternative text.
    pub images: Vec<Shown>,
    /// The formulas: the TeX, and whether they stand on a line of their own.
    pub formulas: Vec<(String, bool)>,
    /// The citations.
    pub citations: Vec<(Vec<CitedWork>, CitationForm)>,
    /// The works.
    pub works: Vec<Value>,
    /// The keys of the works, by their data.
    pub keys: HashMap<String, String>,
    /// The references to notes.
    pub references: Vec<NoteUse>,
    /// The names of each place with names.
    pub anchors: Vec<Vec<String>>,
    /// The places in doubt.
    pub doubts: Vec<Pending>,
    /// The headings: the level, and the number of the paragraph.
    pub sections: Vec<(u8, usize)>,
    /// The entries of contents that were left out.
    pub contents: Vec<(usize, String)>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The path in the archive, or the address.
    pub source: String,
    /// Whether it is an address.
    pub is_remote: bool,
    /// The alternative text.
    pub alt: Option<String>,
}

/// A reference to a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteUse {
    /// The note.
    pub key: NoteKey,
    /// The words of a cross-reference to a note; `None` for its own mark.
    pub words: Option<String>,
    /// The number of the paragraph.
    pub number: usize,
}

/// A place in doubt.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    /// The paragraph.
    pub number: usize,
    /// The note.
    pub note: Option<NoteKey>,
    /// Some words of the place.
    pub words: String,
    /// The reason.
    pub reason: Reason,
}

impl Pool {
    /// A link with this target.
    pub fn link(&mut self, target: Target) -> LinkId {
        self.links.push(target);
        LinkId::after(self.links.len() - 1)
    }

    /// A picture.
    pub fn image(&mut self, image: Shown) -> ImageId {
        self.images.push(image);
        ImageId::after(self.images.len() - 1)
    }

    /// A heading.
    pub fn section(&mut self, level: u8, number: usize) -> SectionId {
        self.sections.push((level, number));
        SectionId::after(self.sections.len() - 1)
    }

    /// The id of a construct at places with names, which become one place.
    pub fn id(&mut self, anchors: &[usize]) -> Option<String> {
        let (first, others) = anchors.split_first()?;
        for other in others.iter().filter(|other| *other != first) {
            let names = self.anchors.get_mut(*other).map(std::mem::take).unwrap_or_default();
            self.anchors.get_mut(*first)?.extend(names);
        }
        Some(anchor_id(*first))
    }

    /// A formula.
    pub fn formula(&mut self, tex: &str, is_display: bool) -> FormulaId {
        self.formulas.push((tex.to_owned(), is_display));
        FormulaId::after(self.formulas.len() - 1)
    }

    /// A citation.
    pub fn citation(&mut self, works: Vec<CitedWork>, form: CitationForm) -> CitationId {
        self.citations.push((works, form));
        CitationId::after(self.citations.len() - 1)
    }

    /// A reference to a note from the paragraph that is read. `words` are those of a cross-reference.
    pub fn reference(&mut self, key: NoteKey, words: Option<String>) -> ReferenceId {
        self.references.push(NoteUse { key, words, number: self.number });
        ReferenceId::after(self.references.len() - 1)
    }

    /// A place with a name.
    pub fn anchor(&mut self, name: &str) -> usize {
        self.anchors.push(vec![name.to_owned()]);
        self.anchors.len() - 1
    }

    /// An entry of contents, which are left out.
    pub fn contents_entry(&mut self, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            self.contents.push((self.number, words.to_owned()));
        }
    }

    /// A paragraph of contents, which are left out.
    pub fn leave_out(&mut self, paragraph: &Paragraph) {
        self.contents_entry(&paragraph.words());
        if paragraph.atoms.iter().any(|atom| matches!(atom.kind, Kind::Note(_))) {
            self.doubt(Reason::NotRead("a note in the contents".to_owned()), &paragraph.words());
        }
    }

    /// Notes the words of an element that a reader does not know.
    pub fn unknown(&mut self, name: &str, words: &str) {
        if !words.trim().is_empty() {
            self.doubt(Reason::NotRead(format!("the words of an unknown part (`{name}`)")), words);
        }
    }

    /// Notes that the place that is read is in doubt. Without words, it gets those of the paragraph later.
    pub fn doubt(&mut self, reason: Reason, words: &str) {
        let words = excerpt(words);
        self.doubts.push(Pending { number: self.number, note: self.note.clone(), words, reason });
    }

    /// Notes a reason once in the document.
    pub fn doubt_once(&mut self, reason: Reason, words: &str) {
        if !self.has_doubt(&reason) {
            self.doubt(reason, words);
        }
    }

    /// Notes that a paragraph is in doubt; 0 stands for the whole document.
    pub fn doubt_at(&mut self, number: usize, reason: Reason, words: &str) {
        self.doubts.push(Pending { number, note: None, words: words.to_owned(), reason });
    }

    /// Whether a reason has been noted.
    pub fn has_doubt(&self, reason: &Reason) -> bool {
        self.doubts.iter().any(|doubt| doubt.reason == *reason)
    }

    /// Gives the doubts since a place the words of the paragraph.
    pub fn name_doubts(&mut self, since: usize, words: &str) {
        let words = if self.doubts.len() > since { excerpt(words) } else { return };
        for doubt in self.doubts.iter_mut().skip(since).filter(|doubt| doubt.words.is_empty()) {
            doubt.words.clone_from(&words);
        }
    }
}

/// What stands for the id of a place until all ids are known. No id of an author has a control character.
pub fn anchor_id(anchor: usize) -> String {
    format!("\u{1}{anchor}")
}

/// The place that an id stands for.
pub fn anchor_of(id: &str) -> Option<usize> {
    id.strip_prefix('\u{1}')?.parse().ok()
}

/// The first words of a text.
pub fn excerpt(words: &str) -> String {
    const LENGTH: usize = 80;
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LENGTH) {
        None => words,
        Some((end, _)) => {
            let start = words.get(..end).unwrap_or_default();
            format!("{} …", start.rsplit_once(' ').map_or(start, |(whole, _)| whole))
        }
    }
}
