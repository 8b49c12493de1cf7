//! Finds for each laid-out page where it begins in the source.
//!
//! A glyph remembers the string literal that it was set from, and the literal leads to the block. The position in the
//! block is counted in letters, not in bytes, because spaces, hyphens and invisible characters come and go at line
//! ends.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use typst::WorldExt;
use typst::layout::{Frame, FrameItem, Point};
use typst::model::Numbering;
use typst::syntax::Span as TypstSpan;
use typst_layout::{Page, PagedDocument};

use super::extent::{is_blank, of_case, page_of};
use super::sheet::Sheet;
use super::source::Source;
use super::world::BookWorld;
use crate::apparatus::PageBreak;
use crate::model::{Block, BlockKind};
use crate::resolve::BookCase;
use crate::source::Span;

/// Reads the pages of a case.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub case: &'a BookCase,
    pub world: &'a BookWorld,
    /// The generated source of the case.
    pub source: &'a Source,
    /// The blocks that float.
    pub floating: &'a BTreeSet<Span>,
    pub sheet: &'a Sheet,
}

/// The letters of a page, grouped by line of the generated source. Each line is one block.
type Lines = BTreeMap<usize, HashSet<Letter>>;

/// A letter: its literal and its offset there. A table header that is repeated on several pages counts once.
type Letter = (TypstSpan, u16, u16);

/// The printed numbers of the pages of the front matter: of those before the contents, and of the others. Blank pages have
/// none.
pub fn numbers_of_front(document: &PagedDocument) -> [Vec<String>; 2] {
    let pages = document.pages();
    let contents = page_of(document, CONTENTS).unwrap_or(pages.len());
    let numbers = |pages: &[Page]| {
        let pages = pages.iter().filter(|page| !is_blank(&page.frame));
        pages.map(number).collect()
    };
    [numbers(&pages[..contents]), numbers(&pages[contents..])]
}

impl Reader<'_> {
    /// Where the pages of the case begin in its text. Blank pages have no break.
    pub fn breaks(&self, document: &PagedDocument) -> Vec<PageBreak> {
        let Some(range) = of_case(self.case, document) else { return Vec::new() };
        let pages = &document.pages()[range];
        let source = self.source;
        let lines: Vec<Lines> = pages.iter().map(|page| self.lines(page)).collect();
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

    /// The first block of the case on a page, apart from headings and from figures that float.
    pub fn first_block(&self, page: &Page) -> Option<Span> {
        let is_heading = |span: &Span| {
            let blocks = &self.case.source().blocks;
            let is_this = |block: &&Block| block.span == *span;
            blocks.iter().find(is_this).is_some_and(|block| matches!(block.kind, BlockKind::Heading(..)))
        };
        let lines = self.lines(page);
        lines.keys().filter_map(|line| self.source.lines[*line]).find(|span| !is_heading(span))
    }

    /// The letters in the text area of a page that were set from the source.
    fn lines(&self, page: &Page) -> Lines {
        let mut found = Found { reader: self, lines: Lines::new(), known: HashMap::new() };
        let area = self.sheet.text_area(page.frame.height().to_pt());
        found.collect(&page.frame, Point::zero(), &area);
        found.lines
    }
}

/// Label at the head of the contents, as `book` in styles/book.typ sets it.
const CONTENTS: &str = "_contents";

/// The printed number of a page.
fn number(page: &Page) -> String {
    printed(page.numbering.as_ref(), page.number)
}

/// A number as it is printed on a page.
pub fn printed(numbering: Option<&Numbering>, number: u64) -> String {
    let printed = match numbering {
        Some(Numbering::Pattern(pattern)) => pattern.apply(None, &[number]).ok(),
        Some(Numbering::Func(_)) | None => None,
    };
    printed.map_or_else(|| number.to_string(), |printed| printed.to_string())
}

struct Found<'a> {
    reader: &'a Reader<'a>,
    lines: Lines,
    /// Cache: the source line of each literal.
    known: HashMap<TypstSpan, Option<usize>>,
}

impl Found<'_> {
    fn collect(&mut self, frame: &Frame, origin: Point, area: &Range<f64>) {
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
        let Reader { world, source, floating, .. } = *self.reader;
        let line = || {
            let id = span.id().filter(|id| id.vpath().get_with_slash() == source.path)?;
            let range = world.range(span)?;
            let line = typst::World::source(world, id).ok()?.lines().byte_to_line(range.start)?;
            // A floating figure does not show how far the text has come.
            source.lines.get(line)?.filter(|block| !floating.contains(block)).map(|_| line)
        };
        let line = line();
        self.known.insert(span, line);
        line
    }
}
