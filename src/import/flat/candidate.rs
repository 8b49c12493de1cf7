//! Finds the numbers in the text that may be markers of notes, and weighs their form.

use super::chunk::{Chunk, Form};
use super::clean::raised_digit;
use super::feet::raised_number;
use super::sentence::is_finished;

/// A number in the text that may be a marker.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// The index into the chunks of the text.
    pub chunk: usize,
    /// The byte range of the number.
    pub range: (usize, usize),
    /// The number; 0 if raised digits are none.
    pub number: u32,
    /// How much its form speaks for a marker.
    pub weight: f64,
    /// Whether its digits are raised.
    pub is_raised: bool,
}

/// The numbers of a chunk that may be markers. `index` is its place among the chunks of the text.
#[must_use]
pub fn all(index: usize, chunk: &Chunk) -> Vec<Candidate> {
    let mut found = Vec::new();
    if matches!(chunk.form, Form::Table(_)) {
        return found;
    }
    let text = chunk.text.as_str();
    let mut offset = 0;
    while let Some(character) = text.get(offset..).and_then(|rest| rest.chars().next()) {
        if raised_digit(character).is_some() {
            let run: usize = text
                .get(offset..)
                .unwrap_or_default()
                .chars()
                .take_while(|sign| raised_digit(*sign).is_some())
                .map(char::len_utf8)
                .sum();
            raised(index, text, (offset, offset + run), &mut found);
            offset += run;
        } else if character.is_ascii_digit() {
            let run = text.get(offset..).unwrap_or_default().bytes().take_while(u8::is_ascii_digit).count();
            plain(index, text, (offset, offset + run), &mut found);
            offset += run;
        } else {
            offset += character.len_utf8();
        }
    }
    found
}

/// A raised number; after a letter it may be a power.
fn raised(chunk: usize, text: &str, range: (usize, usize), found: &mut Vec<Candidate>) {
    let number = text.get(range.0..range.1).and_then(raised_number).map(|(number, _)| number);
    let before = text.get(..range.0).unwrap_or_default();
    let word = before.rsplit(' ').next().unwrap_or_default();
    let is_power = (1..=2).contains(&word.chars().count()) && word.chars().all(char::is_alphanumeric);
    let weight = if is_power { 4.0 } else { 10.0 };
    found.push(Candidate { chunk, range, number: number.unwrap_or(0), weight, is_raised: true });
}

/// A plain number, by what stands before and after it.
fn plain(chunk: usize, text: &str, range: (usize, usize), found: &mut Vec<Candidate>) {
    let before = text.get(..range.0).unwrap_or_default();
    let after = text.get(range.1..).unwrap_or_default();
    let digits = text.get(range.0..range.1).unwrap_or_default();
    let follows = after.chars().next();
    if follows.is_some_and(char::is_alphanumeric)
        || digits.starts_with('0')
        || before.ends_with(['$', '#', '/', '€', '£'])
    {
        return;
    }
    let is_amount = follows.is_some_and(|sign| matches!(sign, '%' | '/' | '°' | '’' | '\''))
        || begins_with_digit_after_sign(after);
    let weight = if is_amount { 0.5 } else { plain_weight(before, after) };
    if let Some(number) = digits.parse().ok().filter(|_| digits.len() <= 4) {
        found.push(Candidate { chunk, range, number, weight, is_raised: false });
    }
    // Raised digits that lost their form after a number: `60` and the note 4 in `604`.
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    for length in 1..if is_year { 1 } else { digits.len().min(4) } {
        let start = range.1 - length;
        let number = text
            .get(start..range.1)
            .filter(|digits| !digits.starts_with('0'))
            .and_then(|digits| digits.parse().ok());
        if let Some(number) = number.filter(|_| !is_amount) {
            found.push(Candidate { chunk, range: (start, range.1), number, weight: 0.6, is_raised: false });
        }
    }
}

fn begins_with_digit_after_sign(after: &str) -> bool {
    let mut signs = after.chars();
    signs.next().is_some_and(|sign| matches!(sign, '.' | ',' | '-' | '–' | ':'))
        && signs.next().is_some_and(|sign| sign.is_ascii_digit())
}

fn plain_weight(before: &str, after: &str) -> f64 {
    let close = ['"', '”', '’', '\'', ')', ']', '*', '_'];
    let is_end = after.trim().is_empty();
    let begins = after
        .trim_start()
        .chars()
        .next()
        .is_some_and(|sign| sign.is_uppercase() || close.contains(&sign) || sign == '“');
    let trimmed = before.trim_end();
    let has_space = trimmed.len() < before.len();
    let stop = is_finished(trimmed) || trimmed.ends_with([',', '—']);
    let word = trimmed.chars().next_back();
    match (has_space, word) {
        (_, None) => 0.3,
        // `1.2` and `10,000` are numbers.
        (false, Some('.' | ','))
            if trimmed.chars().rev().nth(1).is_some_and(|sign| sign.is_ascii_digit()) =>
        {
            1.5
        }
        (false, _) if stop || trimmed.ends_with(close) => 7.0,
        (false, Some(sign)) if sign.is_lowercase() => 4.5,
        (false, Some(sign)) if sign.is_alphabetic() => 2.5,
        (false, _) => 0.3,
        (true, _) if is_finished(trimmed) && (begins || is_end) => 7.0,
        (true, _) if stop => 5.0,
        (true, _) if trimmed.ends_with(close) => 4.0,
        (true, Some(sign)) if sign.is_alphabetic() && is_end => 4.0,
        (true, Some(sign)) if sign.is_lowercase() && begins => 3.0,
        (true, _) => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_numbers_are_weighed() {
        for (text, number, expected) in [
            ("the harbour.¹² The town", 12, Some(10.0)),
            ("the harbour. 12 The town", 12, Some(7.0)),
            ("the harbour.12 The town", 12, Some(7.0)),
            ("the harbour12 of the town", 12, Some(4.5)),
            ("about 12 ships", 12, Some(1.0)),
            ("it cost 12% more", 12, Some(0.5)),
            ("it cost $12 then", 12, None),
            ("it has 5 m² of", 2, Some(4.0)),
            ("60 by 604 by", 4, Some(0.6)),
            ("in 2004 it", 4, None),
        ] {
            let text = text.to_owned();
            let form = Form::Words;
            let chunk =
                Chunk { line: 1, page: 0, form, text, opens_page: false, entry: None, ends_full: None };
            let found =
                all(0, &chunk).into_iter().find(|found| found.number == number).map(|found| found.weight);
            assert_eq!(found, expected, "{}", chunk.text);
        }
    }
}
