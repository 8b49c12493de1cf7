//! Finds paragraphs and references of notes that a conversion probably damaged, to report them. It changes nothing.

use std::collections::HashMap;

use super::address::begins_with_address;
use super::caption::is_caption;
use super::chunk::{Chunk, Form};
use super::notes::Note;
use super::sentence::{begins_capital, distance, key, opening};
use crate::import::{Doubt, Place, Reason};

/// A heading that stands over several paragraphs somewhere comes at least this often.
const USES: usize = 4;

/// Letters that come at least this often are no misreading.
const OFTEN: usize = 5;

/// Letters that come more often than this are no misreading.
const SELDOM: usize = 2;

/// Reports the sections that have one long paragraph, where at least a quarter of the sections with the same heading have
/// several. Only a conversion that writes paragraphs on one line runs them together.
pub fn paragraphs(chunks: &[Chunk], doubts: &mut Vec<Doubt>) {
    let mut lengths: Vec<usize> =
        chunks.iter().filter(|chunk| is_paragraph(chunk)).map(|chunk| chunk.text.len()).collect();
    lengths.sort_unstable();
    let long = lengths.get(lengths.len() * 2 / 3).copied().unwrap_or(usize::MAX);
    let mut sections: HashMap<String, Vec<Vec<&Chunk>>> = HashMap::new();
    let is_heading = |chunk: &Chunk| matches!(chunk.form, Form::Heading(_));
    for (place, heading) in chunks.iter().enumerate().filter(|(_, chunk)| is_heading(chunk)) {
        let inside = chunks.iter().skip(place + 1).take_while(|chunk| !is_heading(chunk));
        let paragraphs = inside.filter(|chunk| is_paragraph(chunk)).collect();
        sections.entry(key(&heading.text)).or_default().push(paragraphs);
    }
    for uses in sections.values().filter(|uses| uses.len() >= USES) {
        let several = uses.iter().filter(|paragraphs| paragraphs.len() > 1).count();
        if several * 4 < uses.len() {
            continue;
        }
        for paragraphs in uses {
            if let [alone] = paragraphs.as_slice()
                && alone.text.len() > long
                && alone.ends_full.is_none()
            {
                doubts.push(doubt(alone.line, &alone.text, Reason::PerhapsSeveral));
            }
        }
    }
}

fn is_paragraph(chunk: &Chunk) -> bool {
    chunk.form == Form::Words && !is_caption(&chunk.text)
}

/// Reports the notes with a reference such as `07PQRT12`, if its letters are nearly those of many others.
pub fn references(notes: &[Note], doubts: &mut Vec<Doubt>) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for letters in notes.iter().flat_map(|note| &note.paragraphs).flat_map(|text| letters(text)) {
        *counts.entry(letters).or_default() += 1;
    }
    let often: Vec<Vec<char>> = counts
        .iter()
        .filter(|(_, count)| **count >= OFTEN)
        .map(|(letters, _)| letters.chars().collect())
        .collect();
    let is_misread = |letters: &str| {
        let own: Vec<char> = letters.chars().collect();
        let limit = own.len().div_ceil(3);
        counts.get(letters).is_some_and(|count| *count <= SELDOM)
            && often.iter().any(|other| distance(&own, other, limit) <= limit)
    };
    for note in notes {
        let text = note.paragraphs.join(" ");
        if letters(&text).any(is_misread) {
            doubts.push(doubt(note.line, &text, Reason::PerhapsMisread));
        }
    }
}

/// Reports the notes that have an address before their words, which a conversion may have moved there.
pub fn addresses(notes: &[Note], doubts: &mut Vec<Doubt>) {
    for note in notes {
        let text = note.paragraphs.join(" ");
        // An address may have spaces inside, but it has no words with capitals.
        if begins_with_address(&text) && text.split(' ').skip(1).any(begins_capital) {
            doubts.push(doubt(note.line, &text, Reason::AddressFirst));
        }
    }
}

fn doubt(line: usize, words: &str, reason: Reason) -> Doubt {
    Doubt { place: Place::Line(line), piece: None, words: opening(words), reason }
}

/// The letters between the numbers of each reference in a text.
fn letters(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_ascii_alphanumeric()).filter_map(|word| {
        let inside = word.trim_matches(|sign: char| sign.is_ascii_digit());
        let has_numbers = word.starts_with(|sign: char| sign.is_ascii_digit())
            && word.ends_with(|sign: char| sign.is_ascii_digit());
        let is_code = inside.len() >= 4 && inside.bytes().all(|byte| byte.is_ascii_uppercase());
        (has_numbers && is_code).then_some(inside)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(number: u32, text: &str) -> Note {
        Note { number, epoch: 0, line: number as usize, chunk: 0, paragraphs: vec![text.to_owned()] }
    }

    #[test]
    fn addresses_before_the_words_of_notes_are_reported() {
        let texts = [
            "www.example.org/a A guide, www.example.org/b",
            "www.example.org/a b/c",
            "A guide, www.example.org",
        ];
        let notes: Vec<Note> = (1..).zip(texts).map(|(number, text)| note(number, text)).collect();
        let mut doubts = Vec::new();
        addresses(&notes, &mut doubts);
        assert_eq!(doubts.iter().map(|doubt| &doubt.place).collect::<Vec<_>>(), [&Place::Line(1)]);
    }

    #[test]
    fn references_that_are_nearly_others_are_reported() {
        let mut notes: Vec<Note> =
            (1..7).map(|number| note(number, &format!("0{number}HARBOUR12"))).collect();
        notes.extend([note(7, "See 07HAPBOUR12."), note(8, "06QUAYSIDE3"), note(9, "A guide, 1999")]);
        let mut doubts = Vec::new();
        references(&notes, &mut doubts);
        assert_eq!(doubts.iter().map(|doubt| doubt.words.as_str()).collect::<Vec<_>>(), ["See 07HAPBOUR12."]);
    }

    #[test]
    fn long_paragraphs_alone_in_their_sections_are_reported() {
        let chunk = |line: usize, form: Form, text: &str| Chunk {
            line,
            page: 0,
            form,
            text: text.to_owned(),
            opens_page: false,
            entry: None,
            ends_full: None,
        };
        let long = "The port is old. ".repeat(9);
        let mut chunks = Vec::new();
        for section in 0..4 {
            chunks.push(chunk(section * 10, Form::Heading(0), "Summary"));
            let texts = if section == 2 { vec![long.as_str()] } else { vec!["It is.", "It was."] };
            chunks.extend(texts.into_iter().map(|text| chunk(section * 10 + 1, Form::Words, text)));
        }
        let lines = |chunks: &[Chunk]| {
            let mut doubts = Vec::new();
            paragraphs(chunks, &mut doubts);
            doubts.into_iter().map(|doubt| doubt.place).collect::<Vec<_>>()
        };
        assert_eq!(lines(&chunks), [Place::Line(21)]);
        // A text with broken lines shows where paragraphs end.
        for chunk in &mut chunks {
            chunk.ends_full = Some(false);
        }
        assert_eq!(lines(&chunks), []);
        assert_eq!(lines(&chunks[..3]), []);
    }
}
