//! Finds where the notes at the feet of pages begin, by the sequence of their numbers.

use std::collections::BTreeSet;

use super::chunk::{Chunk, Form};
use super::clean::raised_digit;
use super::sentence::begins_capital;

/// A place where a note may begin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Start {
    /// The chunk.
    pub chunk: usize,
    /// The offset of the number in the text of the chunk.
    pub offset: usize,
    /// The offset of the text after the number.
    pub text: usize,
    /// The number.
    pub number: u32,
    /// How much the form of the number speaks for a note.
    pub weight: f64,
    /// Whether it stands inside a chunk, after another note.
    pub is_inner: bool,
    /// The run of numbers from 1 that it belongs to, from 0.
    pub epoch: usize,
    /// Whether its number is in order.
    pub in_order: bool,
}

/// A number in superscript digits.
const RAISED: f64 = 6.0;
/// A number with a capital right after it.
const ATTACHED: f64 = 4.0;
/// A number in a cell of its own.
const CELL: f64 = 3.0;
/// A plain number with a space after it.
const PLAIN: f64 = 1.5;
/// A plain number inside a chunk.
const INNER: f64 = 0.4;
/// A number inside a chunk with a capital right after it.
const INNER_ATTACHED: f64 = 2.5;

/// Candidates before one that may be its neighbour in the sequence.
const NEIGHBOURS: usize = 300;

/// The places where notes begin, in the order of the text.
#[must_use]
pub fn starts(chunks: &[Chunk]) -> Vec<Start> {
    let candidates: Vec<Start> =
        chunks.iter().enumerate().flat_map(|(index, chunk)| candidates(index, chunk)).collect();
    let chain = chain(&candidates);
    recover(&candidates, &chain)
}

fn candidates(index: usize, chunk: &Chunk) -> Vec<Start> {
    let start = |offset, text, number, weight| Start {
        chunk: index,
        offset,
        text,
        number,
        weight,
        is_inner: offset > 0,
        epoch: 0,
        in_order: true,
    };
    if chunk.entry.is_some() {
        return Vec::new();
    }
    if let Form::Table(rows) = &chunk.form {
        let number = cell_note(rows).map(|(number, _)| start(0, 0, number, CELL));
        return number.into_iter().collect();
    }
    if chunk.form != Form::Words {
        return Vec::new();
    }
    let mut found: Vec<Start> = Vec::new();
    if let Some((number, length)) = raised_number(&chunk.text) {
        found.push(start(0, length, number, RAISED));
    } else if let Some((number, length, weight)) = plain_number(&chunk.text) {
        found.push(start(0, length, number, weight));
    }
    if !found.is_empty() {
        found.extend(
            inner(&chunk.text).map(|(offset, text, number, weight)| start(offset, text, number, weight)),
        );
    }
    found
}

/// The note in a table of one row: its number and its text.
#[must_use]
pub fn cell_note(rows: &[Vec<String>]) -> Option<(u32, &str)> {
    match rows {
        [row] => match row.as_slice() {
            [number, text] if !text.is_empty() && number.len() <= 4 => Some((number.parse().ok()?, text)),
            _ => None,
        },
        _ => None,
    }
}

/// The number in superscript digits at the beginning of a text, and its length. A number does not begin with zero.
#[must_use]
pub fn raised_number(text: &str) -> Option<(u32, usize)> {
    let digits: Vec<u32> = text.chars().map_while(raised_digit).collect();
    let length = text.chars().take(digits.len()).map(char::len_utf8).sum();
    let is_number = (1..=4).contains(&digits.len()) && digits.first() != Some(&0);
    is_number.then(|| (digits.iter().fold(0, |number, digit| number * 10 + digit), length))
}

fn plain_number(text: &str) -> Option<(u32, usize, f64)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = text.get(..length)?.parse().ok().filter(|number| *number > 0)?;
    let after = text.get(length..)?;
    let is_number = (1..=3).contains(&length) && !text.starts_with('0');
    let is_attached = begins_capital(after) || after.starts_with("http");
    match after.strip_prefix(' ') {
        Some(words) if is_number && !words.trim().is_empty() => Some((number, length, PLAIN)),
        None if is_number && is_attached => Some((number, length, ATTACHED)),
        // Any other sign or letter may begin a note, too, but rarely does.
        None if is_number && !after.starts_with(['.', ',', ')', ':', '-', '–']) && after.len() > 3 => {
            Some((number, length, PLAIN))
        }
        _ => None,
    }
}

/// Numbers after a space inside a chunk that begins with a note: offset, offset of the text, number and weight.
fn inner(text: &str) -> impl Iterator<Item = (usize, usize, u32, f64)> {
    text.char_indices().skip(1).filter_map(move |(offset, character)| {
        let before = text.get(..offset)?;
        let here = text.get(offset..)?;
        if raised_digit(character).is_some() && !before.ends_with(|last| raised_digit(last).is_some()) {
            let (number, length) = raised_number(here)?;
            let has_words = here.get(length..)?.chars().any(char::is_alphanumeric);
            return has_words.then_some((offset, offset + length, number, RAISED - 2.0));
        }
        if !character.is_ascii_digit() || !before.ends_with(' ') {
            return None;
        }
        let (number, length, weight) = plain_number(here)?;
        Some((offset, offset + length, number, if weight < ATTACHED { INNER } else { INNER_ATTACHED }))
    })
}

