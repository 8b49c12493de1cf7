//! Pictures and code of other tools, in the second reading of the sources: their options are no words of the book.

use std::ops::Range;

use super::code;
use super::scan::{Scan, Sign};

impl Scan<'_> {
    /// Marks the options of directives and of cells, and cells of R that show a file.
    pub(super) fn inserted(&mut self, body: usize) {
        for block in blocks(&self.text[body..]) {
            let place =
                |range: Range<usize>| body + block.start + range.start..body + block.start + range.end;
            let text = &self.text[body..][block.clone()];
            let whole = 0..text.len();
            let marked = if shows_file(text) { Vec::from([whole]) } else { options(text) };
            for range in marked.into_iter().map(place) {
                self.mark(range, Sign::Doubtful);
            }
        }
    }
}

/// Whether a cell of R shows a file.
fn shows_file(block: &str) -> bool {
    block.lines().next().is_some_and(|first| first.contains("{r")) && block.contains("include_graphics(")
}

/// The fenced blocks that begin with a name in braces, also inside each other.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut open, mut offset): (_, Vec<(char, usize, usize)>, _) = (Vec::new(), Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let colons = bare.len() - bare.trim_start_matches(':').len();
        let is_colons = colons >= 3 && bare[colons..].trim_start().starts_with('{');
        let closed = open.last().filter(|(mark, length, _)| code::closes(bare, *mark, *length));
        if let Some((_, _, start)) = closed {
            let block = &text[*start..offset + line.len()];
            if shows_file(block) || has_name(block) {
                found.push(*start..offset + line.len());
            }
            open.pop();
        } else if open.last().is_none_or(|(_, _, start)| holds_text(&text[*start..])) {
            let fence = code::opening_fence(line).or(is_colons.then_some((':', colons)));
            open.extend(fence.map(|(mark, length)| (mark, length, offset)));
        }
        offset += line.len();
    }
    found
}

/// Whether the first line of a block has a name in braces.
fn has_name(block: &str) -> bool {
    let first = block.lines().next().unwrap_or_default();
    first.trim_start_matches([' ', '\t', '>', '-', '*', '`', '~', ':']).starts_with('{')
}

/// Whether the first line of a block names a directive with text in it.
fn holds_text(block: &str) -> bool {
    block.lines().next().is_some_and(code::holds_text)
}

/// The first line of a block and its options.
fn options(text: &str) -> Vec<Range<usize>> {
    let mut offset = 0;
    let (mut found, mut is_yaml) = (Vec::new(), false);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let is_rule = bare == "---";
        let is_option = [":", "#| ", "//| "].iter().any(|mark| bare.starts_with(mark));
        if number > 0 && !is_rule && !is_yaml && !is_option {
            break;
        }
        is_yaml ^= is_rule;
        found.push(offset..offset + line.len());
        offset += line.len();
    }
    found
}
