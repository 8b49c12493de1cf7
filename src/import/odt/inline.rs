//! Reads the content of a paragraph: text, spans, links, places with names, notes, fields.

use super::look::Look;
use super::reader::{FieldContent, Reader};
use super::styles::Style;
use super::words::words_of;
use crate::import::Reason;
use crate::import::building::format::{Format, Marks};
use crate::import::building::item::{Atom, Item, Kind, Paragraph};
use crate::import::building::pool::{Part, Target};
use crate::import::building::{language, symbols};
use crate::import::options::TrackChanges;
use crate::import::xml::{Element, Node};
use crate::model::LinkId;

/// A paragraph that is being read.
pub struct Line<'a> {
    /// The paragraph.
    pub paragraph: Paragraph,
    /// The styles of the paragraph.
    pub chain: Vec<&'a Style<'a>>,
    /// The text boxes that are anchored in it.
    pub boxes: Vec<&'a Element>,
    /// The content of objects, which follows it.
    pub after: Vec<Item>,
    /// The names of the styles of the spans that are open.
    pub spans: Vec<&'a str>,
    /// The link that is open.
    pub link: Option<LinkId>,
    /// The places with names that are open.
    pub open: Vec<(String, usize)>,
    /// The places with names that ended before any text.
    pub points: Vec<usize>,
    /// Whether white space would follow white space.
    ends_with_space: bool,
}

impl<'a> Line<'a> {
    /// A paragraph without content.
    pub fn new(paragraph: Paragraph, chain: Vec<&'a Style<'a>>) -> Self {
        Self {
            paragraph,
            chain,
            boxes: Vec::new(),
            after: Vec::new(),
            spans: Vec::new(),
            link: None,
            open: Vec::new(),
            points: Vec::new(),
            ends_with_space: true,
        }
    }

    /// Ends the paragraph.
    pub fn end(mut self) -> Paragraph {
        self.paragraph.anchors.append(&mut self.points);
        self.paragraph.anchors.extend(self.open.into_iter().map(|(_, anchor)| anchor));
        self.paragraph
    }

    /// Text with single spaces, as all white space is one space (ODF 1.3, part 3, section 6.1.2).
    fn collapsed(&mut self, text: &str) -> String {
        let mut collapsed = String::with_capacity(text.len());
        for sign in text.chars() {
            let is_space = matches!(sign, ' ' | '\t' | '\n' | '\r');
            if !is_space {
                collapsed.push(sign);
            } else if !self.ends_with_space {
                collapsed.push(' ');
            }
            self.ends_with_space = is_space;
        }
        collapsed
    }
}

impl<'a> Reader<'a> {
    /// Reads the content of a paragraph or of a part of it.
    pub fn content(&mut self, parent: &'a Element, line: &mut Line<'a>) {
        for node in &parent.children {
            match node {
                Node::Text(text) => {
                    let text = line.collapsed(text);
                    self.text(&text, line);
                }
                Node::Element(element) => self.element(element, line),
            }
        }
    }

    fn element(&mut self, element: &'a Element, line: &mut Line<'a>) {
        match element.name() {
            "text:span" => {
                let count = line.spans.len();
                line.spans.extend(element.attribute("text:style-name"));
                self.content(element, line);
                line.spans.truncate(count);
            }
            "text:a" | "draw:a" => self.hyperlink(element, line),
            "text:s" => {
                const MOST: usize = 1_000;
                let count = element.attribute("text:c").and_then(|count| count.parse().ok()).unwrap_or(1);
                self.own_text(&" ".repeat(usize::min(count, MOST)), line);
            }
            "text:tab" => self.own_text("\t", line),
            "text:line-break" => {
                line.ends_with_space = true;
                let format = self.format(line, "");
                self.push(line, Kind::Break, format);
            }
            "text:note" => self.note(element, line),
            "text:note-ref" => self.note_again(element, line),
            "text:bookmark" | "text:reference-mark" => self.point(element, line),
            "text:bookmark-start" | "text:reference-mark-start" => self.place_start(element, line),
            "text:bookmark-end" | "text:reference-mark-end" => self.place_end(element, line),
            "field:fieldmark-start" => self.field_start(element, line),
            "field:fieldmark-end" => self.field_end(),
            "field:fieldmark" => self.form_field(element, line),
            "text:bookmark-ref" | "text:reference-ref" | "text:sequence-ref" => self.reference(element, line),
            "text:sequence" => self.sequence(element, line),
            "text:bibliography-mark" => self.bibliography_mark(element, line),
            "text:change-start" => self.change_start(element),
            "text:change-end" => self.change_end(element),
            "text:change" => self.deletion(element, line),
            "text:ruby" => self.ruby(element, line),
            "text:placeholder" => {
                self.pool.doubt(Reason::Placeholder, &element.text());
                self.content(element, line);
            }
            "text:script" => self.pool.doubt(Reason::NotRead("a script".to_owned()), ""),
            "office:annotation" => self.annotation(element),
            "office:annotation-end" | "office:event-listeners" | "text:soft-page-break" => {}
            "text:variable-set" | "text:variable-get" | "text:user-field-get"
                if element.attribute("text:display") == Some("none") => {}
            name if name.starts_with("draw:") => self.shape(element, line),
            // No paragraph may stand inside another one, but some programs write so.
            "text:p" | "text:h" => {
                self.own_text(" ", line);
                self.content(element, line);
                self.own_text(" ", line);
            }
            _ => self.content(element, line),
        }
    }

