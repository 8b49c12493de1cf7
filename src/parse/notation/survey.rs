//! What the Markdown parser reads in a text: where markup is literal, and where the tables are.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::super::mask;

/// The parts of a text in which other notation has no meaning.
#[derive(Default)]
pub struct Survey {
    /// Code, HTML and addresses, in order.
    verbatim: Vec<Range<usize>>,
    /// Blocks of code and HTML, in order.
    blocks: Vec<Range<usize>>,
    /// Indented code, in order.
    indented: Vec<Range<usize>>,
    tables: Vec<Range<usize>>,
    /// Cells and headings, which a note cannot leave.
    cells: Vec<Range<usize>>,
}

impl Survey {
    pub fn of(text: &str, options: Options) -> Self {
        let mut survey = Self::default();
        let masked = mask::masked(text);
        let mut links: Vec<usize> = Vec::new();
        for (event, range) in Parser::new_ext(&masked, options).into_offset_iter() {
            match &event {
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    // What follows the text of a link is its address.
                    if let Some(inner) = links.pop() {
                        survey.verbatim.push((inner + 1).min(range.end)..range.end);
                    }
                }
                Event::Start(tag) => survey.start(tag, &range),
                Event::Code(_) | Event::InlineHtml(_) => survey.verbatim.push(range.clone()),
                _ => {}
            }
            if let Some(inner) = links.last_mut() {
                *inner = range.end.max(*inner);
            }
            match event {
                Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                    survey.verbatim.push(range.clone());
                    links.push(range.end);
                }
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) => links.push(range.start + 1),
                _ => {}
            }
        }
        survey.verbatim.sort_by_key(|range| range.start);
        survey
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.indented.push(range.clone());
                self.blocks.push(range.clone());
                self.verbatim.push(range.clone());
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.blocks.push(range.clone());
                self.verbatim.push(range.clone());
            }
            Tag::Table(_) => self.tables.push(range.clone()),
            Tag::TableCell | Tag::Heading { .. } => self.cells.push(range.clone()),
            _ => {}
        }
    }

    /// The code, HTML or address at an offset.
    pub fn verbatim_at(&self, offset: usize) -> Option<&Range<usize>> {
        at(&self.verbatim, offset)
    }

    pub fn is_verbatim(&self, offset: usize) -> bool {
        self.verbatim_at(offset).is_some()
    }

    /// Whether a block of code or HTML is at an offset. Text may begin with code.
    pub fn is_block(&self, offset: usize) -> bool {
        at(&self.blocks, offset).is_some()
    }

    /// Whether it is code only because it is indented.
    pub fn is_indented(&self, offset: usize) -> bool {
        at(&self.indented, offset).is_some()
    }

    pub fn is_table(&self, offset: usize) -> bool {
        at(&self.tables, offset).is_some()
    }

    /// The cell or the heading at an offset.
    pub fn cell_at(&self, offset: usize) -> Option<&Range<usize>> {
        at(&self.cells, offset)
    }
}

/// The last of the ranges that begin at or before an offset, if it contains the offset.
fn at(ranges: &[Range<usize>], offset: usize) -> Option<&Range<usize>> {
    let place = ranges.partition_point(|range| range.start <= offset).checked_sub(1)?;
    ranges.get(place).filter(|range| offset < range.end)
}
