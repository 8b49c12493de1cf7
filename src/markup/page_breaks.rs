//! Marks in the text where the pages of the PDF begin (EPUB Accessibility 1.1, section 3.3).

use quick_xml::escape::escape;

use super::{Edition, Writer, semantics};
use crate::apparatus::PageBreak;
use crate::source::Span;

/// The pages that are still to be marked in a case, and how far the writer has come.
#[derive(Debug, Default)]
pub struct PageBreaks<'a> {
    waiting: &'a [PageBreak],
    /// The title, block or note being written.
    block: Option<Span>,
    /// How many letters and digits of it are written.
    letters: usize,
}

impl<'a> PageBreaks<'a> {
    /// All pages of a case, in order.
    pub fn new(waiting: &'a [PageBreak]) -> Self {
        Self { waiting, ..Self::default() }
    }

    /// The next page, if `holds` of it; it waits no longer.
    fn take(&mut self, holds: impl Fn(&PageBreak) -> bool) -> Option<&'a PageBreak> {
        let (first, rest) = self.waiting.split_first()?;
        holds(first).then(|| {
            self.waiting = rest;
            first
        })
    }

    /// The next page that begins in these words of the block, and the byte at which it does.
    fn take_in(&mut self, words: &str) -> Option<(&'a PageBreak, usize)> {
        let (block, before) = (self.block, self.letters);
        let mut letters = words.char_indices().filter(|(_, character)| character.is_alphanumeric());
        let next = self.waiting.first().filter(|page| Some(page.block) == block && page.letters >= before);
        let place = next.and_then(|page| letters.nth(page.letters - before));
        match (place, next) {
            (Some((at, _)), Some(page)) => {
                self.letters = page.letters;
                self.take(|_| true).map(|page| (page, at))
            }
            _ => {
                self.letters += words.chars().filter(|character| character.is_alphanumeric()).count();
                None
            }
        }
    }
}

/// The name of the place where a page begins: no other begins with an underscore.
pub fn page_anchor(page: &str) -> String {
    format!("_page-{page}")
}

/// The mark where a page begins, as an element of this name.
pub fn page_mark<E: Edition>(element: &str, page: &str) -> String {
    let (anchor, number) = (page_anchor(page), escape(page));
    let semantics = semantics::<E>("pagebreak", "doc-pagebreak");
    format!("<{element} id=\"{anchor}\" class=\"page-break\"{semantics} aria-label=\"{number}\"></{element}>")
}

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
