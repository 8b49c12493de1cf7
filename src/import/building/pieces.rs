//! Divides the text into pieces at headings, and gives them titles and names of files.

use super::pool::Pool;
use crate::import::{Reason, names};
use crate::model::{Block, BlockKind, Inline, label, plain_text};

/// A part of the text that becomes a case.
#[derive(Debug, Default)]
pub struct Part {
    /// The title.
    pub title: Vec<Inline>,
    /// The name of its file.
    pub stem: String,
    /// The id of the places at the title.
    pub id: Option<String>,
    /// The number of its first paragraph.
    pub number: usize,
    /// The text.
    pub blocks: Vec<Block>,
}

/// Where the text is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// At headings of this level and above.
    At(u8),
    /// Nowhere.
    Nowhere,
}

/// Divides the text.
pub fn divide(blocks: Vec<Block>, level: Level, title: &str, pool: &mut Pool) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    for mut block in blocks {
        let number = match &block.kind {
            BlockKind::Heading(section, _) => {
                pool.sections.get(section.index()).copied().filter(|(own, _)| level.divides(*own))
            }
            _ => None,
        };
        match (number, &mut block.kind) {
            (Some((_, number)), BlockKind::Heading(_, words)) => {
                let mut part =
                    Part { id: block.attributes.id, number, title: label(words), ..Part::default() };
                let notes = notes(words);
                if !notes.is_empty() {
                    pool.doubt_at(number, Reason::TitleNote, &plain_text(words));
                    part.blocks.push(super::make::block(BlockKind::Paragraph(notes)));
                }
                parts.push(part);
            }
            _ => {
                if let Some(part) = parts.last_mut() {
                    part.add(block);
                }
            }
        }
    }
    let is_divided = parts.len() > 1;
    parts.iter_mut().for_each(Part::trim);
    if is_divided && parts.first().is_some_and(|first| first.blocks.is_empty()) {
        parts.remove(0);
    } else if let Some(first) = parts.first_mut() {
        begin(first, is_divided, title, pool);
    }
    lower_headings(&parts, level, pool);
    name(&mut parts);
    parts
}

/// The title of the text before the first heading that divides.
fn begin(first: &mut Part, is_divided: bool, title: &str, pool: &mut Pool) {
    if is_divided {
        pool.doubt_at(1, Reason::NoTitle, "");
        first.title = vec![Inline::Text("Preface".to_owned())];
    } else if !title.is_empty() {
        first.title = vec![Inline::Text(title.to_owned())];
    }
}

impl Level {
    fn divides(self, level: u8) -> bool {
        match self {
            Self::At(own) => level <= own,
            Self::Nowhere => false,
        }
    }
}

impl Part {
    /// Adds a block. The notes of the title go to the first paragraph.
    fn add(&mut self, mut block: Block) {
        if let ([Block { kind: BlockKind::Paragraph(notes), .. }], BlockKind::Paragraph(words)) =
            (self.blocks.as_mut_slice(), &mut block.kind)
            && notes.iter().all(|note| matches!(note, Inline::NoteReference(_)))
        {
            words.append(notes);
            self.blocks.clear();
        }
        self.blocks.push(block);
    }

    /// Removes page breaks at its ends, because each case begins on a page of its own.
    fn trim(&mut self) {
        let is_break = |block: &Block| block.kind == BlockKind::PageBreak;
        while self.blocks.last().is_some_and(is_break) {
            self.blocks.pop();
        }
        let count = self.blocks.iter().take_while(|block| is_break(block)).count();
        self.blocks.drain(..count);
    }
}

/// The references to notes in a heading.
fn notes(words: &[Inline]) -> Vec<Inline> {
    let notes = crate::model::Nodes::of_text(words).inlines();
    notes.filter(|inline| matches!(inline, Inline::NoteReference(_))).cloned().collect()
}

/// Gives the headings inside the cases levels from 2, because the title has the first.
fn lower_headings(parts: &[Part], level: Level, pool: &mut Pool) {
    let inside: Vec<usize> = parts
        .iter()
        .flat_map(|part| &part.blocks)
        .filter_map(|block| {
            if let BlockKind::Heading(section, _) = &block.kind { Some(section.index()) } else { None }
        })
        .collect();
    let has_first = inside.iter().any(|index| pool.sections.get(*index).is_some_and(|(own, _)| *own <= 1));
    for index in inside {
        let Some((own, _)) = pool.sections.get_mut(index) else { continue };
        let lowered = match level {
            Level::At(top) => own.saturating_sub(top).saturating_add(1),
            Level::Nowhere if has_first => own.saturating_add(1),
            Level::Nowhere => *own,
        };
        *own = lowered.clamp(2, 6);
    }
}

/// Names the files after the titles.
fn name(parts: &mut [Part]) {
    let is_one = parts.len() == 1;
    let stem = |(index, part): (usize, &Part)| {
        let other = if is_one { "text".to_owned() } else { format!("chapter-{}", index + 1) };
        Some(names::of_title(&plain_text(&part.title))).filter(|name| !name.is_empty()).unwrap_or(other)
    };
    let stems: Vec<String> = parts.iter().enumerate().map(stem).collect();
    for (part, name) in parts.iter_mut().zip(names::distinct(stems.iter().map(String::as_str))) {
        part.stem = name;
    }
}
