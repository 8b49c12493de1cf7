//! Finds the headings of a text: by the contents, or else by their form.

use std::collections::{HashMap, HashSet};

use super::caption::is_caption;
use super::chunk::{Chunk, Form};
use super::contents::{Entry, numbered, plain};
use super::endnotes;
use super::sentence::{begins_capital, distance, is_finished, is_finished_before_number, key, opening};
use crate::import::{Doubt, Place, Reason};

/// A heading is at most this long, in bytes.
const LONGEST: usize = 200;

/// A heading may be broken into this many chunks.
const PARTS: usize = 3;

/// A line that comes this often where a heading may stand is one.
const REPEATED: usize = 3;

/// Headings with signs from which on a line without signs is none.
const MARKED: usize = 5;

/// A place where an entry may stand.
#[derive(Debug)]
struct Candidate {
    chunk: usize,
    parts: usize,
    key: Vec<char>,
    number: Vec<u32>,
    bonus: f64,
}

/// Marks the chunks that are headings. Chunks that are one heading become one. Entries without a heading stay out.
#[must_use]
pub fn mark(chunks: Vec<Chunk>, entries: &[Entry], doubts: &mut Vec<Doubt>) -> Vec<Chunk> {
    let chosen = align(&candidates(&chunks), entries);
    let mut marked: Vec<Chunk> = Vec::with_capacity(chunks.len());
    let mut rest = chunks.into_iter().enumerate();
    let mut chosen = chosen.into_iter().peekable();
    while let Some((index, mut chunk)) = rest.next() {
        if let Some((_, parts, entry)) = chosen.next_if(|(start, ..)| *start == index) {
            for (_, part) in rest.by_ref().take(parts - 1) {
                chunk.text = format!("{} {}", chunk.text, part.text);
            }
            chunk.entry = Some(entry);
            chunk.form = match chunk.form {
                Form::Heading(level) => Form::Heading(level),
                Form::Item(Some(number)) => {
                    chunk.text = format!("{number}. {}", chunk.text);
                    Form::Heading(0)
                }
                Form::Words | Form::Table(_) | Form::Item(None) | Form::Quote => Form::Heading(0),
            };
        }
        marked.push(chunk);
    }
    let numbered = entries.iter().filter(|entry| !entry.number.is_empty()).count();
    by_form(&mut marked, entries.is_empty(), numbered * 2 > entries.len(), doubts);
    marked
}

fn candidates(chunks: &[Chunk]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for start in 0..chunks.len() {
        let mut text = String::new();
        for (place, chunk) in chunks.iter().skip(start).take(PARTS).enumerate() {
            if matches!(chunk.form, Form::Table(_))
                || text.len() + chunk.text.len() > LONGEST
                || is_caption(&chunk.text)
            {
                break;
            }
            text = format!("{text} {}", number_of_item(chunk));
            let words = plain(&text);
            let (number, rest) = numbered(&words);
            let is_marked = matches!(chunk.form, Form::Heading(_));
            let bonus = if is_marked { 0.1 } else { 0.0 } - if is_finished(&words) { 0.15 } else { 0.0 };
            let key: Vec<char> = key(rest).chars().collect();
            if key.len() > 1 {
                let bonus = bonus - 0.02 * f64::from(u32::try_from(place).unwrap_or(0));
                found.push(Candidate { chunk: start, parts: place + 1, key, number, bonus });
            }
        }
    }
    found
}

fn number_of_item(chunk: &Chunk) -> String {
    match chunk.form {
        Form::Item(Some(number)) => format!("{number}. {}", chunk.text),
        Form::Words | Form::Heading(_) | Form::Table(_) | Form::Item(None) | Form::Quote => {
            chunk.text.clone()
        }
    }
}

