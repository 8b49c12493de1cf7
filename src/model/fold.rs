//! The fold over blocks: copies a text and leaves out some of its blocks.

use super::{Block, BlockKind, Callout, DefinitionItem, List};

/// The blocks that `keep` accepts, inside their lists, quotations and divisions. A container is left out if nothing
/// inside it is kept. An accepted block is copied with all of its content.
pub fn filter(blocks: &[Block], keep: &impl Fn(&BlockKind) -> bool) -> Vec<Block> {
    let kept = |block: &Block| Some(Block { kind: filtered(&block.kind, keep)?, ..block.clone() });
    blocks.iter().filter_map(kept).collect()
}

fn filtered(kind: &BlockKind, keep: &impl Fn(&BlockKind) -> bool) -> Option<BlockKind> {
    if keep(kind) {
        return Some(kind.clone());
    }
    let some = |blocks: &[Block]| Some(filter(blocks, keep)).filter(|blocks| !blocks.is_empty());
    match kind {
        BlockKind::Quote(blocks) => some(blocks).map(BlockKind::Quote),
        BlockKind::Passage(kind, blocks) => some(blocks).map(|blocks| BlockKind::Passage(*kind, blocks)),
        BlockKind::Division(blocks) => some(blocks).map(BlockKind::Division),
        BlockKind::Callout(callout) => {
            some(&callout.blocks).map(|blocks| BlockKind::Callout(Callout { blocks, ..callout.clone() }))
        }
        BlockKind::List(list) => {
            let items: Vec<Vec<Block>> = list.items.iter().filter_map(|item| some(item)).collect();
            (!items.is_empty()).then(|| BlockKind::List(List { items, ..list.clone() }))
        }
        BlockKind::DefinitionList(items) => {
            let item = |item: &DefinitionItem| {
                let definitions: Vec<Vec<Block>> =
                    item.definitions.iter().filter_map(|it| some(it)).collect();
                (!definitions.is_empty()).then(|| DefinitionItem { term: Vec::new(), definitions })
            };
            let kept: Vec<DefinitionItem> = items.iter().filter_map(item).collect();
            (!kept.is_empty()).then_some(BlockKind::DefinitionList(kept))
        }
        BlockKind::Figure(figure) => some(figure.blocks()).map(BlockKind::Division),
        BlockKind::Heading(..)
        | BlockKind::Paragraph(_)
        | BlockKind::Table(_)
        | BlockKind::CodeBlock { .. }
        | BlockKind::Divider
        | BlockKind::PageBreak => None,
    }
}
