//! Splits the text into cases at its top level.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::build::{self, Leveled};
use super::chunk::{Chunk, Form};
use super::contents::{Entry, numbered};
use super::front;
use super::levels::{self, Known};
use super::notes::Note;
use super::parts::{self, Arranger, Role, is_back};
use super::sentence::{key, opening};
use crate::import::{Content, Doubt, Manuscript, Piece, Place, Reason, names};

/// The manuscript with a piece for each case.
#[must_use]
pub fn split(
    chunks: Vec<Chunk>,
    entries: &[Entry],
    levels: &[u8],
    notes: &[Note],
    mut doubts: Vec<Doubt>,
) -> Manuscript {
    let first = first_heading(&chunks.iter().collect::<Vec<_>>());
    let mut chunks = chunks;
    let mut text = chunks.split_off(first);
    let before = chunks.iter().filter(|chunk| is_heading(chunk)).count();
    let properties = front::take(&mut chunks, &mut doubts);
    strip_numbers(&mut text, entries);
    let leveled = with_levels(text, levels.get(before..).unwrap_or_default());
    let (top, cuts) = parts::cuts(&leveled);
    let mut manuscript = Manuscript { properties, ..Manuscript::default() };
    let mut starts = Vec::new();
    let mut arranger = Arranger::default();
    let mut push = |title: &str, level: u8, line: usize, chunks: &[Leveled], doubts: &mut Vec<Doubt>| {
        starts.push(line);
        let case = build::case(title, level, chunks, notes, doubts);
        let stem = names::of_title(title.split(" (").next().unwrap_or_default());
        let stem = if stem.is_empty() { format!("case-{}", starts.len()) } else { stem };
        manuscript.pieces.push(Piece { stem, content: Content::Case(Box::new(case)) });
    };
    let front: Vec<Leveled> = chunks.into_iter().map(|chunk| (chunk, None)).collect();
    if let Some((chunk, _)) = front.first() {
        let title = manuscript.properties.title.clone();
        push(&title, 1, chunk.line, &front, &mut doubts);
        arranger.add(Role::Front);
    }
    for (place, (start, role)) in cuts.iter().enumerate() {
        let end = cuts.get(place + 1).map_or(leveled.len(), |(next, _)| *next);
        let Some((title, inside)) = leveled.get(*start..end).and_then(<[Leveled]>::split_first) else {
            continue;
        };
        let (heading, level) = title;
        if *role == Role::Part {
            let (words, place) = (heading.text.clone(), Place::Line(heading.line));
            arranger.open(&words);
            doubts.push(Doubt { place, piece: None, words, reason: Reason::PartHeading });
        } else {
            push(&heading.text, level.unwrap_or(top), heading.line, inside, &mut doubts);
            arranger.add(*role);
        }
    }
    manuscript.arrangement = arranger.arrangement;
    for doubt in &mut doubts {
        // The level of a heading counts in the whole book.
        match doubt.place {
            Place::Line(line) if doubt.reason != Reason::LevelGuessed => {
                doubt.piece = starts.partition_point(|start| *start <= line).checked_sub(1);
            }
            Place::Line(_) | Place::Paragraph(_) | Place::Note(_) | Place::File(_) | Place::Whole => {}
        }
    }
    doubts.sort_by_key(|doubt| match doubt.place {
        Place::Line(line) => line,
        Place::Paragraph(_) | Place::Note(_) | Place::File(_) | Place::Whole => 0,
    });
    manuscript.doubts = doubts;
    manuscript
}

/// Chunks at the beginning among which the title of the book stands.
const TITLE_PAGE: usize = 5;

/// The first heading that the contents list; without contents, the first heading after the title of the book, which is
/// the first of all or the only one of its level.
fn first_heading(chunks: &[&Chunk]) -> usize {
    let listed = chunks.iter().position(|chunk| chunk.entry.is_some());
    let by_form = || {
        let headings: Vec<usize> = (0..chunks.len())
            .filter(|index| chunks.get(*index).is_some_and(|chunk| is_heading(chunk)))
            .collect();
        let form = |index: &usize| chunks.get(*index).map(|chunk| &chunk.form);
        let alone = headings.first().filter(|first| {
            headings.iter().skip(1).all(|other| form(other) != form(first)) && **first < TITLE_PAGE
        });
        let is_title = headings.first() == Some(&0) || alone.is_some();
        headings.get(usize::from(is_title)).copied()
    };
    listed.or_else(by_form).unwrap_or(0)
}