/// The candidates that are entries, in the order of both, so that the sum of their likeness is the greatest. Each is a
/// chunk, the number of its parts, and an entry.
fn align(candidates: &[Candidate], entries: &[Entry]) -> Vec<(usize, usize, usize)> {
    let keys: Vec<Vec<char>> = entries.iter().map(|entry| entry.key.chars().collect()).collect();
    let mut paths: Vec<Step> = Vec::new();
    // For each entry, the best step among those before it and the current candidate; steps wait until the candidate
    // cannot overlap them.
    let mut best: Vec<Option<usize>> = vec![None; entries.len() + 1];
    let mut waiting: Vec<(usize, usize, usize)> = Vec::new();
    for candidate in candidates {
        settle(&mut waiting, &mut best, &paths, candidate.chunk);
        for (index, (entry, key)) in entries.iter().zip(&keys).enumerate() {
            let Some(likeness) = likeness(entry, key, candidate) else { continue };
            let before = best.get(index).copied().flatten();
            let score = likeness + before.and_then(|step| paths.get(step)).map_or(0.0, |step| step.score);
            paths.push(Step { score, before, found: (candidate.chunk, candidate.parts, index) });
            waiting.push((candidate.chunk + candidate.parts, index + 1, paths.len() - 1));
        }
    }
    settle(&mut waiting, &mut best, &paths, usize::MAX);
    let mut at = best.last().copied().flatten();
    let mut chosen = Vec::new();
    while let Some(step) = at.and_then(|step| paths.get(step)) {
        chosen.push(step.found);
        at = step.before;
    }
    chosen.reverse();
    chosen
}

#[derive(Debug)]
struct Step {
    score: f64,
    before: Option<usize>,
    found: (usize, usize, usize),
}

fn settle(
    waiting: &mut Vec<(usize, usize, usize)>,
    best: &mut [Option<usize>],
    paths: &[Step],
    chunk: usize,
) {
    let score = |step: Option<usize>| step.and_then(|step| paths.get(step)).map_or(0.0, |step| step.score);
    waiting.retain(|(free, entry, step)| {
        if *free > chunk {
            return true;
        }
        for place in best.iter_mut().skip(*entry) {
            if score(Some(*step)) <= score(*place) {
                break;
            }
            *place = Some(*step);
        }
        false
    });
}

/// How well an entry matches, at most about 1; `None` if it does not. First letters may be lost.
fn likeness(entry: &Entry, key: &[char], candidate: &Candidate) -> Option<f64> {
    let length = key.len().max(candidate.key.len());
    if key.len() < 2 || key.len().abs_diff(candidate.key.len()) * 2 > length {
        return None;
    }
    let lost = candidate.key.len().saturating_sub(key.len());
    let likeness = if key == candidate.key {
        1.0
    } else if lost > 0 && lost <= 4 && lost * 2 < length && candidate.key.ends_with(key) {
        0.95 - ratio(lost, length) / 2.0
    } else {
        let limit = length / 4;
        let edits = distance(key, &candidate.key, limit);
        if edits > limit {
            return None;
        }
        1.0 - ratio(edits, length)
    };
    let differs =
        !entry.number.is_empty() && !candidate.number.is_empty() && entry.number != candidate.number;
    let likeness = likeness + candidate.bonus - if differs { 0.3 } else { 0.0 };
    (likeness >= 0.7).then_some(likeness)
}

fn ratio(part: usize, whole: usize) -> f64 {
    f64::from(u32::try_from(part).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(whole.max(1)).unwrap_or(u32::MAX))
}