    fn hyperlink(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let href = element.attribute("xlink:href").map(str::trim).filter(|href| !href.is_empty());
        let before = line.link;
        if let Some(href) = href {
            line.link = Some(self.link(target(href), line));
        }
        self.content(element, line);
        line.link = before;
    }

    /// A link with this target. Word processors often divide a link into several.
    pub fn link(&mut self, target: Target, line: &Line<'_>) -> LinkId {
        let last = line.paragraph.atoms.last().and_then(|atom| atom.format.link);
        let same = last.filter(|last| self.pool.links.get(last.index()) == Some(&target));
        same.unwrap_or_else(|| self.pool.link(target))
    }

    fn note(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let Some(body) = element.child("text:note-body") else { return };
        let part = match element.attribute("text:note-class") {
            Some("endnote") => Part::Endnotes,
            _ => Part::Footnotes,
        };
        let count = self.bodies.len();
        let id = element.attribute("text:id").map_or_else(|| count.to_string(), str::to_owned);
        let mark = element.child("text:note-citation").and_then(|own| own.attribute("text:label"));
        if let Some(mark) = mark.filter(|mark| mark.trim().parse::<u32>().is_err()) {
            self.pool.doubt(Reason::NoteMark, mark);
        }
        let mut key = (part, id);
        if self.skipped.is_some() {
            return;
        }
        // Some programs give several notes the same id.
        if self.bodies.contains_key(&key) {
            key.1 = format!("{} {count}", key.1);
        }
        self.bodies.insert(key.clone(), body);
        let reference = self.pool.reference(key, None);
        let format = Self::placed(line, Format::default());
        // A note stays where a citation stands for the words around it.
        line.paragraph.push(Atom { format, kind: Kind::Note(reference) });
    }

    /// A comment of a reader.
    pub fn annotation(&mut self, element: &'a Element) {
        let author = element.child("dc:creator").map(Element::text).unwrap_or_default();
        let words = words_of(element);
        let author = author.trim();
        let comment = if author.is_empty() { words } else { format!("{author}: {words}") };
        self.pool.doubt(Reason::Comment(comment), "");
    }

    /// Characters with their reading, which is set in brackets.
    fn ruby(&mut self, element: &'a Element, line: &mut Line<'a>) {
        for (name, before, after) in [("text:ruby-base", "", ""), ("text:ruby-text", "(", ")")] {
            let Some(part) = element.child(name) else { continue };
            self.own_text(before, line);
            self.content(part, line);
            self.own_text(after, line);
        }
    }

    /// Adds text whose white space is meant.
    pub fn own_text(&mut self, text: &str, line: &mut Line<'a>) {
        line.ends_with_space = false;
        self.text(text, line);
    }

    /// Adds text in the format of the spans around it.
    pub fn text(&mut self, text: &str, line: &mut Line<'a>) {
        if text.is_empty() || self.is_silent() {
            return;
        }
        let look = Look::new(&self.source.styles, &line.spans, &line.chain, line.paragraph.role);
        let (is_hidden, font, is_underlined) = (look.is_hidden(), look.font(), look.is_underlined());
        if is_hidden && self.options.track_changes != TrackChanges::All {
            if !text.trim().is_empty() {
                self.pool.doubt(Reason::Hidden, text);
            }
            return;
        }
        let text = symbols::shown(text, font, &mut self.pool);
        if is_underlined && line.link.is_none() && text.contains(char::is_alphanumeric) {
            self.pool.doubt_once(Reason::Underline, &text);
        }
        let format = self.format(line, &text);
        self.push(line, Kind::Text(text), format);
    }

    /// Whether text at this place is left out.
    pub fn is_silent(&self) -> bool {
        self.skipped.is_some() || self.fields.iter().any(|field| field.content == FieldContent::Dropped)
    }

    /// The format of text in the spans that are open.
    pub fn format(&self, line: &Line<'a>, text: &str) -> Format {
        let look = Look::new(&self.source.styles, &line.spans, &line.chain, line.paragraph.role);
        let mut marks = look.marks(self.source.has_code_font);
        marks.settle_underline(self.source.underline_is_emphasis);
        let around = self.changed.iter().fold(Marks::default(), |marks, (_, more)| marks.either(*more));
        let own = look.languages(text).0.filter(|_| text.contains(char::is_alphabetic));
        let language = own.and_then(|own| language::foreign(&own, &self.source.language));
        Format { marks: marks.either(around), language, ..Format::default() }
    }

    /// Adds a piece to the paragraph.
    pub fn push(&mut self, line: &mut Line<'a>, kind: Kind, format: Format) {
        if self.is_silent() {
            return;
        }
        let format = Self::placed(line, format);
        line.paragraph.push(Atom { format, kind });
    }

    /// A format with the link and the place that are open.
    fn placed(line: &mut Line<'a>, format: Format) -> Format {
        let anchor = line.points.pop().or(line.open.last().map(|(_, anchor)| *anchor));
        Format { link: line.link, anchor, ..format }
    }
}

/// Where a link leads. Places in the document have a kind after their name: `Table1|table`.
pub fn target(href: &str) -> Target {
    match href.strip_prefix('#') {
        Some(name) => {
            let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
            Target::Bookmark(name.into_owned())
        }
        // A path begins inside the archive, so that its first step leads out of it, beside the document.
        None => Target::Address(href.strip_prefix("../").unwrap_or(href).to_owned()),
    }
}
