//! Marks pages while a case is written: before the block or in the words that each begins with.

use super::case::Writer;
use super::edition::Edition;
use super::pages::page_mark;
use crate::apparatus::PageBreak;
use crate::source::Span;

impl<E: Edition> Writer<'_, E> {
    /// Goes on to the title or a block of the case. Pages that begin with it are marked before it.
    pub(super) fn begin_block(&mut self, block: Span) {
        self.begin_note(block);
        while let Some(page) = self.page_breaks.take(|page| page.block == block && page.letters == 0) {
            self.page_break("div", page);
        }
    }

    /// Goes on to a note. Pages that begin with it are marked in it, for in a list of notes there are only notes.
    pub(super) fn begin_note(&mut self, note: Span) {
        let block = self.page_breaks.block.replace(note);
        self.page_breaks.letters = 0;
        // A page whose place was not met must not be lost.
        while let Some(page) = self.page_breaks.take(|page| Some(page.block) == block) {
            self.page_break("div", page);
        }
    }

    /// Marks what is left.
    pub(super) fn end_blocks(&mut self) {
        while let Some(page) = self.page_breaks.take(|_| true) {
            self.page_break("div", page);
        }
    }

    /// Words of the author's, with a mark where a page begins in them.
    pub(super) fn running_text(&mut self, words: &str) {
        let mut rest = words;
        while let Some((page, at)) = self.page_breaks.take_in(rest) {
            self.text(&rest[..at]);
            self.page_break("span", page);
            rest = &rest[at..];
        }
        self.text(rest);
    }

    fn page_break(&mut self, element: &str, page: &PageBreak) {
        let mark = page_mark::<E>(element, &page.page);
        self.push(&mark);
        if element == "div" {
            self.push("\n");
        }
    }
}
