//! Finds the markers of lists that were rewritten, but are not read as items, because their lines are indented too far or too
//! little.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::super::callout::{Mark, Rewritten};
use super::super::mask;

/// The places in the source of all markers that begin no item, and of breaks between lists that are no break.
pub fn markers(text: &Rewritten, options: Options) -> BTreeSet<usize> {
    let marks = text.marked().filter(|(mark, _)| matches!(mark, Mark::Item(_) | Mark::Numeral | Mark::Apart));
    let mut unread: BTreeSet<usize> = marks.map(|(_, at)| at).collect();
    let masked = mask::masked(&text.text);
    for (event, range) in Parser::new_ext(&masked, options).into_offset_iter() {
        match event {
            Event::Start(Tag::Item) => {
                let words = text.text[range.clone()].trim_start();
                unread.remove(&(range.end - words.len()));
            }
            Event::Rule | Event::InlineHtml(_) => {
                unread.remove(&range.start);
            }
            _ => {}
        }
    }
    unread.into_iter().map(|at| text.range(&(at..at + 1)).start).collect()
}
