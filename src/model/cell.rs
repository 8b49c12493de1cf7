//! The words of a cell.

use super::{Block, BlockKind, Cell, Inside, plain_text};

impl Cell {
    /// Its words without markup.
    #[must_use]
    pub fn words(&self) -> String {
        if self.blocks.is_empty() { plain_text(&self.content) } else { words_of(&self.blocks) }
    }
}

/// The words of blocks, with a space between two texts.
fn words_of(blocks: &[Block]) -> String {
    let of_block = |block: &Block| match &block.kind {
        BlockKind::CodeBlock { text, .. } => text.replace('\n', " "),
        _ => {
            let words = block.inside().into_iter().map(|inside| match inside {
                Inside::Text(text) => plain_text(text.content),
                Inside::Blocks(blocks) => words_of(blocks),
            });
            words.collect::<Vec<_>>().join(" ")
        }
    };
    blocks.iter().map(of_block).collect::<Vec<_>>().join(" ")
}
