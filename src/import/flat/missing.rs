//! Puts the headings that the contents list and the text lost where they probably stood.

use std::collections::HashSet;

use super::caption::is_caption;
use super::chunk::{Chunk, Form};
use super::contents::Entry;
use super::sentence::{begins_capital, is_finished_before_number};
use crate::import::{Doubt, Place, Reason};

/// Inserts a heading for each entry that has none: at the top of a page between its neighbours, where a paragraph
/// begins. An entry without such a place is reported.
pub fn insert(main: &mut Vec<(usize, Chunk)>, entries: &[Entry], doubts: &mut Vec<Doubt>) {
    let found: HashSet<usize> = main.iter().filter_map(|(_, chunk)| chunk.entry).collect();
    if found.is_empty() {
        return;
    }
    let known: HashSet<&str> =
        found.iter().filter_map(|entry| entries.get(*entry)).map(|entry| entry.key.as_str()).collect();
    for (index, entry) in entries.iter().enumerate().filter(|(index, _)| !found.contains(index)) {
        let is_sane = known.contains(entry.key.as_str()) || is_sane(&entry.text);
        let place = place(main, entries, index).filter(|_| is_sane);
        let (line, reason) = match place.and_then(|place| main.get(place)) {
            Some((_, chunk)) => (chunk.line, Reason::HeadingMissing),
            None => (entry.line, Reason::EntryWithoutHeading),
        };
        doubts.push(Doubt { place: Place::Line(line), piece: None, words: entry.text.clone(), reason });
        if let Some((at, (order, after))) = place.and_then(|place| Some((place, main.get(place)?.clone()))) {
            let text = entry.text.clone();
            let heading = Chunk {
                text,
                form: Form::Heading(0),
                entry: Some(index),
                opens_page: false,
                ends_full: None,
                ..after
            };
            main.insert(at, (order, heading));
        }
    }
}

/// Whether the words of an entry were not damaged beyond use.
fn is_sane(text: &str) -> bool {
    let letters = text.chars().filter(|sign| sign.is_alphabetic() || *sign == ' ').count();
    let small = text.chars().filter(|sign| sign.is_lowercase()).count();
    letters >= 4 && letters * 10 >= text.chars().count() * 9 && small * 2 >= letters && begins_capital(text)
}

/// The chunk that probably had the heading before it.
fn place(main: &[(usize, Chunk)], entries: &[Entry], index: usize) -> Option<usize> {
    let position = |entry: usize| main.iter().position(|(_, chunk)| chunk.entry == Some(entry));
    let (earlier, before) = (0..index).rev().find_map(|entry| Some((entry, position(entry)?)))?;
    let after = (index + 1..entries.len()).find_map(position)?;
    let tops: Vec<usize> = (before + 1..after).filter(|place| is_top(main, *place)).collect();
    let fitting: Vec<usize> = tops.iter().copied().filter(|place| begins_paragraph(main, *place)).collect();
    let page = |entry: usize| entries.get(entry).and_then(|entry| entry.page);
    let by_page = page(index).zip(page(earlier)).and_then(|(page, earlier)| {
        let turned = usize::try_from(page.checked_sub(earlier)?.checked_sub(1)?).ok()?;
        tops.get(turned).copied().filter(|place| fitting.contains(place))
    });
    by_page.or(fitting.first().copied())
}

/// Whether a chunk stands after the foot of a page.
fn is_top(main: &[(usize, Chunk)], place: usize) -> bool {
    let pair = place.checked_sub(1).and_then(|before| main.get(before)).zip(main.get(place));
    pair.is_some_and(|((before, earlier), (here, chunk))| *here > before + 1 || earlier.page != chunk.page)
}

fn begins_paragraph(main: &[(usize, Chunk)], place: usize) -> bool {
    let pair = place.checked_sub(1).and_then(|before| main.get(before)).zip(main.get(place));
    pair.is_some_and(|((_, before), (_, chunk))| {
        let ends = match before.form {
            Form::Words => is_finished_before_number(&before.text) || is_caption(&before.text),
            Form::Table(_) | Form::Item(_) | Form::Quote => true,
            Form::Heading(_) => false,
        };
        ends && chunk.form == Form::Words && begins_capital(&chunk.text) && !is_caption(&chunk.text)
    })
}
