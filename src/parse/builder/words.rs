//! Adds text to the innermost frame.

use std::borrow::Cow;
use std::ops::Range;

use super::{Builder, Child};
use crate::diag::Code;
use crate::model::Inline;
use crate::parse::formula::MASK;
use crate::parse::{quotes, text};
use crate::repair;

impl Builder<'_> {
    /// Adds text. White space is collapsed, except in code.
    pub fn text(&mut self, words: &str, range: Range<usize>) {
        if words.contains(MASK) {
            return if self.surroundings().is_verbatim {
                let words = self.unmasked(words, &range).into_owned();
                self.text(&words, range);
            } else {
                self.text_with_formulas(words, &range);
            };
        }
        if !self.surroundings().is_verbatim {
            self.reached.add(&self.source.text, words, &range);
        }
        match quotes::undecided(words, self.source.text.get(range.clone())) {
            Some(mark) => self.push_text(mark.encode_utf8(&mut [0; 4]), range),
            None => {
                let words = self.printable(words, &range);
                self.push_text(&words, range);
            }
        }
    }

    fn push_text(&mut self, words: &str, range: Range<usize>) {
        if self.is_in_code_block() {
            if let Some(Child::Inline(Inline::Text(text), _)) = self.children().last_mut() {
                return text.push_str(words);
            }
            return self.inline(Inline::Text(words.to_owned()), range);
        }
        if let Some(Child::Inline(Inline::Text(text), before)) = self.children().last_mut() {
            before.end = range.end;
            return text::append(text, words);
        }
        let mut text = String::new();
        text::append(&mut text, words);
        self.inline(Inline::Text(text), range);
    }

    /// Adds a mark of the element `<q>`, in the language of its text.
    pub fn quotation_mark(&mut self, opens: bool, range: Range<usize>) {
        self.push_text(quotes::element(opens).encode_utf8(&mut [0; 4]), range);
    }

    /// The text without control characters, which entities can produce.
    pub fn printable<'w>(&mut self, words: &'w str, range: &Range<usize>) -> Cow<'w, str> {
        let kept = repair::printable(words);
        if let Cow::Owned(_) = kept {
            let message = "a control character is not allowed in a book; it is left out";
            self.complain(Code::ControlCharacter, range.clone(), message, "delete the character");
        }
        kept
    }
}
