//! Reads the content of a paragraph: runs, links, fields, bookmarks, changes and content controls.

use std::rc::Rc;

use super::look::Look;
use super::reader::Reader;
use super::styles::Style;
use super::{choice, equations};
use crate::import::Reason;
use crate::import::building::format::{Format, Mark};
use crate::import::building::item::{Atom, Item, Kind, Paragraph};
use crate::import::building::pool::Part;
use crate::import::building::pool::Target;
use crate::import::building::{citations, language, symbols};
use crate::import::options::TrackChanges;
use crate::import::xml::Element;
use crate::model::LinkId;

/// The most characters of a mark that Word allows for a note. Longer text belongs to the paragraph.
const LONGEST_MARK: usize = 10;

/// A paragraph that is being read.
pub struct Line<'a> {
    /// The paragraph.
    pub paragraph: Paragraph,
    /// The styles of the paragraph.
    pub chain: Rc<[&'a Style]>,
    /// The text boxes that are anchored in it.
    pub boxes: Vec<&'a Element>,
    /// The tables of charts and the text of drawings, which follow it.
    pub after: Vec<Item>,
    /// The link that is open.
    link: Option<LinkId>,
    /// The places with names that are open.
    open: Vec<usize>,
    /// The places with names that ended before any text.
    points: Vec<usize>,
}

impl<'a> Line<'a> {
    /// A paragraph without content.
    pub fn new(paragraph: Paragraph, chain: Vec<&'a Style>) -> Self {
        let chain = chain.into();
        Self {
            paragraph,
            chain,
            boxes: Vec::new(),
            after: Vec::new(),
            link: None,
            open: Vec::new(),
            points: Vec::new(),
        }
    }

    /// Ends the paragraph.
    pub fn end(mut self) -> (Paragraph, Beside<'a>) {
        self.paragraph.anchors.append(&mut self.points);
        self.paragraph.anchors.append(&mut self.open);
        (self.paragraph, Beside { boxes: self.boxes, after: self.after })
    }
}

/// What is anchored in a paragraph, and follows it.
pub struct Beside<'a> {
    /// The text boxes.
    pub boxes: Vec<&'a Element>,
    /// The tables of charts, and the text of drawings.
    pub after: Vec<Item>,
}

impl<'a> Reader<'a> {
    /// Reads the content of a paragraph or of a part of it.
    pub fn content(&mut self, parent: &'a Element, line: &mut Line<'a>) {
        for element in parent.elements() {
            self.inline(element, line);
        }
    }

    /// Reads a part of a paragraph.
    pub fn inline(&mut self, element: &'a Element, line: &mut Line<'a>) {
        match element.name() {
            "w:r" => self.run(element, line),
            "w:hyperlink" => self.hyperlink(element, line),
            "w:ins" | "w:moveTo" => self.change(element, line, Mark::Inserted),
            "w:del" | "w:moveFrom" => self.change(element, line, Mark::Deleted),
            "w:fldSimple" => self.simple_field(element, line),
            "w:sdt" => self.control(element, line),
            "mc:AlternateContent" => {
                if let Some(chosen) = choice::chosen(element) {
                    self.content(chosen, line);
                }
            }
            "w:bookmarkStart" => self.bookmark(element, line),
            "w:bookmarkEnd" => self.bookmark_end(element, line),
            "m:oMath" => self.formula(element, line, false),
            "m:oMathPara" => {
                for formula in element.elements().filter(|formula| formula.name() == "m:oMath") {
                    self.formula(formula, line, true);
                }
            }
            "w:smartTag" | "w:customXml" | "w:dir" | "w:bdo" | "w:sdtContent" => self.content(element, line),
            "w:subDoc" => self.pool.doubt(Reason::NotRead("a subdocument".to_owned()), ""),
            _ => self.unknown(element),
        }
    }

