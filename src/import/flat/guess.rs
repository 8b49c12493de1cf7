//! Guesses where the markers stood that a conversion lost. Each guess is reported as a doubt.

use std::collections::HashSet;

use super::chunk::{Chunk, Form, is_caption};
use super::sentence::begins_capital;

/// A place in the text: the index of a chunk, and an offset.
pub type Spot = (usize, usize);

/// A place where a marker may have stood, with the text before it that it may be about.
#[derive(Debug)]
struct Place {
    spot: Spot,
    value: f64,
    words: HashSet<String>,
    /// How far it is from the start to the end, from 0 to 1.
    share: f64,
}

/// Markers that are guessed together at most.
const MOST: usize = 60;

/// The places for some notes in order, between two places: the ends of sentences, rather those of quotations and of
/// sentences that share words or years with the note.
#[must_use]
pub fn spots(main: &[(usize, Chunk)], start: Spot, end: Spot, notes: &[&str]) -> Vec<Spot> {
    let options = options(main, start, end);
    let fallback = options.last().map_or_else(|| last_text(main, start, end), |option| option.spot);
    if options.is_empty() || notes.len() > MOST {
        return vec![fallback; notes.len()];
    }
    let texts: Vec<HashSet<String>> = notes.iter().map(|note| words(note)).collect();
    // `best[k][o]`: the value of the first `k` notes when the last of them has an option before `o`.
    let mut best = vec![vec![f64::MIN; options.len() + 1]; notes.len() + 1];
    let mut taken = vec![vec![false; options.len() + 1]; notes.len() + 1];
    if let Some(first) = best.first_mut() {
        first.fill(0.0);
    }
    let at = |best: &[Vec<f64>], note: usize, option: usize| {
        best.get(note).and_then(|row| row.get(option)).copied().unwrap_or(f64::MIN)
    };
    for (note, text) in texts.iter().enumerate() {
        for (index, option) in options.iter().enumerate() {
            let own = option.value + shared(text, &option.words) + spread(note, texts.len(), option.share);
            // Notes that are more than the options share one.
            let alone = at(&best, note, index) + own;
            let crowded = at(&best, note, index + 1) + own - 3.0;
            let skipped = at(&best, note + 1, index);
            let value = alone.max(crowded);
            let is_taken = value >= skipped;
            set(&mut best, note + 1, index + 1, value.max(skipped));
            set(&mut taken, note + 1, index + 1, is_taken);
        }
    }
    trace(&best, &taken, &options, notes.len(), fallback, |note, option| {
        texts.get(note).zip(options.get(option)).map_or(0.0, |(text, option)| {
            option.value + shared(text, &option.words) + spread(note, texts.len(), option.share)
        })
    })
}

fn set<T>(table: &mut [Vec<T>], row: usize, column: usize, value: T) {
    if let Some(slot) = table.get_mut(row).and_then(|row| row.get_mut(column)) {
        *slot = value;
    }
}

fn trace(
    best: &[Vec<f64>],
    taken: &[Vec<bool>],
    options: &[Place],
    count: usize,
    fallback: Spot,
    own: impl Fn(usize, usize) -> f64,
) -> Vec<Spot> {
    let mut spots = Vec::with_capacity(count);
    let (mut note, mut column) = (count, options.len());
    while note > 0 && column > 0 {
        if taken.get(note).and_then(|row| row.get(column)) != Some(&true) {
            column -= 1;
            continue;
        }
        spots.push(options.get(column - 1).map_or(fallback, |option| option.spot));
        let value = |note: usize, column: usize| {
            best.get(note).and_then(|row| row.get(column)).copied().unwrap_or(f64::MIN)
        };
        let reached = value(note, column) - own(note - 1, column - 1);
        note -= 1;
        if (reached - value(note, column - 1)).abs() < 1e-6 {
            column -= 1;
        }
    }
    spots.resize(count, options.first().map_or(fallback, |option| option.spot));
    spots.reverse();
    spots
}

fn options(main: &[(usize, Chunk)], start: Spot, end: Spot) -> Vec<Place> {
    let mut options = Vec::new();
    for index in start.0..=end.0.min(main.len().saturating_sub(1)) {
        let Some((_, chunk)) = main.get(index).filter(|(_, chunk)| takes_notes(chunk)) else { continue };
        let (from, to) = part(chunk, index, start, end);
        let text = chunk.text.get(from..to).unwrap_or_default();
        let mut before = 0;
        for (offset, value) in ends(text) {
            let sentence = text.get(before..offset).unwrap_or_default();
            let has_quotation = sentence.contains(['"', '“', '”']);
            let closes = sentence.ends_with(['"', '”']);
            let is_first = before == 0 && from == 0;
            let value = value + bonus(has_quotation, 0.35) + bonus(closes, 1.4) - bonus(is_first, 0.35)
                + names(sentence);
            options.push(Place { spot: (index, from + offset), value, words: words(sentence), share: 0.0 });
            before = offset;
        }
    }
    let count = f64::from(u32::try_from(options.len().max(1)).unwrap_or(u32::MAX));
    for (option, place) in options.iter_mut().zip(0_u32..) {
        option.share = (f64::from(place) + 0.5) / count;
    }
    options
}

