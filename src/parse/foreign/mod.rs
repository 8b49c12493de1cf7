//! Reports markup of other tools that would be printed as typed. Only characters that reached the text are searched,
//! never the raw source. So code, addresses and supported constructs cannot trigger the check, and it goes silent for a
//! construct that a later version supports.

mod angles;
mod braces;
mod brackets;
mod colons;
mod construct;
mod fences;
mod finder;
mod found;
mod inline;
mod latex;
mod lines;
mod marks;
mod math;

use std::collections::BTreeMap;
use std::ops::Range;

pub use construct::Construct;
pub use fences::of_language as fence;

use self::finder::find;
use self::found::Found;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::repair::Source;

/// The ranges of a source that reached the text as typed, in order, and the fences that name a construct.
#[derive(Debug, Default)]
pub struct Reached {
    ranges: Vec<Range<usize>>,
    fences: Vec<Found>,
}

impl Reached {
    /// Adds text that came from `range` of `source`. A character reference does not count as typed.
    pub fn add(&mut self, source: &str, words: &str, range: &Range<usize>) {
        let Some(typed) = source.get(range.clone()) else { return };
        if typed.starts_with('&') && typed.ends_with(';') && typed != words {
            return;
        }
        let last = self.ranges.last_mut();
        match last {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ if range.is_empty() => {}
            _ => self.ranges.push(range.clone()),
        }
    }

    /// Adds a code block whose fence names a construct instead of a language.
    pub fn add_fence(&mut self, language: &str, opening: &Range<usize>) {
        let found = fence(language).map(|construct| Found { construct, range: opening.clone() });
        self.fences.extend(found);
    }

    /// Warns once for each construct, at its first occurrence. `cited` are the places of the keys in citations, which are
    /// supported.
    pub fn check(self, source: &Source<'_>, cited: &[Range<usize>], diagnostics: &mut Diagnostics) {
        let mut found = find(&source.text, &self.ranges);
        found.extend(self.fences);
        let is_cited =
            |range: &Range<usize>| cited.iter().any(|key| key.start < range.end && range.start < key.end);
        found.retain(|found| !is_cited(&found.range));
        for (construct, (first, others)) in by_construct(found) {
            let verb = if fences::is_code(&source.text[first.clone()]) { "code" } else { "typed" };
            let more = match others {
                0 => String::new(),
                1 => ", here and in another place in this file".to_owned(),
                others => format!(", here and in {others} other places in this file"),
            };
            let message = format!("{} is printed as {verb}{more}", construct.what());
            let span = source.span(one_line(&source.text, first));
            diagnostics.push(Diagnostic::new(Code::ForeignMarkup, span, message).help(construct.instead()));
        }
    }
}

/// The part of a range on its first line.
fn one_line(text: &str, range: Range<usize>) -> Range<usize> {
    let end = text[range.clone()].find('\n').map_or(range.end, |end| range.start + end);
    range.start..end
}

/// The first occurrence of each construct, and the number of others. A bare `@name` counts as a citation only in a text
/// that also has an unambiguous one.
fn by_construct(found: Vec<Found>) -> BTreeMap<Construct, (Range<usize>, usize)> {
    let mut places: BTreeMap<Construct, (Range<usize>, usize)> = BTreeMap::new();
    for Found { construct, range } in found {
        match places.get_mut(&construct) {
            Some((first, others)) => {
                *others += 1;
                if range.start < first.start {
                    *first = range;
                }
            }
            None => {
                places.insert(construct, (range, 0));
            }
        }
    }
    let cites = [Construct::Citation, Construct::CrossReference, Construct::BookdownReference];
    if !cites.iter().any(|construct| places.contains_key(construct)) {
        places.remove(&Construct::TextCitation);
    }
    places
}

#[cfg(test)]
mod tests;
