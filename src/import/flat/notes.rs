//! Collects the notes at the feet of pages, and leaves the text without them.

use std::collections::BTreeSet;

use super::address::{address, begins_with_address};
use super::caption::is_caption;
use super::chunk::{Chunk, Form};
use super::clean::{lowered, raised_digit};
use super::feet::{self, Start};
use super::likeness::Likeness;
use super::misread::inside;
use super::sentence::{begins_capital, begins_small, is_finished, opening};
use crate::import::{Doubt, Place, Reason};

/// A note.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Its number in the source.
    pub number: u32,
    /// The run of numbers from 1 that it belongs to.
    pub epoch: usize,
    /// The line where it begins.
    pub line: usize,
    /// The chunk where it begins; markers stand before it.
    pub chunk: usize,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

impl Note {
    fn last(&self) -> &str {
        self.paragraphs.last().map_or("", String::as_str)
    }

    fn go_on(&mut self, text: &str) {
        match self.paragraphs.last_mut() {
            Some(last) if last.is_empty() => *last = text.to_owned(),
            Some(last) => *last = super::chunk::joined(last, text),
            None => self.paragraphs.push(text.to_owned()),
        }
    }
}

/// The chunks of the text with their places among all chunks, and the notes in their sequence. `at_end` are the notes at the
/// end of chapters and the chunks that they are; a text with them has none at the feet of pages.
#[must_use]
pub fn take(
    chunks: Vec<Chunk>,
    at_end: Option<(Vec<Note>, Vec<usize>)>,
    doubts: &mut Vec<Doubt>,
) -> (Vec<(usize, Chunk)>, Vec<Note>) {
    if let Some((notes, taken)) = at_end {
        doubts.extend(notes.windows(2).flat_map(left_out));
        return (without(chunks, &taken.into_iter().collect()), notes);
    }
    let starts = feet::starts(&chunks);
    let has_pages = chunks.last().is_some_and(|chunk| chunk.page >= 4);
    let mut taker = Taker::new(&chunks, &starts, has_pages);
    taker.run();
    let Taker { mut notes, taken, doubts: found, .. } = taker;
    doubts.extend(found);
    notes.sort_by_key(|note| (note.epoch, note.number));
    doubts.extend(notes.windows(2).flat_map(left_out));
    (without(chunks, &taken), notes)
}

/// The chunks that are no notes, with their places.
fn without(chunks: Vec<Chunk>, taken: &BTreeSet<usize>) -> Vec<(usize, Chunk)> {
    chunks.into_iter().enumerate().filter(|(index, _)| !taken.contains(index)).collect()
}

/// A doubt for each number that is left out between two notes.
fn left_out(pair: &[Note]) -> Vec<Doubt> {
    let [before, after] = pair else { return Vec::new() };
    let numbers = if before.epoch == after.epoch { before.number + 1..after.number } else { 0..0 };
    let doubt = |number: u32| {
        let (place, words) = (Place::Line(after.line), format!("{number} {}", opening(after.last())));
        Doubt { place, piece: None, words, reason: Reason::NumberLeftOut }
    };
    numbers.take(100).map(doubt).collect()
}

#[derive(Debug)]
struct Taker<'a> {
    chunks: &'a [Chunk],
    starts: &'a [Start],
    has_pages: bool,
    likeness: Likeness,
    /// The numbers that have a note, or will have one.
    known: BTreeSet<(usize, u32)>,
    notes: Vec<Note>,
    taken: BTreeSet<usize>,
    /// Chunks that stand before the note that they belong to, each with the first note after it.
    leading: Vec<(usize, &'a Start)>,
    doubts: Vec<Doubt>,
}

/// Chunks without a number that may follow a note at the foot of a page.
const NOTES: usize = 6;

/// What an unnumbered chunk among the notes is.
#[derive(Debug, PartialEq)]
enum Role {
    /// Text.
    Text,
    /// A note whose number is damaged or lost, without the remains of the number.
    Note(u32, String),
    /// The end of the sentence of the note before it.
    Sentence,
    /// Another paragraph of the note before it.
    Paragraph,
}

