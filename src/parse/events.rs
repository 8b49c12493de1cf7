//! Filters the events of pulldown-cmark where its extensions accept more than authors intend.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use super::mask;

/// An event with its byte range in the source.
type Placed<'t> = (Event<'t>, Range<usize>);

/// The events of a [masked](mask::masked) text. Superscripts and subscripts that contain whitespace become plain text,
/// as in pandoc: `^` and `~` that far apart are usually meant literally. So do those between double marks.
pub struct Events<'t, I> {
    parser: I,
    /// Events that were read ahead.
    waiting: VecDeque<Placed<'t>>,
    is_in_code_block: bool,
}

impl<'t, I: Iterator<Item = Placed<'t>>> Events<'t, I> {
    pub fn new(parser: I) -> Self {
        Self { parser, waiting: VecDeque::new(), is_in_code_block: false }
    }

    /// Ensures that `waiting` holds the next event, if there is one.
    fn fill(&mut self) {
        if !self.waiting.is_empty() {
            return;
        }
        match self.parser.next() {
            Some(first @ (Event::Start(Tag::Superscript | Tag::Subscript), _)) => self.read_ahead(first),
            first => self.waiting.extend(first),
        }
    }

    /// Joins the events of a masked note reference after its opening bracket was read; `None` if this is not a
    /// reference.
    fn reference(&mut self, opening: &Range<usize>) -> Option<Placed<'t>> {
        self.fill();
        let is_label =
            |(event, _): &&Placed<'t>| matches!(event, Event::Text(words) if mask::is_label(words));
        let mut range = self.waiting.front().filter(is_label).map(|_| opening.clone())?;
        let mut label = String::new();
        while let Some((Event::Text(words), place)) = self.waiting.front() {
            range.end = place.end;
            let is_end = &**words == "]";
            if !is_end {
                label.push_str(words);
            }
            self.waiting.pop_front();
            if is_end {
                break;
            }
            self.fill();
        }
        Some((Event::FootnoteReference(mask::label(&label).into()), range))
    }

    /// Splits `[^1][label]`, which pulldown-cmark reads as a link, into a note reference and a link. The start event of
    /// the link was read before.
    fn reference_before_label(&mut self, link: &Event<'t>, range: &Range<usize>) -> Option<Placed<'t>> {
        let Event::Start(Tag::Link { link_type: LinkType::Reference, id, .. }) = link else { return None };
        self.fill();
        let is_label =
            |(event, _): &&Placed<'t>| matches!(event, Event::Text(words) if mask::is_label(words));
        let end = self.waiting.front().filter(is_label).map(|(_, place)| place.end + 1)?;
        let mut label = String::new();
        while let Some((Event::Text(words), _)) = self.waiting.front() {
            label.push_str(words);
            self.waiting.pop_front();
            self.fill();
        }
        self.waiting.push_front((Event::Text(id.clone()), end + 1..range.end - 1));
        self.waiting.push_front((link.clone(), end..range.end));
        Some((Event::FootnoteReference(mask::label(&label).into()), range.start..end))
    }

    /// Whether the superscript that starts at a waiting event and ends at `end` has double marks, which are those of an
    /// insertion.
    fn is_doubled(&self, index: usize, end: usize) -> bool {
        let start = self.waiting[index].1.start;
        // In `^\*a^`, only the start is two bytes before what is inside.
        let inside = self.waiting.get(index + 1).map_or(0, |(_, first)| first.start);
        let inside_end = self.waiting.back().map_or(0, |(_, last)| last.end);
        matches!(self.waiting[index].0, Event::Start(Tag::Superscript))
            && inside == start + 2
            && inside_end + 2 == end
    }

    /// Turns the start event of a script that is none into text. Returns the text for its end.
    fn as_text(&mut self, script: &Open, event: &Event<'t>, end: usize) -> Option<Placed<'t>> {
        let is_doubled = self.is_doubled(script.index, end);
        if !script.is_script || !script.has_blank && !is_doubled {
            return None;
        }
        let (mark, length) = mark(event, is_doubled);
        let first = &mut self.waiting[script.index];
        *first = (mark.clone(), first.1.start..first.1.start + length);
        Some((mark, end - length..end))
    }

    /// Reads to the end of a superscript or subscript after its start event was read.
    fn read_ahead(&mut self, first: Placed<'t>) {
        let mut open = Vec::new();
        let mut next = Some(first);
        while let Some((event, range)) = next {
            let index = self.waiting.len();
            match &event {
                Event::Start(tag) => {
                    open.push(Open { index, is_script: is_script(tag.to_end()), has_blank: false });
                }
                Event::End(_) => {
                    let closed = open.pop();
                    // Whitespace counts at any depth, as in pandoc.
                    if let (Some(outer), Some(Open { has_blank: true, .. })) = (open.last_mut(), &closed) {
                        outer.has_blank = true;
                    }
                    if let Some(last) = closed.and_then(|script| self.as_text(&script, &event, range.end)) {
                        self.waiting.push_back(last);
                        if open.is_empty() {
                            return;
                        }
                        next = self.parser.next();
                        continue;
                    }
                }
                event if holds_blank(event) => {
                    if let Some(innermost) = open.last_mut() {
                        innermost.has_blank = true;
                    }
                }
                _ => {}
            }
            self.waiting.push_back((event, range));
            if open.is_empty() {
                return;
            }
            next = self.parser.next();
        }
    }
}

/// A construct that is open during the look-ahead.
struct Open {
    index: usize,
    is_script: bool,
    has_blank: bool,
}

fn is_script(end: TagEnd) -> bool {
    matches!(end, TagEnd::Superscript | TagEnd::Subscript)
}

/// The delimiter of a superscript or subscript, as text, and its length.
fn mark<'t>(end: &Event<'_>, is_doubled: bool) -> (Event<'t>, usize) {
    let mark = match (end, is_doubled) {
        (Event::End(TagEnd::Superscript), true) => "^^",
        (Event::End(TagEnd::Superscript), false) => "^",
        _ => "~",
    };
    (Event::Text(CowStr::Borrowed(mark)), mark.len())
}

