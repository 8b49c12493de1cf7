//! The lines of a paragraph: its parts between page breaks and empty lines, and code.

use super::item::{Atom, Kind, Paragraph};
use super::make::block;
use super::role::Role;
use crate::model::{Block, BlockKind, CodeLines};

/// Whether a paragraph is a line of code. One with notes or pictures cannot be.
pub fn is_code(paragraph: &Paragraph) -> bool {
    let is_text = |atom: &Atom| !atom.kind.is_visible() || matches!(atom.kind, Kind::Text(_));
    match paragraph.role {
        Role::Code => paragraph.atoms.iter().all(is_text),
        Role::Body => paragraph.is_code() && paragraph.list.is_none(),
        _ => false,
    }
}

/// A part of a paragraph.
pub enum Section {
    /// Text.
    Text(Vec<Atom>),
    /// A page break.
    Page,
}

/// The parts of a paragraph between page breaks and, unless it is code, empty lines.
pub fn sections(atoms: Vec<Atom>, is_code: bool) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut part: Vec<Atom> = Vec::new();
    let mut breaks = 0;
    let flush = |part: &mut Vec<Atom>, sections: &mut Vec<Section>| {
        if part.iter().any(|atom| atom.kind.is_visible()) || is_code && !part.is_empty() {
            sections.push(Section::Text(std::mem::take(part)));
        } else {
            part.clear();
        }
    };
    for atom in atoms {
        match &atom.kind {
            Kind::Page => {
                flush(&mut part, &mut sections);
                sections.push(Section::Page);
            }
            Kind::Break => {
                breaks += 1;
                part.push(atom);
                continue;
            }
            kind if breaks > 1 && kind.is_visible() && !is_code => {
                flush(&mut part, &mut sections);
                part.push(atom);
            }
            kind => {
                let is_gap = !kind.is_visible();
                part.push(atom);
                if is_gap {
                    continue;
                }
            }
        }
        breaks = 0;
    }
    flush(&mut part, &mut sections);
    if sections.is_empty() {
        sections.push(Section::Text(part));
    }
    sections
}

/// A line of code.
pub fn code(paragraph: &Paragraph) -> String {
    let pieces = paragraph.atoms.iter().map(|atom| match &atom.kind {
        Kind::Text(text) => text.replace('\u{A0}', " ").replace('\t', "    "),
        Kind::Break | Kind::Page => "\n".to_owned(),
        Kind::Note(_) | Kind::Image(..) | Kind::Formula(..) | Kind::NumberEnd => String::new(),
        Kind::Citation(_, text) => text.clone(),
    });
    pieces.collect()
}

/// A block of code; `None` without code.
pub fn code_block(lines: &[String]) -> Option<Block> {
    let text = lines.join("\n");
    let text = text.trim_end().trim_start_matches('\n').to_owned();
    let lines = CodeLines::default();
    (!text.is_empty()).then(|| block(BlockKind::CodeBlock { language: None, text, file_name: None, lines }))
}
