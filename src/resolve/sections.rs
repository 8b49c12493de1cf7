//! Sets the level of each heading: the title of the case has level 1, and no level is skipped.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Block, BlockKind, Case, Nodes, Section, SectionId};

/// The level of each heading in the outputs, from 2 to 6, indexed by section id.
pub fn levels(case: &Case, diagnostics: &mut Diagnostics) -> Vec<u8> {
    let mut levels = vec![2; case.sections.len()];
    let headings = headings(&case.blocks);
    // Authors who write the title in the header often mark their sections with a single `#`.
    let top = headings.iter().map(|id| case.sections[id.index()].level).min().unwrap_or(2).min(2);
    // The written level above the first heading: that of the title if it was a heading in the text, or else 1.
    let title = case.header.title_level.unwrap_or(1).max(top - 1);
    let quoted = quoted(&case.blocks);
    let mut open: Vec<(u8, u8)> = Vec::new();
    for id in headings {
        let section = &case.sections[id.index()];
        open.retain(|(written, _)| *written < section.level);
        let (above, level) = open.last().map_or((title, 2), |(written, level)| (*written, level + 1));
        // Headings in a quotation keep the levels of the quoted text, so gaps there are not reported.
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

/// The same, without reports.
#[must_use]
pub fn levels_of(case: &Case) -> Vec<u8> {
    levels(case, &mut Diagnostics::default())
}

/// Sets the levels of the headings in a note. The notes are printed below a heading of level 2, so each note starts at
/// level 3, whatever the note before it contains.
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

/// The headings in `blocks`, in document order.
fn headings(blocks: &[Block]) -> Vec<SectionId> {
    let heading = |block: &Block| match &block.kind {
        BlockKind::Heading(id, _) => Some(*id),
        _ => None,
    };
    Nodes::of_blocks(blocks).blocks().filter_map(heading).collect()
}

/// The headings inside quotations.
fn quoted(blocks: &[Block]) -> BTreeSet<SectionId> {
    let inside = |block: &Block| match &block.kind {
        BlockKind::Quote(inside) => headings(inside),
        _ => Vec::new(),
    };
    Nodes::of_blocks(blocks).blocks().flat_map(inside).collect()
}
