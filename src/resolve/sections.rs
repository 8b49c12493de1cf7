//! Decides how deep each heading stands: the case's title has level 1, and no level is skipped.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Block, BlockKind, Case, Nodes, Section, SectionId};

/// Level of each heading in the book, by section id.
pub fn levels(case: &Case, diagnostics: &mut Diagnostics) -> Vec<u8> {
    let mut levels = vec![2; case.sections.len()];
    let headings = headings(&case.blocks);
    // Authors who give the title in the header often begin their sections with one number sign.
    let top = headings.iter().map(|id| case.sections[id.index()].level).min().unwrap_or(2).min(2);
    // The title stands above all: it has level 1, or is a heading that was taken out of the text.
    let title = case.header.title_level.unwrap_or(1).max(top - 1);
    let quoted = quoted(&case.blocks);
    let mut open: Vec<(u8, u8)> = Vec::new();
    for id in headings {
        let section = &case.sections[id.index()];
        open.retain(|(written, _)| *written < section.level);
        let (above, level) = open.last().map_or((title, 2), |(written, level)| (*written, level + 1));
        // A quotation has the levels of the text that it is from.
        if !quoted.contains(&id) {
            complain_of_gap(section, above, diagnostics);
        }
        levels[id.index()] = level.min(6);
        open.push((section.level, level));
    }
    for note in &case.notes {
        levels_of_note(case, &note.blocks, &mut levels, diagnostics);
    }
    levels
}

/// Notes are printed in the order of their references, under a heading of level 2, so each begins below that again.
fn levels_of_note(case: &Case, blocks: &[Block], levels: &mut [u8], diagnostics: &mut Diagnostics) {
    let mut open: Vec<(u8, u8)> = Vec::new();
    for id in headings(blocks) {
        let section = &case.sections[id.index()];
        open.retain(|(written, _)| *written < section.level);
        let above = open.last().copied();
        if let Some((above, _)) = above {
            complain_of_gap(section, above, diagnostics);
        }
        let level = above.map_or(3, |(_, level)| level + 1).min(6);
        levels[id.index()] = level;
        open.push((section.level, level));
    }
}

fn complain_of_gap(section: &Section, above: u8, diagnostics: &mut Diagnostics) {
    if section.level > above + 1 {
        let message =
            format!("this heading has level {}, but the one before it has level {above}", section.level);
        let help =
            format!("it is printed one level below that one; write `{}`", "#".repeat((above + 1).into()));
        diagnostics.push(Diagnostic::new(Code::SkippedLevel, section.span, message).help(help));
    }
}

/// The headings in blocks, in order.
fn headings(blocks: &[Block]) -> Vec<SectionId> {
    let heading = |block: &Block| match &block.kind {
        BlockKind::Heading(id, _) => Some(*id),
        _ => None,
    };
    Nodes::of_blocks(blocks).blocks().filter_map(heading).collect()
}

/// The headings in quotations.
fn quoted(blocks: &[Block]) -> BTreeSet<SectionId> {
    let inside = |block: &Block| match &block.kind {
        BlockKind::Quote(inside) => headings(inside),
        _ => Vec::new(),
    };
    Nodes::of_blocks(blocks).blocks().flat_map(inside).collect()
}