    fn hyperlink(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let place = element.attribute("w:anchor").filter(|place| !place.is_empty());
        let related = element.attribute("r:id").and_then(|id| self.related(id)).map(|(target, _)| target);
        let target = match (related, place) {
            (Some(address), Some(place)) if !address.contains('#') => {
                Some(Target::Address(format!("{address}#{place}")))
            }
            (Some(address), _) => Some(Target::Address(address.to_owned())),
            (None, Some(place)) => Some(Target::Bookmark(place.to_owned())),
            (None, None) => None,
        };
        let before = line.link;
        if let Some(target) = target {
            line.link = Some(self.link(target, line));
        }
        self.content(element, line);
        line.link = before;
    }

    /// A link with this target. Word often divides a link into several.
    fn link(&mut self, target: Target, line: &Line<'_>) -> LinkId {
        let last = line.paragraph.atoms.last().and_then(|atom| atom.format.link);
        let same = last.filter(|last| self.pool.links.get(last.index()) == Some(&target));
        same.unwrap_or_else(|| self.pool.link(target))
    }

    /// Text that a reviewer inserted or deleted.
    fn change(&mut self, element: &'a Element, line: &mut Line<'a>, mark: Mark) {
        let dropped = match self.options.track_changes {
            TrackChanges::Accept => Some(Mark::Deleted),
            TrackChanges::Reject => Some(Mark::Inserted),
            TrackChanges::All => None,
        };
        if dropped == Some(mark) {
            return;
        }
        let before = self.changed;
        if dropped.is_none() {
            self.changed.set(mark, true);
            self.pool.doubt(Reason::Change(element.attribute("w:author").unwrap_or_default().to_owned()), "");
        }
        self.content(element, line);
        self.changed = before;
    }

    /// A content control.
    fn control(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let properties = element.child("w:sdtPr");
        let Some(content) = element.child("w:sdtContent") else { return };
        let tag = properties.and_then(|properties| properties.value_of("w:tag")).unwrap_or_default();
        if let Some(citation) = citations::of_tag(tag, &mut self.pool) {
            self.push(line, citation, Format::default());
            return self.marks_inside(content, line);
        }
        if citations::is_tag(tag) {
            self.pool.doubt(Reason::Citation("Mendeley".to_owned()), "");
        }
        if properties.is_some_and(|properties| properties.child("w:showingPlcHdr").is_some()) {
            let words: String =
                content.descendants().filter(|text| text.name() == "w:t").map(Element::text).collect();
            self.pool.doubt(Reason::Placeholder, &words);
        }
        self.content(content, line);
    }

    fn bookmark(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let (Some(id), Some(name)) = (element.attribute("w:id"), element.attribute("w:name")) else { return };
        if let Some(code) = self.source.codes.get(name) {
            if self.is_endless(element) {
                return;
            }
            return self.begin_bookmark(id, code, line);
        }
        let Some(anchor) = self.anchor(name) else { return };
        if line.paragraph.is_visible() {
            self.open.insert(id.to_owned(), anchor);
            line.open.push(anchor);
        } else {
            line.paragraph.anchors.push(anchor);
        }
    }

    fn bookmark_end(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let Some(id) = element.attribute("w:id") else { return };
        self.end_bookmark(id, line);
        let Some(anchor) = self.open.remove(id) else { return };
        let count = line.open.len();
        line.open.retain(|open| *open != anchor);
        let is_used = line.paragraph.atoms.iter().rev().any(|atom| atom.format.anchor == Some(anchor));
        if !is_used && line.open.len() < count {
            line.points.push(anchor);
        }
    }

    fn formula(&mut self, element: &'a Element, line: &mut Line<'a>, is_display: bool) {
        let (tex, is_whole) = equations::tex(element);
        if !is_whole {
            self.pool.doubt(Reason::Formula, &tex);
        }
        if !tex.is_empty() {
            let id = self.pool.formula(&tex, is_display);
            self.push(line, Kind::Formula(id, tex), Format::default());
        }
        // TeX has no place for notes inside a formula.
        self.marks_inside(element, line);
    }

