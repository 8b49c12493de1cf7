//! What a reader collects while it reads: links, pictures, notes, headings and doubts, each with a number of its own.

use std::collections::HashMap;

use serde_json::Value;

use crate::import::Reason;
use crate::model::{CitationId, CitedWork, FormulaId, ImageId, LinkId, ReferenceId, SectionId};

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

/// What has been collected.
#[derive(Debug, Default)]
pub struct Pool {
    /// The targets of links.
    pub links: Vec<Target>,
    /// The pictures: the path in the archive or the address, and the alternative text.
    pub images: Vec<Shown>,
    /// The formulas: the TeX, and whether they stand on a line of their own.
    pub formulas: Vec<(String, bool)>,
    /// The citations.
    pub citations: Vec<Vec<CitedWork>>,
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
    pub fn citation(&mut self, works: Vec<CitedWork>) -> CitationId {
        self.citations.push(works);
        CitationId::after(self.citations.len() - 1)
    }

    /// A reference to a note.
    pub fn reference(&mut self, reference: NoteUse) -> ReferenceId {
        self.references.push(reference);
        ReferenceId::after(self.references.len() - 1)
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
