//! Reads the text of a PDF (ISO 32000-1) in the order of its tags, as a screen reader does.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::{Font, names};
use super::piece::{PICTURE, Piece, Pieces, UNNAMED, is_numeral, is_page, is_page_of_work};
use super::place::{Outside, Pen};

/// Maximum depth of nested tags.
const DEEPEST: usize = 200;

/// The text of a PDF.
#[derive(Debug)]
pub struct Reading {
    /// The text in tag order; `None` for the PDF for a printer, which has no tags.
    pub tagged: Option<Vec<Piece>>,
    /// All text of each page, including running heads, in the order of the content stream.
    pub pages: Vec<Piece>,
    /// For each page, the text that is farthest outside it.
    pub outside: Vec<Option<Outside>>,
}

/// Reads a PDF.
///
/// # Errors
///
/// Returns a short description of the damage.
pub fn read(bytes: &[u8]) -> Result<Reading, String> {
    let document = Document::load_mem(bytes).map_err(|error| error.to_string())?;
    let root = document.catalog().and_then(|catalog| catalog.get_deref(b"StructTreeRoot", &document));
    let root = root.and_then(Object::as_dict).ok();
    let mut fonts = BTreeMap::new();
    let mut pages = BTreeMap::new();
    let mut order = Vec::new();
    let mut outside = Vec::new();
    for id in document.page_iter() {
        let mut page = Page::read(&document, id, &mut fonts)?;
        order.push(id);
        outside.push(page.outside.take());
        pages.insert(id, page);
    }
    let words = order.iter().filter_map(|id| pages.get(id)).map(|page: &Page| page.all.clone()).collect();
    let Some(root) = root else { return Ok(Reading { tagged: None, pages: words, outside }) };
    let mut tags = Tags { document: &document, pages, pieces: Pieces::default(), seen: BTreeSet::new() };
    tags.document_of(root)?;
    Ok(Reading { tagged: Some(tags.finish()), pages: words, outside })
}

/// The text of a page.
#[derive(Debug, Default)]
struct Page {
    /// Text by marked-content identifier (section 14.6).
    marked: BTreeMap<i64, String>,
    /// All text, in the order of the content stream.
    all: Piece,
    outside: Option<Outside>,
}

/// Properties of a marked-content sequence.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    number: Option<i64>,
    /// Whether it is an artifact, such as a running head.
    is_artifact: bool,
    /// Whether an `ActualText` replaces its text.
    is_replaced: bool,
}

type Fonts<'a> = BTreeMap<ObjectId, Font<'a>>;

impl Page {
    fn read<'a>(document: &'a Document, id: ObjectId, fonts: &mut Fonts<'a>) -> Result<Self, String> {
        let content = document.get_page_content(id);
        let content = Content::decode(&content).map_err(|error| error.to_string())?;
        let names = names(document, id);
        let mut page = Self::default();
        let mut marks: Vec<Mark> = Vec::new();
        let unknown = Font::default();
        let mut pen = Pen::above(document, id);
        for operation in &content.operations {
            let mark = marks.last().copied().unwrap_or_default();
            pen.follow(operation, &names);
            match operation.operator.as_str() {
                "Tf" => {
                    if let Some(id) = pen.font() {
                        let number = fonts.len();
                        fonts.entry(id).or_insert_with(|| Font::read(document, id, number));
                    }
                }
                "BMC" | "BDC" => {
                    let mut mark = mark;
                    let name = operation.operands.first().and_then(|tag| tag.as_name().ok());
                    mark.is_artifact |= name == Some(b"Artifact");
                    if let Some(Object::Dictionary(properties)) = operation.operands.get(1) {
                        if let Ok(number) = properties.get(b"MCID").and_then(Object::as_i64) {
                            mark.number = Some(number);
                        }
                        if let Ok(actual) = properties.get(b"ActualText").and_then(Object::as_str) {
                            if !mark.is_replaced {
                                page.push(mark, &text_string(actual), UNNAMED);
                            }
                            mark.is_replaced = true;
                        }
                    }
                    marks.push(mark);
                }
                "EMC" => {
                    marks.pop();
                }
                "Tj" | "'" | "\"" | "TJ" => {
                    let font = pen.font().and_then(|id| fonts.get(&id)).unwrap_or(&unknown);
                    let words: String = operation
                        .operands
                        .iter()
                        .flat_map(strings)
                        .map(|string| font.words(string))
                        .collect();
                    if !mark.is_replaced {
                        page.push(mark, &words, font.sign);
                    }
                    let millimetres = pen.show(operation, &font.widths).filter(|_| !words.trim().is_empty());
                    let farthest = page.outside.as_ref().map_or(0.0, |outside| outside.millimetres);
                    if let Some(millimetres) = millimetres.filter(|distance| *distance > farthest) {
                        page.outside = Some(Outside { words, millimetres });
                    }
                }
                _ => {}
            }
        }
        Ok(page)
    }

    /// Adds text. The placeholder `sign` replaces unknown characters.
    fn push(&mut self, mark: Mark, words: &str, sign: char) {
        self.all.push(words);
        if let Some(number) = mark.number.filter(|_| !mark.is_artifact) {
            let words = words.chars().map(|character| if character == UNNAMED { sign } else { character });
            self.marked.entry(number).or_default().extend(words);
        }
    }
}

