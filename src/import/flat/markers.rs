//! Finds the markers of the notes in the text.

use std::collections::BTreeMap;

use super::candidate::{self, Candidate};
use super::chunk::Chunk;
use super::clean::{MARK, raised_digit};
use super::guess;
use super::misread::is_misread;
use super::notes::Note;
use super::pages::{room, usual_page, windows};
use super::sentence::{ending, opening};
use super::tree::Tree;
use crate::import::{Doubt, Place, Reason};

/// The least weight of a number that is probably a marker.
const SURE: f64 = 3.0;

/// The least weight of a number that is certainly a marker.
const CERTAIN: f64 = 7.0;

/// The least weight of a number after a stop or a comma.
const FOLLOWS_STOP: f64 = 5.0;

/// A number that hardly stands by chance on the page of the note with the same number.
const LARGE: u32 = 32;

/// A place where a note is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    chunk: usize,
    range: (usize, usize),
    note: usize,
}

impl Mark {
    fn overlaps(&self, found: &Candidate) -> bool {
        self.chunk == found.chunk && self.range.0 < found.range.1 && found.range.0 < self.range.1
    }
}

/// Puts the marker of each note into the text, as the index of the note between [`MARK`]. The chunks have their places
/// among all chunks, as the notes have.
/// `cases` are the indices of the chunks that begin cases, which begin pages.
pub fn place(main: &mut [(usize, Chunk)], notes: &[Note], cases: &[usize], doubts: &mut Vec<Doubt>) {
    let mut candidates: Vec<Candidate> =
        main.iter().enumerate().flat_map(|(index, (_, chunk))| candidate::all(index, chunk)).collect();
    // Where markers are raised, a number inside a sentence is none, unless it is the large number of a note nearby.
    let raised = candidates.iter().filter(|candidate| candidate.is_raised).count();
    if raised * 4 > notes.len() {
        candidates.retain(|found| found.weight >= SURE || (found.weight >= 1.0 && found.number >= LARGE));
    }
    let mut placer = Placer::new(main, notes, cases, candidates);
    placer.chain();
    placer.out_of_order();
    placer.damaged();
    placer.alone();
    placer.missing();
    let again = placer.again();
    placer.without_note();
    let Placer { marks, doubts: found, .. } = placer;
    doubts.extend(found);
    insert(main, marks.into_values().chain(again).collect());
}

#[derive(Debug)]
struct Placer<'a> {
    main: &'a [(usize, Chunk)],
    notes: &'a [Note],
    cases: &'a [usize],
    /// The first and the last chunk of the text where the marker of each note may stand.
    windows: Vec<(usize, usize)>,
    candidates: Vec<Candidate>,
    used: Vec<bool>,
    /// The usual length of the text on a page, in bytes.
    page: usize,
    /// The place of each note.
    marks: BTreeMap<usize, Mark>,
    doubts: Vec<Doubt>,
}

impl<'a> Placer<'a> {
    fn new(
        main: &'a [(usize, Chunk)],
        notes: &'a [Note],
        cases: &'a [usize],
        candidates: Vec<Candidate>,
    ) -> Self {
        let used = vec![false; candidates.len()];
        let windows = windows(main, notes);
        let page = usual_page(main, &windows);
        Self {
            main,
            notes,
            cases,
            windows,
            page,
            candidates,
            used,
            marks: BTreeMap::new(),
            doubts: Vec::new(),
        }
    }

    /// The best sequence of candidates whose numbers rise as the notes do.
    fn chain(&mut self) {
        let mut by_number: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (index, note) in self.notes.iter().enumerate() {
            by_number.entry(note.number).or_default().push(index);
        }
        // For each candidate and note: the score, and the step before it. `best` has the best step of each note.
        let mut steps: Vec<(f64, Option<usize>, usize, usize)> = Vec::new();
        let mut best: Vec<Option<usize>> = vec![None; self.notes.len()];
        let mut tree = Tree::new(self.notes.len());
        for (index, candidate) in self.candidates.iter().enumerate() {
            let fitting = by_number.get(&candidate.number).map(Vec::as_slice).unwrap_or_default();
            let mut added = Vec::new();
            for note in fitting {
                let Some(value) = self.value(candidate, *note) else { continue };
                let before = tree.best_before(*note);
                let score = value + before.and_then(|step: usize| steps.get(step)).map_or(0.0, |step| step.0);
                added.push((score, before, index, *note));
            }
            for step in added {
                let is_better = best
                    .get(step.3)
                    .copied()
                    .flatten()
                    .and_then(|old| steps.get(old))
                    .is_none_or(|old| old.0 < step.0);
                steps.push(step);
                if is_better {
                    if let Some(slot) = best.get_mut(step.3) {
                        *slot = Some(steps.len() - 1);
                    }
                    tree.update(step.3, step.0, steps.len() - 1);
                }
            }
        }
        let mut at = tree.best_before(self.notes.len());
        while let Some((_, before, candidate, note)) = at.and_then(|step| steps.get(step)).copied() {
            self.take(candidate, note);
            at = before;
        }
    }

