//! Joins the paragraphs that page ends, notes and figures tore.

use std::collections::HashMap;

use super::caption::is_caption;
use super::chunk::{Chunk, Form, joined};
use super::clean::MARK;
use super::hyphen::Vocabulary;
use super::lines::arabic;
use super::sentence::{begins_small, ending, is_finished, opening};
use crate::import::{Doubt, Place, Reason};

/// Captions and tables that may stand inside a paragraph.
const FLOATS: usize = 4;

/// The chunks of the text with whole paragraphs.
#[must_use]
pub fn paragraphs(main: Vec<(usize, Chunk)>, doubts: &mut Vec<Doubt>) -> Vec<Chunk> {
    let main = without_strays(main, doubts);
    let vocabulary = Vocabulary::of(main.iter().map(|(_, chunk)| chunk.text.as_str()));
    let endings = Endings::of(&main);
    let mut whole: Vec<(usize, Chunk)> = Vec::with_capacity(main.len());
    for (place, chunk) in main {
        let target = target(&whole, &chunk);
        let link = target.and_then(|index| whole.get(index)).map(|(before, torn)| {
            let floats = target.is_some_and(|index| index + 1 < whole.len());
            link(torn, &chunk, place > before + 1 || torn.page != chunk.page || floats, &endings)
        });
        if let (Some(Link::Perhaps), Some((_, torn))) = (&link, target.and_then(|index| whole.get(index))) {
            report(doubts, &chunk, &torn.text, Reason::PerhapsTorn);
        }
        match (link, target.and_then(|index| whole.get_mut(index))) {
            (Some(link @ (Link::Sure | Link::Likely)), Some((before, torn))) => {
                if link == Link::Likely {
                    report(doubts, &chunk, &torn.text, Reason::Joined);
                }
                torn.text = vocabulary.settle(&joined(&torn.text, &chunk.text));
                torn.page = chunk.page;
                torn.ends_full = chunk.ends_full;
                *before = place;
            }
            (Some(Link::Perhaps | Link::Not) | None, _) | (_, None) => whole.push((place, chunk)),
        }
    }
    whole.into_iter().map(|(_, chunk)| chunk).collect()
}

fn report(doubts: &mut Vec<Doubt>, chunk: &Chunk, before: &str, reason: Reason) {
    let words = format!("{} | {}", ending(before), opening(&chunk.text));
    doubts.push(Doubt { place: Place::Line(chunk.line), piece: None, words, reason });
}

/// Removes lines without words, and joins a marker that stands alone to the text before it.
fn without_strays(main: Vec<(usize, Chunk)>, doubts: &mut Vec<Doubt>) -> Vec<(usize, Chunk)> {
    let mut kept: Vec<(usize, Chunk)> = Vec::with_capacity(main.len());
    for (place, chunk) in main {
        let is_stray = !matches!(chunk.form, Form::Table(_)) && !chunk.text.chars().any(char::is_alphabetic);
        let is_marker = is_stray && chunk.text.contains(MARK.0);
        match kept.last_mut().filter(|(_, before)| is_marker && !matches!(before.form, Form::Table(_))) {
            Some((_, before)) => before.text.push_str(chunk.text.trim()),
            None if is_stray && !is_marker && is_removable(&chunk) => {
                let words = chunk.text.clone();
                doubts.push(Doubt {
                    place: Place::Line(chunk.line),
                    piece: None,
                    words,
                    reason: Reason::StrayLine,
                });
            }
            None => kept.push((place, chunk)),
        }
    }
    kept
}

/// Whether a chunk without letters says nothing: signs, or a number where lines are not broken, which is of a page.
fn is_removable(chunk: &Chunk) -> bool {
    let has_digits = chunk.text.chars().any(char::is_numeric);
    chunk.text.chars().count() <= 6
        && (!has_digits || (chunk.ends_full.is_none() && arabic(&chunk.text).is_some()))
}

