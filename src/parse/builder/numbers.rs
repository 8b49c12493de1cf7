//! Aligns the columns that the author did not mark: numbers at the end of their column, so that digits of the same value
//! are below each other, and everything else at the start.

use crate::model::{Alignment, Table, are_numbers, grid};

/// Aligns every column of a table for which `marked` has no alignment. The first column names the rows and is not a column
/// of numbers.
pub fn align(table: &mut Table, marked: &[Option<Alignment>]) {
    let mut cells: Vec<Vec<String>> = table.columns.iter().map(|_| Vec::new()).collect();
    let places = grid::columns(table.below_header(), table.columns.len());
    for (cell, columns) in table.below_header().flatten().zip(places.into_iter().flatten()) {
        if let [column] = columns.collect::<Vec<_>>()[..] {
            cells[column].push(cell.words());
        }
    }
    for (index, column) in table.columns.iter_mut().enumerate() {
        let usual = if index > 0 && are_numbers(&cells[index]) { Alignment::End } else { Alignment::Start };
        *column = marked.get(index).copied().flatten().unwrap_or(usual);
    }
}