/// Headings that no contents list: those that a converter marked, and short lines that look like one.
fn by_form(chunks: &mut [Chunk], alone: bool, has_numbers: bool, doubts: &mut Vec<Doubt>) {
    let first = if alone { 0 } else { chunks.iter().position(|chunk| chunk.entry.is_some()).unwrap_or(0) };
    // A converter that marks headings marks all of them.
    let repeated = repeated(chunks, first, has_numbers);
    let marked = chunks.iter().filter(|chunk| matches!(chunk.form, Form::Heading(1..))).count();
    for index in first..chunks.len() {
        let form = match rank(chunks, index, has_numbers) {
            Rank::Heading
                if marked >= MARKED && chunks.get(index).is_some_and(|chunk| chunk.form == Form::Words) =>
            {
                Rank::Perhaps
            }
            Rank::Perhaps if chunks.get(index).is_some_and(|chunk| repeated.contains(&chunk.text)) => {
                Rank::Heading
            }
            rank => rank,
        };
        let Some(chunk) = chunks.get_mut(index) else { continue };
        let reason = match form {
            // Without contents, the signs of the converter are all that tells headings.
            Rank::Heading if alone && matches!(chunk.form, Form::Heading(1..)) => continue,
            Rank::Heading => Reason::HeadingByForm,
            Rank::Perhaps => Reason::PerhapsHeading,
            Rank::Text => continue,
        };
        doubts.push(Doubt {
            place: Place::Line(chunk.line),
            piece: None,
            words: opening(&chunk.text),
            reason,
        });
        if form == Rank::Heading && chunk.form == Form::Words {
            chunk.form = Form::Heading(0);
        }
    }
}

/// The lines that come at least three times where a heading may stand. Numbers are those of a drawing or a table.
fn repeated(chunks: &[Chunk], first: usize, has_numbers: bool) -> HashSet<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for index in first..chunks.len() {
        let text = chunks.get(index).map_or("", |chunk| chunk.text.as_str());
        if rank(chunks, index, has_numbers) == Rank::Perhaps
            && !text.contains(|sign: char| sign.is_ascii_digit())
        {
            *counts.entry(text).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, count)| *count >= REPEATED).map(|(text, _)| text.to_owned()).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    Heading,
    Perhaps,
    Text,
}

fn rank(chunks: &[Chunk], index: usize, has_numbers: bool) -> Rank {
    let Some(chunk) = chunks.get(index).filter(|chunk| chunk.entry.is_none()) else { return Rank::Text };
    if endnotes::is_title(&key(&chunk.text)) {
        return Rank::Text;
    }
    match chunk.form {
        Form::Heading(_) => return Rank::Heading,
        Form::Table(_) | Form::Item(_) | Form::Quote => return Rank::Text,
        Form::Words => {}
    }
    let (number, title) = numbered(&chunk.text);
    if has_numbers
        && number.len() > 1
        && begins_capital(title)
        && title.len() <= 80
        && !is_finished_not_asked(title)
    {
        return Rank::Heading;
    }
    let before = index.checked_sub(1).and_then(|before| chunks.get(before));
    let next = chunks.get(index + 1);
    let after_end = before
        .is_none_or(|before| is_finished_before_number(&before.text) || !matches!(before.form, Form::Words));
    let before_text = next.is_some_and(|next| {
        begins_capital(&next.text) && !matches!(next.form, Form::Table(_)) && !is_caption(&next.text)
    });
    let words: Vec<&str> = title.split_whitespace().collect();
    let fits = chunk.text.len() <= 80 && words.len() <= 12 && begins_capital(title);
    let plain = !chunk.text.contains(['@', '=', '/', '{', ';']) && !is_finished_not_asked(&chunk.text);
    if !after_end
        || !before_text
        || !fits
        || !plain
        || is_caption(&chunk.text)
        || chunk.ends_full == Some(true)
    {
        return Rank::Text;
    }
    let long: Vec<&&str> = words.iter().filter(|word| word.chars().count() > 4).collect();
    let capitals = long.iter().filter(|word| begins_capital(word)).count();
    let is_titled =
        !long.is_empty() && capitals * 5 >= long.len() * 4 && (words.len() > 1 || chunk.text.len() > 5);
    if is_titled { Rank::Heading } else { Rank::Perhaps }
}

fn is_finished_not_asked(text: &str) -> bool {
    is_finished(text) && !text.ends_with('?')
}
