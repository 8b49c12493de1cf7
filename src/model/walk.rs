//! The walk over blocks, in the order in which every output shows them. [`Block::inside`] is the only place that knows
//! what a construct contains.

use super::{Attributes, Block, BlockKind, Caption, Case, Cell, Direction, FigureBody, Inline, Row};
use crate::source::Span;

/// A part of the content of a block.
#[derive(Debug, Clone, Copy)]
pub enum Inside<'a> {
    /// Running text.
    Text(Text<'a>),
    /// Blocks: a list item, a definition, or the content of a quotation, a division or a callout.
    Blocks(&'a [Block]),
}

/// A part of the content of a block, to change it.
#[derive(Debug)]
pub enum InsideMut<'a> {
    /// Running text.
    Text(&'a mut Vec<Inline>),
    /// Blocks.
    Blocks(&'a mut Vec<Block>),
}

/// Running text without a break, such as a paragraph or a cell.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// Its role in the block.
    pub role: Role<'a>,
    /// The inline content.
    pub content: &'a [Inline],
    /// Place of the caption; for all other text, place of the block.
    pub span: Span,
}

/// The role of running text in its block.
#[derive(Debug, Clone, Copy)]
pub enum Role<'a> {
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// The caption of a figure or table. The text is that after the label.
    Caption(&'a Caption),
    /// A cell. Rows and columns are counted from 1, header rows included.
    Cell {
        /// The row.
        row: usize,
        /// The position among the cells of the row. It is not the column if a cell before it spans several.
        column: usize,
    },
    /// The term of a definition.
    Term,
    /// The title of a callout.
    Title,
}

impl Block {
    /// The content of a block, in order. Code blocks and images have none.
    #[must_use]
    pub fn inside(&self) -> Vec<Inside<'_>> {
        let text = |role, content| Inside::Text(Text { role, content, span: self.span });
        match &self.kind {
            BlockKind::Heading(_, content) => vec![text(Role::Heading, content)],
            BlockKind::Paragraph(content) => vec![text(Role::Paragraph, content)],
            BlockKind::Figure(figure) => {
                let blocks = Some(figure.blocks()).filter(|blocks| !blocks.is_empty());
                blocks.into_iter().map(Inside::Blocks).chain(figure.caption.iter().map(caption)).collect()
            }
            BlockKind::Table(table) => {
                let rows = table.all_rows().zip(1..);
                let cells = rows.flat_map(|(cells, row)| cells_of(cells, row));
                let cells = cells.map(|(role, cell)| match cell.blocks.as_slice() {
                    [] => text(role, &cell.content),
                    blocks => Inside::Blocks(blocks),
                });
                table.caption.iter().map(caption).chain(cells).collect()
            }
            BlockKind::List(list) => list.items.iter().map(|item| Inside::Blocks(item)).collect(),
            BlockKind::DefinitionList(items) => items
                .iter()
                .flat_map(|item| {
                    let definitions = item.definitions.iter().map(|blocks| Inside::Blocks(blocks));
                    [text(Role::Term, &item.term)].into_iter().chain(definitions)
                })
                .collect(),
            BlockKind::Quote(blocks) | BlockKind::Division(blocks) | BlockKind::Passage(_, blocks) => {
                vec![Inside::Blocks(blocks)]
            }
            BlockKind::Callout(callout) => {
                let title = callout.title.iter().map(|title| text(Role::Title, title));
                title.chain([Inside::Blocks(&callout.blocks)]).collect()
            }
            BlockKind::CodeBlock { .. } | BlockKind::Divider | BlockKind::PageBreak => Vec::new(),
        }
    }

    /// The content of a block as [`Block::inside`] gives it, to change it.
    pub fn inside_mut(&mut self) -> Vec<InsideMut<'_>> {
        match &mut self.kind {
            BlockKind::Heading(_, content) | BlockKind::Paragraph(content) => vec![InsideMut::Text(content)],
            BlockKind::Figure(figure) => {
                let blocks = match &mut figure.body {
                    FigureBody::Blocks(blocks) => Some(InsideMut::Blocks(blocks)),
                    FigureBody::Images(_) => None,
                };
                blocks.into_iter().chain(figure.caption.iter_mut().map(caption_mut)).collect()
            }
            BlockKind::Table(table) => {
                let rows = table.header.iter_mut().chain(&mut table.rows).chain(&mut table.foot);
                let cells = rows.flatten().map(|cell| {
                    if cell.blocks.is_empty() {
                        InsideMut::Text(&mut cell.content)
                    } else {
                        InsideMut::Blocks(&mut cell.blocks)
                    }
                });
                table.caption.iter_mut().map(caption_mut).chain(cells).collect()
            }
            BlockKind::List(list) => list.items.iter_mut().map(InsideMut::Blocks).collect(),
            BlockKind::DefinitionList(items) => items
                .iter_mut()
                .flat_map(|item| {
                    let definitions = item.definitions.iter_mut().map(InsideMut::Blocks);
                    [InsideMut::Text(&mut item.term)].into_iter().chain(definitions)
                })
                .collect(),
            BlockKind::Quote(blocks) | BlockKind::Division(blocks) | BlockKind::Passage(_, blocks) => {
                vec![InsideMut::Blocks(blocks)]
            }
            BlockKind::Callout(callout) => {
                let title = callout.title.iter_mut().map(InsideMut::Text);
                title.chain([InsideMut::Blocks(&mut callout.blocks)]).collect()
            }
            BlockKind::CodeBlock { .. } | BlockKind::Divider | BlockKind::PageBreak => Vec::new(),
        }
    }
}

