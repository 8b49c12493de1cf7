//! `^[words]`: a note in running text. It becomes a reference, and its definition stands before the text, because at the
//! end an open fence could swallow it.

use std::ops::Range;

use super::super::callout::line::prefix;
use super::super::callout::{Bit, Edit, LINE, Mark, Rewritten};
use super::page::LINE_START;
use super::survey::Survey;

/// The longest note, in bytes.
const LONGEST: usize = 20_000;

/// A note with its place in the text.
struct Note {
    /// From the caret to the closing bracket.
    range: Range<usize>,
    label: String,
}

impl Note {
    fn content(&self) -> Range<usize> {
        self.range.start + 2..self.range.end - 1
    }
}

/// The edits for all notes of a text.
pub fn edits(text: &Rewritten, survey: &Survey) -> Vec<Edit> {
    let notes = notes(text, survey);
    if notes.is_empty() {
        return Vec::new();
    }
    let bits = (0..notes.len()).flat_map(|note| definition(text, &notes[note], &notes[note + 1..]));
    let mut definitions: Vec<Bit> = bits.collect();
    // The first line of the text may be indented, and would belong to the last note.
    definitions.push(Bit::Placed(format!("{LINE}\n\n"), Some(Mark::Apart), 0));
    let mut edits = vec![Edit { range: 0..0, with: definitions }];
    let mut end = 0;
    for note in &notes {
        if note.range.start >= end {
            end = note.range.end;
            edits.push(Edit { range: note.range.clone(), with: reference(text, note) });
        }
    }
    edits
}

/// All notes, in order; notes inside a note follow it.
fn notes(text: &Rewritten, survey: &Survey) -> Vec<Note> {
    let whole = &text.text;
    let mut name = "inline-note".to_owned();
    while whole.contains(&format!("[^{name}")) {
        name.push('x');
    }
    let mut places = places(text, survey);
    places.sort_by_key(|range| range.start);
    places
        .into_iter()
        .zip(1..)
        .map(|(range, number)| Note { range, label: format!("{name}-{number}") })
        .collect()
}

/// The places of the notes: brackets after a caret that are closed in the same paragraph, cell or heading.
fn places(text: &Rewritten, survey: &Survey) -> Vec<Range<usize>> {
    let whole = &text.text;
    let (mut places, mut open) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(next) = whole[at..].find(['[', ']', '\\', '\n']).map(|next| at + next) {
        at = next + 1;
        match whole.as_bytes()[next] {
            b'\n' if ends_paragraph(text, at) => open.clear(),
            b'\\' if whole[at..].starts_with(['[', ']', '\\', '^']) && !survey.is_verbatim(next) => at += 1,
            b'[' | b']' if survey.is_verbatim(next) => {}
            b'[' => {
                let is_note = next > 0 && is_caret(whole, next - 1) && !survey.is_verbatim(next - 1);
                open.push((next, is_note));
            }
            b']' => {
                if let Some((start, true)) = open.pop()
                    && survey.cell_at(start) == survey.cell_at(next)
                    && next - start < LONGEST
                    // A caret before a link, as in pandoc 3.
                    && !is_address(&whole[at..])
                {
                    places.push(start - 1..at);
                }
            }
            _ => {}
        }
    }
    places
}

/// Whether a text begins with the address of a link.
fn is_address(rest: &str) -> bool {
    let inside = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside);
    inside.is_some_and(|inside| !inside.is_empty() && !inside.contains(char::is_whitespace))
}

/// Whether there is a caret that begins a note: not escaped, and no superscript.
fn is_caret(text: &str, at: usize) -> bool {
    // The offset may be inside a character.
    let before = text.as_bytes().get(..at).unwrap_or_default();
    let slashes = before.iter().rev().take_while(|byte| **byte == b'\\').count();
    text.as_bytes().get(at) == Some(&b'^') && slashes % 2 == 0 && !is_superscript(&text[at..])
}

/// The longest superscript with brackets, in bytes.
const LONGEST_SUPERSCRIPT: usize = 500;

/// Whether the caret begins a superscript, `^[words](address)^`, which has no white space.
fn is_superscript(rest: &str) -> bool {
    let inside = &rest[1..rest.floor_char_boundary(LONGEST_SUPERSCRIPT)];
    let word = inside.split(char::is_whitespace).next().unwrap_or_default();
    word.find('^').is_some_and(|end| !word[end..].starts_with("^["))
}

/// Whether the line at an offset is empty, made, or the first of another block.
fn ends_paragraph(text: &Rewritten, start: usize) -> bool {
    let line = text.text[start..].split('\n').next().unwrap_or_default();
    let prefix = prefix(line);
    let has_marker = line[..prefix].contains(|sign: char| !matches!(sign, ' ' | '\t' | '>'));
    line[prefix..].trim().is_empty() || has_marker || text.mark_at(start + prefix).is_some()
}

/// The reference to a note. An escape keeps it from becoming a link or a definition.
fn reference(text: &Rewritten, note: &Note) -> Vec<Bit> {
    let place = text.range(&note.range);
    let mark = Mark::Note(place);
    let mut bits = vec![Bit::Placed(format!("[^{}]", note.label), Some(mark), note.range.start)];
    if text.text[note.range.end..].starts_with(['(', ':', '['])
        && !text.text[note.range.end..].starts_with("[^")
    {
        bits.push(Bit::Placed("\\".to_owned(), None, note.range.end));
    }
    bits
}

/// The definition of a note, in which notes inside are references. `next` are the notes that begin after it.
fn definition(text: &Rewritten, note: &Note, next: &[Note]) -> Vec<Bit> {
    let content = note.content();
    let mark = Mark::Note(text.range(&note.range));
    let mut bits = vec![
        Bit::Placed(format!("[^{}]: ", note.label), Some(mark), note.range.start),
        Bit::Placed(LINE_START.to_string(), Some(Mark::Line(0)), content.start),
    ];
    let mut at =
        content.start + text.text[content.clone()].len() - text.text[content.clone()].trim_start().len();
    for inner in next.iter().take_while(|inner| inner.range.start < content.end) {
        if inner.range.start >= at {
            kept(text, at..inner.range.start, &mut bits);
            bits.extend(reference(text, inner));
            at = inner.range.end;
        }
    }
    kept(text, at..content.end.max(at), &mut bits);
    bits.push(Bit::Placed("\n\n".to_owned(), None, content.end));
    bits
}

/// A part of a note. Its lines after the first are indented so far that they can only continue the paragraph.
fn kept(text: &Rewritten, range: Range<usize>, bits: &mut Vec<Bit>) {
    let mut at = range.start;
    while let Some(end) = text.text[at..range.end].find('\n').map(|end| at + end + 1) {
        bits.push(Bit::Kept(at..end));
        let line = &text.text[end..range.end];
        at = end + line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        bits.push(Bit::Placed("        ".to_owned(), None, at));
    }
    if at < range.end {
        bits.push(Bit::Kept(at..range.end));
    }
}
