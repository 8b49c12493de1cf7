//! The state of reading: what is known about the document, and what has been collected so far.

use std::collections::{HashMap, HashSet};

use super::numbering::{Counters, Numbering};
use super::package::Relationships;
use super::sources::Sources;
use super::styles::Styles;
use crate::import::building::format::Marks;
use crate::import::building::instructions::Instruction;
use crate::import::building::pool::{NoteKey, Part, Pool};
use crate::import::options::Options;
use crate::import::xml::Element;
use crate::model::LinkId;

/// Everything of the document that does not change while it is read.
#[derive(Debug, Default)]
pub struct Source {
    /// The styles.
    pub styles: Styles,
    /// The definitions of lists.
    pub numbering: Numbering,
    /// The works that citations of Word name.
    pub sources: Sources,
    /// The relationships of the parts that have text.
    pub relationships: HashMap<Part, Relationships>,
    /// The notes.
    pub notes: HashMap<NoteKey, Element>,
    /// The notes whose ids others have before them: the id and the words.
    pub twice: Vec<(String, String)>,
    /// The comments: author and words.
    pub comments: HashMap<String, (String, String)>,
    /// The words of diagrams, by the path of their part.
    pub diagrams: HashMap<String, Vec<String>>,
    /// The charts, by the path of their part.
    pub charts: HashMap<String, Element>,
    /// The names of bookmarks that something leads to.
    pub referred: HashSet<String>,
    /// The beginnings of fields and bookmarks that do not end.
    pub endless: HashSet<*const Element>,
    /// The notes whose marks bookmarks surround.
    pub marked_notes: HashMap<String, NoteKey>,
    /// The codes of fields that are bookmarks, by their names.
    pub codes: HashMap<String, String>,
    /// The paths of all files, in lower case.
    pub files: HashSet<String>,
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
    pub source: &'a Source,
    /// The wishes of the user.
    pub options: Options,
    /// What has been collected.
    pub pool: Pool,
    /// The counters of lists.
    pub counters: Counters,
    /// The part that is read.
    pub part: Part,
    /// The open fields.
    pub fields: Vec<Field>,
    /// The bookmarks that are open, by their ids.
    pub open: HashMap<String, usize>,
    /// The places with names that the next paragraph begins with.
    pub waiting: Vec<usize>,
    /// The marks that authors gave notes instead of numbers.
    pub note_marks: HashMap<NoteKey, String>,
    /// The marks of a change around the text that is read.
    pub changed: Marks,
}

/// An open field.
#[derive(Debug, Default)]
pub struct Field {
    /// The instruction so far.
    pub text: String,
    /// Data that a program keeps beside the instruction.
    pub data: String,
    /// The bookmark that it is, for a field without marks of its own.
    pub bookmark: Option<String>,
    /// Its meaning, from the beginning of the result.
    pub meaning: Option<Instruction>,
    /// The link of its result.
    pub link: Option<LinkId>,
    /// Whether its result is left out.
    pub is_dropped: bool,
    /// The words of a result that is left out.
    pub dropped: String,
}

impl Field {
    /// Whether a piece is left out here: by an instruction, or by a result that is left out. A citation keeps its notes.
    pub fn leaves_out(&self, is_note: bool) -> bool {
        let keeps = is_note && self.meaning.as_ref().is_some_and(Instruction::is_citation);
        self.meaning.is_none() || self.is_dropped && !keeps
    }
}

impl<'a> Reader<'a> {
    /// A reader at the beginning.
    pub fn new(source: &'a Source, options: Options) -> Self {
        Self {
            source,
            options,
            pool: Pool::default(),
            counters: Counters::default(),
            part: Part::Document,
            fields: Vec::new(),
            open: HashMap::new(),
            waiting: Vec::new(),
            note_marks: HashMap::new(),
            changed: Marks::default(),
        }
    }

    /// The target of a relationship, and whether it is outside the document.
    pub fn related(&self, id: &str) -> Option<(&'a str, bool)> {
        let source = self.source;
        let found = source.relationships.get(&self.part)?.get(id)?;
        Some((found.target.as_str(), found.is_external))
    }

    /// Notes the words of an element that this reader does not know.
    pub fn unknown(&mut self, element: &Element) {
        if element.name().ends_with("Pr") {
            return;
        }
        let texts = element.descendants().filter(|part| matches!(part.name(), "w:t" | "m:t" | "a:t"));
        self.pool.unknown(element.name(), &texts.map(Element::text).collect::<Vec<_>>().join(" "));
    }

    /// A place with a name that something leads to.
    pub fn anchor(&mut self, name: &str) -> Option<usize> {
        self.source.referred.contains(name).then(|| self.pool.anchor(name))
    }
}
