//! Finds spans, `[words]{.class}`, which pulldown-cmark does not support.
//!
//! They are presented to it as links. But links cannot nest, so spans inside links, and spans around links or other
//! spans, must be found in the events.

use std::collections::BTreeSet;
use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::{attributes, brackets, mask};

/// An event with its byte range in the source.
pub type Placed<'t> = (Event<'t>, Range<usize>);

/// Destination that marks a link as a span. It contains a control character, so no author can write it:
/// [repair](crate::repair) removes these.
pub const SPAN: &str = "\u{2}span";

/// The offsets of spans inside the brackets of a link, which pulldown-cmark must not read as links.
pub fn in_links(text: &str) -> BTreeSet<usize> {
    if !text.contains("]{") {
        return BTreeSet::new();
    }
    let is_span = |pair: &Range<usize>| text[pair.end..].starts_with('{');
    brackets::inside_links(text, &brackets::pairs(text), is_span).into_iter().map(|span| span.start).collect()
}

/// The events of `text`, in which the brackets of each span became the start and end of a link to [`SPAN`].
pub struct Spans<'t, I> {
    events: I,
    text: &'t str,
    /// Events that were read ahead.
    waiting: VecDeque<Placed<'t>>,
    is_in_code_block: bool,
}

impl<'t, I: Iterator<Item = Placed<'t>>> Spans<'t, I> {
    pub fn new(events: I, text: &'t str) -> Self {
        Self { events, text, waiting: VecDeque::new(), is_in_code_block: false }
    }

    /// Whether a text is a bracket that the author typed, neither escaped nor as an entity.
    fn is_typed(&self, words: &str, range: &Range<usize>) -> bool {
        BRACKETS.contains(&words)
            && self.text.get(range.clone()) == Some(words)
            && !is_escaped(&self.text[..range.start])
    }

    /// Reads ahead from an opening bracket until every bracket is closed. A span begins and ends in the same construct.
    fn read_ahead(&mut self, bracket: Placed<'t>) {
        let mut open = OpenBrackets { places: vec![Vec::new()], count: 0 };
        let mut next = Some(bracket);
        while let Some((event, range)) = next {
            let (place, mut closed) = (self.waiting.len(), None);
            let is_bracket = |words: &str| self.is_typed(words, &range);
            match &event {
                Event::Start(tag) => open.enter(is_inline(tag.to_end())),
                Event::End(_) => open.leave(),
                Event::Text(words) if is_bracket(words) => {
                    closed = if &**words == "]" { open.close() } else { open.open(place) };
                }
                _ => {}
            }
            self.waiting.push_back((event, range));
            if let Some(start) = closed {
                self.close(start, place);
            }
            if open.count == 0 {
                return;
            }
            next = self.events.next();
        }
    }

    /// Turns the events between two waiting brackets into a span if an attribute list follows.
    fn close(&mut self, start: usize, end: usize) {
        // An exclamation mark before a span is text, because without an address there is no image.
        let mark = self.waiting[start].1.len() - 1;
        let place = self.waiting[start].1.start + mark..self.waiting[end].1.end;
        let is_note = mask::reference(&self.text[place.start..]).is_some();
        if is_note || attributes::behind(&self.text[place.end..]).is_none() {
            return;
        }
        let (link_type, empty) = (LinkType::Inline, CowStr::Borrowed(""));
        let tag = Tag::Link { link_type, dest_url: CowStr::Borrowed(SPAN), title: empty.clone(), id: empty };
        self.waiting[start] = (Event::Start(tag), place.clone());
        self.waiting[end] = (Event::End(TagEnd::Link), place.clone());
        if mark > 0 {
            self.waiting.insert(start, (Event::Text("!".into()), place.start - mark..place.start));
        }
    }
}

impl<'t, I: Iterator<Item = Placed<'t>>> Iterator for Spans<'t, I> {
    type Item = Placed<'t>;

    fn next(&mut self) -> Option<Placed<'t>> {
        let is_new = self.waiting.is_empty();
        let (event, range) = self.waiting.pop_front().or_else(|| self.events.next())?;
        match &event {
            Event::Start(Tag::CodeBlock(_)) => self.is_in_code_block = true,
            Event::End(TagEnd::CodeBlock) => self.is_in_code_block = false,
            Event::Text(words)
                if is_new && !self.is_in_code_block && &**words != "]" && self.is_typed(words, &range) =>
            {
                self.read_ahead((event, range));
                return self.waiting.pop_front();
            }
            _ => {}
        }
        Some((event, range))
    }
}

/// Texts of events that can begin or end a span.
const BRACKETS: [&str; 3] = ["[", "![", "]"];

/// The open brackets, grouped by the construct that contains them.
struct OpenBrackets {
    places: Vec<Vec<usize>>,
    count: usize,
}

impl OpenBrackets {
    fn enter(&mut self, is_inline: bool) {
        if !is_inline {
            self.places.iter_mut().for_each(Vec::clear);
            self.count = 0;
        }
        self.places.push(Vec::new());
    }

    fn leave(&mut self) {
        self.count -= self.places.pop().map_or(0, |places| places.len());
    }

    /// Records an opening bracket. Returns `None`, because it closes nothing.
    fn open(&mut self, place: usize) -> Option<usize> {
        if let Some(innermost) = self.places.last_mut() {
            innermost.push(place);
            self.count += 1;
        }
        None
    }

    /// The opening bracket for a closing one.
    fn close(&mut self) -> Option<usize> {
        let start = self.places.last_mut()?.pop()?;
        self.count -= 1;
        Some(start)
    }
}

/// Whether a text ends with a backslash that escapes the next character.
pub fn is_escaped(before: &str) -> bool {
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

/// Whether a construct is an inline.
pub fn is_inline(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