impl<'a> Taker<'a> {
    fn new(chunks: &'a [Chunk], starts: &'a [Start], has_pages: bool) -> Self {
        let with_note: BTreeSet<usize> = starts.iter().map(|start| start.chunk).collect();
        let of_notes =
            with_note.iter().filter_map(|index| chunks.get(*index)).map(|chunk| chunk.text.as_str());
        let of_text = chunks
            .iter()
            .enumerate()
            .filter(|(index, chunk)| !with_note.contains(index) && chunk.text.len() > 400);
        let likeness = Likeness::learn(of_notes, of_text.map(|(_, chunk)| chunk.text.as_str()));
        let known = starts.iter().map(|start| (start.epoch, start.number)).collect();
        let (notes, taken, leading, doubts) = (Vec::new(), BTreeSet::new(), Vec::new(), Vec::new());
        Self { chunks, starts, has_pages, likeness, known, notes, taken, leading, doubts }
    }

    fn run(&mut self) {
        for (index, start) in self.starts.iter().enumerate() {
            let next = self.starts.get(index + 1);
            self.start(start, next);
            let end = next.map_or(self.chunks.len(), |next| next.chunk);
            if end > start.chunk {
                let after = self.follow(start, end);
                if let Some(next) = next {
                    self.lead(after, next);
                }
            }
        }
        self.settle_leading();
        self.split_misread();
    }

    /// Opens the note at a place. Its text ends where the next one begins.
    fn start(&mut self, start: &Start, next: Option<&Start>) {
        let Some(chunk) = self.chunks.get(start.chunk) else { return };
        let text = match &chunk.form {
            Form::Table(rows) => feet::cell_note(rows).map(|(_, text)| text).unwrap_or_default(),
            Form::Words | Form::Heading(_) | Form::Item(_) | Form::Quote => {
                let end = next
                    .filter(|next| next.chunk == start.chunk)
                    .map_or(chunk.text.len(), |next| next.offset);
                chunk.text.get(start.text..end).unwrap_or_default()
            }
        };
        if !start.in_order {
            self.doubt(chunk, text, Reason::NumberOutOfSequence);
        }
        self.taken.insert(start.chunk);
        self.open(start.number, start.epoch, start.chunk, text);
    }

    fn open(&mut self, number: u32, epoch: usize, chunk: usize, text: &str) {
        let line = self.chunks.get(chunk).map_or(0, |chunk| chunk.line);
        let paragraphs = vec![text.trim().to_owned()];
        self.known.insert((epoch, number));
        self.notes.push(Note { number, epoch, line, chunk, paragraphs });
    }

    fn doubt(&mut self, chunk: &Chunk, words: &str, reason: Reason) {
        let place = Place::Line(chunk.line);
        self.doubts.push(Doubt { place, piece: None, words: opening(words), reason });
    }

    /// Takes the chunks after a note that belong to the notes, and returns the first that does not.
    fn follow(&mut self, start: &Start, end: usize) -> usize {
        let mut number = start.number;
        let resumed = self.resumed(start.chunk, end);
        for index in start.chunk + 1..end {
            let Some(chunk) = self.chunks.get(index) else { return end };
            match self.role(chunk, start, number, resumed.is_some_and(|resumed| index < resumed)) {
                Role::Text => return index,
                Role::Note(lost, text) => {
                    self.doubt(chunk, &text, Reason::NumberDamaged);
                    self.split(index, start.epoch, lost, &text);
                    number = lost;
                }
                Role::Sentence => {
                    if !begins_with_address(&chunk.text) && !self.has_pages {
                        self.doubt(chunk, &chunk.text, Reason::PerhapsNote);
                    }
                    self.go_on(&chunk.text);
                }
                Role::Paragraph => {
                    self.doubt(chunk, &chunk.text, Reason::PerhapsNote);
                    let text = chunk.text.clone();
                    self.notes.last_mut().into_iter().for_each(|note| note.paragraphs.push(text.clone()));
                }
            }
            self.taken.insert(index);
        }
        end
    }

    /// Opens a note whose number was lost, and those whose raised numbers stand inside its text.
    fn split(&mut self, chunk: usize, epoch: usize, number: u32, text: &str) {
        let inside = text.char_indices().filter_map(|(offset, _)| {
            let before = text.get(..offset)?;
            let (found, length) = feet::raised_number(text.get(offset..)?)?;
            let is_new = !before.ends_with(|last| raised_digit(last).is_some()) && found == number + 1;
            let has_words = text.get(offset + length..)?.trim().len() > 2;
            (is_new && has_words && !self.known.contains(&(epoch, found)))
                .then_some((offset, offset + length))
        });
        match inside.into_iter().next() {
            Some((offset, after)) => {
                self.open(number, epoch, chunk, text.get(..offset).unwrap_or_default());
                self.open(number + 1, epoch, chunk, text.get(after..).unwrap_or_default());
            }
            None => self.open(number, epoch, chunk, text),
        }
    }