    /// The notes and the comments inside an element that another form stands for.
    fn marks_inside(&mut self, element: &'a Element, line: &mut Line<'a>) {
        for inside in element.descendants() {
            match inside.name() {
                "w:footnoteReference" | "w:endnoteReference" => self.note_reference(inside, line),
                "w:commentReference" => self.comment(inside),
                _ => {}
            }
        }
    }

    /// Reads a run.
    pub fn run(&mut self, run: &'a Element, line: &mut Line<'a>) {
        let mut properties = run.child("w:rPr");
        if self.options.track_changes == TrackChanges::Reject
            && let Some(before) = properties.and_then(|own| own.child("w:rPrChange"))
        {
            properties = before.child("w:rPr");
        }
        let role = line.paragraph.role;
        let look = Look::new(&self.source.styles, properties, Rc::clone(&line.chain), role);
        self.inside_run(run, &look, line);
    }

    fn inside_run(&mut self, run: &'a Element, look: &Look<'a>, line: &mut Line<'a>) {
        // The mark that the author gave the note that the run refers to.
        let mut mark: Option<String> = None;
        for element in run.elements() {
            match element.name() {
                "w:t" | "w:delText" | "w:sym" if mark.is_some() => {
                    mark.get_or_insert_default().push_str(&mark_text(element));
                }
                "w:t" | "w:delText" => self.text(&element.text(), look, line),
                "w:instrText" => self.instruction_text(&element.text()),
                "w:fldChar" => self.field_character(element, look, line),
                "w:tab" | "w:ptab" => self.text("\t", look, line),
                "w:br" if element.attribute("w:type") == Some("page") => {
                    self.push(line, Kind::Page, Format::default());
                }
                "w:br" | "w:cr" => self.push(line, Kind::Break, self.format(look, "")),
                "w:noBreakHyphen" => self.text("\u{2011}", look, line),
                "w:sym" => {
                    let (code, font) = symbol(element);
                    self.character(code, font, look, line);
                }
                "w:footnoteReference" | "w:endnoteReference" => {
                    self.note_reference(element, line);
                    let is_own =
                        matches!(element.attribute("w:customMarkFollows"), Some("1" | "true" | "on"));
                    mark = is_own.then(String::new);
                }
                "w:commentReference" => self.comment(element),
                "w:drawing" | "w:pict" | "w:object" => self.shape(element, look, line),
                "mc:AlternateContent" => {
                    if let Some(chosen) = choice::chosen(element) {
                        self.inside_run(chosen, look, line);
                    }
                }
                "w:ruby" => self.ruby(element, line),
                "w:contentPart" => self.pool.doubt(Reason::NotRead("handwriting".to_owned()), ""),
                _ => self.unknown(element),
            }
        }
        match mark {
            Some(mark) if mark.chars().count() > LONGEST_MARK => self.text(&mark, look, line),
            Some(mark) => self.note_mark(&mark),
            None => {}
        }
    }

    /// Characters with their reading, which is set in brackets.
    fn ruby(&mut self, element: &'a Element, line: &mut Line<'a>) {
        for (name, before, after) in [("w:rubyBase", "", ""), ("w:rt", "(", ")")] {
            let Some(part) = element.child(name) else { continue };
            self.push(line, Kind::Text(before.to_owned()), Format::default());
            self.content(part, line);
            self.push(line, Kind::Text(after.to_owned()), Format::default());
        }
    }

    /// Adds text in the format of a run.
    pub fn text(&mut self, text: &str, look: &Look<'a>, line: &mut Line<'a>) {
        if look.is_hidden() && self.options.track_changes != TrackChanges::All {
            if !text.trim().is_empty() {
                self.pool.doubt(Reason::Hidden, text);
            }
            return;
        }
        let text = symbols::shown(text, look.font(), &mut self.pool);
        if look.is_underlined() && line.link.is_none() && text.contains(char::is_alphanumeric) {
            self.pool.doubt_once(Reason::Underline, &text);
        }
        let format = self.format(look, &text);
        self.push(line, Kind::Text(text), format);
    }

