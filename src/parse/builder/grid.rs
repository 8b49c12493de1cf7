//! Places the cells of a table on its grid as HTML does (section 4.9.12, "Forming a table"), so that every output shows
//! each cell in the same column.

use crate::model::{Alignment, Cell, Row, Table};

/// Gives every row cells for all columns. Shortens spans that reach below the last row of the header or the body, or
/// into a cell that spans down from above.
pub fn lay(table: &mut Table) {
    let (header, rows) = (clip(&mut table.header), clip(&mut table.rows));
    let foot = clip(&mut table.foot);
    let widest = header.iter().chain(&rows).chain(&foot).map(|taken| taken.width).max().unwrap_or(0);
    let columns = table.columns.len().max(widest);
    table.columns.resize(columns, Alignment::Start);
    let taken = header.into_iter().chain(rows).chain(foot);
    for (row, taken) in table.all_rows_mut().zip(taken) {
        row.extend((taken.count..columns).map(|_| EMPTY));
    }
}

const EMPTY: Cell = Cell::of_text(Vec::new());

/// The columns that the cells of a row occupy, including cells that span down from above.
struct Taken {
    count: usize,
    /// Position of the last occupied column, counted from 1.
    width: usize,
}

fn clip(rows: &mut [Row]) -> Vec<Taken> {
    let count = rows.len();
    // For each column, the number of following rows that a cell spans into.
    let mut reach: Vec<u16> = Vec::new();
    let rows = rows.iter_mut().enumerate();
    rows.map(|(index, row)| {
        let below = u16::try_from(count - index).unwrap_or(u16::MAX);
        place(row, below, &mut reach);
        let taken = Taken {
            count: reach.iter().filter(|rows| **rows > 0).count(),
            width: reach.iter().rposition(|rows| *rows > 0).map_or(0, |last| last + 1),
        };
        for rows in &mut reach {
            *rows = rows.saturating_sub(1);
        }
        taken
    })
    .collect()
}

/// Places each cell of a row in the first free columns. `below` is the number of rows left, including this one.
fn place(row: &mut Row, below: u16, reach: &mut Vec<u16>) {
    let mut column = 0;
    for cell in row {
        let is_taken = |column: usize, reach: &[u16]| reach.get(column).is_some_and(|rows| *rows > 0);
        while is_taken(column, reach) {
            column += 1;
        }
        let wanted = usize::from(cell.column_span);
        let free = (0..wanted).take_while(|offset| !is_taken(column + offset, reach)).count();
        cell.column_span = u16::try_from(free).unwrap_or(u16::MAX);
        cell.row_span = cell.row_span.min(below);
        reach.resize(reach.len().max(column + free), 0);
        reach[column..column + free].fill(cell.row_span);
        column += free;
    }
}