    /// Makes a candidate the marker of a note, unless a number that it is a part of, or has a part of, is one.
    fn take(&mut self, candidate: usize, note: usize) {
        let Some(found) = self.candidates.get(candidate).copied() else { return };
        if !self.marks.values().any(|mark| mark.overlaps(&found))
            && let Some(used) = self.used.get_mut(candidate)
        {
            *used = true;
            self.marks.insert(note, Mark { chunk: found.chunk, range: found.range, note });
        }
    }

    /// How well a candidate fits a note; `None` if it stands where the marker cannot be.
    fn value(&self, candidate: &Candidate, note: usize) -> Option<f64> {
        let (first, last) = *self.windows.get(note)?;
        if (first..=last).contains(&candidate.chunk) {
            return Some(candidate.weight + 3.0);
        }
        let away = if candidate.chunk < first { first - candidate.chunk } else { candidate.chunk - last };
        (candidate.is_raised && away <= 12).then_some(candidate.weight / 2.0)
    }

    /// Markers that stand out of order, but on the page of their note.
    fn out_of_order(&mut self) {
        for note in 0..self.notes.len() {
            let found =
                self.best(note, |candidate, number| candidate.number == number && candidate.weight >= 4.0);
            if let Some((candidate, found)) = found {
                self.doubt(found.chunk, found.range, Reason::NumberOutOfSequence);
                self.take(candidate, note);
            }
        }
    }

    /// Numbers that were probably read wrong, between the markers of the neighbours.
    fn damaged(&mut self) {
        for note in 0..self.notes.len() {
            let between = self.between(note);
            let found = self.best(note, |candidate, number| {
                let place = (candidate.chunk, candidate.range.0);
                candidate.weight >= 4.0
                    && between.0 < place
                    && place < between.1
                    && is_misread(candidate.number, number)
            });
            if let Some((candidate, found)) = found {
                self.doubt(found.chunk, found.range, Reason::NumberDamaged);
                self.take(candidate, note);
            }
        }
    }

    /// The only number after a stop or a comma between two markers that have one note between them: whatever its digits
    /// are, it stands for that note.
    fn alone(&mut self) {
        for note in 1..self.notes.len() {
            let has = |note: usize| self.marks.contains_key(&note);
            if has(note) || !has(note - 1) || !has(note + 1) {
                continue;
            }
            let (start, stop) = self.between(note);
            let is_between = |found: &Candidate| {
                start < (found.chunk, found.range.0) && (found.chunk, found.range.0) < stop
            };
            let free = self.candidates.iter().zip(&self.used).enumerate();
            let here: Vec<(usize, Candidate)> = free
                .filter(|(_, (found, used))| !**used && found.weight >= FOLLOWS_STOP && is_between(found))
                .map(|(index, (found, _))| (index, *found))
                .collect();
            if let [(candidate, found)] = here.as_slice() {
                self.doubt(found.chunk, found.range, Reason::NumberDamaged);
                self.take(*candidate, note);
            }
        }
    }

    /// The best free candidate in the window of a note that has no marker yet.
    fn best(&self, note: usize, fits: impl Fn(&Candidate, u32) -> bool) -> Option<(usize, Candidate)> {
        let number = self.notes.get(note).filter(|_| !self.marks.contains_key(&note))?.number;
        let (first, last) = *self.windows.get(note)?;
        let free =
            self.candidates.iter().enumerate().filter(|(index, _)| self.used.get(*index) == Some(&false));
        let here = free.filter(|(_, candidate)| (first..=last).contains(&candidate.chunk));
        let fitting = here.filter(|(_, candidate)| fits(candidate, number));
        fitting
            .max_by(|left, right| left.1.weight.total_cmp(&right.1.weight))
            .map(|(index, found)| (index, *found))
    }

