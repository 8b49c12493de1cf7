//! One walk over a case in the order in which every output shows it.

use crate::model::{Block, BlockKind, Caption, Inline, Row};

/// Something met on the walk.
pub enum Met<'a> {
    /// A block, before what is in it.
    Block(&'a Block),
    /// A piece of running text, before what is in it.
    Inline(&'a Inline),
}

/// Calls `visit` for every block and every piece of running text.
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

/// Calls `visit` for every piece of running text.
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
