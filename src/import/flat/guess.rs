//! Guesses where the markers stood that a conversion lost. Each guess is reported as a doubt.

use std::collections::HashSet;

use super::caption::is_caption;
use super::chunk::{Chunk, Form};
use super::sentence::begins_capital;

/// A place in the text: the index of a chunk, and an offset.
pub type Spot = (usize, usize);

/// A place where a marker may have stood, with the text before it that it may be about.
#[derive(Debug)]
struct Place {
    spot: Spot,
    value: f64,
    subject: Subject,
    /// The year that a sentence before it names, if its own sentence names none.
    time: Option<u32>,
    /// How far it is from the start to the end, from 0 to 1.
    share: f64,
}

/// What a note or a sentence is about.
#[derive(Debug, Default)]
struct Subject {
    /// Names and long words, in lower case.
    words: HashSet<String>,
    /// The years that it names.
    years: HashSet<u32>,
}

impl Subject {
    fn of(text: &str) -> Self {
        let parts = || text.split(|sign: char| !sign.is_alphanumeric());
        let is_long = |word: &&str| word.chars().count() >= 5 && word.chars().all(char::is_alphabetic);
        Self {
            words: parts().filter(is_long).map(str::to_lowercase).collect(),
            years: parts().filter_map(|part| year(part).or_else(|| year_of_code(part))).collect(),
        }
    }

    /// How much the words and years of a place speak for this note.
    fn fits(&self, place: &Place) -> f64 {
        let count = self.words.intersection(&place.subject.words).count().min(4);
        let count = f64::from(u32::try_from(count).unwrap_or(0));
        SHARED_WORD * count + self.fits_in_time(place)
    }

    fn fits_in_time(&self, place: &Place) -> f64 {
        if self.years.is_empty() {
            return 0.0;
        }
        if !place.subject.years.is_empty() {
            return if self.years.is_disjoint(&place.subject.years) { -SAME_YEAR } else { SAME_YEAR };
        }
        let is_other = place.time.is_some_and(|year| !self.years.contains(&year));
        bonus(is_other, -OTHER_TIME)
    }
}

/// The value of a word that the note and the sentence share.
const SHARED_WORD: f64 = 0.8;
/// The value of a year that they share, and the cost of years that differ.
const SAME_YEAR: f64 = 1.0;
/// The cost of a year before the sentence that the note does not name.
const OTHER_TIME: f64 = 0.5;
/// The value of a sentence that ends with a quotation.
const CLOSES: f64 = 1.0;
/// The value of a sentence with a quotation in it.
const QUOTES: f64 = 0.1;
/// The value of a sentence at the end of a paragraph.
const LAST: f64 = 0.3;
/// The value of a hundred bytes of a sentence.
const LENGTH: f64 = 0.3;
/// The value of a sentence that names a year.
const DATED: f64 = 0.15;
/// The value of a name in a sentence.
const NAME: f64 = 0.06;
/// The cost of a place that is a whole page away from an even distribution.
const UNEVEN: f64 = 0.4;
/// The cost of two markers at one place.
const CROWDED: f64 = 3.0;

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
    let texts: Vec<Subject> = notes.iter().map(|note| Subject::of(note)).collect();
    let own = |note: usize, option: &Place| {
        let fits = texts.get(note).map_or(0.0, |text| text.fits(option));
        option.value + fits - UNEVEN * distance_from_even(note, texts.len(), option.share)
    };
    // `best[k][o]`: the value of the first `k` notes when the last of them has an option before `o`.
    let mut best = vec![vec![f64::MIN; options.len() + 1]; notes.len() + 1];
    let mut taken = vec![vec![false; options.len() + 1]; notes.len() + 1];
    if let Some(first) = best.first_mut() {
        first.fill(0.0);
    }
    let at = |best: &[Vec<f64>], note: usize, option: usize| {
        best.get(note).and_then(|row| row.get(option)).copied().unwrap_or(f64::MIN)
    };
    for note in 0..texts.len() {
        for (index, option) in options.iter().enumerate() {
            let own = own(note, option);
            // Notes that are more than the options share one.
            let alone = at(&best, note, index) + own;
            let crowded = at(&best, note, index + 1) + own - CROWDED;
            let skipped = at(&best, note + 1, index);
            let value = alone.max(crowded);
            let is_taken = value >= skipped;
            set(&mut best, note + 1, index + 1, value.max(skipped));
            set(&mut taken, note + 1, index + 1, is_taken);
        }
    }
    trace(&best, &taken, &options, notes.len(), fallback, |note, option| {
        options.get(option).map_or(0.0, |option| own(note, option))
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
        let (mut before, mut time) = (0, None);
        for (offset, value) in ends(text) {
            let sentence = text.get(before..offset).unwrap_or_default();
            let is_last = from + offset == chunk.text.len();
            let value = value + bonus(is_last, LAST) + value_of(sentence);
            let subject = Subject::of(sentence);
            time = sentence.split(|sign: char| !sign.is_ascii_digit()).filter_map(year).next_back().or(time);
            options.push(Place { spot: (index, from + offset), value, subject, time, share: 0.0 });
            before = offset;
        }
    }
    let count = f64::from(u32::try_from(options.len().max(1)).unwrap_or(u32::MAX));
    for (option, place) in options.iter_mut().zip(0_u32..) {
        option.share = (f64::from(place) + 0.5) / count;
    }
    options
}

