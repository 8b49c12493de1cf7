//! Reads a text of its own, such as the body, a note, a cell or a text box, into paragraphs and tables.

use super::choice;
use super::numbering::number_of;
use super::reader::Reader;
use super::runs::{Beside, Line};
use super::survey::indent;
use crate::import::Reason;
use crate::import::building::item::{Grid, GridCell, GridRow, Item, Listed, Merge, Paragraph};
use crate::import::building::item::{ListPlace, Marker};
use crate::import::building::role::{Role, heading_named};
use crate::import::building::story::Story;
use crate::import::building::{citations, works_list};
use crate::import::options::{Split, TrackChanges};
use crate::import::xml::Element;
use crate::model::Alignment;

impl<'a> Reader<'a> {
    /// Reads a text.
    pub fn story(&mut self, parent: &'a Element) -> Vec<Item> {
        let mut story = Story::default();
        self.blocks(parent, &mut story);
        story.end();
        story.items
    }

    fn blocks(&mut self, parent: &'a Element, story: &mut Story) {
        for element in parent.elements() {
            match element.name() {
                "w:p" => self.paragraph(element, story),
                "w:tbl" => {
                    story.end();
                    let grid = self.table(element);
                    story.items.extend(grid.map(Item::Table));
                }
                "w:sdt" => self.block_control(element, story),
                "w:ins" | "w:moveTo" if self.options.track_changes == TrackChanges::Reject => {}
                "w:del" | "w:moveFrom" if self.options.track_changes == TrackChanges::Accept => {}
                "w:customXml" | "w:smartTag" | "w:ins" | "w:moveTo" | "w:del" | "w:moveFrom" => {
                    self.blocks(element, story);
                }
                "mc:AlternateContent" => {
                    if let Some(chosen) = choice::chosen(element) {
                        self.blocks(chosen, story);
                    }
                }
                "w:bookmarkStart" => {
                    let anchor = element.attribute("w:name").and_then(|name| self.anchor(name));
                    self.waiting.extend(anchor);
                }
                "w:altChunk" => {
                    self.pool.doubt(Reason::NotRead("a document inside the document".to_owned()), "");
                }
                "w:r" | "w:hyperlink" | "w:fldSimple" | "w:subDoc" | "m:oMath" | "m:oMathPara" => {
                    self.loose(element, story);
                }
                _ => self.unknown(element),
            }
        }
    }

    /// A part of a paragraph that stands in none. Word allows this for formulas.
    fn loose(&mut self, element: &'a Element, story: &mut Story) {
        let paragraph = self.begin(None, None);
        let mut line = Line::new(paragraph, self.source.styles.paragraph_chain(None));
        self.inline(element, &mut line);
        let (paragraph, beside) = line.end();
        story.push(paragraph);
        self.beside(beside, story);
    }

    fn block_control(&mut self, element: &'a Element, story: &mut Story) {
        let Some(content) = element.child("w:sdtContent") else { return };
        let own = element.child("w:sdtPr");
        let gallery = own.and_then(|own| own.child("w:docPartObj")?.value_of("w:docPartGallery"));
        let tag = own.and_then(|own| own.value_of("w:tag")).unwrap_or_default();
        let is_works =
            own.is_some_and(|own| own.child("w:bibliography").is_some()) || citations::is_works_tag(tag);
        if gallery == Some("Table of Contents") {
            let mut contents = Story::default();
            self.blocks(content, &mut contents);
            contents.end();
            for item in contents.items {
                let Item::Paragraph(paragraph) = item else { continue };
                self.pool.leave_out(&paragraph);
            }
            return;
        }
        let start = story.items.len();
        self.blocks(content, story);
        if is_works {
            works_list::mark(story.items.iter_mut().skip(start));
        }
    }

    fn paragraph(&mut self, element: &'a Element, story: &mut Story) {
        self.pool.number += 1;
        let properties = self.properties(element);
        let style = properties.and_then(|own| own.value_of("w:pStyle"));
        let known = self.pool.doubts.len();
        let is_inside_dropped = self.fields.iter().any(|field| field.is_dropped);
        let mut paragraph = self.begin(properties, style);
        paragraph.anchors = std::mem::take(&mut self.waiting);
        if let Some(before) = story.joined.take() {
            paragraph.atoms = before.atoms;
            paragraph.anchors.extend(before.anchors);
        }
        if self.is_in_works() {
            paragraph.role = Role::Works;
        }
        let mut line = Line::new(paragraph, self.source.styles.paragraph_chain(style));
        self.content(element, &mut line);
        let (paragraph, beside) = line.end();
        self.pool.name_doubts(known, &paragraph.words());
        let is_dropped = self.end_of_dropped_line() && !paragraph.is_visible()
            || is_inside_dropped && !paragraph.is_visible();
        let is_contents = matches!(paragraph.role, Role::Contents | Role::ContentsHeading);
        if is_dropped || is_contents {
            self.pool.leave_out(&paragraph);
        } else if self.ends_in_next(properties) || Self::is_drop_cap(properties) {
            story.joined = Some(paragraph);
        } else {
            story.push(paragraph);
        }
        self.beside(beside, story);
    }

