//! Callouts and divisions: their lines reach the reader as [marks](Mark) among the events.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag};

use super::Reader;
use crate::model::passage::begins_with_dash;
use crate::parse::builder::DELIMITER;
use crate::parse::builder::Kind;
use crate::parse::callout::rewritten::Drawn;
use crate::parse::callout::{Item, Mark, Opening, Rewritten};
use crate::parse::foreign::Construct;
use crate::parse::notation::LINE_START;

impl Reader<'_, '_> {
    /// Reads an event of a rewritten text. `start` is where that text begins in the source.
    pub(super) fn rewritten(
        &mut self,
        text: &Rewritten,
        event: Event<'_>,
        range: Range<usize>,
        start: usize,
    ) {
        let at = |range: &Range<usize>| range.start + start..range.end + start;
        let place = at(&text.range(&range));
        match (&event, text.mark_at(range.start)) {
            (Event::Rule, Some(Mark::Open(opening, place))) => {
                self.open_callout(opening, at(place));
                self.callouts.push(self.depth);
            }
            (Event::Rule, Some(Mark::Drawn(drawn, place))) => {
                self.open_drawn(drawn, at(place));
                self.callouts.push(self.depth);
            }
            (Event::Start(Tag::Heading { .. }), Some(Mark::Caption(attributes, place))) => {
                self.depth += 1;
                self.end_run();
                self.builder.open(Kind::TableCaption, None, at(place));
                self.builder.top().attributes = attributes.clone();
            }
            (Event::Rule, Some(Mark::Close(place))) => self.close_callout(at(place).end),
            (Event::Rule, Some(Mark::PageBreak(place))) => self.page_break(at(place)),
            (Event::Rule, Some(Mark::Quoted(..) | Mark::Apart)) => {}
            (Event::InlineHtml(_), Some(Mark::Apart)) => self.end_run(),
            (Event::FootnoteReference(_), Some(Mark::Note(place))) => self.event(event, at(place)),
            (Event::Start(Tag::FootnoteDefinition(_)), Some(Mark::Note(place))) => {
                self.depth += 1;
                self.event(event, at(place));
            }
            (Event::Text(words), Some(Mark::Line(indent))) => {
                let rest = at(&text.range(&(range.start + LINE_START.len_utf8()..range.end)));
                self.line_start(words, *indent, rest);
            }
            (Event::Start(Tag::List(Some(_)) | Tag::Item), _) if text.item_at(range.start).is_some() => {
                self.depth += 1;
                self.listed(event, place, text.item_at(range.start));
            }
            (Event::Start(Tag::Heading { .. }), Some(Mark::Title(place))) => {
                self.depth += 1;
                self.start_with_attributes(Kind::Title, at(place));
            }
            (Event::Start(Tag::BlockQuote(_)), _) => {
                self.depth += 1;
                match quoted(text, &range) {
                    Some(opening) => self.open_callout(opening, place),
                    None => self.event(event, place),
                }
            }
            (Event::Start(_), _) => {
                self.depth += 1;
                self.event(event, place);
            }
            (Event::End(_), _) => {
                // A callout ends with the block that contains it.
                while self.callouts.last() == Some(&self.depth) {
                    self.close_callout(place.end);
                }
                self.depth -= 1;
                self.end_of_cells(&event, text, &range, start);
                self.event(event, place);
            }
            _ => self.event(event, place),
        }
    }

    fn open_callout(&mut self, opening: &Opening, range: Range<usize>) {
        self.end_run();
        let kind = if let Some(passage) = opening.passage {
            Kind::Passage(passage)
        } else if opening.is_callout {
            Kind::Callout { kind: opening.kind, fold: opening.fold, word: opening.word.clone() }
        } else {
            Kind::Division
        };
        self.builder.open(kind, None, range);
        self.builder.top().attributes = opening.attributes.clone();
    }

    fn open_drawn(&mut self, drawn: &Drawn, range: Range<usize>) {
        self.end_run();
        let kind = match drawn {
            Drawn::Table(columns, _) => Kind::Table(columns.clone()),
            Drawn::Head => Kind::TableHead,
            Drawn::Foot => Kind::TableFoot,
            Drawn::Row => Kind::Row,
            Drawn::Cell { is_header, column_span, row_span } => {
                Kind::Cell { is_header: *is_header, column_span: *column_span, row_span: *row_span }
            }
        };
        self.builder.open(kind, None, range);
        if let Drawn::Table(_, attributes) = drawn {
            self.builder.top().attributes = attributes.clone();
        }
    }

    /// Whether the line after a line end is the source of a quotation or a poem: the last line of its paragraph, which
    /// begins with a dash. In a dialogue, other lines do, too.
    pub(super) fn begins_source(&mut self, end: &Range<usize>) -> bool {
        if !self.builder.is_in_quotation() {
            return false;
        }
        let first = self.builder.top().opening.start;
        let text = &self.builder.source.text;
        let bare = |line: &str| line.trim_start_matches([' ', '\t', '>']).to_owned();
        let mut lines = text[end.end..].lines().map(bare);
        let begins = |line: &str| {
            let typed = line.strip_prefix("---").or_else(|| line.strip_prefix("-- "));
            begins_with_dash(line) || typed.is_some_and(|rest| !rest.trim().is_empty())
        };
        let is_source = lines.next().is_some_and(|line| begins(&line));
        is_source && lines.next().is_none_or(|line| line.trim().is_empty()) && !begins(&bare(&text[first..]))
    }

    /// A page break, if it is not inside another block, where a page cannot end.
    fn page_break(&mut self, range: Range<usize>) {
        self.end_run();
        if !self.builder.page_break(&range) {
            self.builder.reached.leave_out(Construct::PageBreak, &range);
        }
    }

    /// The start of a line of a poem: its indentation, and its first words.
    fn line_start(&mut self, words: &str, indent: usize, rest: Range<usize>) {
        self.end_run();
        self.builder.text(&"\u{A0}".repeat(indent), rest.start..rest.start);
        let words = words.strip_prefix(LINE_START).unwrap_or(words);
        if !words.is_empty() {
            self.event(Event::Text(CowStr::from(words.to_owned())), rest);
        }
    }

    /// The start of a list or an item whose marker only other tools know.
    fn listed(&mut self, event: Event<'_>, place: Range<usize>, item: Option<&Item>) {
        let Some(item) = item else { return self.event(event, place) };
        let is_list = matches!(event, Event::Start(Tag::List(_)));
        let first = u64::try_from(item.number).unwrap_or(1);
        self.event(if is_list { Event::Start(Tag::List(Some(first))) } else { event }, place);
        let attributes = &mut self.builder.top().attributes;
        if is_list {
            attributes.other.push(("type".to_owned(), item.style.html_type().to_owned()));
            attributes.other.push((DELIMITER.to_owned(), item.delimiter.name().to_owned()));
        } else {
            attributes.other.push(("value".to_owned(), item.number.to_string()));
            attributes.id = item.id.clone();
        }
    }

    fn close_callout(&mut self, end: usize) {
        if self.callouts.last() == Some(&self.depth) {
            self.end_run();
            self.callouts.pop();
            self.builder.close_markdown(end);
        }
    }
}

/// The callout that a quotation is: its first line is marked, and no other quotation is between.
fn quoted<'t>(text: &'t Rewritten, quote: &Range<usize>) -> Option<&'t Opening> {
    let (Mark::Quoted(opening, _), at) = text.mark_from(quote.start)? else { return None };
    let before = text.text.get(quote.start..at).filter(|_| at < quote.end)?;
    let is_first = before.matches('>').count() == 1 && !before.contains('\n');
    is_first.then_some(opening)
}
