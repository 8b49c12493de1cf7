//! The beginning and the end of a case: a quotation with its source before the text is its epigraph, and a page break has
//! no effect there.

use crate::model::passage::with_source;
use crate::model::{Block, BlockKind, PassageKind};

/// Arranges the first and the last blocks of a case.
pub fn arrange(blocks: &mut Vec<Block>) {
    let is_break = |block: &Block| matches!(block.kind, BlockKind::PageBreak);
    while blocks.last().is_some_and(is_break) {
        blocks.pop();
    }
    let first = blocks.iter().take_while(|block| is_break(block)).count();
    blocks.drain(..first);
    if let [Block { kind, .. }, _, ..] = blocks.as_mut_slice() {
        let is_epigraph = matches!(kind, BlockKind::Quote(inside) if with_source(inside).1.is_some());
        if let BlockKind::Quote(inside) = kind
            && is_epigraph
        {
            *kind = BlockKind::Passage(PassageKind::Epigraph, std::mem::take(inside));
        }
    }
}
