//! Collects the notes that stand under a heading of their own, at the end of a chapter or of the book.

use std::collections::HashMap;

use super::chunk::{Chunk, Form, joined};
use super::feet::raised_number;
use super::notes::Note;
use super::sentence::{begins_capital, is_finished, key, opening};
use crate::import::{Doubt, Place, Reason};

/// The words over notes, as [`key`] writes them.
const TITLES: [&str; 11] = [
    "notes",
    "endnotes",
    "footnotes",
    "anmerkungen",
    "endnoten",
    "fußnoten",
    "notas",
    "note",
    "noten",
    "примечания",
    "notesandreferences",
];

/// Fewest notes for which a text has endnotes.
const FEWEST: usize = 3;

/// Words that come at least this often may be a running head.
const REPEATED: usize = 3;

/// Numbers that a conversion may have lost between two notes.
const LOST: u32 = 5;

/// Chunks after one among which the next note stands, if the one belongs to the notes.
const SOON: usize = 4;

/// Whether the letters of a heading are those over notes.
#[must_use]
pub fn is_title(key: &str) -> bool {
    TITLES.contains(&key)
}

/// The notes under their headings, and the chunks that they and their headings are. `None` if the text has none.
#[must_use]
pub fn find(chunks: &[Chunk], doubts: &mut Vec<Doubt>) -> Option<(Vec<Note>, Vec<usize>)> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for chunk in chunks {
        *counts.entry(&chunk.text).or_default() += 1;
    }
    let mut taker =
        Taker { chunks, counts, notes: Vec::new(), taken: Vec::new(), doubts: Vec::new(), epoch: 0 };
    let mut index = 0;
    while let Some(chunk) = chunks.get(index) {
        index += 1;
        if is_title(&key(&chunk.text)) && taker.begins(index) {
            taker.taken.push(index - 1);
            index = taker.section(index);
        }
    }
    let Taker { notes, taken, doubts: found, .. } = taker;
    if notes.len() < FEWEST {
        return None;
    }
    doubts.extend(found);
    Some((notes, taken))
}

#[derive(Debug)]
struct Taker<'a> {
    chunks: &'a [Chunk],
    /// How often each text comes.
    counts: HashMap<&'a str, usize>,
    notes: Vec<Note>,
    taken: Vec<usize>,
    doubts: Vec<Doubt>,
    epoch: usize,
}

impl Taker<'_> {
    /// Whether notes begin at an index: with 1, after those before, or with the name of the first chapter.
    fn begins(&self, index: usize) -> bool {
        let number = self.chunks.get(index).and_then(numbered).map(|(number, _)| number);
        let follows = |number| self.notes.last().is_some_and(|last| last.number + 1 == number);
        number.is_some_and(|number| number == 1 || follows(number)) || self.is_heading_among(index)
    }

    /// Takes the notes from an index on, and returns the index of the first chunk that is none.
    fn section(&mut self, start: usize) -> usize {
        for index in start..self.chunks.len() {
            let Some(chunk) = self.chunks.get(index) else { break };
            match numbered(chunk).filter(|(number, _)| self.fits(*number)) {
                Some((number, text)) => self.open(number, text, chunk.line, index),
                None if self.is_heading_among(index) => self.report(chunk, Reason::HeadingAmongNotes),
                None if self.is_running_head(index) => self.report(chunk, Reason::RunningHead(1)),
                None if self.goes_on(index) => self.go_on(chunk),
                None => return index,
            }
            self.taken.push(index);
        }
        self.chunks.len()
    }

    fn fits(&self, number: u32) -> bool {
        let last = self.notes.last().map_or(0, |note| note.number);
        number == 1 || (last + 1..=last + 1 + LOST).contains(&number)
    }

    fn open(&mut self, number: u32, text: &str, line: usize, chunk: usize) {
        // Each chapter may begin with 1 again.
        self.epoch += usize::from(self.notes.last().is_some_and(|last| number <= last.number));
        let paragraphs = vec![without_backlink(text).to_owned()];
        self.notes.push(Note { number, epoch: self.epoch, line, chunk, paragraphs });
    }

    /// Whether a chunk is the name of a chapter over its notes, which begin with 1 again.
    fn is_heading_among(&self, index: usize) -> bool {
        let restarts = self.chunks.get(index + 1).and_then(numbered).is_some_and(|(number, _)| number == 1);
        self.chunks
            .get(index)
            .is_some_and(|chunk| restarts && chunk.text.len() < 120 && !is_finished(&chunk.text))
    }

    /// Whether a chunk is the running head of a page: `Notes to page 4`, or words that come often, before the next note.
    fn is_running_head(&self, index: usize) -> bool {
        let Some(chunk) = self.chunks.get(index) else { return false };
        let is_often = self.counts.get(chunk.text.as_str()).is_some_and(|count| *count >= REPEATED);
        let has_title = chunk.text.split(' ').next().is_some_and(|word| is_title(&key(word)));
        let last = self.notes.last().map_or(0, |note| note.number);
        let nearby = self.chunks.iter().skip(index + 1).take(2).find_map(numbered);
        let is_short = chunk.text.len() < 80 && !is_finished(&chunk.text);
        let is_before_note = || nearby.is_some_and(|(number, _)| number == last + 1);
        let has_page = chunk.text.ends_with(|sign: char| sign.is_ascii_digit());
        is_short && ((has_title && has_page) || (is_often && is_before_note()))
    }

    /// Whether a chunk goes on with the last note.
    fn goes_on(&self, index: usize) -> bool {
        let Some(chunk) = self.chunks.get(index) else { return false };
        let may_go_on = matches!(chunk.form, Form::Words | Form::Quote) && !chunk.opens_page;
        may_go_on && chunk.entry.is_none() && !self.is_over(index)
    }

    /// Whether a new paragraph on a later page is no note, because no number of a note follows it soon.
    fn is_over(&self, index: usize) -> bool {
        let Some((chunk, last)) = self.chunks.get(index).zip(self.notes.last()) else { return false };
        let is_new =
            is_finished(last.paragraphs.last().map_or("", String::as_str)) && begins_capital(&chunk.text);
        let is_later = self.chunks.get(last.chunk).is_some_and(|start| start.page < chunk.page);
        let mut soon = self.chunks.iter().skip(index + 1).take(SOON).filter_map(numbered);
        is_new && is_later && !soon.any(|(number, _)| number != 1 && self.fits(number))
    }

    fn go_on(&mut self, chunk: &Chunk) {
        let Some(note) = self.notes.last_mut() else { return };
        let text = without_backlink(&chunk.text);
        let last = note.paragraphs.last_mut();
        let is_new = last.as_deref().is_some_and(|last| is_finished(last)) && begins_capital(text);
        match last {
            Some(last) if !is_new => *last = joined(last, text),
            Some(_) | None => {
                note.paragraphs.push(text.to_owned());
                self.report(chunk, Reason::PerhapsNote);
            }
        }
    }

    fn report(&mut self, chunk: &Chunk, reason: Reason) {
        let (place, words) = (Place::Line(chunk.line), opening(&chunk.text));
        self.doubts.push(Doubt { place, piece: None, words, reason });
    }
}

