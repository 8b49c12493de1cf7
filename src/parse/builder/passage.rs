//! Quotations, poems and epigraphs: sets their source apart.

use crate::model::passage::begins_with_dash;
use crate::model::{Attributes, Block, BlockKind, Inline, PassageKind, plain_text};
use crate::parse::text::tidy;

/// A poem or an epigraph with these blocks; `None` if there are none. An epigraph may be written as a quotation.
pub fn of(kind: PassageKind, mut blocks: Vec<Block>) -> Option<BlockKind> {
    let is_quotation = |block: &Block| matches!(block.kind, BlockKind::Quote(_));
    if kind == PassageKind::Epigraph && blocks.iter().filter(|block| is_quotation(block)).count() == 1 {
        let inside = |block: Block| match block.kind {
            BlockKind::Quote(inside) => inside,
            _ => vec![block],
        };
        blocks = blocks.into_iter().flat_map(inside).collect();
    }
    (!blocks.is_empty()).then(|| BlockKind::Passage(kind, apart(blocks)))
}

/// Makes a paragraph of the last line if that begins with a dash, as a source does. A dialogue has other such lines.
pub fn apart(mut blocks: Vec<Block>) -> Vec<Block> {
    let Some(Block { kind: BlockKind::Paragraph(content), span, .. }) = blocks.last_mut() else {
        return blocks;
    };
    let Some(end) = content.iter().rposition(|inline| *inline == Inline::LineBreak) else { return blocks };
    let is_source = begins_with_dash(&plain_text(&content[end + 1..]));
    if end == 0 || !is_source || begins_with_dash(&plain_text(&content[..end])) {
        return blocks;
    }
    let mut source = content.split_off(end + 1);
    content.pop();
    tidy(content);
    tidy(&mut source);
    let span = *span;
    blocks.push(Block { span, attributes: Attributes::default(), kind: BlockKind::Paragraph(source) });
    blocks
}
