//! Reads the text of HTML and EPUB, block by block, in document order.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::piece::{Piece, Pieces};
use crate::vocabulary::{
    BACKLINK, CITATION, COVER, EQUATION_NUMBER, FIGURE_DATA, GLYPHS, NARROW, NOTE_NUMBER, NOTE_REFERENCE,
    TITLE_PAGE,
};

/// Reads the text of the single-file HTML.
#[must_use]
pub fn html(markup: &str) -> Vec<Piece> {
    // Title page, contents and tools precede the text, which begins at `main`.
    let mut walk = Walk::new("main");
    let emitter = DefaultEmitter::<usize>::new_with_span();
    for token in Tokenizer::new_with_emitter(markup, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attribute = |wanted: &str| {
                    let found = tag.attributes.iter().find(|(name, _)| name.0 == wanted.as_bytes());
                    found.map(|(_, value)| String::from_utf8_lossy(value).into_owned())
                };
                walk.start(&name, attribute);
                if tag.self_closing || VOID.contains(&name.as_str()) {
                    walk.end(&name);
                }
            }
            Token::EndTag(tag) => walk.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => walk.words(&String::from_utf8_lossy(&words)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    walk.pieces.finish()
}

/// Reads the text of one document of an EPUB.
///
/// # Errors
///
/// Returns a short description of the damage.
pub fn xhtml(markup: &str) -> Result<Vec<Piece>, String> {
    let mut walk = Walk::new("body");
    let mut reader = Reader::from_str(markup);
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) => walk.start(name(&tag).as_str(), |wanted| attribute(&tag, wanted)),
            Event::Empty(tag) => {
                walk.start(name(&tag).as_str(), |wanted| attribute(&tag, wanted));
                walk.end(&name(&tag));
            }
            Event::End(tag) => walk.end(tag.local_name().as_ref()),
            Event::Text(words) => walk.words(&words),
            Event::CData(words) => walk.words(&words),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(character)) => walk.words(character.encode_utf8(&mut [0; 4])),
                Ok(None) => {
                    let entity = quick_xml::escape::resolve_predefined_entity(&reference);
                    walk.words(entity.ok_or("an entity that is not defined in XML")?);
                }
                Err(error) => return Err(error.to_string()),
            },
            Event::Eof if walk.open.is_empty() => return Ok(walk.pieces.finish()),
            Event::Eof => return Err("the file is truncated".to_owned()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn name(tag: &BytesStart<'_>) -> String {
    tag.local_name().as_ref().to_owned()
}

/// The value of an attribute, with entities resolved.
pub fn attribute(tag: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let mut attributes = tag.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.as_ref() == wanted)?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

/// Void elements, which have no content and no end tag (HTML Living Standard, section 13.1.2).
const VOID: [&str; 6] = ["br", "hr", "img", "wbr", "meta", "link"];

/// Inline elements; all others separate blocks.
const INLINE: [&str; 16] = [
    "a", "abbr", "b", "bdi", "br", "cite", "code", "del", "em", "i", "mark", "span", "strong", "sub", "sup",
    "wbr",
];

/// Elements whose content is not text.
const SILENT: [&str; 5] = ["script", "style", "template", "nav", "title"];

/// Classes of the parts that casebook adds.
const ADDED: [&str; 6] =
    [BACKLINK.class, CITATION.class, COVER.class, FIGURE_DATA.class, GLYPHS.class, TITLE_PAGE.class];

/// The state of reading a document.
struct Walk {
    pieces: Pieces,
    /// The open elements, with their roles.
    open: Vec<(String, Kind)>,
    /// Name of the element that contains the text.
    root: &'static str,
    is_inside: bool,
    silent: usize,
}

/// The role of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Inline,
    /// The number of a note reference.
    Reference,
    /// The number of a note, which is a piece of its own.
    Number,
    Block,
    Silent,
}

impl Walk {
    fn new(root: &'static str) -> Self {
        Self { pieces: Pieces::default(), open: Vec::new(), root, is_inside: false, silent: 0 }
    }

    fn start(&mut self, name: &str, attribute: impl Fn(&str) -> Option<String>) {
        let classes = attribute("class").unwrap_or_default();
        let has = |class: &str| classes.split(' ').any(|other| other == class);
        let is_picture = matches!(name, "img" | "svg") && !has(GLYPHS.class) && !has(NARROW);
        let is_formula = name == "math";
        let kind = if name == "svg"
            || is_formula
            || has(EQUATION_NUMBER.class)
            || SILENT.contains(&name)
            || ADDED.into_iter().any(has)
        {
            Kind::Silent
        } else if has(NOTE_NUMBER.class) {
            Kind::Number
        } else if has(NOTE_REFERENCE.class) {
            Kind::Reference
        } else if self.silent > 0 || INLINE.contains(&name) || name == "img" {
            Kind::Inline
        } else {
            Kind::Block
        };
        if kind == Kind::Block {
            self.pieces.end();
        }
        if name == "section" && ["case", "front", "back"].into_iter().any(has) {
            self.pieces.open().begins_case = true;
        }
        if name == "br" && self.is_heard() {
            self.pieces.open().push(" ");
        }
        if (is_picture || is_formula) && self.is_heard() {
            let alternative =
                attribute("alt").or_else(|| attribute("aria-label")).or_else(|| attribute("alttext"));
            self.pieces.open().push_picture(&alternative.unwrap_or_default());
        }
        self.is_inside |= self.root == name;
        self.silent += usize::from(kind == Kind::Silent);
        self.open.push((name.to_owned(), kind));
    }

    /// Closes the element, and every element left open in it.
    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|(open, _)| open == name) else { return };
        for (name, kind) in self.open.split_off(at) {
            match kind {
                Kind::Inline | Kind::Reference => {}
                Kind::Number | Kind::Block => self.pieces.end(),
                Kind::Silent => self.silent -= 1,
            }
            if self.root == name {
                self.is_inside = false;
            }
        }
    }

    fn words(&mut self, words: &str) {
        if !self.is_heard() {
            return;
        }
        if self.open.iter().any(|(_, kind)| *kind == Kind::Reference) {
            self.pieces.open().push_number(words);
        } else {
            self.pieces.open().push(words);
        }
    }

    fn is_heard(&self) -> bool {
        self.is_inside && self.silent == 0
    }
}
