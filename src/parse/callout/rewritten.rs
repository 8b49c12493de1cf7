//! A text whose lines were rewritten, with the way back to the source: the places of all events stay exact.

use std::collections::BTreeMap;
use std::ops::Range;

use super::opening::Opening;
use crate::model::{Alignment, Attributes, Delimiter, NumberStyle};

/// A rewritten text.
pub struct Rewritten {
    pub text: String,
    /// The parts of the text, in order, without gaps.
    parts: Vec<Part>,
    marks: Vec<Mark>,
}

/// A part of the text: copied from the source, or made.
#[derive(Debug, Clone, Copy)]
struct Part {
    /// Its offset in the text.
    at: usize,
    /// Its offset in the source. All of a made part stands there.
    source: usize,
    is_made: bool,
    /// The index of the mark that it stands for.
    mark: Option<usize>,
}

/// The meaning of a line that was made. Ranges are those of the source.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// Opens a callout or a division; its first line.
    Open(Opening, Range<usize>),
    /// Opens a callout that is a quotation, whose start the parser reports before.
    Quoted(Opening, Range<usize>),
    /// The title, as a heading.
    Title(Range<usize>),
    /// Opens a part of a drawn table.
    Drawn(Drawn, Range<usize>),
    /// The caption of a table, as a heading.
    Caption(Attributes, Range<usize>),
    /// Closes the innermost callout, division or part of a table.
    Close(Range<usize>),
    /// A note in running text, as a reference or as its definition.
    Note(Range<usize>),
    /// The start of a line of a poem, which is indented by so many spaces.
    Line(usize),
    /// The marker of a list item that only other tools know.
    Item(Item),
    /// The marker of a list item without a number of its own.
    Numeral,
    /// A page break.
    PageBreak(Range<usize>),
    /// Ends a list before another one.
    Apart,
}

/// The marker of a list item.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub style: NumberStyle,
    pub delimiter: Delimiter,
    pub number: i64,
    pub id: Option<String>,
    /// Whether it is an example, which is numbered through the text.
    pub is_example: bool,
}

/// A part of a drawn table.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawn {
    /// The table, with the alignments of its columns.
    Table(Vec<Option<Alignment>>, Attributes),
    Head,
    Foot,
    Row,
    Cell {
        is_header: bool,
        column_span: u16,
        row_span: u16,
    },
}

/// Replaces a range of the text.
pub struct Edit {
    pub range: Range<usize>,
    pub with: Vec<Bit>,
}

/// What replaces a range.
pub enum Bit {
    Made(String),
    Marked(&'static str, Mark),
    Kept(Range<usize>),
    /// Made words whose place in the source is that of an offset of the text.
    Placed(String, Option<Mark>, usize),
}

/// The line for a mark: a thematic break, because that ends a paragraph, and is in the container that its indentation
/// and its quotation markers name.
pub const LINE: &str = "___";

impl Rewritten {
    pub fn new(text: &str) -> Self {
        let part = Part { at: 0, source: 0, is_made: false, mark: None };
        Self { text: text.to_owned(), parts: vec![part], marks: Vec::new() }
    }

    /// The part that contains an offset.
    fn part(&self, offset: usize) -> Part {
        self.parts[self.parts.partition_point(|part| part.at <= offset) - 1]
    }

    fn source(&self, offset: usize) -> usize {
        let part = self.part(offset);
        part.source + if part.is_made { 0 } else { offset - part.at }
    }

    /// The range of the source for a range of the text.
    pub fn range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.source(range.start);
        if range.is_empty() {
            return start..start;
        }
        // A made part at the end may stand for another place of the source, such as the start of its table.
        let first = self.parts.partition_point(|part| part.at <= range.start) - 1;
        let after = self.parts.partition_point(|part| part.at < range.end);
        let copied = (first..after).rev().find(|index| !self.parts[*index].is_made);
        let end = match copied.map(|index| (self.parts[index], self.parts.get(index + 1))) {
            Some((part, next)) => {
                part.source + next.map_or(range.end, |next| next.at.min(range.end)) - part.at
            }
            None => self.part(range.end - 1).source,
        };
        start..end.max(start)
    }

    /// The mark that a line at this offset stands for.
    pub fn mark_at(&self, offset: usize) -> Option<&Mark> {
        let part = self.part(offset);
        part.mark.filter(|_| part.at == offset).map(|mark| &self.marks[mark])
    }

    /// The next mark at or after an offset, with its offset.
    pub fn mark_from(&self, offset: usize) -> Option<(&Mark, usize)> {
        let first = self.parts.partition_point(|part| part.at < offset);
        let part = self.parts[first..].iter().find(|part| part.mark.is_some())?;
        part.mark.map(|mark| (&self.marks[mark], part.at))
    }

