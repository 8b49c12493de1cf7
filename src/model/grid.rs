//! The columns that the cells of a table cover.

use std::ops::Range;

use super::Row;

/// For each row, the columns that each of its cells covers, if the table has `count` columns. Cells of earlier rows may
/// reach down into a row and move its cells.
#[must_use]
pub fn columns<'a>(rows: impl IntoIterator<Item = &'a Row>, count: usize) -> Vec<Vec<Range<usize>>> {
    // For each column, the number of rows that a cell above still covers.
    let mut covered = vec![0_u16; count];
    let mut places = Vec::new();
    for row in rows {
        let mut column = 0;
        let mut of_row = Vec::with_capacity(row.len());
        for cell in row {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let end = (column + usize::from(cell.column_span)).min(count);
            covered.get_mut(column..end).unwrap_or_default().fill(cell.row_span);
            of_row.push(column.min(end)..end);
            column = end.max(column);
        }
        places.push(of_row);
        for rows in &mut covered {
            *rows = rows.saturating_sub(1);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::columns;
    use crate::model::Cell;

    #[test]
    fn cells_stand_beside_those_that_reach_down() {
        let cell = |column_span, row_span| Cell { column_span, row_span, ..Cell::of_text(Vec::new()) };
        let rows = [vec![cell(1, 2), cell(2, 1)], vec![cell(1, 1), cell(1, 1)], vec![cell(4, 1)]];
        let [first, second, third] = columns(&rows, 3).try_into().unwrap_or_default();
        assert_eq!((first, second), (vec![0..1, 1..3], vec![1..2, 2..3]));
        assert_eq!(third.first(), Some(&(0..3)));
    }
}
