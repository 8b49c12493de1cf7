//! Notation of other tools for notes, poems, lists and page breaks, which pulldown-cmark does not know: `^[note]`,
//! `| line`, `(a) item`, `(@) example`, `*[HTML]: words`, `\newpage`.
//!
//! Like [callouts](super::callout), each is rewritten to something that the parser reads, with the way back to the source.

mod abbreviations;
mod addresses;
mod defined;
mod definitions;
mod left_out;
mod lists;
mod macros;
mod metadata;
mod notes;
mod page;
mod survey;
mod unread;
mod verse;

use std::collections::BTreeSet;

use pulldown_cmark::Options;

use super::callout::line::lines;
use super::callout::{Edit, Mark, Rewritten};
use super::drawn;
use super::foreign::Found;
pub use defined::{Abbreviation, Defined};
pub use page::LINE_START;
use page::Page;
use survey::Survey;

/// How many levels of nested lists are read. Each costs another reading of the text.
const DEEPEST: usize = 6;

/// How often the lists of a level are read again without a marker that the parser does not read.
const MOST_REFUSALS: usize = 24;

/// A text that the parser reads, and what was found in it.
pub struct Notation {
    pub text: Rewritten,
    pub defined: Defined,
    /// What has no words and no meaning in a book.
    pub left_out: Vec<Found>,
}

/// Rewrites the notation of a text.
pub fn read(text: Rewritten, options: Options) -> Notation {
    let mut notation = Notation { text, defined: Defined::default(), left_out: Vec::new() };
    let mut round = 0;
    // The text of an item may be indented so far that it looks like code until its list is known.
    while round < DEEPEST && may_have_lines(&notation.text) {
        round += 1;
        let mut survey = Survey::of(&notation.text.text, options);
        let edits = notation.lines(&survey, round == 1);
        let has_edits = !edits.is_empty();
        if has_edits {
            notation.text = notation.text.edited(edits);
            survey = Survey::of(&notation.text.text, options);
        }
        if notation.lists(&survey, options) {
            // The boxes and tables in an item look like code until its list is known.
            notation.text = drawn::rewritten(notation.text, options);
        } else if !has_edits {
            break;
        }
    }
    let numbers = notation.text.number_examples();
    notation.defined.examples.retain(|(label, _)| !label.is_empty());
    for (_, number) in &mut notation.defined.examples {
        *number = numbers.get(number).copied().unwrap_or(*number);
    }
    if notation.text.text.contains("^[") {
        let survey = Survey::of(&notation.text.text, options);
        let edits = notes::edits(&notation.text, &survey);
        if !edits.is_empty() {
            notation.text = notation.text.edited(edits);
        }
    }
    notation
}

/// Whether a text may contain any notation that begins a line, or markup to leave out.
fn may_have_lines(text: &Rewritten) -> bool {
    let has_poem =
        || text.marked().any(|(mark, _)| matches!(mark, Mark::Open(opening, _) if opening.passage.is_some()));
    let text_of = &text.text;
    text_of.contains(['|', '\\', '(', ')', '{', '+', '~'])
        || text_of.contains("*[")
        || text_of.contains("---")
        || text_of.contains("#.")
        || text_of.contains(". ")
        || text_of.contains(".\t")
        || has_poem()
}

impl Notation {
    /// The edits for everything that begins a line, and for markup to leave out.
    fn lines(&mut self, survey: &Survey, is_first: bool) -> Vec<Edit> {
        let lines = lines(&self.text.text);
        let taken = vec![false; lines.len()];
        let mut page = Page { text: &self.text, survey, lines, taken, edits: Vec::new() };
        if is_first {
            verse::edit_divisions(&mut page);
        }
        verse::edit_blocks(&mut page);
        abbreviations::edit(&mut page, &mut self.defined.abbreviations);
        addresses::edit(&mut page, &mut self.left_out);
        definitions::edit(&mut page);
        metadata::edit(&mut page, &mut self.left_out);
        macros::edit(&mut page, &mut self.defined.macros, &mut self.left_out);
        left_out::edit(&mut page, &mut self.left_out);
        in_order(page.edits)
    }

    /// Rewrites the lists. Returns whether there are any. A marker that the parser does not read as one, because of its
    /// indentation, stays text.
    fn lists(&mut self, survey: &Survey, options: Options) -> bool {
        let mut refused = BTreeSet::new();
        for attempt in 0..MOST_REFUSALS {
            let mut examples = self.defined.examples.clone();
            let lines = lines(&self.text.text);
            let taken = vec![false; lines.len()];
            let mut page = Page { text: &self.text, survey, lines, taken, edits: Vec::new() };
            lists::edit(&mut page, &mut examples, &refused);
            if page.edits.is_empty() {
                return false;
            }
            let next = self.text.edited(in_order(page.edits));
            let failed = unread::markers(&next, options);
            let Some(first) = failed.first() else {
                (self.text, self.defined.examples) = (next, examples);
                return true;
            };
            // The others may fail only because of the first.
            let is_last = attempt + 2 == MOST_REFUSALS;
            refused.extend(if is_last { failed } else { BTreeSet::from([*first]) });
        }
        false
    }
}

fn in_order(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    edits
}

#[cfg(test)]
mod tests;
