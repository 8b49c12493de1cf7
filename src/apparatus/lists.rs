//! The lists of figures and of tables: every caption, in reading order, the same in every output.

use std::borrow::Cow;

use super::contents::Entry;
use crate::model::{Block, BlockKind, Caption, Inline, LabelKind, Nodes, label};
use crate::resolve::Book;

/// A list with its heading.
pub struct List<'a> {
    /// Its name in class names and ids.
    pub name: &'static str,
    /// Its `epub:type`.
    pub epub_type: &'static str,
    /// The heading.
    pub title: &'a str,
    /// One entry for each caption.
    pub entries: Vec<Entry<'a>>,
}

/// The lists of a book. A list of one entry is left out, because readers do not need it.
#[must_use]
pub fn lists(book: &Book) -> Vec<List<'_>> {
    let words = book.wording();
    let list = |name, epub_type, title| List { name, epub_type, title, entries: Vec::new() };
    let mut figures = list("figures", "loi", &words.figures);
    let mut tables = list("tables", "lot", &words.tables);
    for (index, case) in book.cases().iter().enumerate() {
        // Captions in notes are not listed.
        let blocks = Nodes::of_blocks(&case.source().blocks).blocks();
        for (caption, stands_by) in blocks.filter_map(caption) {
            // The label decides, because a picture may show a table.
            let list = match caption.label.as_ref().map_or(stands_by, |label| label.kind) {
                LabelKind::Figure => &mut figures,
                LabelKind::Table => &mut tables,
                LabelKind::Listing => continue,
            };
            list.entries.push(Entry {
                case: index,
                anchor: case.caption_anchor(caption.id),
                heading: Cow::Owned(line(caption)),
                children: Vec::new(),
            });
        }
    }
    [figures, tables].into_iter().filter(|list| list.entries.len() > 1).collect()
}

/// The caption of a block, and what the block is.
fn caption(block: &Block) -> Option<(&Caption, LabelKind)> {
    match &block.kind {
        BlockKind::Figure(figure) => {
            let kind = if figure.is_listing() { LabelKind::Listing } else { LabelKind::Figure };
            Some((figure.caption.as_ref()?, kind))
        }
        BlockKind::Table(table) => Some((table.caption.as_ref()?, LabelKind::Table)),
        _ => None,
    }
}

/// The text of an entry: `Figure 9. Words`
fn line(caption: &Caption) -> Vec<Inline> {
    let words = label(&caption.content);
    match &caption.label {
        Some(label) if words.is_empty() => vec![Inline::Text(label.words.clone())],
        Some(label) => [vec![Inline::Text(format!("{}. ", label.words))], words].concat(),
        None => words,
    }
}