/// The paragraph that a chunk may go on: the last one, before captions and tables.
fn target(whole: &[(usize, Chunk)], chunk: &Chunk) -> Option<usize> {
    if chunk.form != Form::Words || is_caption(&chunk.text) {
        return None;
    }
    let is_float = |chunk: &Chunk| matches!(chunk.form, Form::Table(_)) || is_caption(&chunk.text);
    let floats = whole.iter().rev().take_while(|(_, chunk)| is_float(chunk)).count();
    let index = whole.len().checked_sub(floats + 1).filter(|_| floats <= FLOATS)?;
    let (_, before) = whole.get(index)?;
    let unfinished = floats == 0 || !is_finished(&before.text);
    (matches!(before.form, Form::Words | Form::Item(_)) && unfinished).then_some(index)
}

/// How surely two chunks are one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Sure,
    Likely,
    Perhaps,
    Not,
}

fn link(torn: &Chunk, chunk: &Chunk, has_gap: bool, endings: &Endings) -> Link {
    let finished = is_finished(&torn.text) || torn.text.trim_end().ends_with(MARK.1);
    let is_item = matches!(torn.form, Form::Item(_));
    let breaks_word = torn.text.ends_with(['-', '\u{AD}', ',']);
    if (!finished || torn.text.ends_with(MARK.1)) && begins_small(&chunk.text) || !finished && breaks_word {
        return if torn.ends_full == Some(false) && !has_gap { Link::Not } else { Link::Sure };
    }
    if is_item {
        return Link::Not;
    }
    let never_ends = || torn.text.len() > 200 && endings.never_ends(&torn.text);
    match (finished, torn.ends_full) {
        (is_end, Some(true)) if has_gap || !is_end => Link::Likely,
        (false, None) if has_gap || never_ends() => Link::Likely,
        (false, None) if torn.text.len() > 200 => Link::Perhaps,
        (true, None) if has_gap && torn.text.len() > 80 => Link::Perhaps,
        (true | false, _) => Link::Not,
    }
}

/// How often words come, and how often they end sentences.
#[derive(Debug, Default)]
struct Endings {
    counts: HashMap<String, (u32, u32)>,
}

impl Endings {
    fn of(main: &[(usize, Chunk)]) -> Self {
        let mut endings = Self::default();
        for word in main.iter().flat_map(|(_, chunk)| chunk.text.split(' ')) {
            let bare = word.trim_end_matches(['.', '?', '!', '"', '”']);
            let count = endings.counts.entry(bare.to_lowercase()).or_default();
            count.0 += 1;
            count.1 += u32::from(bare.len() < word.len());
        }
        endings
    }

    /// Whether a text stops at a word that comes often and hardly ever ends a sentence, such as an article.
    fn never_ends(&self, text: &str) -> bool {
        let last = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
        self.counts.get(&last).is_some_and(|(all, ending)| *all >= 10 && ending * 50 < *all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(page: usize, text: &str) -> Chunk {
        Chunk {
            line: 1,
            page,
            form: Form::Words,
            text: text.to_owned(),
            opens_page: false,
            entry: None,
            ends_full: None,
        }
    }

    fn joined_of(parts: &[(usize, &str)]) -> (Vec<String>, Vec<Reason>) {
        let mut doubts = Vec::new();
        let main = parts.iter().map(|(place, text)| (*place, chunk(0, text))).collect();
        let whole = paragraphs(main, &mut doubts);
        (
            whole.into_iter().map(|chunk| chunk.text).collect(),
            doubts.into_iter().map(|doubt| doubt.reason).collect(),
        )
    }

    #[test]
    fn torn_paragraphs_are_joined() {
        let long = "The harbour was built in the year of the long winter. ".repeat(3);
        let long = long.trim_end();
        for (parts, expected, reasons) in [
            (vec![(0, "The relations"), (1, "were strained.")], 1, vec![]),
            (vec![(0, "They went to"), (5, "Rome in May.")], 1, vec![Reason::Joined]),
            (vec![(0, long), (5, "It is old.")], 2, vec![Reason::PerhapsTorn]),
            (vec![(0, long), (1, "It is old.")], 2, vec![]),
            (vec![(0, "They went"), (3, "Figure 1: The port"), (4, "to Rome.")], 2, vec![]),
        ] {
            let (texts, found) = joined_of(&parts);
            assert_eq!((texts.len(), found), (expected, reasons), "{parts:?}");
        }
    }
}
