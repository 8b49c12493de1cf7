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

/// The fenced blocks that begin with a name in braces.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut open, mut offset) = (Vec::new(), None, 0);
    for line in text.split_inclusive('\n') {
        let end = offset + line.len();
        let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
        match open {
            None => {
                let colons = bare.len() - bare.trim_start_matches(':').len();
                let is_colons = colons >= 3 && bare[colons..].trim_start().starts_with('{');
                let fence = code::opening_fence(line).or(is_colons.then_some((':', colons)));
                open = fence.map(|(mark, length)| (mark, length, offset));
            }
            Some((mark, length, start)) if code::closes(bare, mark, length) => {
                let block = &text[start..end];
                let first = block.lines().next().unwrap_or_default();
                let behind = first.trim_start_matches([' ', '\t', '>', '-', '*', '`', '~', ':']);
                if shows_file(block) || behind.starts_with('{') {
                    found.push(start..end);
                }
                open = None;
            }
            Some(_) => {}
        }
        offset = end;
    }
    found
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
