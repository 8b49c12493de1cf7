//! Finds code in a source for the second reading, because markup inside code is printed as typed.
//!
//! Fences, indented lines and backticks are recognized by their form only. The text of a nested list may be indented
//! like code; its words are then checked less strictly.

use std::ops::Range;

/// The parts of a text that are code or look like it. They may overlap.
#[must_use]
pub fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts = indented(text);
    let mut start = 0;
    for end in text.match_indices("\n\n").map(|(blank, _)| blank).chain([text.len()]) {
        spans(text, start..end, &mut parts);
        start = end;
    }
    parts
}

/// Lines indented by at least four spaces or a tab, in quotations too.
fn indented(text: &str) -> Vec<Range<usize>> {
    let mut offset = 0;
    let mut parts = Vec::new();
    for line in text.split_inclusive('\n') {
        let blanks = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        if line[..blanks].contains("    ") || line[..blanks].contains('\t') {
            parts.push(offset..offset + line.len());
        }
        offset += line.len();
    }
    parts
}

/// The blanks that code in running text loses at its ends: one on each side if both are there, so that it may touch a word.
#[must_use]
pub fn trimmed<'p>(text: &str, parts: impl Iterator<Item = &'p Range<usize>>) -> Vec<Range<usize>> {
    let inside = parts.filter_map(|part| {
        let marks = text[part.clone()].bytes().take_while(|byte| *byte == b'`').count();
        (marks > 0 && part.len() > 2 * marks + 2).then(|| part.start + marks..part.end - marks)
    });
    inside
        .filter(|code| {
            [code.start, code.end - 1].iter().all(|at| matches!(text.as_bytes()[*at], b' ' | b'\n'))
        })
        .flat_map(|code| [code.start..code.start + 1, code.end - 1..code.end])
        .collect()
}

/// Text between two backtick runs of equal length in one paragraph.
fn spans(text: &str, paragraph: Range<usize>, parts: &mut Vec<Range<usize>>) {
    let runs = backticks(&text[paragraph.clone()]);
    let mut at = 0;
    while let Some((start, length)) = runs.get(at) {
        let closing = runs[at + 1..].iter().position(|(_, other)| other == length);
        if let Some(ahead) = closing {
            let (end, _) = runs[at + 1 + ahead];
            parts.push(paragraph.start + start..paragraph.start + end + length);
            at += ahead + 1;
        }
        at += 1;
    }
}

/// The backtick runs of a text, with offset and length.
fn backticks(text: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (place, _) in text.match_indices('`') {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == place => *length += 1,
            _ => runs.push((place, 1)),
        }
    }
    runs
}

/// The fences that are open at a line. Those of directives with text in them hold no code.
#[derive(Debug, Default)]
pub struct Fences {
    open: Vec<Fence>,
}

#[derive(Debug)]
struct Fence {
    mark: char,
    length: usize,
    is_code: bool,
}

/// A line between or inside fences.
#[derive(Debug, PartialEq, Eq)]
pub enum FenceLine {
    Opening,
    Closing,
    Code,
    Text,
}

/// Directives with code in them, and languages of cells.
const OF_CODE: [&str; 15] = [
    "code",
    "code-block",
    "code-cell",
    "sourcecode",
    "literalinclude",
    "parsed-literal",
    "raw",
    "eval-rst",
    "math",
    "mermaid",
    "graphviz",
    "r",
    "python",
    "julia",
    "ojs",
];

impl Fences {
    /// Reads the next line.
    pub fn line(&mut self, line: &str) -> FenceLine {
        let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let is_code = self.open.last().is_some_and(|open| open.is_code);
        if self.open.last().is_some_and(|open| closes(bare, open.mark, open.length)) {
            self.open.pop();
            return FenceLine::Closing;
        }
        match opening_fence(line) {
            Some((mark, length)) if !is_code => {
                let is_code = !holds_text(line);
                self.open.push(Fence { mark, length, is_code });
                FenceLine::Opening
            }
            _ if is_code => FenceLine::Code,
            _ => FenceLine::Text,
        }
    }
}

/// Whether the line that opens a fence names a directive with text in it: `{note}`.
#[must_use]
pub fn holds_text(line: &str) -> bool {
    let info = line[markers(line)..].trim_start_matches(['`', '~', ':']).trim();
    let name = info.strip_prefix('{').map(|name| name.split([' ', ',', '}']).next().unwrap_or_default());
    name.is_some_and(|name| !OF_CODE.contains(&name) && !name.starts_with(['=', '.', '#']))
}