/// Removes the numbers of headings, if the contents number most of them.
fn strip_numbers(chunks: &mut [Chunk], entries: &[Entry]) {
    let count = entries.iter().filter(|entry| !entry.number.is_empty()).count();
    if count * 2 <= entries.len() {
        return;
    }
    for chunk in chunks.iter_mut().filter(|chunk| matches!(chunk.form, Form::Heading(_))) {
        chunk.text = numbered(&chunk.text).1.to_owned();
    }
}

fn is_heading(chunk: &Chunk) -> bool {
    matches!(chunk.form, Form::Heading(_))
}

/// The level of each heading.
#[must_use]
pub fn levels(chunks: &[&Chunk], entries: &[Entry], doubts: &mut Vec<Doubt>) -> Vec<u8> {
    let first = first_heading(chunks);
    let places: Vec<usize> =
        chunks.iter().enumerate().filter(|(_, chunk)| is_heading(chunk)).map(|(place, _)| place).collect();
    let before = places.iter().filter(|place| **place < first).count();
    let after = places.get(before..).unwrap_or_default();
    let known: Vec<Known> =
        after.iter().filter_map(|place| Some(known(chunks, *place, entries, chunks.get(*place)?))).collect();
    let (levels, is_guessed) = levels::tell(&known);
    if is_guessed {
        report(chunks, after, &levels, doubts);
    }
    std::iter::repeat_n(1, before).chain(levels).collect()
}

fn with_levels(chunks: Vec<Chunk>, levels: &[u8]) -> Vec<Leveled> {
    let mut levels = levels.iter();
    let level = |chunk: Chunk| {
        let level = if is_heading(&chunk) { levels.next().copied() } else { None };
        (chunk, level)
    };
    chunks.into_iter().map(level).collect()
}

/// The places of the headings that begin cases.
#[must_use]
pub fn case_starts(chunks: &[&Chunk], levels: &[u8]) -> Vec<usize> {
    let leveled = with_levels(chunks.iter().map(|chunk| (*chunk).clone()).collect(), levels);
    parts::cuts(&leveled).1.into_iter().map(|(place, _)| place).collect()
}

/// Reports which headings each level has, in one doubt: one of each wording that is repeated, and the first of the others.
fn report(chunks: &[&Chunk], places: &[usize], levels: &[u8], doubts: &mut Vec<Doubt>) {
    let headings = || places.iter().filter_map(|place| chunks.get(*place)).zip(levels);
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (chunk, _) in headings() {
        *counts.entry(key(&chunk.text)).or_default() += 1;
    }
    let mut seen = HashSet::new();
    let mut found: BTreeMap<u8, Vec<String>> = BTreeMap::new();
    for (chunk, level) in headings().filter(|(_, level)| **level > 1) {
        let words = key(&chunk.text);
        let words = if counts.get(&words).is_some_and(|count| *count > 1) { words } else { String::new() };
        if seen.insert((words, *level)) {
            found.entry(*level).or_default().push(opening(&chunk.text));
        }
    }
    let first = headings().find(|(_, level)| **level > 1);
    if let Some((chunk, _)) = first {
        let words = found.into_values().map(|words| words.join(", ")).collect::<Vec<_>>().join(" | ");
        doubts.push(Doubt {
            place: Place::Line(chunk.line),
            piece: None,
            words,
            reason: Reason::LevelGuessed,
        });
    }
}

fn known(chunks: &[&Chunk], place: usize, entries: &[Entry], chunk: &Chunk) -> Known {
    let entry = chunk.entry.and_then(|index| entries.get(index));
    let key = key(&chunk.text);
    let signs = match chunk.form {
        Form::Heading(signs) => signs,
        Form::Words | Form::Table(_) | Form::Item(_) | Form::Quote => 0,
    };
    let near_end = chunk.entry.is_some_and(|index| index + 3 >= entries.len());
    Known {
        number: entry.map(|entry| entry.number.clone()).unwrap_or_default(),
        indent: entry.map(|entry| entry.indent),
        signs,
        opens_page: chunk.opens_page,
        has_text: chunks.get(place + 1).is_none_or(|next| !matches!(next.form, Form::Heading(_))),
        is_back: near_end && is_back(&key),
        key,
    }
}
