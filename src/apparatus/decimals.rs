//! Decimal alignment: the space that must follow each number in a right-aligned column so that the decimal points are
//! below each other.

use crate::model::{Alignment, Cell, Table, plain_text};

/// The decimal places of the columns of a table.
pub struct Decimals {
    /// For each column, the largest number of decimal places; 0 if the column needs no alignment.
    digits: Vec<usize>,
}

/// The space after a number.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Whether it includes the width of a decimal point.
    pub point: bool,
    /// Number of digits whose width it includes.
    pub digits: usize,
}

impl Decimals {
    /// Analyses the right-aligned columns of `table`. If a cell spans columns or rows, the column of a cell is not
    /// known from its position, and nothing is aligned.
    #[must_use]
    pub fn of(table: &Table) -> Self {
        let has_spans = table.rows.iter().flatten().any(|cell| cell.column_span > 1 || cell.row_span > 1);
        let column_digits = |column: usize| {
            let cells = table.rows.iter().filter_map(|row| row.get(column));
            cells.filter_map(fraction_digits).max().unwrap_or(0)
        };
        let columns = table.columns.iter().enumerate();
        let digits = columns.map(|(column, alignment)| match alignment {
            Alignment::End if !has_spans => column_digits(column),
            Alignment::End | Alignment::Start | Alignment::Center => 0,
        });
        Self { digits: digits.collect() }
    }

    /// The space after the number in a cell of `column`; zero if the cell is not a number.
    #[must_use]
    pub fn room(&self, column: usize, cell: &Cell) -> Room {
        let most = self.digits.get(column).copied().unwrap_or(0);
        match fraction_digits(cell) {
            Some(own) if own < most => Room { point: own == 0, digits: most - own },
            Some(_) | None => Room::default(),
        }
    }
}

/// Number of decimal places of a number such as `−1,200.5` or `$3`; `None` if the cell is not a number.
fn fraction_digits(cell: &Cell) -> Option<usize> {
    let words = plain_text(&cell.content);
    let number = words.trim_start_matches(['-', '\u{2212}', '–', '+', '$', '€', '£', '¥']);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_number = whole.starts_with(|first: char| first.is_ascii_digit())
        && whole.chars().all(|character| character.is_ascii_digit() || character == ',')
        && fraction.chars().all(|character| character.is_ascii_digit());
    is_number.then_some(fraction.len())
}