/// Fenced blocks of code, from the opening line to the line that closes it. One without an end does not count.
#[must_use]
pub fn fenced(text: &str) -> Vec<Range<usize>> {
    let (mut parts, mut fences, mut start, mut offset) = (Vec::new(), Fences::default(), None, 0);
    for line in text.split_inclusive('\n') {
        let was_code = fences.open.last().is_some_and(|open| open.is_code);
        match fences.line(line) {
            FenceLine::Opening => start = Some(offset),
            FenceLine::Closing if was_code => {
                parts.extend(start.take().map(|start| start..offset + line.len()));
            }
            FenceLine::Closing | FenceLine::Code | FenceLine::Text => {}
        }
        offset += line.len();
    }
    parts
}

/// Directives with text in them, from the opening line to the line that closes it.
#[must_use]
pub fn directives(text: &str) -> Vec<Range<usize>> {
    let (mut parts, mut fences, mut start, mut offset) = (Vec::new(), Fences::default(), None, 0);
    for line in text.split_inclusive('\n') {
        let was_open = !fences.open.is_empty();
        fences.line(line);
        match (was_open, fences.open.first()) {
            (false, Some(first)) => start = Some(offset).filter(|_| !first.is_code),
            (true, None) => parts.extend(start.take().map(|start| start..offset + line.len())),
            (false, None) | (true, Some(_)) => {}
        }
        offset += line.len();
    }
    parts
}

/// HTML blocks: from a line that begins with a tag to a blank line.
#[must_use]
pub fn html(text: &str) -> Vec<Range<usize>> {
    let mut offset = 0;
    let mut parts = Vec::new();
    let mut is_html = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let is_tag = bare.strip_prefix('<').is_some_and(|rest| {
            rest.trim_start_matches('/').starts_with(|first: char| first.is_ascii_alphabetic())
        });
        is_html = (is_html || is_tag) && !bare.trim().is_empty();
        if is_html {
            parts.push(offset..offset + line.len());
        }
        offset += line.len();
    }
    parts
}

/// Length in bytes of the quotation and list markers at the beginning of a line.
#[must_use]
pub fn markers(line: &str) -> usize {
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '>']);
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let marker = match rest[digits..].chars().next() {
            Some('-' | '*' | '+') if digits == 0 => 1,
            Some('.' | ')') if digits > 0 => digits + 1,
            _ => 0,
        };
        if marker == 0 || !rest[marker..].starts_with([' ', '\t']) {
            return line.len() - rest.len();
        }
        rest = &rest[marker..];
    }
}

/// The mark and length of an opening fence in this line; list markers may precede it.
#[must_use]
pub fn opening_fence(line: &str) -> Option<(char, usize)> {
    let bare = &line[markers(line)..];
    let mark = bare.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = bare.len() - bare.trim_start_matches(mark).len();
    // A code span may begin the line, too.
    (length >= 3 && !(mark == '`' && bare[length..].contains('`'))).then_some((mark, length))
}

/// Whether a line closes a fence.
#[must_use]
pub fn closes(bare: &str, mark: char, length: usize) -> bool {
    bare.len() >= length && bare.trim_matches(mark).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_of_directives_with_text_hold_no_code() {
        let fenced = |text: &str| -> Vec<String> {
            fenced(text).into_iter().map(|part| text[part].to_owned()).collect()
        };
        for (text, expected) in [
            ("```\na\n```\nb\n", vec!["```\na\n```\n"]),
            ("````{exercise}\na\n```python\nb\n```\nc\n````\n", vec!["```python\nb\n```\n"]),
            ("- ```yaml\n  a\n  ```\n", vec!["- ```yaml\n  a\n  ```\n"]),
            ("```{code-block} c\n{a}\n```\n", vec!["```{code-block} c\n{a}\n```\n"]),
            ("````md\n```{note}\na\n```\n````\n", vec!["````md\n```{note}\na\n```\n````\n"]),
            ("```{.python}\na\n```\n", vec!["```{.python}\na\n```\n"]),
            ("```\nnever closed\n", vec![]),
        ] {
            assert_eq!(fenced(text), expected, "{text}");
        }
        let text = "````{exercise}\na\n```\nb\n```\n````\n```{note}\nc\n```\n```\n```\n";
        assert_eq!(
            directives(text),
            [0..text.find("```{note}").unwrap_or(0), text.find("```{note}").unwrap_or(0)..text.len() - 8]
        );
    }
}
