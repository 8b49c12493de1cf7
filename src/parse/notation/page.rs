//! The text line by line, with the edits of all searches.

use std::ops::Range;

use super::super::callout::line::words;
use super::super::callout::{Edit, Rewritten};
use super::survey::Survey;

/// Stands before each line of a poem and before the text of a note, so that its first word begins no list or heading.
pub const LINE_START: char = '\u{A0}';

/// The text line by line, for the searches of this room.
pub struct Page<'t> {
    pub text: &'t Rewritten,
    pub survey: &'t Survey,
    pub lines: Vec<Range<usize>>,
    /// The lines that a search has rewritten.
    pub taken: Vec<bool>,
    pub edits: Vec<Edit>,
}

impl Page<'_> {
    /// The words of a line after the markers of quotations and lists.
    pub fn words(&self, line: usize) -> Range<usize> {
        words(&self.text.text, &self.lines[line])
    }

    pub fn str(&self, range: Range<usize>) -> &str {
        &self.text.text[range]
    }

    /// The markers before the words of a line.
    pub fn prefix(&self, line: usize) -> &str {
        self.str(self.lines[line].start..self.words(line).start)
    }

    /// Whether a line is text: no code, no HTML, and not rewritten yet.
    pub fn is_live(&self, line: usize) -> bool {
        let words = self.words(line);
        !self.taken[line] && !words.is_empty() && !self.survey.is_verbatim(words.start)
    }

    /// Whether a block can begin with a line, as in pandoc: after an empty line, a heading or a fence, or in a new item.
    pub fn begins_block(&self, line: usize) -> bool {
        let Some(before) = line.checked_sub(1) else { return true };
        let words = self.words(before);
        let signs = |line: usize| self.prefix(line).matches('>').count();
        words.is_empty()
            || self.prefix(line).contains(|sign: char| !matches!(sign, ' ' | '\t' | '>'))
            || self.str(words.clone()).starts_with("# ")
            || self.str(words.clone()).starts_with("##")
            || self.text.mark_at(words.start).is_some()
            || signs(line) > signs(before)
            || self.survey.is_block(words.start)
    }
}