    /// The places of the nearest markers before and after that of a note.
    fn between(&self, note: usize) -> ((usize, usize), (usize, usize)) {
        let (first, last) = self.windows.get(note).copied().unwrap_or((0, self.main.len()));
        let before = self.marks.range(..note).next_back().map(|(_, mark)| (mark.chunk, mark.range.1));
        let after = self.marks.range(note + 1..).next().map(|(_, mark)| (mark.chunk, mark.range.0));
        let start = before.filter(|place| place.0 >= first).unwrap_or((first, 0));
        let end = after.filter(|place| place.0 <= last && *place > start).unwrap_or((last, usize::MAX));
        (start, end)
    }

    /// Gives the notes without a marker a place. Those in a row on one page are guessed together.
    fn missing(&mut self) {
        let mut index = 0;
        while index < self.notes.len() {
            let window = self.windows.get(index).copied();
            let is_row =
                |next: &usize| !self.marks.contains_key(next) && self.windows.get(*next).copied() == window;
            let end = (index..self.notes.len()).take_while(is_row).last().map_or(index, |last| last + 1);
            if end > index {
                self.guess(index, end);
            }
            index = end.max(index + 1);
        }
    }

    /// The chunk where the page of a note probably begins, by the length of the other pages.
    fn page_start(&self, note: usize) -> usize {
        let Some((first, last)) = self.windows.get(note).copied() else { return 0 };
        let mut length = 0;
        let lengths =
            self.main.get(first..=last).unwrap_or_default().iter().rev().map(|(_, chunk)| room(chunk));
        let fitting = lengths.take_while(|next| {
            let fits = length + next / 2 <= self.page;
            length += next;
            fits
        });
        let by_length = last.saturating_sub(fitting.count().saturating_sub(1));
        let case = self.cases.iter().rev().find(|case| **case <= last).copied().unwrap_or(0);
        by_length.max(case)
    }

    fn guess(&mut self, first: usize, end: usize) {
        let (start, _) = self.between(first);
        let (_, stop) = self.between(end - 1);
        let page = (self.page_start(first), 0);
        let start = if page < stop { start.max(page) } else { start };
        let texts = self.notes.get(first..end).unwrap_or_default().iter().map(|note| note.paragraphs.first());
        let texts: Vec<&str> = texts.map(|text| text.map_or("", String::as_str)).collect();
        let spots = guess::spots(self.main, start, stop, &texts);
        for ((note, text), (chunk, offset)) in (first..end).zip(texts).zip(spots) {
            self.marks.insert(note, Mark { chunk, range: (offset, offset), note });
            let number = self.notes.get(note).map_or(0, |note| note.number);
            let (line, before) = self
                .main
                .get(chunk)
                .map_or((0, ""), |(_, chunk)| (chunk.line, chunk.text.get(..offset).unwrap_or_default()));
            let before: String = before.chars().filter(|sign| raised_digit(*sign).is_none()).collect();
            let words = format!("{} [{number}] {}", ending(&before), opening(text));
            self.doubts.push(Doubt {
                place: Place::Line(line),
                piece: None,
                words,
                reason: Reason::MarkerMissing,
            });
        }
    }

    /// The second markers of notes: numbers that look like nothing else, after the marker of the note and in its window.
    fn again(&mut self) -> Vec<Mark> {
        let mut again = Vec::new();
        for index in 0..self.candidates.len() {
            let Some(found) = self.candidates.get(index).filter(|found| found.weight >= CERTAIN).copied()
            else {
                continue;
            };
            let is_apart = !self.marks.values().any(|mark| mark.overlaps(&found));
            let note = (0..self.notes.len()).find(|note| is_apart && self.is_after_marker(*note, &found));
            if let (Some(note), Some(used @ false)) = (note, self.used.get_mut(index)) {
                *used = true;
                again.push(Mark { chunk: found.chunk, range: found.range, note });
                self.doubt(found.chunk, found.range, Reason::NoteAgain);
            }
        }
        again
    }