/// The strings in an operand of an operator that shows text.
fn strings(operand: &Object) -> Vec<&[u8]> {
    match operand {
        Object::String(string, _) => vec![string.as_slice()],
        Object::Array(list) => list.iter().filter_map(|item| item.as_str().ok()).collect(),
        _ => Vec::new(),
    }
}

/// Decodes a text string (section 7.9.2.2): UTF-16 or UTF-8 with a byte order mark, otherwise one byte per character.
fn text_string(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        let units: Vec<u16> =
            rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        return String::from_utf16_lossy(&units);
    }
    match bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        Some(rest) => String::from_utf8_lossy(rest).into_owned(),
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Walks the tag tree.
struct Tags<'a> {
    document: &'a Document,
    pages: BTreeMap<ObjectId, Page>,
    pieces: Pieces,
    seen: BTreeSet<ObjectId>,
}

/// State on the way down to a tag.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of the place, and none follows from another"
)]
#[derive(Clone, Copy)]
struct Way {
    page: Option<ObjectId>,
    depth: usize,
    /// Whether the text is skipped, as in contents and in drawings.
    is_silent: bool,
    /// Whether the tag is inside a block.
    is_inside: bool,
    /// Whether the tag is inside running text, where pictures belong to the text.
    is_line: bool,
    /// Whether the tag is inside a code block, whose lines have tags of their own.
    is_code: bool,
    /// Whether the tag is that of a caption.
    is_caption: bool,
}

impl<'a> Tags<'a> {
    /// Reads the tags below the document tag. Everything up to the last list of contents is front matter of casebook
    /// and is discarded.
    fn document_of(&mut self, root: &'a Dictionary) -> Result<(), String> {
        let way = Way {
            page: None,
            depth: 0,
            is_silent: false,
            is_inside: false,
            is_line: false,
            is_code: false,
            is_caption: false,
        };
        for top in self.kids(root) {
            let Some(element) = self.element(top)? else { continue };
            let way = Way { page: page_of(element).or(way.page), ..way };
            for kid in self.kids(element) {
                self.kid(kid, way)?;
                let kid = self.document.dereference(kid).ok().and_then(|(_, kid)| kid.as_dict().ok());
                if kid.is_some_and(|kid| tag(kid) == b"TOC") {
                    self.pieces = Pieces::default();
                }
            }
        }
        Ok(())
    }

    /// Returns the pieces. Text without a tag comes last.
    fn finish(mut self) -> Vec<Piece> {
        self.pieces.end();
        for words in self.pages.values().flat_map(|page| page.marked.values()) {
            self.pieces.open().push(words);
            self.pieces.end();
        }
        self.pieces.finish()
    }

