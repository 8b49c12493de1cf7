//! Finds superscripts and subscripts after a word that contain emphasis, code and the like: `10^*n*^`. pulldown-cmark
//! reads these as text. Those that contain only text are found in [runs](super::run).

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::spans::{Placed, is_escaped, is_inline};

/// The events of `text`, with start and end events for such superscripts and subscripts.
pub struct Scripts<'t, I> {
    events: I,
    text: &'t str,
    /// Events that were read ahead.
    waiting: VecDeque<Placed<'t>>,
    /// The offsets of unmatched delimiters in the last word.
    open: [Option<usize>; 2],
    is_in_code_block: bool,
}

const MARKS: [char; 2] = ['^', '~'];

/// Longest superscript in events. A line without spaces can be long, and each delimiter starts a search.
const MOST_EVENTS: usize = 64;

impl<'t, I: Iterator<Item = Placed<'t>>> Scripts<'t, I> {
    pub fn new(events: I, text: &'t str) -> Self {
        Self { events, text, waiting: VecDeque::new(), open: [None; 2], is_in_code_block: false }
    }

    /// The waiting event at an index.
    fn peek(&mut self, place: usize) -> Option<&Placed<'t>> {
        while self.waiting.len() <= place {
            self.waiting.push_back(self.events.next()?);
        }
        self.waiting.get(place)
    }

    /// Finds the closing delimiter. Returns the index of its event and its offset in the source.
    fn closing(&mut self, mark: char) -> Option<(usize, usize)> {
        let text = self.text;
        let mut depth = 0_usize;
        for place in 0..MOST_EVENTS {
            let (event, range) = self.peek(place)?;
            match event {
                Event::Start(tag) if is_inline(tag.to_end()) => depth += 1,
                Event::End(end) if is_inline(*end) => depth = depth.checked_sub(1)?,
                Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {}
                Event::Text(_) => {
                    let words = text.get(range.clone())?;
                    let mut marks = words.match_indices(mark).map(|(at, _)| at);
                    let found = marks.find(|at| depth == 0 && is_single(text, range.start + at, mark));
                    let end = found.unwrap_or(words.len());
                    if words[..end].contains(|c: char| c.is_ascii_whitespace()) {
                        return None;
                    }
                    if found.is_some() {
                        return (place > 0).then_some((place, range.start + end));
                    }
                }
                _ => return None,
            }
        }
        None
    }

    /// Updates the unmatched delimiters with those in `words`. A matched pair contains only text and is left to `run`.
    fn read_word(&mut self, words: &Range<usize>) {
        for (place, character) in self.text[words.clone()].char_indices() {
            if character.is_ascii_whitespace() {
                self.open = [None; 2];
            }
            let at = words.start + place;
            if let Some(index) = MARKS.iter().position(|mark| *mark == character)
                && is_single(self.text, at, character)
            {
                self.open[index] = if self.open[index].is_some() { None } else { Some(at) };
            }
        }
    }

    /// Opens a script at the delimiter at `at`, inserts its end event, and returns the words before it.
    fn script(&mut self, words: &Range<usize>, at: usize, mark: char) -> Option<Placed<'t>> {
        let text = self.text;
        // A script that contains only text is left to `run`.
        let begins = |event: &Event<'_>| !matches!(event, Event::Text(_));
        let (place, end) = self.closing(mark)?;
        if !self.waiting.iter().take(place).any(|(event, _)| begins(event)) {
            return None;
        }
        let (tag, tag_end) = match mark {
            '^' => (Tag::Superscript, TagEnd::Superscript),
            _ => (Tag::Subscript, TagEnd::Subscript),
        };
        let source = |range: Range<usize>| (Event::Text(text[range.clone()].into()), range);
        let (_, last) = self.waiting.remove(place)?;
        let whole = at..end + 1;
        let closing =
            [source(last.start..end), (Event::End(tag_end), whole.clone()), source(end + 1..last.end)];
        for (index, placed) in closing.into_iter().enumerate() {
            self.waiting.insert(place + index, placed);
        }
        self.waiting.push_front(source(at + 1..words.end));
        self.waiting.push_front((Event::Start(tag), whole));
        Some(source(words.start..at))
    }
}

impl<'t, I: Iterator<Item = Placed<'t>>> Iterator for Scripts<'t, I> {
    type Item = Placed<'t>;

    fn next(&mut self) -> Option<Placed<'t>> {
        let (event, range) = self.waiting.pop_front().or_else(|| self.events.next())?;
        match &event {
            Event::Start(Tag::CodeBlock(_)) => self.is_in_code_block = true,
            Event::End(TagEnd::CodeBlock) => self.is_in_code_block = false,
            Event::Text(words) if !self.is_in_code_block && self.text.get(range.clone()) == Some(words) => {
                self.read_word(&range);
                let is_here = |(at, _): &(usize, char)| *at >= range.start;
                let opening = self.open.iter().zip(MARKS).filter_map(|(at, mark)| Some(((*at)?, mark)));
                if let Some((at, mark)) = opening.min().filter(is_here)
                    && let Some(before) = self.script(&range, at, mark)
                {
                    self.open = [None; 2];
                    return Some(before);
                }
                return Some((event, range));
            }
            _ => {}
        }
        self.open = [None; 2];
        Some((event, range))
    }
}

/// Whether a delimiter is neither escaped nor doubled.
fn is_single(text: &str, at: usize, mark: char) -> bool {
    let (before, after) = (&text[..at], &text[at + 1..]);
    !is_escaped(before) && !before.ends_with(mark) && !after.starts_with(mark)
}
