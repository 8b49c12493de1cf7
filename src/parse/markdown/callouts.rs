//! Callouts and divisions: their lines reach the reader as [marks](Mark) among the events.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Reader;
use crate::parse::builder::Kind;
use crate::parse::callout::{Mark, Opening, Rewritten};

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
            (Event::Rule, Some(Mark::Close(place))) => self.close_callout(at(place).end),
            (Event::Rule, Some(Mark::Quoted(..))) => {}
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
                self.event(event, place);
            }
            _ => self.event(event, place),
        }
    }

    fn open_callout(&mut self, opening: &Opening, range: Range<usize>) {
        self.end_run();
        let kind = if opening.is_callout {
            Kind::Callout { kind: opening.kind, fold: opening.fold, word: opening.word.clone() }
        } else {
            Kind::Division
        };
        self.builder.open(kind, None, range);
        self.builder.top().attributes = opening.attributes.clone();
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