    fn kids(&self, element: &'a Dictionary) -> Vec<&'a Object> {
        match element.get_deref(b"K", self.document) {
            Ok(Object::Array(list)) => list.iter().collect(),
            Ok(_) => element.get(b"K").into_iter().collect(),
            Err(_) => Vec::new(),
        }
    }

    /// The dictionary of a child; `None` if it has been visited.
    fn element(&mut self, kid: &'a Object) -> Result<Option<&'a Dictionary>, String> {
        let (id, object) = self.document.dereference(kid).map_err(|error| error.to_string())?;
        if id.is_some_and(|id| !self.seen.insert(id)) {
            return Ok(None);
        }
        Ok(object.as_dict().ok())
    }

    fn kid(&mut self, kid: &'a Object, way: Way) -> Result<(), String> {
        if way.depth > DEEPEST {
            return Err("its tags are nested too deeply".to_owned());
        }
        if let Object::Integer(number) = kid {
            self.content(way.page, *number, way);
            return Ok(());
        }
        let Some(element) = self.element(kid)? else { return Ok(()) };
        let page = page_of(element).or(way.page);
        if let Ok(number) = element.get(b"MCID").and_then(Object::as_i64) {
            self.content(page, number, way);
            return Ok(());
        }
        let name = tag(element);
        if name.is_empty() {
            // An object reference for the area of a link, whose text has its own entry.
            return Ok(());
        }
        let way = Way { page, depth: way.depth + 1, ..way };
        match name {
            b"Figure" | b"Formula" => {
                let alternative = element.get(b"Alt").and_then(Object::as_str).map(text_string);
                let stands_alone = !way.is_line;
                if stands_alone {
                    self.pieces.end();
                }
                if !way.is_silent {
                    self.pieces.open().push_picture(&alternative.unwrap_or_default());
                }
                self.all(element, Way { is_silent: true, ..way })?;
                if stands_alone {
                    self.pieces.end();
                }
                Ok(())
            }
            b"TOC" => self.all(element, Way { is_silent: true, ..way }),
            name if is_inline(name, element, self.document) => {
                let before = self.pieces.open().clone();
                self.all(element, way)?;
                if name == b"Span" {
                    self.leave_out_page(before);
                }
                Ok(())
            }
            _ if way.is_code => {
                self.all(element, way)?;
                self.pieces.open().push(" ");
                Ok(())
            }
            // Typst puts the formulas of a caption beside its paragraphs.
            b"P" if way.is_caption => self.all(element, way),
            name => {
                self.pieces.end();
                let (is_line, is_code, is_caption) = (is_line(name), name == b"Code", name == b"Caption");
                self.all(element, Way { is_inside: true, is_line, is_code, is_caption, ..way })?;
                self.leave_out_ways_back();
                let is_word = |character: char| character.is_alphanumeric() || character == PICTURE;
                if name == b"Lbl" && !self.pieces.open().key.contains(is_word) {
                    *self.pieces.open() = Piece::default();
                }
                self.pieces.end();
                Ok(())
            }
        }
    }

    fn all(&mut self, element: &'a Dictionary, way: Way) -> Result<(), String> {
        self.kids(element).into_iter().try_for_each(|kid| self.kid(kid, way))
    }

    fn content(&mut self, page: Option<ObjectId>, number: i64, way: Way) {
        let words = page.and_then(|page| self.pages.get_mut(&page)?.marked.remove(&number));
        // Text outside blocks is not text of the author: it is the citation of a case.
        if !way.is_silent && way.is_inside {
            self.pieces.open().push(&words.unwrap_or_default());
        }
    }

    /// Removes a page number after a link, `(p. 12)`, or after a work that a text cites, where a word joiner marks it.
    fn leave_out_page(&mut self, before: Piece) {
        let open = self.pieces.open();
        let is_marked =
            open.plain.get(before.plain.len()..).is_some_and(|added| added.starts_with('\u{2060}'));
        let is_left_out = |added: &str| is_page(added) || is_marked && is_page_of_work(added);
        if open.key.get(before.key.len()..).is_some_and(is_left_out) {
            *open = Piece { pages: before.pages + 1, ..before };
        }
    }

    /// Removes the page numbers at the end of a note that link back to the text: `↑ 12, 14`.
    fn leave_out_ways_back(&mut self) {
        let open = self.pieces.open();
        let mut arrows = open.key.match_indices('↑');
        let Some((at, _)) = arrows.find(|(at, arrow)| are_ways_back(&open.key[at + arrow.len()..])) else {
            return;
        };
        let letters = open.key[..at].chars().count();
        open.key.truncate(at);
        let mut visible = open.words.char_indices().filter(|(_, character)| *character != ' ');
        if let Some((at, _)) = visible.nth(letters) {
            open.words.truncate(at);
        }
    }
}

/// Whether the text is the page numbers after the arrow at the end of a note.
fn are_ways_back(key: &str) -> bool {
    key.split(',').all(|page| !page.is_empty() && page.chars().all(is_numeral))
}

fn page_of(element: &Dictionary) -> Option<ObjectId> {
    element.get(b"Pg").and_then(Object::as_reference).ok()
}

fn tag(element: &Dictionary) -> &[u8] {
    element.get(b"S").and_then(Object::as_name).unwrap_or_default()
}

/// Whether a tag contains running text (sections 14.8.4.3.2 to 14.8.4.3.5).
fn is_line(name: &[u8]) -> bool {
    let lines: [&[u8]; 6] = [b"P", b"H", b"Lbl", b"TD", b"TH", b"Caption"];
    lines.contains(&name) || matches!(name, [b'H', b'1'..=b'6'])
}

/// Whether a tag is inline (section 14.8.4.4). `Code` is a block if its attributes say so and its lines have tags.
fn is_inline(name: &[u8], element: &Dictionary, document: &Document) -> bool {
    let inline: [&[u8]; 12] = [
        b"Span",
        b"Link",
        b"Em",
        b"Strong",
        b"Reference",
        b"Quote",
        b"Note",
        b"Annot",
        b"Sub",
        b"Ruby",
        b"Warichu",
        b"Code",
    ];
    inline.contains(&name) && !(name == b"Code" && is_block(element, document) && has_tags(element, document))
}

/// Whether a tag contains other tags, and not only marked content.
fn has_tags(element: &Dictionary, document: &Document) -> bool {
    let kids = match element.get_deref(b"K", document) {
        Ok(Object::Array(list)) => list.iter().collect(),
        Ok(single) => vec![single],
        Err(_) => Vec::new(),
    };
    let mut kids = kids.into_iter().filter_map(|kid| document.dereference(kid).ok()?.1.as_dict().ok());
    kids.any(|kid| !tag(kid).is_empty())
}

fn is_block(element: &Dictionary, document: &Document) -> bool {
    let attributes = match element.get_deref(b"A", document) {
        Ok(Object::Array(list)) => list.iter().collect(),
        Ok(single) => vec![single],
        Err(_) => Vec::new(),
    };
    let attributes = attributes
        .into_iter()
        .filter_map(|attributes| document.dereference(attributes).ok()?.1.as_dict().ok());
    let mut placements =
        attributes.filter_map(|attributes| attributes.get(b"Placement").and_then(Object::as_name).ok());
    placements.any(|placement| placement == b"Block")
}
