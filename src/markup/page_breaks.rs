//! Writes page-break markers: before the block or inside the text where each page begins.

use super::case::Writer;
use super::edition::Edition;
use super::pages::page_mark;
use super::tag::Tag;
use crate::apparatus::PageBreak;
use crate::source::Span;
use crate::typography::ranges::{self, Piece};
use crate::vocabulary::RANGE;

impl<E: Edition> Writer<'_, E> {
    /// Advances to the title or a block of the case, and marks the pages that begin with it before it.
    pub(super) fn begin_block(&mut self, block: Span) {
        self.begin_note(block);
        while let Some(page) = self.page_breaks.take(|page| page.block == block && page.letters == 0) {
            self.page_break("div", page);
        }
    }

    /// Advances to a note, and marks the pages that begin with it inside it, because a list of notes may contain only
    /// notes.
    pub(super) fn begin_note(&mut self, note: Span) {
        let block = self.page_breaks.block.replace(note);
        self.page_breaks.letters = 0;
        // A page whose place was not found must not be lost.
        while let Some(page) = self.page_breaks.take(|page| Some(page.block) == block) {
            self.page_break("div", page);
        }
    }

    /// Marks the remaining pages.
    pub(super) fn end_blocks(&mut self) {
        while let Some(page) = self.page_breaks.take(|_| true) {
            self.page_break("div", page);
        }
    }

    /// Text of the author, with a marker where a page begins.
    pub(super) fn running_text(&mut self, words: &str) {
        self.between_page_breaks(words, |writer, words| {
            for piece in ranges::pieces(words) {
                match piece {
                    Piece::Text(words) => writer.text(words),
                    Piece::Range(words) => {
                        writer.push(&Tag::new(RANGE.element).classes(RANGE.class, &[]).text(words));
                    }
                }
            }
        });
    }

    /// Text in an element that is not broken.
    pub(super) fn whole_text(&mut self, words: &str) {
        self.between_page_breaks(words, Self::text);
    }

    fn between_page_breaks(&mut self, words: &str, write: impl Fn(&mut Self, &str)) {
        let mut rest = words;
        while let Some((page, at)) = self.page_breaks.take_in(rest) {
            write(self, &rest[..at]);
            self.page_break("span", page);
            rest = &rest[at..];
        }
        write(self, rest);
    }

    fn page_break(&mut self, element: &str, page: &PageBreak) {
        let mark = page_mark::<E>(element, &page.page);
        self.push(&mark);
        if element == "div" {
            self.push("\n");
        }
    }
}
