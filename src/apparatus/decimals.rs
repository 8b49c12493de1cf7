//! Numbers under one another: what has to follow a number in a column set at its end, so that all decimal points of the
//! column stand in one line.

use crate::model::{Alignment, Cell, Table, plain_text};

/// The columns of numbers in a table.
pub struct Decimals {
    /// For each column, the most digits that a number in it has behind its point; 0 where nothing needs room.
    digits: Vec<usize>,
}

/// The room behind a number.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Whether the room of a decimal point is part of it.
    pub point: bool,
    /// The room of so many digits.
    pub digits: usize,
}

impl Decimals {
    /// Looks at the columns of `table` that are set at their end. Where cells span columns or rows, their place does not
    /// tell their column, and nothing is aligned.
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

    /// The room behind the number in a cell of `column`; none if it is no number.
    #[must_use]
    pub fn room(&self, column: usize, cell: &Cell) -> Room {
        let most = self.digits.get(column).copied().unwrap_or(0);
        match fraction_digits(cell) {
            Some(own) if own < most => Room { point: own == 0, digits: most - own },
            Some(_) | None => Room::default(),
        }
    }
}

/// How many digits stand behind the decimal point of a number, such as `−1,200.5` or `$3`; `None` if it is no number.
fn fraction_digits(cell: &Cell) -> Option<usize> {
    let words = plain_text(&cell.content);
    let number = words.trim_start_matches(['-', '\u{2212}', '–', '+', '$', '€', '£', '¥']);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_number = whole.starts_with(|first: char| first.is_ascii_digit())
        && whole.chars().all(|character| character.is_ascii_digit() || character == ',')
        && fraction.chars().all(|character| character.is_ascii_digit());
    is_number.then_some(fraction.len())
}
