//! Finds the captions of code blocks: paragraphs before or after them with the label of a listing.

use super::sequence::{self, UNNUMBERED, caption_of};
use crate::model::{Attributes, Block, BlockKind, Caption, Figure, FigureBody, Inline, LabelKind};
use crate::source::Span;

/// Joins each caption with its code block. A code block with a caption is a figure that shows code.
pub fn captions(blocks: Vec<Block>) -> Vec<Block> {
    if !blocks.iter().any(is_code) {
        return blocks;
    }
    let mut placed: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let Some(caption) = caption(&block) else {
            placed.push(block);
            continue;
        };
        match placed.pop_if(|last| is_code(last)).or_else(|| blocks.next_if(is_code)) {
            Some(code) => placed.push(figure(code, caption, block.attributes.id)),
            None => placed.push(block),
        }
    }
    placed
}

/// A code block whose fence has a caption.
pub fn figure_of(code: BlockKind, caption: &str, span: Span) -> BlockKind {
    let (label, content) = sequence::split_label(vec![Inline::Text(caption.to_owned())]);
    let caption = Caption { id: UNNUMBERED, label, content, span };
    let code = Block { span, attributes: Attributes::default(), kind: code };
    BlockKind::Figure(Figure { body: FigureBody::Blocks(vec![code]), caption: Some(caption) })
}

/// The figure has the id of the code block, or else that of the caption.
fn figure(mut code: Block, caption: Caption, id: Option<String>) -> Block {
    let attributes = Attributes { id: code.attributes.id.take().or(id), ..Attributes::default() };
    let span = code.span;
    let kind = BlockKind::Figure(Figure { body: FigureBody::Blocks(vec![code]), caption: Some(caption) });
    Block { span, attributes, kind }
}

fn is_code(block: &Block) -> bool {
    matches!(block.kind, BlockKind::CodeBlock { .. })
}

fn caption(block: &Block) -> Option<Caption> {
    let (caption, _) = caption_of(block, false)?;
    let is_of_code = caption.label.as_ref().is_some_and(|label| label.kind == LabelKind::Listing);
    is_of_code.then_some(caption)
}
