//! The generated contents: cases and their sections, down to `contents-depth`.

use std::borrow::Cow;

use crate::model::{Block, BlockKind, Inline, running};
use crate::resolve::{Book, BookCase};

/// An entry of the contents or of a list of figures, with its subentries.
pub struct Entry<'a> {
    /// Index of the case.
    pub case: usize,
    /// The target.
    pub anchor: &'a str,
    /// The text.
    pub heading: Cow<'a, [Inline]>,
    /// The subentries.
    pub children: Vec<Entry<'a>>,
}

/// The contents of a book. The titles of parts are entries before those of their cases.
#[must_use]
pub fn contents(book: &Book) -> Vec<Entry<'_>> {
    let depth = book.manifest().contents_depth;
    book.cases()
        .iter()
        .enumerate()
        .map(|(index, case)| {
            // A heading inside a quotation or list does not belong to the outline.
            let sections = running(&case.source().blocks).filter_map(|block| section(case, block, depth));
            let children = nest(index, &mut sections.peekable(), 2);
            Entry { case: index, anchor: case.key(), heading: Cow::Borrowed(case.title()), children }
        })
        .collect()
}

/// The contents of a book, with the cases of a part below its title.
#[must_use]
pub fn outline(book: &Book) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for entry in contents(book) {
        let is_below = book.cases()[entry.case].is_below_title();
        match entries.last_mut().filter(|_| is_below) {
            Some(title) => title.children.push(entry),
            None => entries.push(entry),
        }
    }
    entries
}

type Section<'a> = (u8, &'a str, &'a [Inline]);

/// The section that a block opens, if it is a heading within the depth of the contents.
fn section<'a>(case: &'a BookCase, block: &'a Block, depth: u8) -> Option<Section<'a>> {
    let BlockKind::Heading(id, content) = &block.kind else { return None };
    let section = case.section(*id);
    (section.level <= depth && !content.is_empty()).then_some((section.level, &section.anchor, content))
}

fn nest<'a>(
    case: usize,
    sections: &mut std::iter::Peekable<impl Iterator<Item = Section<'a>>>,
    level: u8,
) -> Vec<Entry<'a>> {
    let mut entries = Vec::new();
    while let Some((_, anchor, heading)) = sections.next_if(|section| section.0 >= level) {
        let children = nest(case, sections, level + 1);
        entries.push(Entry { case, anchor, heading: Cow::Borrowed(heading), children });
    }
    entries
}

/// Number of levels of the entries.
#[must_use]
pub fn depth(entries: &[Entry<'_>]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.children)).max().unwrap_or(0)
}
