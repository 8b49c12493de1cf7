//! Finds superscripts and subscripts around emphasis, code and the like behind a word: `10^*n*^`, which pulldown-cmark takes
//! for text, as it does inside words. Those of words alone are found in [runs](super::run).

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::spans::{Placed, is_escaped, is_inline};

/// The events of `text`, with the ends of superscripts and subscripts among them.
pub struct Scripts<'t, I> {
    events: I,
    text: &'t str,
    /// What has been read ahead, and how much of it begins nothing.
    waiting: VecDeque<Placed<'t>>,
    is_in_code_block: bool,
}

/// How many events a superscript may take: a line without blanks may be long.
const MOST_EVENTS: usize = 64;

impl<'t, I: Iterator<Item = Placed<'t>>> Scripts<'t, I> {
    pub fn new(events: I, text: &'t str) -> Self {
        Self { events, text, waiting: VecDeque::new(), is_in_code_block: false }
    }

    /// The event at a place among those that wait.
    fn peek(&mut self, place: usize) -> Option<&Placed<'t>> {
        while self.waiting.len() <= place {
            self.waiting.push_back(self.events.next()?);
        }
        self.waiting.get(place)
    }

    /// Where the mark stands that closes a script: the place of the event, and of the mark in the source.
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
                    let found = single(words, mark, range.start, text).next().filter(|_| depth == 0);
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

    /// Makes a script of what a mark at the end of these words begins, and gives the words before it.
    fn script(&mut self, words: &Range<usize>, at: usize, mark: char) -> Option<Placed<'t>> {
        let text = self.text;
        // Words alone are no concern of this.
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
                if let Some((at, mark)) = opening(self.text, &range)
                    && let Some(before) = self.script(&range, at, mark)
                {
                    return Some(before);
                }
            }
            _ => {}
        }
        Some((event, range))
    }
}

/// The mark in the last word of these words that may begin a script, and its place.
fn opening(text: &str, words: &Range<usize>) -> Option<(usize, char)> {
    let last = text[words.clone()].rsplit(|c: char| c.is_ascii_whitespace()).next()?;
    let start = words.end - last.len();
    let found = ['^', '~'].map(|mark| {
        let places: Vec<usize> = single(last, mark, start, text).collect();
        // Each pair before is a script of words alone.
        let place = places.last().filter(|_| places.len() % 2 == 1)?;
        Some((start + place, mark))
    });
    found.into_iter().flatten().min()
}

/// Where a mark stands in words that is neither escaped nor doubled. `start` is the place of the words in the text.
fn single<'t>(words: &'t str, mark: char, start: usize, text: &'t str) -> impl Iterator<Item = usize> + 't {
    words.match_indices(mark).map(|(place, _)| place).filter(move |place| {
        let (before, after) = (&text[..start + place], &text[start + place + 1..]);
        !is_escaped(before) && !before.ends_with(mark) && !after.starts_with(mark)
    })
}