fn caption_mut(caption: &mut Caption) -> InsideMut<'_> {
    InsideMut::Text(&mut caption.content)
}

fn caption(caption: &Caption) -> Inside<'_> {
    Inside::Text(Text { role: Role::Caption(caption), content: &caption.content, span: caption.span })
}

fn cells_of(cells: &Row, row: usize) -> impl Iterator<Item = (Role<'_>, &Cell)> {
    cells.iter().zip(1..).map(move |(cell, column)| (Role::Cell { row, column }, cell))
}

/// A block or an inline element. A walk visits a node before its content.
#[derive(Debug, Clone, Copy)]
pub enum Node<'a> {
    /// A block.
    Block(&'a Block),
    /// An inline element.
    Inline(&'a Inline),
}

/// Iterates over all nodes of blocks or of running text, depth first.
#[derive(Debug, Clone)]
pub struct Nodes<'a> {
    /// The nodes to visit, in reverse order.
    open: Vec<Siblings<'a>>,
}

#[derive(Debug, Clone)]
enum Siblings<'a> {
    Blocks(std::slice::Iter<'a, Block>),
    Inlines(std::slice::Iter<'a, Inline>),
}

impl<'a> Nodes<'a> {
    /// The nodes of blocks.
    #[must_use]
    pub fn of_blocks(blocks: &'a [Block]) -> Self {
        Self { open: vec![Siblings::Blocks(blocks.iter())] }
    }

    /// The nodes of running text.
    #[must_use]
    pub fn of_text(content: &'a [Inline]) -> Self {
        Self { open: vec![Siblings::Inlines(content.iter())] }
    }

    /// Only the inline elements.
    pub fn inlines(self) -> impl Iterator<Item = &'a Inline> {
        self.filter_map(|node| match node {
            Node::Inline(inline) => Some(inline),
            Node::Block(_) => None,
        })
    }

    /// Only the blocks.
    pub fn blocks(self) -> impl Iterator<Item = &'a Block> {
        self.filter_map(|node| match node {
            Node::Block(block) => Some(block),
            Node::Inline(_) => None,
        })
    }
}

impl<'a> Iterator for Nodes<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.open.last_mut()? {
                Siblings::Blocks(blocks) => {
                    if let Some(block) = blocks.next() {
                        self.open.extend(block.inside().into_iter().rev().map(Siblings::of_inside));
                        return Some(Node::Block(block));
                    }
                }
                Siblings::Inlines(inlines) => {
                    if let Some(inline) = inlines.next() {
                        self.open.push(Siblings::Inlines(inline.children().iter()));
                        return Some(Node::Inline(inline));
                    }
                }
            }
            self.open.pop();
        }
    }
}

