//! Reads a text of its own, such as the body, a note, a cell or a text box, into paragraphs, tables and lists.

use super::inline::Line;
use super::reader::{FieldContent, Reader};
use super::styles::{self, Family};
use super::words::{words_in, words_of};
use crate::import::Reason;
use crate::import::building::instructions::{Instruction, instruction};
use crate::import::building::item::{Atom, Item, Kind, Paragraph};
use crate::import::building::role::{Role, heading_named, plain};
use crate::import::building::story::Story;
use crate::import::building::works_list;
use crate::import::options::{Split, TrackChanges};
use crate::import::xml::Element;

impl<'a> Reader<'a> {
    /// Reads a text.
    pub fn story(&mut self, parent: &'a Element) -> Vec<Item> {
        let mut story = Story::default();
        self.blocks(parent, &mut story);
        story.end();
        story.items
    }

    /// Reads the blocks inside an element.
    fn blocks(&mut self, parent: &'a Element, story: &mut Story) {
        self.pool.unknown(parent.name(), &parent.text());
        for element in parent.elements() {
            self.block(element, story);
        }
    }

    /// Reads a block.
    pub fn block(&mut self, element: &'a Element, story: &mut Story) {
        match element.name() {
            "text:p" | "text:h" => self.paragraph(element, story),
            "text:list" => self.list(element, story),
            "table:table" => {
                story.end();
                let grid = self.table(element);
                story.items.extend(grid.map(Item::Table));
            }
            "text:section" => self.section(element, story),
            "text:table-of-content"
            | "text:illustration-index"
            | "text:table-index"
            | "text:object-index"
            | "text:user-index" => self.contents(element),
            "text:alphabetical-index" => self.pool.doubt(Reason::Index, &words_of(element)),
            "text:bibliography" => {
                if let Some(body) = element.child("text:index-body") {
                    self.works(body, story);
                }
            }
            "text:change-start" => self.change_start(element),
            "text:change-end" => self.change_end(element),
            "text:change" => self.deleted_blocks(element, story),
            "office:annotation" => self.annotation(element),
            "text:bookmark" | "text:bookmark-start" | "text:reference-mark" | "text:reference-mark-start" => {
                let anchor = element.attribute("text:name").and_then(|name| self.anchor(name));
                self.waiting.extend(anchor);
            }
            "draw:enhanced-geometry" | "draw:glue-point" | "svg:title" | "svg:desc" => {}
            name if name.starts_with("draw:") => self.loose_shape(element, story),
            "text:numbered-paragraph" | "text:index-title" | "office:text" | "text:list-header" => {
                self.blocks(element, story);
            }
            "text:tracked-changes" | "office:forms" => {}
            _ => self.unknown(element),
        }
    }

    fn section(&mut self, element: &'a Element, story: &mut Story) {
        let name = element.attribute("text:name").unwrap_or_default();
        if element.attribute("text:display") == Some("none")
            && self.options.track_changes != TrackChanges::All
        {
            let words = words_of(element);
            if !words.is_empty() {
                self.pool.doubt(Reason::Hidden, &words);
            }
            return;
        }
        let is_linked = element
            .child("text:section-source")
            .is_some_and(|source| source.attribute("xlink:href").is_some_and(|href| !href.is_empty()));
        if is_linked {
            self.pool.doubt(Reason::NotRead("a section of another document".to_owned()), name);
        }
        let anchor = self.anchor(&format!("{name}|region"));
        self.waiting.extend(anchor);
        let is_works =
            instruction(&format!("ADDIN {name}")) == Instruction::Works || name.contains("Mendeley_Bib");
        if is_works { self.works(element, story) } else { self.blocks(element, story) }
    }

    /// A list of works that a program has written.
    fn works(&mut self, element: &'a Element, story: &mut Story) {
        let start = story.items.len();
        self.blocks(element, story);
        works_list::mark(story.items.iter_mut().skip(start));
    }

    /// Contents, which casebook makes itself.
    fn contents(&mut self, element: &'a Element) {
        let Some(body) = element.child("text:index-body") else { return };
        for entry in body.descendants().filter(|part| matches!(part.name(), "text:p" | "text:h")) {
            let words = words_in(entry);
            self.pool.contents_entry(&words);
        }
    }

    /// Whole paragraphs that a reviewer deleted.
    fn deleted_blocks(&mut self, element: &'a Element, story: &mut Story) {
        let mut line = Line::new(Paragraph { number: self.pool.number, ..Paragraph::default() }, Vec::new());
        self.deletion(element, &mut line);
        story.push(line.end());
    }

    /// A picture or a text box that is anchored to no paragraph.
    fn loose_shape(&mut self, element: &'a Element, story: &mut Story) {
        let mut line = Line::new(Paragraph { number: self.pool.number, ..Paragraph::default() }, Vec::new());
        self.shape(element, &mut line);
        self.finish(line, story);
    }

