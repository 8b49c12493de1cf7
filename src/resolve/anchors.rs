//! Gives an anchor to every place that a link can target; all outputs use the same anchors. An anchor is the key of the
//! case, an underscore, and a name that is unique in the case. Keys contain no underscore, so the anchors are unique in
//! the book.

use std::collections::{BTreeMap, BTreeSet};

use super::case_key::file_slug;
use super::notes::Notes;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Block, BlockKind, Captioned, Case, running};
use crate::source::Span;

/// The level and the anchor of a heading.
#[derive(Debug, Clone)]
pub struct ResolvedSection {
    /// Level in the book, where the case's title has level 1.
    pub level: u8,
    /// Its anchor, unique in the book.
    pub anchor: String,
}

/// The anchor of note `number`.
pub fn note(key: &str, number: usize) -> String {
    format!("{key}_note-{number}")
}

/// The anchor of a reference to note `number`; `place` is its index among the references to that note, from 0.
pub fn reference(key: &str, number: usize, place: usize) -> String {
    match place {
        0 => format!("{key}_ref-{number}"),
        place => format!("{key}_ref-{number}-{}", place + 1),
    }
}

/// The anchor of the heading above the notes.
pub fn endnotes(key: &str) -> String {
    format!("{key}_notes")
}

/// The anchor of the case's title.
pub fn title(key: &str) -> String {
    format!("{key}_title")
}

/// The anchor after the last block of the case.
pub fn end(key: &str) -> String {
    format!("{key}_end")
}

/// The anchors already used in one case.
pub struct Names<'a> {
    key: &'a str,
    taken: BTreeSet<String>,
    /// For each anchor requested more than once, the last number appended to it.
    numbers: BTreeMap<String, usize>,
}

impl<'a> Names<'a> {
    /// Starts with the anchors of notes and references, which their numbers determine.
    pub fn new(key: &'a str, notes: &Notes) -> Self {
        let mut taken = BTreeSet::from([endnotes(key), title(key), end(key)]);
        for id in notes.order() {
            let number = notes.number(*id);
            taken.insert(note(key, number));
            taken.extend((0..notes.citations(*id).len()).map(|place| reference(key, number, place)));
        }
        Self { key, taken, numbers: BTreeMap::new() }
    }

    /// An unused anchor made from `id`, with a number appended if necessary.
    fn take(&mut self, id: &str) -> String {
        let name = format!("{}_{id}", self.key);
        if self.taken.insert(name.clone()) {
            return name;
        }
        let number = self.numbers.entry(name.clone()).or_insert(1);
        loop {
            *number += 1;
            let numbered = format!("{name}-{number}");
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// Maps each id that the author wrote to its anchor. Reports ids that occur twice.
pub fn author_anchors(
    case: &Case,
    names: &mut Names<'_>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, String> {
    let mut anchors = BTreeMap::new();
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    if let Some(id) = &case.header.id {
        anchors.insert(id.clone(), names.key.to_owned());
    }
    for author in &case.author_ids {
        match first.get(author.id.as_str()) {
            Some(first) => diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    author.span,
                    format!("this file uses the id `{}` twice", author.id),
                )
                .related(*first, "first here")
                .help("change one of the two ids"),
            ),
            None => {
                first.insert(&author.id, author.span);
                if Some(&author.id) == case.header.id.as_ref() {
                    continue;
                }
                let is_plain = author
                    .id
                    .chars()
                    .all(|character| character.is_ascii_alphanumeric() || "-_.".contains(character));
                let name = if is_plain { author.id.clone() } else { file_slug(&author.id, "id") };
                anchors.insert(author.id.clone(), names.take(&name));
            }
        }
    }
    anchors
}

/// The anchor of each captioned figure and table, made from the author's id, or else its label, or else the words of
/// its caption.
pub fn captions(case: &Case, anchors: &BTreeMap<String, String>, names: &mut Names<'_>) -> Vec<String> {
    let anchor = |captioned: &Captioned| {
        let given = captioned.id.as_ref().and_then(|id| anchors.get(id).cloned());
        let words = captioned.label.as_ref().map_or(&captioned.text, |label| &label.words);
        given.unwrap_or_else(|| names.take(&file_slug(words, "figure")))
    };
    case.captions.iter().map(anchor).collect()
}

/// The words of a heading in the form of an id.
#[must_use]
pub fn slug_of_heading(words: &str) -> String {
    file_slug(words, "section")
}

/// The level and the anchor of each heading. The anchor is made from the author's id, or else from the words of the
/// heading. A heading that parsing removed from the text, because it became the title or introduced a handwritten table
/// of contents, gets the anchor of the case.
pub fn sections(
    case: &Case,
    levels: Vec<u8>,
    anchors: &BTreeMap<String, String>,
    names: &mut Names<'_>,
) -> Vec<ResolvedSection> {
    let mut given: Vec<Option<Option<String>>> = vec![None; case.sections.len()];
    for block in case.nodes().blocks() {
        if let BlockKind::Heading(id, _) = &block.kind {
            given[id.index()] = Some(block.attributes.id.clone());
        }
    }
    let sections = case.sections.iter().zip(given).zip(levels);
    sections
        .map(|((section, given), level)| {
            let Some(given) = given else { return ResolvedSection { level, anchor: names.key.to_owned() } };
            let anchor = given.and_then(|id| anchors.get(&id).cloned());
            let anchor = anchor.unwrap_or_else(|| names.take(&slug_of_heading(&section.text)));
            ResolvedSection { level, anchor }
        })
        .collect()
}

/// The anchor of each addressed block, in document order: `p12` is the twelfth block of the case for which
/// [`is_addressed`] holds. A block with an anchor from its id or caption is counted and has `None`.
pub fn places(case: &Case, names: &mut Names<'_>) -> Vec<Option<String>> {
    let addressed = running(&case.blocks).filter(|block| is_addressed(block));
    addressed
        .zip(1..)
        .map(|(block, number)| (!has_name(block)).then(|| names.take(&format!("p{number}"))))
        .collect()
}

/// Whether a block of the text, or of a division in it, counts as addressed. Headings have anchors already; divisions
/// are counted by their content.
pub fn is_addressed(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(_)
        | BlockKind::Figure(_)
        | BlockKind::Table(_)
        | BlockKind::List(_)
        | BlockKind::DefinitionList(_)
        | BlockKind::Quote(_)
        | BlockKind::Callout(_)
        | BlockKind::Passage(..)
        | BlockKind::CodeBlock { .. } => true,
        BlockKind::Heading(..) | BlockKind::Division(_) | BlockKind::Divider | BlockKind::PageBreak => false,
    }
}

/// Whether a block has an anchor from its id or its caption.
fn has_name(block: &Block) -> bool {
    let is_captioned = match &block.kind {
        BlockKind::Figure(figure) => {
            figure.caption.is_some() || figure.attributes_of_image().is_some_and(|own| own.id.is_some())
        }
        BlockKind::Table(table) => table.caption.is_some(),
        BlockKind::Heading(..)
        | BlockKind::Paragraph(_)
        | BlockKind::List(_)
        | BlockKind::DefinitionList(_)
        | BlockKind::Quote(_)
        | BlockKind::Callout(_)
        | BlockKind::CodeBlock { .. }
        | BlockKind::Division(_)
        | BlockKind::Passage(..)
        | BlockKind::PageBreak
        | BlockKind::Divider => false,
    };
    is_captioned || block.attributes.id.is_some()
}