impl<'a> Siblings<'a> {
    fn of_inside(inside: Inside<'a>) -> Self {
        match inside {
            Inside::Text(text) => Self::Inlines(text.content.iter()),
            Inside::Blocks(blocks) => Self::Blocks(blocks.iter()),
        }
    }
}

impl Case {
    /// All nodes of the text, then those of the notes in the order of their definitions.
    #[must_use]
    pub fn nodes(&self) -> Nodes<'_> {
        let notes = self.notes.iter().map(|note| note.blocks.iter());
        let texts = std::iter::once(self.blocks.iter()).chain(notes);
        let mut open: Vec<_> = texts.map(Siblings::Blocks).collect();
        open.reverse();
        Nodes { open }
    }
}

impl Case {
    /// Whether a part of the text runs from right to left, by its own language or direction.
    #[must_use]
    pub fn has_right_to_left(&self) -> bool {
        self.nodes().any(|node| {
            let attributes = match node {
                Node::Block(block) => &block.attributes,
                Node::Inline(Inline::Span(attributes, _) | Inline::Link(_, attributes, _)) => attributes,
                Node::Inline(_) => return false,
            };
            attributes.reading_direction() == Some(Direction::RightToLeft.name())
        })
    }

    /// The attributes of each image, indexed by image id.
    #[must_use]
    pub fn attributes_of_images(&self) -> Vec<Attributes> {
        let mut found = vec![Attributes::default(); self.images.len()];
        for node in self.nodes() {
            match node {
                Node::Inline(Inline::Image(id, attributes)) => found[id.index()] = attributes.clone(),
                Node::Block(Block { kind: BlockKind::Figure(figure), .. }) => {
                    for image in figure.images() {
                        found[image.image.index()] = image.attributes.clone();
                    }
                }
                Node::Inline(_) | Node::Block(_) => {}
            }
        }
        found
    }
}

/// The top-level blocks, including those in divisions, but not those in quotations, lists and definitions.
pub fn running(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    let mut open = vec![blocks.iter()];
    std::iter::from_fn(move || {
        loop {
            match open.last_mut()?.next() {
                Some(Block { kind: BlockKind::Division(inside), .. }) => open.push(inside.iter()),
                Some(block) => return Some(block),
                None => {
                    open.pop();
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::List;
    use crate::source::FileId;

    fn block(kind: BlockKind) -> Block {
        Block { span: Span::whole(FileId(0)), attributes: Attributes::default(), kind }
    }

    fn paragraph(words: &str) -> Block {
        block(BlockKind::Paragraph(vec![Inline::Text(words.to_owned())]))
    }

    fn words<'a>(nodes: impl Iterator<Item = &'a Inline>) -> String {
        nodes.map(|inline| if let Inline::Text(words) = inline { words } else { "" }).collect()
    }

    #[test]
    fn nodes_come_in_reading_order() {
        let list =
            List { numbering: None, tight: true, items: vec![vec![paragraph("b")], vec![paragraph("c")]] };
        let blocks = [
            paragraph("a"),
            block(BlockKind::Quote(vec![block(BlockKind::List(list)), paragraph("d")])),
            paragraph("e"),
        ];
        assert_eq!(words(Nodes::of_blocks(&blocks).inlines()), "abcde");
        assert_eq!(Nodes::of_blocks(&blocks).blocks().count(), 7);
    }

    #[test]
    fn running_text_enters_divisions_alone() {
        let blocks = [
            block(BlockKind::Division(vec![
                paragraph("a"),
                block(BlockKind::Division(vec![paragraph("b")])),
            ])),
            block(BlockKind::Quote(vec![paragraph("c")])),
            paragraph("d"),
        ];
        let found = running(&blocks).flat_map(|block| match &block.kind {
            BlockKind::Paragraph(content) => content.iter(),
            _ => [].iter(),
        });
        assert_eq!(words(found), "abd");
    }
}
