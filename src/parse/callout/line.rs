//! Lines of a text: the markers of the containers before their words, and indentation in columns.

use std::ops::Range;

/// A tab leads to the next column that is a multiple of it.
const TAB: usize = 4;

/// The lines of a text, without their line ends.
pub fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let ends = text.split_inclusive('\n').map(|line| {
        let range = start..start + line.trim_end_matches('\n').len();
        start += line.len();
        range
    });
    ends.collect()
}

/// The length of the markers of quotations and lists at the start of a line, with the space around them.
pub fn prefix(line: &str) -> usize {
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '>']);
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let after = match rest.as_bytes().get(digits) {
            Some(b'.' | b')') if (1..10).contains(&digits) => &rest[digits + 1..],
            Some(b'-' | b'*' | b'+') if digits == 0 => &rest[1..],
            _ => return line.len() - rest.len(),
        };
        if !after.starts_with([' ', '\t']) {
            return line.len() - rest.len();
        }
        rest = after;
    }
}

/// The start of a line in the same containers as one that begins with `prefix`.
pub fn continued(prefix: &str) -> String {
    prefix.chars().map(|mark| if matches!(mark, '>' | '\t') { mark } else { ' ' }).collect()
}

/// The width of the start of a line.
pub fn columns(start: &str) -> usize {
    start.chars().fold(0, |column, mark| if mark == '\t' { (column / TAB + 1) * TAB } else { column + 1 })
}

/// The offset behind the first `marks` quotation markers of a line.
pub fn behind_marks(line: &str, marks: usize) -> Option<usize> {
    let mut rest = line;
    for _ in 0..marks {
        rest = rest.trim_start_matches([' ', '\t']).strip_prefix('>')?;
    }
    Some(line.len() - rest.len())
}

/// The length of the white space at the start of a text.
pub fn blank(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

/// The words of a line after its prefix, without white space at the end.
pub fn words(text: &str, line: &Range<usize>) -> Range<usize> {
    let whole = &text[line.clone()];
    let start = line.start + prefix(whole);
    start..start.max(line.start + whole.trim_end().len())
}