    /// Adds a character of a font for symbols.
    pub fn character(&mut self, code: u32, font: &str, look: &Look<'a>, line: &mut Line<'a>) {
        let text = symbols::symbol(code, font).unwrap_or('\u{FFFD}').to_string();
        if text == "\u{FFFD}" {
            self.pool.doubt(Reason::Symbol, &format!("{font} {code:X}"));
        }
        let format = self.format(look, &text);
        self.push(line, Kind::Text(text), format);
    }

    /// The format of text of a run.
    fn format(&self, look: &Look<'a>, text: &str) -> Format {
        let mut marks = look.marks(self.source.has_code_font);
        marks.settle_underline(self.source.underline_is_emphasis);
        let language = look
            .marked_language(text)
            .and_then(|language| language::foreign(language, &self.source.language));
        Format { marks: marks.either(self.changed), language, ..Format::default() }
    }

    fn note_reference(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let part = if element.name() == "w:footnoteReference" { Part::Footnotes } else { Part::Endnotes };
        let Some(id) = element.attribute("w:id") else { return };
        if self.leaves_out_notes() {
            self.pool.doubt(Reason::NotRead("a note among words that are left out".to_owned()), id);
            return;
        }
        let key = (part, id.to_owned());
        if !self.source.notes.contains_key(&key) {
            self.pool.doubt(Reason::NoteMissing, id);
            return;
        }
        let reference = self.pool.reference(key, None);
        self.push(line, Kind::Note(reference), Format::default());
    }

    /// The mark of a note that the author typed. The note gets a number instead.
    fn note_mark(&mut self, mark: &str) {
        self.pool.doubt(Reason::NoteMark, mark);
        if let Some(reference) = self.pool.references.last() {
            self.note_marks.insert(reference.key.clone(), mark.trim().to_owned());
        }
    }

    fn comment(&mut self, element: &'a Element) {
        let found = element.attribute("w:id").and_then(|id| self.source.comments.get(id));
        if let Some((author, words)) = found {
            let comment = if author.is_empty() { words.clone() } else { format!("{author}: {words}") };
            self.pool.doubt(Reason::Comment(comment), "");
        }
    }

    /// Adds a piece to the paragraph, or to the words that a field drops.
    pub fn push(&mut self, line: &mut Line<'a>, kind: Kind, format: Format) {
        let is_note = matches!(kind, Kind::Note(_));
        if let Some(field) = self.fields.iter_mut().find(|field| field.leaves_out(is_note)) {
            if let Kind::Text(text) = &kind {
                field.dropped.push_str(text);
            }
            return;
        }
        let around = self.fields.iter().rev().find_map(|field| field.link);
        let target = around.or(line.link);
        let anchor = line.points.pop().or(line.open.last().copied());
        let mut format = Format { link: target, anchor, ..format };
        if target.is_some() {
            // The line under a link is not the author's.
            format.marks.set(Mark::Underline, false);
        }
        line.paragraph.push(Atom { format, kind });
    }
}

/// The text of a part of a mark.
fn mark_text(element: &Element) -> String {
    if element.name() != "w:sym" {
        return element.text();
    }
    let (code, font) = symbol(element);
    symbols::symbol(code, font).unwrap_or('\u{FFFD}').to_string()
}

/// The number of a character of a font for symbols, and the font.
fn symbol(element: &Element) -> (u32, &str) {
    let code = element.attribute("w:char").and_then(|code| u32::from_str_radix(code, 16).ok());
    (code.unwrap_or_default(), element.attribute("w:font").unwrap_or_default())
}
