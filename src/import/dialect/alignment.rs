//! The alignment that columns have without a mark.

use crate::model::{Alignment, Table, are_numbers, grid};

/// The alignment of each column that is not marked: numbers at the end, except in the first column.
pub fn usual(table: &Table) -> Vec<Alignment> {
    let places = grid::columns(table.below_header(), table.columns.len());
    let mut cells: Vec<Vec<String>> = vec![Vec::new(); table.columns.len()];
    for (cell, columns) in table.below_header().flatten().zip(places.into_iter().flatten()) {
        if columns.len() == 1
            && let Some(column) = cells.get_mut(columns.start)
        {
            column.push(cell.words());
        }
    }
    let usual = |(index, words): (usize, &Vec<String>)| {
        if index > 0 && are_numbers(words) { Alignment::End } else { Alignment::Start }
    };
    cells.iter().enumerate().map(usual).collect()
}
