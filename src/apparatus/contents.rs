//! The generated contents: cases and their sections to the depth that the book asks for.

use std::borrow::Cow;

use crate::model::{Block, BlockKind, Inline};
use crate::resolve::{Book, BookCase};

/// One line of the contents or of a list of figures, with the lines under it.
pub struct Entry<'a> {
    /// Index of the case.
    pub case: usize,
    /// Where it leads.
    pub anchor: &'a str,
    /// The heading.
    pub heading: Cow<'a, [Inline]>,
    /// The sections under it.
    pub children: Vec<Entry<'a>>,
}

/// The contents of a book.
#[must_use]
pub fn contents(book: &Book) -> Vec<Entry<'_>> {
    let depth = book.manifest().contents_depth;
    book.cases()
        .iter()
        .enumerate()
        .map(|(index, case)| {
            let mut sections = Vec::new();
            collect(case, &case.source().blocks, depth, &mut sections);
            let children = nest(index, &mut sections.into_iter().peekable(), 2);
            Entry { case: index, anchor: case.key(), heading: Cow::Borrowed(case.title()), children }
        })
        .collect()
}

type Section<'a> = (u8, &'a str, &'a [Inline]);

/// The headings of running text; one inside a quotation or list is no part of the outline.
fn collect<'a>(case: &'a BookCase, blocks: &'a [Block], depth: u8, sections: &mut Vec<Section<'a>>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(id, content) => {
                let section = case.section(*id);
                if section.level <= depth && !content.is_empty() {
                    sections.push((section.level, &section.anchor, content));
                }
            }
            BlockKind::Division(blocks) => collect(case, blocks, depth, sections),
            BlockKind::Paragraph(_)
            | BlockKind::Figure(_)
            | BlockKind::Table(_)
            | BlockKind::List(_)
            | BlockKind::DefinitionList(_)
            | BlockKind::Quote(_)
            | BlockKind::CodeBlock { .. }
            | BlockKind::Divider => {}
        }
    }
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

/// How many levels the entries have.
#[must_use]
pub fn depth(entries: &[Entry<'_>]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.children)).max().unwrap_or(0)
}