    fn go_on(&mut self, text: &str) {
        if let Some(note) = self.notes.last_mut() {
            note.go_on(text);
        }
    }

    /// The chunk that goes on with the sentence that the foot of the page interrupted. The chunks before it are notes.
    fn resumed(&self, foot: usize, end: usize) -> Option<usize> {
        let is_words = |chunk: &&Chunk| chunk.form == Form::Words && !is_caption(&chunk.text);
        let after = self.chunks.get(foot + 1..end)?.iter().take_while(is_words);
        let place = after.take(NOTES).position(|chunk| begins_small(&chunk.text));
        place.filter(|_| self.is_torn_before(foot)).map(|place| foot + 1 + place)
    }

    /// What a chunk after a note is. `is_foot` if the text goes on only after it.
    fn role(&self, chunk: &Chunk, start: &Start, number: u32, is_foot: bool) -> Role {
        if !matches!(chunk.form, Form::Words | Form::Quote)
            || chunk.entry.is_some()
            || is_caption(&chunk.text)
        {
            return Role::Text;
        }
        let same_page = self.chunks.get(start.chunk).is_some_and(|first| first.page == chunk.page);
        if self.has_pages && !same_page {
            return Role::Text;
        }
        let before = self.notes.last().map_or("", Note::last);
        if begins_with_address(&chunk.text) {
            return Role::Sentence;
        }
        if let Some(role) = self.damaged(&chunk.text, start.epoch, number) {
            return role;
        }
        if self.has_pages {
            return if is_finished(before) && begins_capital(&chunk.text) {
                Role::Paragraph
            } else {
                Role::Sentence
            };
        }
        if self.has_marker(&chunk.text, start.epoch, number) {
            return Role::Text;
        }
        let likeness = self.likeness.of_note(&chunk.text);
        let is_missing =
            !self.known.contains(&(start.epoch, number + 1)) && self.has_later(start.epoch, number);
        let continues = begins_small(&chunk.text) && self.is_torn_before(start.chunk);
        let is_foot = is_foot && likeness >= 0.0 && chunk.text.len() < 700;
        let is_note = is_foot || (likeness > 0.4 && chunk.text.len() < 700 && !continues);
        if is_missing && (likeness > 0.0 || is_foot) && !begins_small(&chunk.text) {
            Role::Note(number + 1, chunk.text.clone())
        } else if is_note {
            if is_finished(before) { Role::Paragraph } else { Role::Sentence }
        } else {
            Role::Text
        }
    }

    /// A chunk that begins with the remains of a number: raised digits that are no number of a note, or not this one.
    fn damaged(&self, text: &str, epoch: usize, number: u32) -> Option<Role> {
        let digits = text.chars().take_while(|sign| raised_digit(*sign).is_some()).count();
        let missing = number + 1;
        if digits == 0 || self.known.contains(&(epoch, missing)) {
            return None;
        }
        // Raised digits that begin with zero belong to the text, whose number was lost.
        let raised = text.starts_with('⁰');
        let words: String = if raised { lowered(text) } else { text.chars().skip(digits).collect() };
        Some(Role::Note(missing, words.trim().to_owned()))
    }

    fn has_later(&self, epoch: usize, number: u32) -> bool {
        self.known.range((epoch, number + 1)..=(epoch, u32::MAX)).next().is_some()
    }

    /// Whether a chunk has a raised number of a later note, so that it is text.
    fn has_marker(&self, text: &str, epoch: usize, number: u32) -> bool {
        text.char_indices().any(|(offset, _)| {
            let found = text.get(offset..).and_then(feet::raised_number);
            found.is_some_and(|(found, _)| found > number && self.known.contains(&(epoch, found)))
        })
    }

    /// Whether the text before a chunk stops in the middle of a sentence.
    fn is_torn_before(&self, index: usize) -> bool {
        let text = (0..index).rev().filter(|before| !self.taken.contains(before));
        let last = text.filter_map(|before| self.chunks.get(before)).find(|chunk| !is_caption(&chunk.text));
        last.is_some_and(|chunk| chunk.form == Form::Words && !is_finished(&chunk.text))
    }