    fn is_after_marker(&self, note: usize, found: &Candidate) -> bool {
        let is_number = self.notes.get(note).is_some_and(|note| note.number == found.number);
        let is_near =
            self.windows.get(note).is_some_and(|(first, last)| (*first..=*last).contains(&found.chunk));
        let mark = self.marks.get(&note).map(|mark| (mark.chunk, mark.range.1));
        is_number && is_near && mark.is_some_and(|mark| mark < (found.chunk, found.range.0))
    }

    /// Reports the numbers that are the marker of no note: raised numbers, and the numbers that the notes left out,
    /// where they would stand.
    fn without_note(&mut self) {
        let mut left: Vec<Candidate> = self
            .candidates
            .iter()
            .zip(&self.used)
            .filter(|(_, used)| !**used)
            .map(|(found, _)| *found)
            .collect();
        left.retain(|found| {
            found.weight >= SURE && (found.is_raised && found.weight >= 6.0 || self.is_left_out(found))
        });
        for candidate in left {
            self.doubt(candidate.chunk, candidate.range, Reason::NumberWithoutNote);
        }
    }

    /// Whether a candidate has a number between two notes that follow each other, and stands between their markers.
    fn is_left_out(&self, found: &Candidate) -> bool {
        let place = (found.chunk, found.range.0);
        let at = |note: usize| self.marks.get(&note).map(|mark| (mark.chunk, mark.range.0));
        let between = |(index, pair): (usize, &[Note])| match pair {
            [before, after] => {
                before.epoch == after.epoch
                    && (before.number + 1..after.number).contains(&found.number)
                    && at(index).is_some_and(|mark| mark < place)
                    && at(index + 1).is_some_and(|mark| place < mark)
            }
            _ => false,
        };
        self.notes.windows(2).enumerate().any(between)
    }

    fn doubt(&mut self, chunk: usize, range: (usize, usize), reason: Reason) {
        let Some((_, chunk)) = self.main.get(chunk) else { return };
        let words = ending(chunk.text.get(..range.1).unwrap_or_default());
        self.doubts.push(Doubt { place: Place::Line(chunk.line), piece: None, words, reason });
    }
}

/// Writes the marks into the text, from the last to the first, without the spaces before them.
fn insert(main: &mut [(usize, Chunk)], mut marks: Vec<Mark>) {
    marks.sort_by_key(|mark| (mark.chunk, mark.range, mark.note));
    for mark in marks.into_iter().rev() {
        let Some((_, chunk)) = main.get_mut(mark.chunk) else { continue };
        let before = chunk.text.get(..mark.range.0).unwrap_or_default();
        let after = chunk.text.get(mark.range.1..).unwrap_or_default();
        let before = if mark.range.1 > mark.range.0 { before.trim_end() } else { before };
        let gap =
            if after.starts_with(|sign: char| sign.is_alphanumeric() || sign == '“') { " " } else { "" };
        chunk.text = format!("{before}{}{}{}{gap}{after}", MARK.0, mark.note, MARK.1);
    }
}

#[cfg(test)]
mod tests {
    use super::super::chunk::Form;
    use super::*;

    #[test]
    fn a_part_of_a_marker_is_no_marker() {
        let chunk = |text: &str| Chunk {
            line: 1,
            page: 0,
            form: Form::Words,
            text: text.to_owned(),
            opens_page: false,
            entry: None,
            ends_full: None,
        };
        let note = |number, epoch, chunk| Note {
            number,
            epoch,
            line: 1,
            chunk,
            paragraphs: vec!["A guide.".to_owned()],
        };
        // The second note has no marker, but its number is a part of the first one.
        let mut main = vec![(0, chunk("The town is old.17 It has a port."))];
        let notes = [note(17, 0, 1), note(7, 1, 2)];
        place(&mut main, &notes, &[], &mut Vec::new());
        let text = &main[0].1.text;
        assert!(text.starts_with("The town is old.") && text.contains("It has a port."), "{text}");
        let marks: Vec<&str> =
            text.split(MARK.0).skip(1).filter_map(|part| part.split(MARK.1).next()).collect();
        assert_eq!(marks, ["0", "1"], "{text}");
    }
}
