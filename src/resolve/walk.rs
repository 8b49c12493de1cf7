//! A visitor over the blocks and inlines of a case, in document order.

use crate::model::{Block, BlockKind, Caption, Inline, Row};

/// A node that the visitor is called with.
pub enum Met<'a> {
    /// A block, before its content.
    Block(&'a Block),
    /// An inline, before its content.
    Inline(&'a Inline),
}

/// Calls `visit` for every block and every inline.
pub fn blocks<'a>(blocks: &'a [Block], visit: &mut impl FnMut(Met<'a>)) {
    for block in blocks {
        visit(Met::Block(block));
        match &block.kind {
            BlockKind::Heading(_, content) | BlockKind::Paragraph(content) => inlines(content, visit),
            BlockKind::Figure(figure) => caption(figure.caption.as_ref(), visit),
            BlockKind::Table(table) => {
                caption(table.caption.as_ref(), visit);
                table.header.iter().chain(&table.rows).for_each(|cells| row(cells, visit));
            }
            BlockKind::List(list) => list.items.iter().for_each(|item| self::blocks(item, visit)),
            BlockKind::DefinitionList(items) => {
                for item in items {
                    inlines(&item.term, visit);
                    item.definitions.iter().for_each(|definition| self::blocks(definition, visit));
                }
            }
            BlockKind::Quote(children) | BlockKind::Division(children) => self::blocks(children, visit),
            BlockKind::CodeBlock { .. } | BlockKind::Divider => {}
        }
    }
}

/// Calls `visit` for every inline.
pub fn inlines<'a>(content: &'a [Inline], visit: &mut impl FnMut(Met<'a>)) {
    for inline in content {
        visit(Met::Inline(inline));
        inlines(inline.children(), visit);
    }
}

fn caption<'a>(caption: Option<&'a Caption>, visit: &mut impl FnMut(Met<'a>)) {
    if let Some(caption) = caption {
        inlines(&caption.content, visit);
    }
}

fn row<'a>(row: &'a Row, visit: &mut impl FnMut(Met<'a>)) {
    for cell in row {
        inlines(&cell.content, visit);
    }
}