    /// Where the callouts, divisions and drawn tables begin in the source, as far as they are marked.
    pub fn opened(&self) -> impl Iterator<Item = usize> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Open(_, place) | Mark::Quoted(_, place) | Mark::Drawn(Drawn::Table(..), place) => {
                Some(place.start)
            }
            Mark::Title(_)
            | Mark::Close(_)
            | Mark::Drawn(..)
            | Mark::Caption(..)
            | Mark::Note(_)
            | Mark::Line(_)
            | Mark::Item(_)
            | Mark::Numeral
            | Mark::PageBreak(_)
            | Mark::Apart => None,
        })
    }

    /// Every mark with its offset, in order.
    pub fn marked(&self) -> impl Iterator<Item = (&Mark, usize)> {
        self.parts.iter().filter_map(|part| Some((&self.marks[part.mark?], part.at)))
    }

    /// Numbers the examples in the order of the text. Those with the same number are the same example. Returns the new
    /// number for each old one.
    pub fn number_examples(&mut self) -> BTreeMap<i64, i64> {
        let mut numbers = BTreeMap::new();
        let mut next = 1;
        let marks: Vec<usize> = self.parts.iter().filter_map(|part| part.mark).collect();
        for mark in marks {
            if let Mark::Item(item) = &mut self.marks[mark]
                && std::mem::take(&mut item.is_example)
            {
                item.number = *numbers.entry(item.number).or_insert(next);
                next = next.max(item.number + 1);
            }
        }
        numbers
    }

    /// The marker of the list item that begins at or after an offset, with nothing but white space between.
    pub fn item_at(&self, offset: usize) -> Option<&Item> {
        let (Mark::Item(item), at) = self.mark_from(offset)? else { return None };
        self.text.get(offset..at).is_some_and(|between| between.trim().is_empty()).then_some(item)
    }

    /// The text with all edits, which are in order and do not overlap.
    pub fn edited(&self, edits: Vec<Edit>) -> Self {
        let marks = self.marks.clone();
        let mut next = Self { text: String::with_capacity(self.text.len()), parts: Vec::new(), marks };
        let mut copied = 0;
        for edit in edits {
            next.keep(self, copied..edit.range.start);
            let source = self.source(edit.range.start);
            for bit in edit.with {
                match bit {
                    Bit::Made(words) => next.make(&words, source, None),
                    Bit::Marked(words, mark) => {
                        next.marks.push(mark);
                        next.make(words, source, Some(next.marks.len() - 1));
                    }
                    Bit::Kept(range) => next.keep(self, range),
                    Bit::Placed(words, mark, at) => {
                        let mark = mark.map(|mark| {
                            next.marks.push(mark);
                            next.marks.len() - 1
                        });
                        next.make(&words, self.source(at), mark);
                    }
                }
            }
            copied = edit.range.end;
        }
        next.keep(self, copied..self.text.len());
        if next.parts.is_empty() {
            next.parts.push(Part { at: 0, source: 0, is_made: false, mark: None });
        }
        next
    }

    fn make(&mut self, words: &str, source: usize, mark: Option<usize>) {
        if !words.is_empty() {
            self.parts.push(Part { at: self.text.len(), source, is_made: true, mark });
            self.text.push_str(words);
        }
    }

    fn keep(&mut self, other: &Self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let first = other.parts.partition_point(|part| part.at <= range.start) - 1;
        for part in other.parts[first..].iter().take_while(|part| part.at < range.end) {
            let start = part.at.max(range.start);
            let source = part.source + if part.is_made { 0 } else { start - part.at };
            let at = self.text.len() + (start - range.start);
            self.parts.push(Part { at, source, ..*part });
        }
        self.text.push_str(&other.text[range]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_to_the_source() {
        let text = Rewritten::new("ab\n    cd\nef");
        let dedent = Edit { range: 3..7, with: Vec::new() };
        let text = text.edited(vec![dedent]);
        assert_eq!(text.text, "ab\ncd\nef");
        assert_eq!(text.range(&(3..5)), 7..9);
        assert_eq!(text.range(&(0..3)), 0..3);
        let made =
            Edit { range: 3..3, with: vec![Bit::Marked(LINE, Mark::Close(0..2)), Bit::Made("\n".into())] };
        let text = text.edited(vec![made]);
        assert_eq!(text.text, "ab\n___\ncd\nef");
        assert_eq!(text.range(&(7..9)), 7..9);
        assert_eq!(text.range(&(10..12)), 10..12);
        assert_eq!(text.mark_at(3), Some(&Mark::Close(0..2)));
        assert_eq!(text.mark_at(4), None);
    }
}
