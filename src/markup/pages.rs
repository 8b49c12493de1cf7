//! The PDF pages to mark in a case, and their markers (EPUB Accessibility 1.1, section 3.3).

use super::edition::Edition;
use super::tag::Tag;
use crate::apparatus::PageBreak;
use crate::source::Span;
use crate::vocabulary::PAGE_BREAK;

/// The pages not marked yet, and the position of the writer.
#[derive(Debug, Default)]
pub struct PageBreaks<'a> {
    waiting: &'a [PageBreak],
    /// The current title, block or note.
    pub block: Option<Span>,
    /// How many letters and digits of it were written.
    pub letters: usize,
}

impl<'a> PageBreaks<'a> {
    /// All pages of a case, in order.
    pub fn new(waiting: &'a [PageBreak]) -> Self {
        Self { waiting, ..Self::default() }
    }

    /// Takes the next page if `holds` returns true for it.
    pub fn take(&mut self, holds: impl Fn(&PageBreak) -> bool) -> Option<&'a PageBreak> {
        let (first, rest) = self.waiting.split_first()?;
        holds(first).then(|| {
            self.waiting = rest;
            first
        })
    }

    /// The next page that begins in this text of the block, with its byte offset in the text.
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

/// The id of a page break. No id made from a case begins with an underscore.
#[must_use]
pub fn page_anchor(page: &str) -> String {
    format!("_page-{page}")
}

/// The page-break marker, as an element with this name.
#[must_use]
pub fn page_mark<E: Edition>(element: &str, page: &str) -> String {
    Tag::new(element)
        .with("id", page_anchor(page))
        .classes(PAGE_BREAK.class, &[])
        .semantics::<E>("pagebreak", "doc-pagebreak")
        .with("aria-label", page)
        .around("")
}
