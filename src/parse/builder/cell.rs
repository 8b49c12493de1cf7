//! Closes cells and rows. A cell has blocks only if running text cannot show what is in it.

use std::ops::Range;

use super::closing::{named, named_blocks};
use super::running::inlines;
use super::{Builder, Child, Part};
use crate::model::{Attributes, Block, BlockKind, Cell, FigureBody, Inline, Row};
use crate::parse::sequence;
use crate::parse::text::tidy;

impl Builder<'_> {
    /// The content of a cell: running text, or else blocks.
    pub(super) fn cell(
        &mut self,
        attributes: Attributes,
        children: Vec<Child>,
        range: &Range<usize>,
    ) -> (Vec<Inline>, Vec<Block>) {
        if !children.iter().any(|child| matches!(child, Child::Block(_))) {
            return (named(attributes, inlines(children)), Vec::new());
        }
        let blocks = self.blocks(children);
        if blocks.iter().any(|block| matches!(block.kind, BlockKind::Table(_))) {
            self.reached.add_nested_table(range);
        }
        let blocks = blocks.into_iter().map(without_table).collect();
        match as_text(blocks) {
            Ok(content) => (named(attributes, content), Vec::new()),
            Err(blocks) => (Vec::new(), named_blocks(attributes, blocks, self.source.span(range.clone()))),
        }
    }

    /// Closes a row. A row has no attributes in the model, so its cells get its language and direction.
    pub(super) fn close_row(&mut self, attributes: &Attributes, children: Vec<Child>) {
        let attributes = Attributes { id: None, classes: Vec::new(), ..attributes.clone() };
        let mut row = Row::new();
        for child in children {
            match child {
                Child::Cell(mut cell, range) => {
                    if !cell.content.is_empty() {
                        cell.content = named(attributes.clone(), cell.content);
                    }
                    if !cell.blocks.is_empty() {
                        cell.blocks = named_blocks(attributes.clone(), cell.blocks, self.source.span(range));
                    }
                    row.push(cell);
                }
                Child::Inline(Inline::Text(text), _) if text.trim().is_empty() => {}
                other => row.push(Cell::of_text(inlines(vec![other]))),
            }
        }
        let is_header = !row.is_empty() && row.iter().all(|cell| cell.is_header);
        let part = if is_header { Part::Head } else { Part::Body };
        self.children().push(Child::Row { part, row });
    }
}

/// The running text of a cell that holds nothing else; otherwise its blocks.
fn as_text(mut blocks: Vec<Block>) -> Result<Vec<Inline>, Vec<Block>> {
    if blocks.len() != 1 {
        return Err(blocks);
    }
    let Some(Block { span, attributes, kind }) = blocks.pop() else { return Ok(Vec::new()) };
    let back = |kind, attributes| Err(vec![Block { span, attributes, kind }]);
    match kind {
        BlockKind::Paragraph(content) => Ok(in_span(attributes, content)),
        BlockKind::Division(inside) => match as_text(inside) {
            Ok(content) => Ok(in_span(attributes, content)),
            Err(inside) => back(BlockKind::Division(inside), attributes),
        },
        BlockKind::Figure(figure) if figure.caption.is_none() => match figure.body {
            FigureBody::Images(_) => {
                let kind = BlockKind::Figure(figure);
                Ok(in_span(attributes, sequence::inlines_of(vec![paragraph(span, kind)])))
            }
            FigureBody::Blocks(_) => back(BlockKind::Figure(figure), attributes),
        },
        kind => back(kind, attributes),
    }
}

fn paragraph(span: crate::source::Span, kind: BlockKind) -> Block {
    Block { span, attributes: Attributes::default(), kind }
}

fn in_span(attributes: Attributes, content: Vec<Inline>) -> Vec<Inline> {
    let is_plain = attributes.id.is_none() && attributes.classes.is_empty() && !attributes.say_how_to_read();
    if is_plain { content } else { vec![Inline::Span(attributes, content)] }
}

/// A table in a cell becomes lines of text: one inside a column has no room of its own.
fn without_table(block: Block) -> Block {
    if !matches!(block.kind, BlockKind::Table(_)) {
        return block;
    }
    let span = block.span;
    let mut words = sequence::inlines_of(vec![block]);
    tidy(&mut words);
    paragraph(span, BlockKind::Paragraph(words))
}
