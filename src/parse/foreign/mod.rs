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
mod typst;

use std::collections::BTreeMap;
use std::ops::Range;

pub use construct::Construct;
pub use fences::of_language as fence;
pub use found::Found;

use self::finder::find;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::repair::Source;

/// The ranges of a source that reached the text as typed, and the fences that name a construct.
#[derive(Debug, Default)]
pub struct Reached {
    ranges: Vec<Range<usize>>,
    /// Constructs that were found in another way than by their text.
    known: Vec<Found>,
    left_out: Vec<Found>,
    code: Vec<Range<usize>>,
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
            Some(last) if (last.start..=last.end).contains(&range.start) => {
                last.end = last.end.max(range.end);
            }
            _ if range.is_empty() => {}
            _ => self.ranges.push(range.clone()),
        }
    }

    /// Adds a code block whose fence names a construct instead of a language.
    pub fn add_fence(&mut self, language: &str, opening: &Range<usize>) {
        let found = fence(language).map(|construct| Found { construct, range: opening.clone() });
        self.known.extend(found);
    }

    /// Adds a cell of code that another tool turns into a figure.
    pub fn add_cell(&mut self, range: &Range<usize>) {
        self.known.push(Found { construct: Construct::Cell, range: range.start..range.start + 3 });
    }

    /// Adds code in running text. Another tool may execute it: `` `r nrow(x)` ``, `` `{python} x` ``.
    pub fn add_code(&mut self, code: &str, range: &Range<usize>) {
        let is_chunk =
            ["{r} ", "{python} ", "{julia} ", "{ojs} "].iter().any(|start| code.starts_with(start));
        let is_knitr = code.strip_prefix("r ").is_some_and(|rest| rest.contains(['(', '$', '[']));
        if is_chunk || is_knitr {
            self.known.push(Found { construct: Construct::InlineCell, range: range.clone() });
        }
        self.code.push(range.clone());
    }

    /// Adds a table in a cell, which becomes lines of text.
    pub fn add_nested_table(&mut self, range: &Range<usize>) {
        self.known.push(Found { construct: Construct::NestedTable, range: range.clone() });
    }

    /// Adds Markdown in the attribute that is the caption of what is at a place.
    pub fn add_caption(&mut self, range: &Range<usize>) {
        self.known.push(Found { construct: Construct::CaptionMarkdown, range: range.clone() });
    }

    /// Adds words in brackets that name a heading.
    pub fn add_undefined(&mut self, range: &Range<usize>) {
        self.known.push(Found { construct: Construct::UndefinedLink, range: range.clone() });
    }

    /// Adds a construct that is left out, because it has no words and no meaning in a book.
    pub fn leave_out(&mut self, construct: Construct, range: &Range<usize>) {
        self.left_out.push(Found { construct, range: range.clone() });
    }

    /// Warns once for each construct, at its first occurrence. `cited` are the places of the keys in citations, which are
    /// supported.
    pub fn check(self, source: &Source<'_>, cited: &[Range<usize>], diagnostics: &mut Diagnostics) {
        let ranges = in_order(self.ranges);
        let left_out = by_construct(self.left_out);
        complain(left_out, source, diagnostics, |_, _| "left out");
        let mut found = find(&source.text, &ranges);
        found.extend(self.known);
        let mispaired = self.code.into_iter().filter(|code| inline::is_mispaired(&source.text, code));
        found.extend(mispaired.map(|range| Found { construct: Construct::MispairedCode, range }));
        let is_cited =
            |range: &Range<usize>| cited.iter().any(|key| key.start < range.end && range.start < key.end);
        found.retain(|found| !is_cited(&found.range));
        complain(by_construct(found), source, diagnostics, |construct, place| {
            let is_code = place.starts_with('`') && !place.starts_with("``") || fences::is_code(place);
            match construct {
                Construct::NestedTable => "printed as lines of text",
                Construct::Backtick => "printed as typed",
                _ if is_code => "printed as code",
                _ => "printed as typed",
            }
        });
    }
}

/// The ranges in order, joined where they touch. Notes in running text are read before the text around them.
fn in_order(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// Reports each construct. `verb` says what happens to it.
fn complain(
    found: BTreeMap<Construct, (Range<usize>, usize)>,
    source: &Source<'_>,
    diagnostics: &mut Diagnostics,
    verb: impl Fn(Construct, &str) -> &'static str,
) {
    for (construct, (first, others)) in found {
        let verb = verb(construct, &source.text[first.clone()]);
        let more = match others {
            0 => String::new(),
            1 => ", here and in another place in this file".to_owned(),
            others => format!(", here and in {others} other places in this file"),
        };
        let message = format!("{} is {verb}{more}", construct.what());
        let span = source.span(one_line(&source.text, first));
        diagnostics.push(Diagnostic::new(Code::ForeignMarkup, span, message).help(construct.instead()));
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
    let cites = [Construct::Citation, Construct::CrossReference];
    if !cites.iter().any(|construct| places.contains_key(construct)) {
        places.remove(&Construct::TextCitation);
    }
    places
}

#[cfg(test)]
mod tests;