    fn paragraph(&mut self, element: &'a Element, story: &mut Story) {
        self.pool.number += 1;
        let known = self.pool.doubts.len();
        let source = self.source;
        let chain = source.styles.chain(Family::Paragraph, element.attribute("text:style-name"));
        let mut paragraph = self.begin(element, &chain);
        paragraph.anchors = std::mem::take(&mut self.waiting);
        if let Some(before) = story.joined.take() {
            paragraph.atoms = before.atoms;
            paragraph.anchors.extend(before.anchors);
        }
        let mut chain = chain;
        chain.extend(source.styles.usual(Family::Paragraph));
        let ends_page = styles::ends_page(&chain);
        let mut line = Line::new(paragraph, chain);
        if self.fields.iter().any(|field| field.content == FieldContent::Works) {
            line.paragraph.role = Role::Works;
        }
        self.content(element, &mut line);
        // No citation goes on in the next paragraph.
        let mut is_endless = false;
        for field in self.fields.iter_mut().filter(|field| field.content == FieldContent::Dropped) {
            field.content = FieldContent::Text;
            is_endless = true;
        }
        if is_endless {
            let what = "words after the beginning of a citation that does not end".to_owned();
            self.pool.doubt(Reason::NotRead(what), "");
        }
        self.pool.name_doubts(known, &line.paragraph.words());
        self.settle(&mut line);
        self.page_waits |= ends_page && line.paragraph.is_visible();
        if matches!(line.paragraph.role, Role::Contents | Role::ContentsHeading) {
            self.pool.leave_out(&line.paragraph);
        } else if self.skipped.is_some() {
            story.joined = Some(line.end());
        } else {
            self.finish(line, story);
        }
    }

    fn begin(&mut self, element: &'a Element, chain: &[&'a styles::Style<'a>]) -> Paragraph {
        let mut role = styles::role(chain, element.attribute("text:style-name"));
        if element.name() == "text:h" {
            let level = element.attribute("text:outline-level").and_then(|level| level.parse().ok());
            let level: u8 = level.unwrap_or(1).clamp(1, 9);
            role = Role::Heading(level);
            if self.source.styles.is_numbered(level) && element.attribute("text:is-list-header").is_none() {
                self.pool.doubt_once(Reason::HeadingNumbers, "");
            }
        }
        if let Split::Style(name) = &self.options.split
            && heading_named(name).is_none()
            && chain.iter().any(|style| style.name == plain(name))
        {
            role = Role::Heading(0);
        }
        Paragraph {
            number: self.pool.number,
            role,
            indent: styles::indent(chain),
            alignment: styles::alignment(chain),
            begins_page: styles::begins_page(chain) | std::mem::take(&mut self.page_waits),
            is_rule: styles::is_rule(chain),
            ..Paragraph::default()
        }
    }

    /// What is known only at the end of a paragraph: formulas on lines of their own, links to headings by their words.
    fn settle(&mut self, line: &mut Line<'a>) {
        let paragraph = &mut line.paragraph;
        let is_other = |atom: &&Atom| match &atom.kind {
            Kind::Text(text) => text.contains(char::is_alphanumeric),
            Kind::Formula(..) => false,
            kind => kind.is_visible(),
        };
        if paragraph.atoms.iter().any(|atom| is_other(&atom)) {
            for atom in &paragraph.atoms {
                if let Kind::Formula(id, _) = &atom.kind
                    && let Some((_, is_display)) = self.pool.formulas.get_mut(id.index())
                {
                    *is_display = false;
                }
            }
        }
        if let Role::Heading(_) = paragraph.role
            && let Some(name) = self.source.outline.get(&plain(&paragraph.words()))
        {
            paragraph.anchors.push(self.pool.anchor(name));
        }
    }

    /// Adds a paragraph and the text boxes that are anchored in it.
    fn finish(&mut self, mut line: Line<'a>, story: &mut Story) {
        let boxes = std::mem::take(&mut line.boxes);
        let after = std::mem::take(&mut line.after);
        let paragraph = line.end();
        let (pictures, paragraph) = divided(paragraph);
        if let Some(pictures) = pictures {
            story.push(pictures);
        }
        story.push(paragraph);
        story.items.extend(after);
        for text in boxes {
            let items = self.story(text);
            story.items.extend(items);
        }
    }
}

/// The pictures at the beginning of a caption, which word processors put into its paragraph, and the caption.
fn divided(mut paragraph: Paragraph) -> (Option<Paragraph>, Paragraph) {
    let count = paragraph.atoms.iter().take_while(|atom| !matches!(&atom.kind, Kind::Text(_))).count();
    let start = paragraph.atoms.get(..count).unwrap_or_default();
    let has_picture = start.iter().any(|atom| matches!(atom.kind, Kind::Image(..)));
    let is_picture = |atom: &Atom| matches!(atom.kind, Kind::Image(..) | Kind::Break);
    if paragraph.role != Role::Caption || !has_picture || !start.iter().all(is_picture) {
        return (None, paragraph);
    }
    let rest = paragraph.atoms.split_off(count);
    if !rest.iter().any(|atom| atom.kind.is_visible()) {
        return (None, paragraph);
    }
    let caption = Paragraph { atoms: rest, anchors: Vec::new(), begins_page: false, ..paragraph.clone() };
    (Some(Paragraph { role: Role::Body, ..paragraph }), caption)
}
