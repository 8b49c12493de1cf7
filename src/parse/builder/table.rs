//! Closes tables: their rows in three parts, the widths of their columns, and captions beside them.

use super::running::inlines;
use super::width::{measured, of_attributes, width};
use super::{Builder, Child, Part, grid, numbers};
use crate::model::{Alignment, Attributes, Block, BlockKind, Caption, Cell, Inline, Row, Table};
use crate::parse::sequence;

/// The table of a frame. `marked` are the alignments that the author marked.
pub(super) fn of(marked: &[Option<Alignment>], attributes: &Attributes, children: Vec<Child>) -> Table {
    let columns = vec![Alignment::Start; marked.len()];
    let (header, rows, foot) = (Vec::new(), Vec::new(), Vec::new());
    let mut table = Table { columns, widths: Vec::new(), header, rows, foot, caption: None };
    let mut widths = Vec::new();
    for child in children {
        match child {
            Child::Row { part: Part::Head, row } if table.rows.is_empty() => table.header.push(row),
            Child::Row { part: Part::Foot, row } => table.foot.push(row),
            Child::Row { row, .. } => table.rows.push(row),
            Child::Column(width, count) => widths.extend(std::iter::repeat_n(width, count)),
            Child::Caption(caption) if table.caption.is_none() => table.caption = Some(caption),
            Child::Inline(Inline::Text(text), _) if text.trim().is_empty() => {}
            other => {
                let content = inlines(vec![other]);
                if !content.is_empty() {
                    table.rows.push(vec![Cell::of_text(content)]);
                }
            }
        }
    }
    // Pipe tables require a header row. An empty one means that the author wants none.
    let is_empty = |row: &Row| row.iter().all(|cell| cell.is_empty() && cell.row_span == 1);
    if !table.rows.is_empty() && table.header.iter().all(is_empty) {
        table.header.clear();
    }
    // A table needs a body.
    if table.rows.is_empty() {
        table.rows = std::mem::take(&mut table.foot);
    }
    grid::lay(&mut table);
    numbers::align(&mut table, marked);
    table.widths = measured(&of_attributes(attributes).unwrap_or(widths), table.columns.len());
    table
}

/// The rows of a head or a foot, which say so.
pub(super) fn rows_of(part: Part, children: Vec<Child>) -> impl Iterator<Item = Child> {
    children.into_iter().map(move |child| match child {
        Child::Row { row, .. } => Child::Row { part, row },
        other => other,
    })
}

impl Builder<'_> {
    /// Adds `<col>`.
    pub fn column(&mut self, attributes: &Attributes) {
        let value = |wanted: &str| {
            let found = attributes.other.iter().find(|(key, _)| key == wanted);
            found.map(|(_, value)| value.as_str())
        };
        let style = value("style").and_then(|style| {
            let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
            let width = |(name, _): &(&str, &str)| name.trim().eq_ignore_ascii_case("width");
            declarations.into_iter().find(width).map(|(_, value)| value)
        });
        let count = value("span").and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, 100);
        let width = style.or(value("width")).and_then(|words| width(words.trim()));
        self.children().push(Child::Column(width, count));
    }
}

/// The class of a caption in Markdown until it has found its table. An author cannot write it.
pub(super) const CAPTION: &str = "\u{0}caption";

/// Joins each marked caption with its table: the one before, or else the one after. Without a table it stays a paragraph.
pub(super) fn captions(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut open: Option<Block> = None;
    for mut block in blocks {
        let is_caption = block.attributes.classes.first().is_some_and(|class| class == CAPTION);
        if is_caption {
            block.attributes.classes.remove(0);
            let goes_back = joined.last().is_some_and(lacks_caption) && open.is_none();
            match joined.last_mut().filter(|_| goes_back) {
                Some(table) => join(table, block),
                None => joined.extend(open.replace(block)),
            }
            continue;
        }
        if let Some(caption) = open.take() {
            if lacks_caption(&block) {
                join(&mut block, caption);
            } else {
                joined.push(caption);
            }
        }
        give_widths(&mut block);
        joined.push(block);
    }
    joined.extend(open);
    joined
}

/// The widths in an attribute list after the table.
fn give_widths(block: &mut Block) {
    if let (BlockKind::Table(table), Some(widths)) = (&mut block.kind, of_attributes(&block.attributes)) {
        table.widths = measured(&widths, table.columns.len());
    }
}

fn lacks_caption(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Table(table) if table.caption.is_none())
}

/// Gives a table its caption, whose attributes are those of the table.
fn join(block: &mut Block, caption: Block) {
    let (BlockKind::Table(table), BlockKind::Paragraph(content)) = (&mut block.kind, caption.kind) else {
        return;
    };
    let (label, content) = sequence::split_label(content);
    if let Some(widths) = of_attributes(&caption.attributes) {
        table.widths = measured(&widths, table.columns.len());
    }
    if !content.is_empty() || label.is_some() {
        table.caption = Some(Caption { id: sequence::UNNUMBERED, label, content, span: caption.span });
    }
    crate::parse::attributes::merge(&mut block.attributes, caption.attributes);
}