    /// Takes the chunks before a note that belong to the notes, from the last one back.
    fn lead(&mut self, first: usize, next: &'a Start) {
        for index in (first..next.chunk).rev() {
            let Some(chunk) = self.chunks.get(index).filter(|chunk| self.leads(chunk, index, next)) else {
                return;
            };
            self.taken.insert(index);
            if self.has_pages {
                self.go_on(&chunk.text);
            } else {
                self.doubt(chunk, &chunk.text, Reason::PerhapsNote);
                self.leading.push((index, next));
            }
        }
    }

    /// Gives the chunks that stood before their notes to the notes of that foot: an address to the note that stops
    /// before one, and other text to the note that is missing.
    fn settle_leading(&mut self) {
        for (index, next) in std::mem::take(&mut self.leading) {
            let Some(chunk) = self.chunks.get(index) else { continue };
            let end = (next.chunk..self.chunks.len())
                .find(|later| !self.taken.contains(later))
                .unwrap_or(next.chunk);
            let here = |note: &&mut Note| (next.chunk..end).contains(&note.chunk) && note.epoch == next.epoch;
            let missing = self.missing_after(next);
            let mut rest = chunk.text.as_str();
            if begins_with_address(rest) {
                let waits =
                    |note: &&mut Note| !is_finished(note.last()) && note.last().split(' ').count() >= 4;
                if let Some(note) = self.notes.iter_mut().filter(here).find(waits) {
                    let (address, after) = address(rest);
                    note.go_on(address);
                    // The rest is the note that is missing, if one is.
                    if missing.is_none() && !after.is_empty() {
                        note.go_on(after);
                    }
                    rest = if missing.is_some() { after } else { "" };
                }
            }
            self.give(index, next, missing, rest);
        }
    }

    /// The first number without a note among those of the foot that begins with a note.
    fn missing_after(&self, next: &Start) -> Option<u32> {
        let nearby = next.number.saturating_sub(1)..next.number + 8;
        nearby.into_iter().find(|number| {
            !self.known.contains(&(next.epoch, *number)) && *number > 0 && self.has_later(next.epoch, *number)
        })
    }

    fn give(&mut self, index: usize, next: &Start, missing: Option<u32>, text: &str) {
        match missing {
            _ if text.is_empty() => {}
            Some(number) => self.open(number, next.epoch, index, text),
            None => {
                let note =
                    self.notes.iter_mut().find(|note| (note.epoch, note.number) == (next.epoch, next.number));
                if let Some(note) = note {
                    note.paragraphs.push(text.to_owned());
                }
            }
        }
    }

    /// Splits the notes that have the next one inside, with a number that was read wrong.
    fn split_misread(&mut self) {
        let missing: Vec<(usize, u32)> =
            self.notes.iter().map(|note| (note.epoch, note.number + 1)).collect();
        for (epoch, number) in missing {
            if self.known.contains(&(epoch, number)) || !self.has_later(epoch, number) {
                continue;
            }
            let before = self.notes.iter_mut().find(|note| (note.epoch, note.number + 1) == (epoch, number));
            let Some(note) = before else { continue };
            let Some((kept, text)) = inside(note.last(), number) else { continue };
            let (chunk, line) = (note.chunk, note.line);
            note.paragraphs.last_mut().into_iter().for_each(|last| *last = kept.clone());
            self.open(number, epoch, chunk, &text);
            let place = Place::Line(line);
            self.doubts.push(Doubt {
                place,
                piece: None,
                words: opening(&text),
                reason: Reason::NumberDamaged,
            });
        }
    }

    fn leads(&self, chunk: &Chunk, index: usize, next: &Start) -> bool {
        if chunk.form != Form::Words || chunk.entry.is_some() || is_caption(&chunk.text) {
            return false;
        }
        if self.has_pages {
            let unfinished = self
                .notes
                .last()
                .is_some_and(|note| !is_finished(note.last()) && !note.last().contains("://"));
            let same_page = self.chunks.get(next.chunk).is_some_and(|note| note.page == chunk.page);
            return unfinished && same_page && begins_small(&chunk.text) && self.is_torn_before(index);
        }
        let likeness = self.likeness.of_note(&chunk.text);
        let has_marker = self.has_marker(&chunk.text, next.epoch, next.number.saturating_sub(1));
        begins_with_address(&chunk.text) || (likeness > 0.8 && chunk.text.len() < 400 && !has_marker)
    }
}
