//! Builds tables: cells of several rows and columns, header rows, alignment.

use std::collections::HashMap;

use super::item::{Grid, GridCell, GridRow, Item, Merge};
use super::make::block;
use crate::model::{Alignment, Block, BlockKind, Cell, Row, Table, are_numbers};

/// A cell with its place.
struct Placed {
    cell: Cell,
    column: usize,
    merge: Merge,
    alignment: Option<Alignment>,
    is_bold: bool,
}

/// Builds a table. `content` builds the content of a cell.
pub fn build(grid: Grid, mut content: impl FnMut(Vec<Item>) -> Vec<Block>) -> Block {
    let is_header: Vec<bool> = grid.rows.iter().map(|row| row.is_header).collect();
    let mut rows: Vec<Vec<Placed>> = grid.rows.into_iter().map(|row| placed(row, &mut content)).collect();
    let count = rows.iter().map(|row| width(row)).max().unwrap_or(0);
    for row in &mut rows {
        fill(row, count);
    }
    span_rows(&mut rows);
    let marked = is_header.iter().take_while(|is_header| **is_header).count();
    let first = rows.first().map(Vec::as_slice).unwrap_or_default();
    let is_bold = first.iter().all(|cell| cell.is_bold || cell.cell.is_empty());
    let has_words = first.iter().any(|cell| !cell.cell.is_empty());
    // A table of one row or column has no header unless the author says so.
    let has_first_row = (grid.has_first_row || is_bold) && has_words && rows.len() > 1 && count > 1;
    let header = if marked > 0 { marked } else { usize::from(has_first_row) };
    let header = reach(&rows, header.min(rows.len()));
    let columns = alignments(&rows, header, count);
    let mut rows: Vec<Row> = rows
        .into_iter()
        .map(|row| row.into_iter().filter(|cell| cell.merge != Merge::Next).map(|cell| cell.cell).collect())
        .collect();
    let body = rows.split_off(header.min(rows.len()));
    let table =
        Table { columns, widths: Vec::new(), header: rows, rows: body, foot: Vec::new(), caption: None };
    block(BlockKind::Table(table))
}

fn placed(row: GridRow, content: &mut impl FnMut(Vec<Item>) -> Vec<Block>) -> Vec<Placed> {
    let mut cells: Vec<Placed> = (0..row.before).map(empty).collect();
    let mut column = row.before;
    for GridCell { span, merge, items } in row.cells {
        let alignment = items.iter().find_map(|item| match item {
            Item::Paragraph(paragraph) => paragraph.alignment,
            Item::Table(_) | Item::List(_) => None,
        });
        let is_bold = items.iter().all(is_bold);
        let blocks = content(items);
        let mut cell = cell(blocks);
        cell.column_span = u16::try_from(span).unwrap_or(1);
        cells.push(Placed { cell, column, merge, alignment, is_bold });
        column += span;
    }
    cells
}

fn is_bold(item: &Item) -> bool {
    let Item::Paragraph(paragraph) = item else { return false };
    let mut visible = paragraph.atoms.iter().filter(|atom| atom.kind.is_visible());
    visible.all(|atom| atom.format.marks.has(super::format::Mark::Strong))
}

/// A cell with this content: a single paragraph is a line of text.
fn cell(mut blocks: Vec<Block>) -> Cell {
    let is_line = |block: &Block| {
        matches!(&block.kind, BlockKind::Paragraph(_))
            && block.attributes == crate::model::Attributes::default()
    };
    match blocks.as_mut_slice() {
        [] => Cell::of_text(Vec::new()),
        [only] if is_line(only) => match &mut only.kind {
            BlockKind::Paragraph(content) => Cell::of_text(std::mem::take(content)),
            _ => Cell::of_text(Vec::new()),
        },
        _ => Cell { blocks, ..Cell::of_text(Vec::new()) },
    }
}

fn empty(column: usize) -> Placed {
    Placed { cell: Cell::of_text(Vec::new()), column, merge: Merge::Single, alignment: None, is_bold: true }
}

fn width(row: &[Placed]) -> usize {
    row.last().map_or(0, |last| last.column + usize::from(last.cell.column_span))
}

fn fill(row: &mut Vec<Placed>, count: usize) {
    let end = width(row);
    row.extend((end..count).map(empty));
}

/// Counts the rows of each cell that later rows continue.
fn span_rows(rows: &mut [Vec<Placed>]) {
    for index in 0..rows.len() {
        let (above, below) = rows.split_at_mut(index + 1);
        let Some(row) = above.last_mut() else { continue };
        for first in row.iter_mut().filter(|cell| cell.merge == Merge::First) {
            let continues = |row: &&mut Vec<Placed>| {
                let is_next = |next: &Placed| {
                    next.column == first.column && next.merge == Merge::Next && next.cell.is_empty()
                };
                row.iter().any(is_next)
            };
            let count = below.iter_mut().take_while(continues).count();
            first.cell.row_span = u16::try_from(count + 1).unwrap_or(u16::MAX);
        }
    }
    keep_torn(rows);
}

/// A cell that continues none, or one with words of its own, is a cell.
fn keep_torn(rows: &mut [Vec<Placed>]) {
    // For each column, the row after the last one that a cell above covers.
    let mut ends: HashMap<usize, usize> = HashMap::new();
    for (index, row) in rows.iter_mut().enumerate() {
        for cell in row.iter_mut() {
            match cell.merge {
                Merge::First => {
                    ends.insert(cell.column, index + usize::from(cell.cell.row_span));
                }
                Merge::Next if ends.get(&cell.column).is_none_or(|end| *end <= index) => {
                    cell.merge = Merge::Single;
                }
                Merge::Next | Merge::Single => {}
            }
        }
    }
}

/// The number of header rows, with those that cells of header rows reach into.
fn reach(rows: &[Vec<Placed>], header: usize) -> usize {
    let ends = rows
        .iter()
        .take(header)
        .enumerate()
        .flat_map(|(index, row)| row.iter().map(move |cell| index + usize::from(cell.cell.row_span)));
    ends.max().unwrap_or(0).max(header).min(rows.len())
}

/// The alignment of each column: that of most cells below the header. Columns without one have the usual alignment, in which
/// numbers stand at the end, except in the first column.
fn alignments(rows: &[Vec<Placed>], header: usize, count: usize) -> Vec<Alignment> {
    let of_column = |column: usize| {
        let below = rows.iter().skip(if header < rows.len() { header } else { 0 });
        let is_own =
            |cell: &&Placed| cell.column == column && cell.cell.column_span == 1 && !cell.cell.is_empty();
        let cells: Vec<&Placed> = below.flatten().filter(is_own).collect();
        let most =
            |wanted| cells.iter().filter(|cell| cell.alignment == Some(wanted)).count() * 2 > cells.len();
        let chosen =
            [Alignment::Start, Alignment::Center, Alignment::End].into_iter().find(|wanted| most(*wanted));
        let has_numbers = || column > 0 && are_numbers(cells.iter().map(|cell| cell.cell.words()));
        chosen.unwrap_or_else(|| if has_numbers() { Alignment::End } else { Alignment::Start })
    };
    (0..count).map(of_column).collect()
}
