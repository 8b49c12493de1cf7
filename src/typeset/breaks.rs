//! Finds for each laid-out page where it begins in the source.
//!
//! A glyph remembers the string literal that it was set from, and the literal leads to the block. The position in the
//! block is counted in letters, not in bytes, because spaces, hyphens and invisible characters come and go at line
//! ends.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use typst::WorldExt;
use typst::layout::{Frame, FrameItem, Point};
use typst::model::Numbering;
use typst::syntax::Span as TypstSpan;
use typst_layout::{Page, PagedDocument};

use super::extent::{is_blank, of_case, page_of};
use super::sheet::Sheet;
use super::source::Source;
use super::world::BookWorld;
use crate::apparatus::{PageBreak, PageBreaks};
use crate::model::{Block, BlockKind};
use crate::resolve::Book;
use crate::source::Span;

/// The data needed to find the page breaks.
pub struct Reader<'a> {
    pub book: &'a Book,
    pub world: &'a BookWorld,
    /// The generated sources: the main source, which includes the others, then one for each case.
    pub sources: &'a [Source],
    /// The blocks that float.
    pub floating: &'a BTreeSet<Span>,
    pub sheet: &'a Sheet,
}

/// The letters of a page, grouped by line of the generated source. Each line is one block.
type Lines = BTreeMap<usize, HashSet<Letter>>;

/// A letter: its literal and its offset there. A table header that is repeated on several pages counts once.
type Letter = (TypstSpan, u16, u16);

impl Reader<'_> {
    /// The page breaks of the whole book. Blank pages have none.
    pub fn breaks(&self, document: &PagedDocument) -> PageBreaks {
        let pages = document.pages();
        let ranges: Vec<_> =
            (0..self.book.cases().len()).map(|index| of_case(self.book, index, document)).collect();
        let first_case = ranges.iter().flatten().map(|range| range.start).min().unwrap_or(pages.len());
        let contents = page_of(document, CONTENTS).unwrap_or(first_case).min(first_case);
        let numbers = |pages: &[Page]| {
            let pages = pages.iter().filter(|page| !is_blank(&page.frame));
            pages.map(number).collect()
        };
        let cases = ranges.into_iter().enumerate().map(|(index, range)| match range {
            Some(range) => self.breaks_in_case(index, &pages[range]),
            None => Vec::new(),
        });
        PageBreaks {
            title_page: numbers(&pages[..contents]),
            contents: numbers(&pages[contents..first_case]),
            cases: cases.collect(),
        }
    }

    fn breaks_in_case(&self, index: usize, pages: &[Page]) -> Vec<PageBreak> {
        let source = &self.sources[index + 1];
        let lines: Vec<Lines> = pages.iter().map(|page| self.lines(source, page)).collect();
        let mut breaks = Vec::new();
        for (place, (page, letters)) in pages.iter().zip(&lines).enumerate() {
            // A page without text of the author, for example with only a picture, begins where the next page does.
            let next = lines[place..].iter().find_map(|lines| lines.first_key_value());
            let Some((line, _)) = next.filter(|_| !is_blank(&page.frame)) else { continue };
            let Some(block) = source.lines[*line] else { continue };
            let before = if letters.contains_key(line) { &lines[..place] } else { &[] };
            let before: HashSet<&Letter> =
                before.iter().filter_map(|lines| lines.get(line)).flatten().collect();
            breaks.push(PageBreak { page: number(page), block, letters: before.len() });
        }
        breaks
    }

    /// The first block of a case on a page, apart from headings and from figures that float.
    pub fn first_block(&self, case: usize, page: &Page) -> Option<Span> {
        let source = &self.sources[case + 1];
        let is_heading = |span: &Span| {
            let blocks = &self.book.cases()[case].source().blocks;
            let is_this = |block: &&Block| block.span == *span;
            blocks.iter().find(is_this).is_some_and(|block| matches!(block.kind, BlockKind::Heading(..)))
        };
        let lines = self.lines(source, page);
        lines.keys().filter_map(|line| source.lines[*line]).find(|span| !is_heading(span))
    }

    /// The letters in the text area of a page that were set from `source`.
    fn lines(&self, source: &Source, page: &Page) -> Lines {
        let mut found = Found { reader: self, source, lines: Lines::new(), known: HashMap::new() };
        let area = self.sheet.text_area(page.frame.height().to_pt());
        found.collect(&page.frame, Point::zero(), &area);
        found.lines
    }
}

/// Label at the head of the contents, as `book` in styles/book.typ sets it.
const CONTENTS: &str = "_contents";

/// The printed number of a page.
fn number(page: &Page) -> String {
    printed_number(page, page.number)
}

/// A number as it is printed on a page.
pub fn printed_number(page: &Page, number: u64) -> String {
    let printed = match &page.numbering {
        Some(Numbering::Pattern(pattern)) => pattern.apply(None, &[number]).ok(),
        Some(Numbering::Func(_)) | None => None,
    };
    printed.map_or_else(|| number.to_string(), |printed| printed.to_string())
}

struct Found<'a> {
    reader: &'a Reader<'a>,
    source: &'a Source,
    lines: Lines,
    /// Cache: the source line of each literal.
    known: HashMap<TypstSpan, Option<usize>>,
}

impl Found<'_> {
    fn collect(&mut self, frame: &Frame, origin: Point, area: &std::ops::Range<f64>) {
        for (offset, item) in frame.items() {
            let place = origin + *offset;
            match item {
                FrameItem::Group(group) => self.collect(&group.frame, place, area),
                // Running heads and page numbers are outside the text area.
                FrameItem::Text(text) if area.contains(&place.y.to_pt()) => {
                    for glyph in &text.glyphs {
                        let Some(line) = self.line(glyph.span.0) else { continue };
                        let cluster = &text.text[glyph.range()];
                        for (at, _) in cluster.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
                            let at = u16::try_from(at).unwrap_or(u16::MAX);
                            self.lines.entry(line).or_default().insert((glyph.span.0, glyph.span.1, at));
                        }
                    }
                }
                FrameItem::Text(_)
                | FrameItem::Shape(..)
                | FrameItem::Image(..)
                | FrameItem::Link(..)
                | FrameItem::Tag(_) => {}
            }
        }
    }

    /// The source line of a literal; `None` if the line is not a block of the author.
    fn line(&mut self, span: TypstSpan) -> Option<usize> {
        if let Some(known) = self.known.get(&span) {
            return *known;
        }
        let world = self.reader.world;
        let line = || {
            let id = span.id().filter(|id| id.vpath().get_with_slash() == self.source.path)?;
            let range = world.range(span)?;
            let line = typst::World::source(world, id).ok()?.lines().byte_to_line(range.start)?;
            // A floating figure does not show how far the text has come.
            self.source.lines.get(line)?.filter(|block| !self.reader.floating.contains(block)).map(|_| line)
        };
        let line = line();
        self.known.insert(span, line);
        line
    }
}
