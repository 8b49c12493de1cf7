//! Searches text for constructs, line by line and character by character.

use std::ops::Range;

use super::construct::Construct;
use super::found::Found;
use super::{inline, lines};

/// All constructs in the ranges `reached` of a text, in order.
pub fn find(text: &str, reached: &[Range<usize>]) -> Vec<Found> {
    let mut finder = Finder { text, found: Vec::new(), line_end: None, run: None, resume: 0 };
    for range in reached {
        finder.part(range.clone());
    }
    finder.found
}

struct Finder<'a> {
    text: &'a str,
    found: Vec<Found>,
    /// End of the last line whose beginning was examined.
    line_end: Option<usize>,
    /// The construct of the last line and its end, if the next line may continue it.
    run: Option<(Construct, usize)>,
    /// End of the last construct.
    resume: usize,
}

impl Finder<'_> {
    /// Searches a contiguous range line by line, each line from its first character that reached the text.
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

    /// Searches a part of a line. `first` is the start of the contiguous range; a backslash before it escapes its first
    /// character.
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
