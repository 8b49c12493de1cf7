//! Markup of other tools that is printed as typed. It is looked for in what reached the text, never in the raw source: what
//! the parser reads, code and addresses cannot trigger it, and a construct that a later version reads goes silent by itself.

mod angles;
mod braces;
mod brackets;
mod colons;
mod construct;
mod fences;
mod inline;
mod latex;
mod lines;
mod marks;
mod math;

use std::collections::BTreeMap;
use std::ops::Range;

pub use construct::Construct;
pub use fences::of_language as fence;

use super::repair::Source;
use crate::diag::{Code, Diagnostic, Diagnostics};

/// A construct and its place in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    construct: Construct,
    range: Range<usize>,
}

impl Found {
    fn new(construct: Construct, start: usize, length: usize) -> Self {
        Self { construct, range: start..start + length }
    }
}

/// The parts of a source that reached the text as they were typed, in order, and the fences that open no plain code.
#[derive(Debug, Default)]
pub struct Reached {
    ranges: Vec<Range<usize>>,
    fences: Vec<Found>,
}

impl Reached {
    /// Adds words that came from `range` of `source`; a character reference is not typed.
    pub fn add(&mut self, source: &str, words: &str, range: &Range<usize>) {
        let Some(typed) = source.get(range.clone()) else { return };
        if typed.starts_with('&') && typed.ends_with(';') && typed != words {
            return;
        }
        let last = self.ranges.last_mut();
        match last {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ if range.is_empty() => {}
            _ => self.ranges.push(range.clone()),
        }
    }

    /// Adds a code block whose fence names no language but a construct.
    pub fn add_fence(&mut self, language: &str, opening: &Range<usize>) {
        let found = fence(language).map(|construct| Found { construct, range: opening.clone() });
        self.fences.extend(found);
    }

    /// Warns of each construct once, at its first place.
    pub fn check(self, source: &Source<'_>, diagnostics: &mut Diagnostics) {
        let mut found = find(&source.text, &self.ranges);
        found.extend(self.fences);
        for (construct, (first, others)) in by_construct(found) {
            let verb = if fences::is_code(&source.text[first.clone()]) { "code" } else { "typed" };
            let more = match others {
                0 => String::new(),
                1 => ", here and in another place of this file".to_owned(),
                others => format!(", here and in {others} other places of this file"),
            };
            let message = format!("{} is printed as {verb}{more}", construct.what());
            let span = source.span(one_line(&source.text, first));
            diagnostics.push(Diagnostic::new(Code::ForeignMarkup, span, message).help(construct.instead()));
        }
    }
}

/// The part of a place that is in its first line.
fn one_line(text: &str, range: Range<usize>) -> Range<usize> {
    let end = text[range.clone()].find('\n').map_or(range.end, |end| range.start + end);
    range.start..end
}

/// The first place of each construct, and how many others it has. Names with a commercial at are citations only in a text
/// that has surer ones.
fn by_construct(found: Vec<Found>) -> BTreeMap<Construct, (Range<usize>, usize)> {
    let mut places: BTreeMap<Construct, (Range<usize>, usize)> = BTreeMap::new();
    for Found { construct, range } in found {
        match places.get_mut(&construct) {
            Some((first, others)) => {
                *others += 1;
                if range.start < first.start {
                    *first = range;
                }
            }
            None => {
                places.insert(construct, (range, 0));
            }
        }
    }
    let cites = [Construct::Citation, Construct::CrossReference, Construct::BookdownReference];
    if !cites.iter().any(|construct| places.contains_key(construct)) {
        places.remove(&Construct::TextCitation);
    }
    places
}

/// Everything in the parts `reached` of a text, in order.
fn find(text: &str, reached: &[Range<usize>]) -> Vec<Found> {
    let mut finder = Finder { text, found: Vec::new(), line_end: None, run: None, resume: 0 };
    for range in reached {
        finder.part(range.clone());
    }
    finder.found
}

struct Finder<'a> {
    text: &'a str,
    found: Vec<Found>,
    /// Where the last line ends whose beginning was looked at.
    line_end: Option<usize>,
    /// What the last line was, if others may continue it, and where it ends.
    run: Option<(Construct, usize)>,
    /// Up to where the last construct reaches.
    resume: usize,
}

impl Finder<'_> {
    /// Looks through a part without a gap: line by line, and each from its first character that reached the text.
    fn part(&mut self, range: Range<usize>) {
        let mut start = range.start;
        while start < range.end {
            let end = self.text[start..range.end].find('\n').map_or(range.end, |end| start + end);
            if start < end && self.line_end.is_none_or(|line_end| start > line_end) {
                self.line(start);
            }
            self.inlines(start..end, range.start);
            start = end + 1;
        }
    }

    fn line(&mut self, reached: usize) {
        let line = lines::Line::around(self.text, reached);
        self.line_end = Some(line.range.end);
        if reached < self.resume {
            return;
        }
        let Some(found) = line.find() else { return };
        self.resume = found.range.end;
        let goes_on = self.run.is_some_and(|(construct, end)| {
            found.construct.continues(construct) && end + 1 == line.range.start
        });
        let construct = if goes_on { self.run.map(|(construct, _)| construct) } else { None };
        self.run = Some((construct.unwrap_or(found.construct), line.range.end));
        if !goes_on {
            self.found.push(found);
        }
    }

    /// Looks through a part of a line. `first` is where the part without a gap begins: a backslash before that has taken
    /// the meaning from its first character.
    fn inlines(&mut self, range: Range<usize>, first: usize) {
        let bytes = self.text.as_bytes();
        let mut at = range.start.max(self.resume);
        while let Some(next) =
            bytes.get(at..range.end).and_then(|rest| rest.iter().position(|byte| inline::may_begin(*byte)))
        {
            at += next;
            let is_escaped = at == first && at > 0 && bytes[at - 1] == b'\\';
            if let Some(address) = inline::address(self.text, at) {
                at = address;
            } else if let Some(found) = inline::find(self.text, at, is_escaped) {
                at = found.range.end.max(at + 1);
                self.resume = at;
                self.found.push(found);
            } else {
                at += 1;
            }
        }
    }
}

/// The text from `at` to the end of its paragraph, at most `most` bytes.
fn window(text: &str, at: usize, most: usize) -> &str {
    let end = text.floor_char_boundary(text.len().min(at + most));
    let rest = &text[at..end];
    rest.find("\n\n").map_or(rest, |end| &rest[..end])
}

/// The character before `at`.
fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// Whether a letter or digit stands before `at`.
fn is_in_word(text: &str, at: usize) -> bool {
    before(text, at).is_some_and(char::is_alphanumeric)
}

/// How many bytes of letters, digits and `others` a text begins with, the first being a letter; a name is not long.
fn name_length(text: &str, others: &str) -> usize {
    let text = &text[..text.floor_char_boundary(text.len().min(200))];
    if !text.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return 0;
    }
    text.find(|end: char| !end.is_ascii_alphanumeric() && !others.contains(end)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests;