/// Notes are rather spread over a page than crowded.
fn spread(note: usize, count: usize, share: f64) -> f64 {
    let number = |value: usize| f64::from(u32::try_from(value).unwrap_or(u32::MAX));
    -0.8 * ((number(note) + 0.5) / number(count.max(1)) - share).abs()
}

/// Sentences with names and years are rather about a source.
fn names(sentence: &str) -> f64 {
    let inside = sentence.split(' ').skip(1).filter(|word| begins_capital(word)).count().min(6);
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let has_year = sentence.split(|sign: char| !sign.is_ascii_digit()).any(is_year);
    0.09 * f64::from(u32::try_from(inside).unwrap_or(0)) + bonus(has_year, 0.3)
}

fn bonus(applies: bool, value: f64) -> f64 {
    if applies { value } else { 0.0 }
}

fn takes_notes(chunk: &Chunk) -> bool {
    matches!(chunk.form, Form::Words | Form::Item(_)) && chunk.entry.is_none() && !is_caption(&chunk.text)
}

/// The part of a chunk between two places.
fn part(chunk: &Chunk, index: usize, start: Spot, end: Spot) -> (usize, usize) {
    let length = chunk.text.len();
    let from = if index == start.0 { start.1.min(length) } else { 0 };
    let to = if index == end.0 { end.1.min(length) } else { length };
    (from, to.max(from))
}

fn last_text(main: &[(usize, Chunk)], start: Spot, end: Spot) -> Spot {
    let indices = (start.0..=end.0.min(main.len().saturating_sub(1))).rev();
    let here = indices.into_iter().find_map(|index| {
        let (_, chunk) = main.get(index).filter(|(_, chunk)| takes_notes(chunk))?;
        let (from, to) = part(chunk, index, start, end);
        (to > from).then_some((index, to))
    });
    here.unwrap_or((start.0.min(main.len().saturating_sub(1)), start.1))
}

/// The ends of sentences, and of quotations inside them, with their value.
fn ends(text: &str) -> Vec<(usize, f64)> {
    let mut ends = Vec::new();
    for (offset, sign) in text.char_indices() {
        let after = offset + sign.len_utf8();
        let rest = text.get(after..).unwrap_or_default();
        let is_space = rest.is_empty() || rest.starts_with(' ');
        let before = text.get(..offset).and_then(|before| before.chars().next_back());
        let capital = rest.trim_start().chars().next().is_none_or(|next| !next.is_lowercase());
        match sign {
            '.' | '?' | '!'
                if is_space
                    && capital
                    && before.is_some_and(|before| !before.is_uppercase() || rest.is_empty()) =>
            {
                ends.push((after, 1.0));
            }
            '"' | '”' if is_space && before.is_some_and(|before| matches!(before, '.' | '?' | '!')) => {
                ends.push((after, 1.0));
            }
            '"' | '”' if is_space && before.is_some_and(char::is_alphanumeric) => ends.push((after, -0.8)),
            _ => {}
        }
    }
    ends
}

/// The words of a text that tell what it is about: names, long words and years.
fn words(text: &str) -> HashSet<String> {
    let words = text.split(|sign: char| !sign.is_alphanumeric());
    let telling = words.filter(|word| {
        let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        is_year || (word.chars().count() >= 5 && word.chars().all(char::is_alphabetic))
    });
    let mut words: HashSet<String> = telling.map(str::to_lowercase).collect();
    words.extend(text.split(|sign: char| !sign.is_alphanumeric()).filter_map(year_of_code));
    words
}

/// The year of a reference such as `07PORT1723`, whose first two digits are those of a year.
fn year_of_code(word: &str) -> Option<String> {
    let year: u32 = word.get(..2)?.parse().ok()?;
    let letters = word.get(2..)?.chars().take_while(char::is_ascii_uppercase).count();
    let has_number = word.ends_with(|sign: char| sign.is_ascii_digit());
    (letters >= 3 && has_number)
        .then(|| if year < 40 { format!("20{year:02}") } else { format!("19{year:02}") })
}

fn shared(note: &HashSet<String>, sentence: &HashSet<String>) -> f64 {
    let count = note.intersection(sentence).count().min(4);
    0.6 * f64::from(u32::try_from(count).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_share_words_are_chosen() {
        let text = "The port is old. The mayor said: \"It is full.\" The harbour of Lisbon is new. It rains.";
        let chunk = Chunk {
            line: 1,
            page: 0,
            form: Form::Words,
            text: text.to_owned(),
            opens_page: false,
            entry: None,
            ends_full: None,
        };
        let main = vec![(0, chunk)];
        let found =
            spots(&main, (0, 0), (0, usize::MAX), &["Interview with the mayor.", "A guide to Lisbon"]);
        let before: Vec<&str> = found.iter().filter_map(|(_, offset)| text.get(..*offset)).collect();
        assert!(before[0].ends_with("full.\""), "{before:?}");
        assert!(before[1].ends_with("new."), "{before:?}");
    }
}