/// Whether an event contains whitespace. An escaped space does not count, because it joins words.
fn holds_blank(event: &Event<'_>) -> bool {
    match event {
        Event::SoftBreak | Event::HardBreak => true,
        Event::Text(words) => {
            let mut is_escaped = false;
            words.chars().any(|character| {
                let is_blank = character.is_ascii_whitespace() && !is_escaped;
                is_escaped = character == '\\' && !is_escaped;
                is_blank
            })
        }
        _ => false,
    }
}

impl<'t, I: Iterator<Item = Placed<'t>>> Iterator for Events<'t, I> {
    type Item = Placed<'t>;

    fn next(&mut self) -> Option<Placed<'t>> {
        self.fill();
        let (event, range) = self.waiting.pop_front()?;
        match &event {
            Event::Start(Tag::CodeBlock(_)) => self.is_in_code_block = true,
            Event::End(TagEnd::CodeBlock) => self.is_in_code_block = false,
            Event::Start(Tag::Link { .. }) => {
                if let Some(reference) = self.reference_before_label(&event, &range) {
                    return Some(reference);
                }
            }
            Event::Text(words) if &**words == "[" && !self.is_in_code_block => {
                if let Some(reference) = self.reference(&range) {
                    return Some(reference);
                }
            }
            _ => {}
        }
        Some((shown(event), range))
    }
}

/// An event with its original characters instead of the masks.
fn shown(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(words) => Event::Text(unmasked(words)),
        Event::Code(words) => Event::Code(unmasked(words)),
        Event::Html(words) => Event::Html(unmasked(words)),
        Event::InlineHtml(words) => Event::InlineHtml(unmasked(words)),
        Event::FootnoteReference(label) => Event::FootnoteReference(unmasked(label)),
        Event::Start(Tag::FootnoteDefinition(label)) => {
            Event::Start(Tag::FootnoteDefinition(unmasked(label)))
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(unmasked(info))))
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let (dest_url, title, id) = (unmasked(dest_url), unmasked(title), unmasked(id));
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let (dest_url, title, id) = (unmasked(dest_url), unmasked(title), unmasked(id));
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        event => event,
    }
}

fn unmasked(words: CowStr<'_>) -> CowStr<'_> {
    match mask::restored(&words) {
        Cow::Owned(words) => CowStr::from(words),
        Cow::Borrowed(_) => words,
    }
}
