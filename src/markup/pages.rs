//! The pages of the PDF that are to be marked in a case, and their marks (EPUB Accessibility 1.1, section 3.3).

use super::edition::Edition;
use super::tag::Tag;
use crate::apparatus::PageBreak;
use crate::source::Span;
use crate::vocabulary::PAGE_BREAK;

/// The pages that are still to be marked in a case, and how far the writer has come.
#[derive(Debug, Default)]
pub struct PageBreaks<'a> {
    waiting: &'a [PageBreak],
    /// The title, block or note being written.
    pub block: Option<Span>,
    /// How many letters and digits of it are written.
    pub letters: usize,
}

impl<'a> PageBreaks<'a> {
    /// All pages of a case, in order.
    pub fn new(waiting: &'a [PageBreak]) -> Self {
        Self { waiting, ..Self::default() }
    }

    /// The next page, if `holds` of it; it waits no longer.
    pub fn take(&mut self, holds: impl Fn(&PageBreak) -> bool) -> Option<&'a PageBreak> {
        let (first, rest) = self.waiting.split_first()?;
        holds(first).then(|| {
            self.waiting = rest;
            first
        })
    }

    /// The next page that begins in these words of the block, and the byte at which it does.
    pub fn take_in(&mut self, words: &str) -> Option<(&'a PageBreak, usize)> {
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
    Tag::new(element)
        .with("id", page_anchor(page))
        .classes(PAGE_BREAK.class, &[])
        .semantics::<E>("pagebreak", "doc-pagebreak")
        .with("aria-label", page)
        .around("")
}
