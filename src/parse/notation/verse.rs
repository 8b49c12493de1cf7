//! Poems: line blocks, `| words`, and the lines of a division for a poem.

use std::ops::Range;

use super::super::callout::line::{behind_marks, columns, continued};
use super::super::callout::{Bit, Edit, LINE, Mark, Opening};
use super::page::{LINE_START, Page};
use crate::model::PassageKind;

/// Rewrites the divisions for poems. They are known before the first round, and line blocks become others.
pub fn edit_divisions(page: &mut Page<'_>) {
    for (first, last) in divisions(page) {
        division(page, first, last);
    }
}

/// Rewrites the line blocks of a text.
pub fn edit_blocks(page: &mut Page<'_>) {
    let mut line = 0;
    while line < page.lines.len() {
        line = match block(page, line) {
            Some(end) => {
                line_block(page, line, end);
                end
            }
            None => line + 1,
        };
    }
}

/// The first and the last line of each division for a poem.
fn divisions(page: &Page<'_>) -> Vec<(usize, usize)> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    let line_of = |offset: usize| page.lines.partition_point(|line| line.end < offset);
    for (mark, at) in page.text.marked() {
        match mark {
            Mark::Open(opening, _) => open.push((opening.passage, line_of(at))),
            Mark::Close(_) => {
                if let Some((Some(PassageKind::Verse), first)) = open.pop() {
                    found.push((first, line_of(at)));
                }
            }
            _ => {}
        }
    }
    found
}

/// The lines of a division, each of which becomes a line of the poem.
fn division(page: &mut Page<'_>, first: usize, last: usize) {
    let start = page.prefix(first).to_owned();
    let (marks, column) = (start.matches('>').count(), columns(&start));
    let mut lines = Vec::new();
    for line in first + 1..last {
        let range = page.lines[line].clone();
        let whole = page.str(range.clone());
        let begin = behind_marks(whole, marks).unwrap_or_default();
        let body = whole[begin..].trim_start_matches([' ', '\t']);
        let place = range.end - body.len();
        let is_code = page.survey.is_verbatim(place) && !page.survey.is_indented(place);
        if body.trim().is_empty() || page.taken[line] || is_code || page.text.mark_at(place).is_some() {
            lines.push(None);
            continue;
        }
        let behind_bar =
            body.strip_prefix("| ").or_else(|| body.strip_prefix('|').filter(|rest| rest.trim().is_empty()));
        let indent = columns(&whole[..whole.len() - body.len()]).saturating_sub(column);
        let (indent, words) = match behind_bar {
            Some(rest) => (rest.len() - rest.trim_start_matches(' ').len(), rest.trim_start_matches(' ')),
            None => (indent, body),
        };
        // A line with a bar alone parts two stanzas.
        let from = range.start + begin..range.end - words.len();
        lines.push(Some(Line { number: line, from, indent, is_empty: words.trim().is_empty() }));
    }
    for index in 0..lines.len() {
        let Some(line) = &lines[index] else { continue };
        let goes_on = matches!(lines.get(index + 1), Some(Some(next)) if !next.is_empty);
        write(page, line, Vec::new(), goes_on);
    }
}

/// A line of a poem.
struct Line {
    /// Its number.
    number: usize,
    /// What stands before its words: a bar, and white space.
    from: Range<usize>,
    indent: usize,
    is_empty: bool,
}

/// Replaces what stands before the words of a line, and adds a line break if another line follows.
fn write(page: &mut Page<'_>, line: &Line, before: Vec<Bit>, goes_on: bool) {
    page.taken[line.number] = true;
    let (from, mut with) = (line.from.clone(), before);
    if !line.is_empty {
        with.push(Bit::Placed(LINE_START.to_string(), Some(Mark::Line(line.indent)), from.end));
    }
    let start = from.end;
    page.edits.push(Edit { range: from, with });
    if goes_on && !line.is_empty {
        end_line(page, start, line.number);
    }
}

/// Ends a line of the source with a line break. `start` is the start of its words.
fn end_line(page: &mut Page<'_>, start: usize, line: usize) {
    let whole = page.lines[line].clone();
    let words = page.str(start..whole.end).trim_end();
    let end = start + words.len();
    let slashes = words.len() - words.trim_end_matches('\\').len();
    if slashes.is_multiple_of(2) {
        page.edits.push(Edit { range: end..whole.end, with: vec![Bit::Placed("\\".to_owned(), None, end)] });
    }
}

/// The line after a line block that begins at a line; `None` if none begins there.
fn block(page: &Page<'_>, first: usize) -> Option<usize> {
    if !is_bar(page, first) || !page.begins_block(first) {
        return None;
    }
    let signs = page.prefix(first).matches('>').count();
    let column = columns(page.prefix(first));
    let mut end = first + 1;
    while end < page.lines.len() && !page.taken[end] {
        let prefix = page.prefix(end);
        let goes_on = prefix.matches('>').count() == signs && !page.words(end).is_empty() && is_plain(prefix);
        let is_continued = columns(prefix) > column && !page.str(page.words(end)).starts_with('|');
        if !goes_on || !(is_bar(page, end) || is_continued) {
            break;
        }
        end += 1;
    }
    let has_words = (first..end).any(|line| page.words(line).len() > 1);
    // A row of a table without its second line is reported.
    let is_row = |line: usize| {
        let words = page.str(page.words(line));
        words.starts_with('|') && words.ends_with('|') && words.len() > 1
    };
    (has_words && !(first..end).any(is_row)).then_some(end)
}

fn is_plain(prefix: &str) -> bool {
    prefix.chars().all(|sign| matches!(sign, ' ' | '\t' | '>'))
}

fn is_bar(page: &Page<'_>, line: usize) -> bool {
    let words = page.words(line);
    let is_bar = page.str(words.clone()) == "|" || page.str(words.clone()).starts_with("| ");
    is_bar && page.is_live(line) && !page.survey.is_table(words.start)
}

fn line_block(page: &mut Page<'_>, first: usize, end: usize) {
    let prefix = continued(page.prefix(first));
    let opening = Opening { passage: Some(PassageKind::Verse), ..Opening::default() };
    let place = page.words(first);
    let mut before = vec![
        Bit::Placed(LINE.to_owned(), Some(Mark::Open(opening, page.text.range(&place))), place.start),
        Bit::Placed(format!("\n{prefix}"), None, place.start),
    ];
    for line in first..end {
        let words = page.words(line);
        let is_followed = line + 1 < end && page.words(line + 1).len() > 1 && is_bar(page, line + 1);
        page.taken[line] = true;
        if is_followed && !page.str(words.clone()).starts_with('|') {
            end_line(page, words.start, line);
        }
        let Some(rest) = page.str(words.clone()).strip_prefix('|') else { continue };
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let body = rest.trim_start_matches(' ');
        let found = Line {
            number: line,
            from: words.start..words.end - body.len(),
            indent: rest.len() - body.len(),
            is_empty: body.is_empty(),
        };
        write(page, &found, std::mem::take(&mut before), is_followed);
    }
    let at = page.lines[end - 1].end;
    let close = Mark::Close(page.text.range(&(at..at)));
    let with =
        vec![Bit::Placed(format!("\n{prefix}"), None, at), Bit::Placed(LINE.to_owned(), Some(close), at)];
    page.edits.push(Edit { range: at..at, with });
}