    /// Adds what stands beside a paragraph.
    fn beside(&mut self, beside: Beside<'a>, story: &mut Story) {
        story.items.extend(beside.after);
        for text in beside.boxes {
            let fields = std::mem::take(&mut self.fields);
            let items = self.story(text);
            story.items.extend(items);
            self.fields = fields;
        }
    }

    /// The properties of a paragraph, or those before a change that is rejected.
    fn properties(&self, element: &'a Element) -> Option<&'a Element> {
        let own = element.child("w:pPr")?;
        let before = own.child("w:pPrChange").and_then(|change| change.child("w:pPr"));
        before.filter(|_| self.options.track_changes == TrackChanges::Reject).or(Some(own))
    }

    /// Whether the end of a paragraph is not part of the text that the user wants.
    fn ends_in_next(&self, properties: Option<&Element>) -> bool {
        let changed = |names: [&str; 2]| {
            let mark = properties.and_then(|own| own.child("w:rPr"));
            mark.is_some_and(|mark| names.iter().any(|name| mark.child(name).is_some()))
        };
        match self.options.track_changes {
            TrackChanges::Accept => changed(["w:del", "w:moveFrom"]),
            TrackChanges::Reject => changed(["w:ins", "w:moveTo"]),
            TrackChanges::All => false,
        }
    }

    /// Whether a paragraph is the large first letter of the next one.
    fn is_drop_cap(properties: Option<&Element>) -> bool {
        let frame = properties.and_then(|own| own.child("w:framePr"));
        frame.and_then(|frame| frame.attribute("w:dropCap")).is_some_and(|kind| kind != "none")
    }

    fn begin(&mut self, properties: Option<&'a Element>, style: Option<&str>) -> Paragraph {
        let styles = &self.source.styles;
        let mut role = styles.role(style);
        let chain = styles.paragraph_chain(style);
        let of_style = |name: &str| chain.iter().find_map(|style| style.paragraph()?.child(name));
        let own = |name: &str| properties.and_then(|own| own.child(name)).or_else(|| of_style(name));
        let place = self.list_place(properties, style);
        let left = place
            .as_ref()
            .and_then(|place| self.source.numbering.level(place, styles))
            .and_then(|(level, _)| level.left);
        let indent = indent(self.source, properties, style, left);
        if role == Role::Body && place.is_none() && indent.left == 0 {
            role = properties.and_then(outline).map_or(role, Role::Heading);
        }
        if let Split::Style(name) = &self.options.split
            && heading_named(name).is_none()
            && styles.is(style, name)
        {
            role = Role::Heading(0);
        }
        let marker = place.as_ref().map(|place| self.counters.next(&self.source.numbering, place, styles));
        if let (Role::Heading(_), Some(Some(Marker::Number { .. }))) = (role, &marker) {
            self.pool.doubt_once(Reason::HeadingNumbers, "");
        }
        let is_numbered = matches!(role, Role::Heading(_) | Role::Title | Role::Caption | Role::Contents);
        let list = place.zip(marker).filter(|_| !is_numbered).map(|(place, marker)| Listed { place, marker });
        let alignment = match own("w:jc").and_then(Element::value) {
            Some("center") => Some(Alignment::Center),
            Some("right" | "end") => Some(Alignment::End),
            Some("left" | "start") => Some(Alignment::Start),
            _ => None,
        };
        let begins_page =
            own("w:pageBreakBefore").is_some_and(|own| !matches!(own.value(), Some("0" | "false" | "off")));
        let is_rule = properties
            .and_then(|own| own.child("w:pBdr"))
            .is_some_and(|borders| borders.child("w:bottom").is_some());
        Paragraph {
            number: self.pool.number,
            role,
            list,
            indent,
            alignment,
            begins_page,
            is_rule,
            ..Paragraph::default()
        }
    }

    /// The place of a paragraph in a list, by its own properties or by its style.
    fn list_place(&self, properties: Option<&Element>, style: Option<&str>) -> Option<ListPlace> {
        let own = properties.and_then(number_of).unwrap_or_default();
        let chain = self.source.styles.paragraph_chain(style);
        let of_style =
            chain.iter().find_map(|style| number_of(style.paragraph()?).filter(|named| named.list.is_some()));
        let of_style = of_style.unwrap_or_default();
        let list = own.list.or(of_style.list).filter(|list| self.source.numbering.has(list))?;
        let of_level = || self.source.numbering.level_of_style(&list, style);
        let level = own.level.or_else(of_level).or(of_style.level).unwrap_or(0).min(8);
        Some(ListPlace { list, level })
    }

    fn table(&mut self, element: &'a Element) -> Option<Grid> {
        let own = element.child("w:tblPr");
        let look = own.and_then(|own| own.child("w:tblLook"));
        let mut grid = Grid { has_first_row: look.is_some_and(has_first_row), ..Grid::default() };
        grid.anchors = std::mem::take(&mut self.waiting);
        self.rows(element, &mut grid);
        (!grid.rows.is_empty()).then_some(grid)
    }

    fn rows(&mut self, parent: &'a Element, grid: &mut Grid) {
        for element in parent.elements() {
            match element.name() {
                "w:tr" => {
                    let own = element.child("w:trPr");
                    let has = |name: &str| own.is_some_and(|own| own.child(name).is_some());
                    let is_gone = match self.options.track_changes {
                        TrackChanges::Accept => has("w:del"),
                        TrackChanges::Reject => has("w:ins"),
                        TrackChanges::All => false,
                    };
                    if is_gone {
                        continue;
                    }
                    let is_header = own.and_then(|own| own.switch("w:tblHeader")).unwrap_or(false);
                    let before = own.and_then(|own| own.value_of("w:gridBefore")?.parse().ok()).unwrap_or(0);
                    let mut row = GridRow { is_header, before: usize::min(before, 64), cells: Vec::new() };
                    self.cells(element, &mut row);
                    grid.rows.push(row);
                }
                "w:sdt" => {
                    if let Some(content) = element.child("w:sdtContent") {
                        self.rows(content, grid);
                    }
                }
                "w:customXml" | "w:ins" | "w:moveTo" => self.rows(element, grid),
                "mc:AlternateContent" => {
                    if let Some(chosen) = choice::chosen(element) {
                        self.rows(chosen, grid);
                    }
                }
                "w:bookmarkStart" => {
                    let anchor = element.attribute("w:name").and_then(|name| self.anchor(name));
                    grid.anchors.extend(anchor);
                }
                _ => self.unknown(element),
            }
        }
    }

    fn cells(&mut self, parent: &'a Element, row: &mut GridRow) {
        for element in parent.elements() {
            match element.name() {
                "w:tc" => {
                    let own = element.child("w:tcPr");
                    let span = own.and_then(|own| own.value_of("w:gridSpan")?.parse().ok()).unwrap_or(1);
                    let merge = match own.and_then(|own| own.child("w:vMerge")) {
                        None => Merge::Single,
                        Some(merge) if merge.value() == Some("restart") => Merge::First,
                        Some(_) => Merge::Next,
                    };
                    let items = self.story(element);
                    let span = usize::clamp(span, 1, 64);
                    match row.cells.last_mut() {
                        // An old form of cells that reach over columns.
                        Some(before) if continues_cell(own) => {
                            before.span += span;
                            before.items.extend(items.into_iter().filter(Item::is_visible));
                        }
                        _ => row.cells.push(GridCell { span, merge, items }),
                    }
                }
                "w:sdt" => {
                    if let Some(content) = element.child("w:sdtContent") {
                        self.cells(content, row);
                    }
                }
                "w:customXml" => self.cells(element, row),
                "mc:AlternateContent" => {
                    if let Some(chosen) = choice::chosen(element) {
                        self.cells(chosen, row);
                    }
                }
                _ => self.unknown(element),
            }
        }
    }
}

/// Whether a cell is a part of the cell before it.
fn continues_cell(properties: Option<&Element>) -> bool {
    let merge = properties.and_then(|own| own.child("w:hMerge"));
    merge.is_some_and(|merge| merge.value() != Some("restart"))
}

/// The level of the outline that a paragraph itself has.
fn outline(properties: &Element) -> Option<u8> {
    let level: u8 = properties.value_of("w:outlineLvl")?.parse().ok()?;
    (level < 9).then_some(level + 1)
}

/// Whether the first row has the format that the style of the table has for it.
fn has_first_row(look: &Element) -> bool {
    if let Some(first) = look.attribute("w:firstRow") {
        return matches!(first, "1" | "true" | "on");
    }
    let bits = look.value().and_then(|bits| u32::from_str_radix(bits, 16).ok());
    bits.is_some_and(|bits| bits & 0x20 != 0)
}
