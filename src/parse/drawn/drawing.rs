//! A table that was read from its drawing: for each cell the places of its lines in the text.

use std::ops::Range;

use crate::model::Alignment;

/// A drawn table.
#[derive(Debug, Default)]
pub struct Drawing {
    /// The number of lines that it takes.
    pub height: usize,
    /// The alignment of each column.
    pub columns: Vec<Option<Alignment>>,
    /// The width of each column, in characters; empty if no cell has several lines.
    pub widths: Vec<usize>,
    pub header: Vec<Row>,
    pub rows: Vec<Row>,
    pub foot: Vec<Row>,
}

/// A row of a drawn table.
pub type Row = Vec<Cell>;

/// A cell of a drawn table.
#[derive(Debug)]
pub struct Cell {
    /// The places of its lines, and the blanks before each.
    pub lines: Vec<(Range<usize>, usize)>,
    /// Whether it is a header of its row.
    pub is_header: bool,
    pub column_span: u16,
    pub row_span: u16,
}

impl Cell {
    /// A cell with these lines. Blank lines around them, and the blanks that all of them begin with, are left out.
    pub fn of(lines: impl Iterator<Item = (Range<usize>, usize)>, column_span: u16, row_span: u16) -> Self {
        let mut lines: Vec<(Range<usize>, usize)> = lines.collect();
        let is_blank = |(place, _): &(Range<usize>, usize)| place.is_empty();
        while lines.pop_if(|line| is_blank(line)).is_some() {}
        let blank = lines.iter().take_while(|line| is_blank(line)).count();
        lines.drain(..blank);
        let common = lines.iter().filter(|line| !is_blank(line)).map(|(_, before)| *before).min();
        for (_, before) in &mut lines {
            *before = before.saturating_sub(common.unwrap_or(0));
        }
        Self { lines, is_header: false, column_span, row_span }
    }
}

/// The widths of columns that words are wrapped in.
pub fn widths(rows: &[&[Row]], widths: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut cells = rows.iter().flat_map(|rows| rows.iter()).flatten();
    if cells.any(|cell| cell.lines.len() > 1) { widths.collect() } else { Vec::new() }
}