/// How far a place is from that of a note if the notes were evenly distributed, from 0 to 1.
fn distance_from_even(note: usize, count: usize, share: f64) -> f64 {
    let number = |value: usize| f64::from(u32::try_from(value).unwrap_or(u32::MAX));
    ((number(note) + 0.5) / number(count.max(1)) - share).abs()
}

/// How much a sentence is like one with a note: quotations, names and years have sources, and so have long sentences.
fn value_of(sentence: &str) -> f64 {
    let names = sentence.split(' ').skip(1).filter(|word| begins_capital(word)).count().min(6);
    let is_dated = sentence.split(|sign: char| !sign.is_ascii_digit()).any(|part| year(part).is_some());
    let number = |value: usize| f64::from(u32::try_from(value).unwrap_or(0));
    bonus(sentence.ends_with(['"', '”']), CLOSES)
        + bonus(sentence.contains(['"', '“', '”']), QUOTES)
        + bonus(is_dated, DATED)
        + NAME * number(names)
        + LENGTH * number(sentence.len().min(300)) / 100.0
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
        let before = text.get(..offset).unwrap_or_default();
        let last = before.chars().next_back();
        let capital = rest.trim_start().chars().next().is_none_or(|next| !next.is_lowercase());
        match sign {
            '.' | '?' | '!' if is_space && capital && (rest.is_empty() || !is_abbreviation(before, rest)) => {
                ends.push((after, 1.0));
            }
            '"' | '”' if is_space && last.is_some_and(|last| matches!(last, '.' | '?' | '!')) => {
                ends.push((after, 1.0));
            }
            '"' | '”' if is_space && last.is_some_and(|last| last == ',' || last.is_alphanumeric()) => {
                ends.push((after, -0.8));
            }
            _ => {}
        }
    }
    ends
}

/// Whether the stop between two texts is that of an initial, of letters with stops as in `U.S.`, or as in `p. 4`.
fn is_abbreviation(before: &str, after: &str) -> bool {
    let word = before.rsplit(' ').next().unwrap_or_default().trim_start_matches(['(', '"', '“']);
    let length = word.chars().count();
    let is_initial = word.ends_with(char::is_uppercase) && (length == 1 || word.contains('.'));
    let has_number = after.trim_start().starts_with(|sign: char| sign.is_ascii_digit());
    is_initial || (length <= 3 && has_number && word.chars().all(char::is_lowercase))
}

/// The year that a word is.
fn year(word: &str) -> Option<u32> {
    let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    word.parse().ok().filter(|_| is_year)
}

/// The year of a reference such as `07PORT1723`, whose first two digits are those of a year.
fn year_of_code(word: &str) -> Option<u32> {
    let year: u32 = word.get(..2)?.parse().ok()?;
    let letters = word.get(2..)?.chars().take_while(char::is_ascii_uppercase).count();
    let has_number = word.ends_with(|sign: char| sign.is_ascii_digit());
    (letters >= 3 && has_number).then_some(if year < 40 { 2000 + year } else { 1900 + year })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ends of the sentences that are guessed for some notes.
    fn guessed(text: &str, notes: &[&str]) -> Vec<String> {
        let (form, text) = (Form::Words, text.to_owned());
        let chunk = Chunk { line: 1, page: 0, form, text, opens_page: false, entry: None, ends_full: None };
        let main = vec![(0, chunk)];
        let found = spots(&main, (0, 0), (0, usize::MAX), notes);
        let before =
            |(_, offset): &Spot| main[0].1.text[..*offset].rsplit(' ').next().unwrap_or_default().to_owned();
        found.iter().map(before).collect()
    }

    #[test]
    fn sentences_that_share_words_or_years_are_chosen() {
        let port = "The port is old. The mayor said: \"It is full.\" The harbour of Lisbon is new. It rains.";
        let years = "In 2004 the port was poor. In 2007 it was rich. In 2009 it was poor again.";
        for (text, notes, expected) in [
            (port, &["Interview with the mayor.", "A guide to Lisbon"][..], &["full.\"", "new."][..]),
            (years, &["07PORT1723"], &["rich."]),
            (years, &["04PORT12", "09PORT3"], &["poor.", "again."]),
        ] {
            assert_eq!(guessed(text, notes), expected, "{text}");
        }
    }

    #[test]
    fn sentences_end_at_stops_and_quotations() {
        for (text, expected) in [
            ("It met the UNHCR. Then it left.", vec!["UNHCR.", "left."]),
            ("The U.S. Navy left. J. Smith stayed.", vec!["left.", "stayed."]),
            ("It was \"good,\" he said.", vec!["\"good,\"", "said."]),
            ("It cost 1.5 million (see p. 4).", vec!["4)."]),
        ] {
            let found: Vec<&str> = ends(text)
                .iter()
                .map(|(end, _)| text[..*end].rsplit(' ').next().unwrap_or_default())
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