/// The number and the text of a chunk that may be a note: `3. Words`, `3 Words`, `³ Words`.
fn numbered(chunk: &Chunk) -> Option<(u32, &str)> {
    let text = chunk.text.as_str();
    match chunk.form {
        Form::Item(Some(number)) => return Some((number, text)),
        Form::Words | Form::Quote => {}
        Form::Item(None) | Form::Heading(_) | Form::Table(_) => return None,
    }
    if let Some((number, length)) = raised_number(text) {
        return Some((number, text.get(length..)?.trim_start()));
    }
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..length)?.parse().ok().filter(|_| length <= 4)?;
    let rest = text.get(length..)?;
    let words = rest.strip_prefix(['.', ')']).unwrap_or(rest).strip_prefix(' ')?;
    Some((number, words.trim_start()))
}

/// A note without the arrow that leads back to its marker, and the pages after it.
fn without_backlink(text: &str) -> &str {
    let is_page =
        |sign: char| sign.is_ascii_digit() || matches!(sign, ' ' | ',' | 'i' | 'v' | 'x' | 'l' | 'c' | '–');
    let arrows = ['↑', '↩', '↵', '⤴', '\u{FE0E}'];
    let bare = text.trim_end_matches(is_page);
    let shorter = bare.trim_end_matches(arrows);
    if shorter.len() < bare.len() { shorter.trim_end() } else { text.trim() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::flat::{chunk, lines};

    /// The epochs, numbers and texts of the notes, and the text that is left.
    fn found(text: &str) -> (Vec<(usize, u32, String)>, Vec<String>) {
        let chunks = chunk::split(&lines::read(text), &[], &mut Vec::new());
        let (notes, taken) = find(&chunks, &mut Vec::new()).unwrap_or_default();
        let left = chunks.iter().enumerate().filter(|(index, _)| !taken.contains(index));
        let notes = notes.into_iter().map(|note| (note.epoch, note.number, note.paragraphs.join("|")));
        (notes.collect(), left.map(|(_, chunk)| chunk.text.clone()).collect())
    }

    #[test]
    fn notes_under_their_heading_are_taken() {
        let one = |epoch, number, text: &str| (epoch, number, text.to_owned());
        for (text, notes, left) in [
            (
                "Words.1\n\nNotes\n\n1. A guide ↑ 2, 4\n\n2. Ibid. ↑ xi\n\n3. A map\n\n# Oman\n\nMore.",
                vec![one(0, 1, "A guide"), one(0, 2, "Ibid."), one(0, 3, "A map")],
                vec!["Words.1", "Oman", "More."],
            ),
            (
                "# Notes\n\nOman\n\n1 A guide\n\n2 A map\n\nChad\n\n1 A list\n\n2 A plan",
                vec![one(0, 1, "A guide"), one(0, 2, "A map"), one(1, 1, "A list"), one(1, 2, "A plan")],
                vec![],
            ),
            (
                "# Notes\n\n1 A guide\n\n2 A map\n\nChad\n\n1 A list\n\n4 A plan",
                vec![one(0, 1, "A guide"), one(0, 2, "A map"), one(1, 1, "A list"), one(1, 4, "A plan")],
                vec![],
            ),
            (
                "Oman\n\nOman\n\n# Notes\n\n1 A guide\n\nOman\n\n2 A map\n\nNotes to page 4\n\n3 A list",
                vec![one(0, 1, "A guide"), one(0, 2, "A map"), one(0, 3, "A list")],
                vec!["Oman", "Oman"],
            ),
            ("# Notes\n\nIt has 3 ships.\n\n1. A list", vec![], vec!["Notes", "It has 3 ships.", "A list"]),
        ] {
            let (found_notes, found_left) = found(text);
            assert_eq!(found_notes, notes, "{text}");
            assert_eq!(found_left, left, "{text}");
        }
    }
}