/// The best sequence: numbers that follow each other count most, numbers left out cost, and a new 1 begins an epoch.
fn chain(candidates: &[Start]) -> Vec<Start> {
    let mut links: Vec<(f64, Option<usize>)> = Vec::with_capacity(candidates.len());
    for (index, start) in candidates.iter().enumerate() {
        // A number inside a note follows that of the note.
        let alone = if start.is_inner && start.weight < CELL { f64::MIN } else { start.weight };
        let mut best = (alone + opening(start.number), None);
        for before in index.saturating_sub(NEIGHBOURS)..index {
            let Some((earlier, link)) = candidates.get(before).zip(links.get(before)) else { continue };
            let Some(step) = step(earlier, start) else { continue };
            let score = link.0 + start.weight + step;
            if score > best.0 {
                best = (score, Some(before));
            }
        }
        links.push(best);
    }
    let score = |index: &usize| links.get(*index).map_or(0.0, |link| link.0);
    let mut at = (0..links.len()).max_by(|left, right| score(left).total_cmp(&score(right)));
    let mut chain = Vec::new();
    while let Some(index) = at {
        chain.extend(candidates.get(index).copied());
        at = links.get(index).and_then(|link| link.1);
    }
    chain.reverse();
    if chain.len() < 2 { Vec::new() } else { with_epochs(chain) }
}

fn opening(number: u32) -> f64 {
    if number == 1 { 0.0 } else { -1.0 - f64::from(number.min(30)) * 0.1 }
}

/// The value of one number after another.
fn step(earlier: &Start, later: &Start) -> Option<f64> {
    if later.is_inner
        && later.weight < CELL
        && (later.chunk != earlier.chunk || later.number != earlier.number + 1)
    {
        return None;
    }
    match later.number.checked_sub(earlier.number) {
        Some(1) => Some(1.0),
        Some(left_out) if left_out > 1 => Some(-0.7 * f64::from(left_out.min(10) - 1)),
        _ if later.number == 1 => Some(-2.0),
        _ if later.number <= 3 => Some(-7.5),
        _ => None,
    }
}

fn with_epochs(mut chain: Vec<Start>) -> Vec<Start> {
    let (mut epoch, mut last) = (0, 0);
    for start in &mut chain {
        epoch += usize::from(start.number <= last);
        (start.epoch, last) = (epoch, start.number);
    }
    chain
}

/// Adds the notes that stand out of order among their neighbours.
fn recover(candidates: &[Start], chain: &[Start]) -> Vec<Start> {
    let mut known: BTreeSet<(usize, u32)> = chain.iter().map(|start| (start.epoch, start.number)).collect();
    let mut all = chain.to_vec();
    for candidate in candidates.iter().filter(|candidate| candidate.weight >= CELL) {
        let place = (candidate.chunk, candidate.offset);
        let next = chain.partition_point(|start| (start.chunk, start.offset) < place);
        let around = [next.checked_sub(1).and_then(|before| chain.get(before)), chain.get(next)];
        let near = around.into_iter().flatten().find(|start| {
            start.number.abs_diff(candidate.number) <= 12 && !known.contains(&(start.epoch, candidate.number))
        });
        if let Some(near) = near {
            known.insert((near.epoch, candidate.number));
            all.push(Start { epoch: near.epoch, in_order: false, ..*candidate });
        }
    }
    all.sort_by_key(|start| (start.chunk, start.offset));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::flat::{chunk, lines};

    fn numbers(text: &str) -> Vec<(usize, u32)> {
        let chunks = chunk::split(&lines::read(text), &[], &mut Vec::new());
        starts(&chunks).into_iter().map(|start| (start.epoch, start.number)).collect()
    }

    #[test]
    fn the_sequence_decides() {
        let long = "A long line of text that is about the harbour. ".repeat(8);
        for (text, expected) in [
            ("¹ One.\n\n² Two.\n\n2004 was a year.\n\n³ Three.", vec![(0, 1), (0, 2), (0, 3)]),
            ("¹ One.\n\n³ Three.\n\n² Two.\n\n⁴ Four.", vec![(0, 1), (0, 3), (0, 2), (0, 4)]),
            (
                "1 One.\n\n2 Two. 3 Three.\n\n1 One again.\n\n2 Two.",
                vec![(0, 1), (0, 2), (0, 3), (1, 1), (1, 2)],
            ),
            ("5 ships came.\n\nNothing.", vec![]),
        ] {
            let text = format!("{long}\n\n{text}\n\n{long}");
            let mut found = numbers(&text);
            found.sort_unstable();
            let mut expected = expected;
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
    }
}
