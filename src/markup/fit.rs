//! What happens to a table that is wider than the screen: its box scrolls, and on the narrow screen of an e-reader, which
//! often cannot scroll sideways, it is shown row by row.

use super::tag::Tag;
use crate::model::{Cell, Row, Table, grid};
use crate::vocabulary::{DENSE, STACKED, TABLE};

/// The box of a table, which scrolls if the table is wider than the screen. It can be focused, since a keyboard scrolls
/// only what has the focus, and it has a name, which a screen reader says there. A box with a name of its own is a
/// landmark.
pub(super) fn scroll_box() -> Tag<'static> {
    Tag::new("div").classes(TABLE.class, &[]).with("tabindex", 0)
}

/// The number of letters that fit into a line of a table on a screen that is 360 pixels wide, in the smaller type of
/// such a screen.
const LINE: usize = 48;

/// How a table is shown on a narrow screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// As on other screens: each word has room in its column.
    Whole,
    /// Row by row, with the head of the column before each value.
    Stacked,
    /// As on other screens, but words outside the first column may be broken, because a value that belongs to several rows
    /// cannot be shown in each of them.
    Dense,
}

impl Fit {
    pub(super) fn of(table: &Table) -> Self {
        let rows = table.all_rows();
        let words: Vec<Vec<String>> = rows.map(|row| row.iter().map(words).collect()).collect();
        match Self::of_words(&words) {
            Self::Stacked if !is_readable_by_rows(table) => Self::Dense,
            fit => fit,
        }
    }

    /// For a table without spans, whose first row is its head.
    pub(super) fn of_words(rows: &[Vec<String>]) -> Self {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let longest = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| longest_word(cell)).max()
        };
        // Between two columns is the width of a letter.
        let width: usize = (0..columns).map(|column| longest(column).unwrap_or(0) + 1).sum();
        if width <= LINE { Self::Whole } else { Self::Stacked }
    }

    /// The class of the table.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Whole => "",
            Self::Stacked => STACKED,
            Self::Dense => DENSE,
        }
    }

    /// The heads that stand before the values of a row.
    pub(super) fn heads(self, table: &Table) -> Vec<String> {
        match self {
            Self::Stacked => heads(table),
            Self::Whole | Self::Dense => Vec::new(),
        }
    }
}

/// Whether cells that span rows precede all other cells of their row. They are then the title of these rows.
fn is_readable_by_rows(table: &Table) -> bool {
    let spans = |row: &Row| row.iter().map(|cell| cell.row_span).collect::<Vec<_>>();
    table.below_header().all(|row| spans(row).is_sorted_by(|before, after| before >= after))
}

/// The head of each column. Where the header has several rows, their words follow each other: `First quarter, January`.
fn heads(table: &Table) -> Vec<String> {
    let mut heads = vec![String::new(); table.columns.len()];
    let places = grid::columns(&table.header, heads.len());
    for (cell, columns) in table.header.iter().flatten().zip(places.into_iter().flatten()) {
        for head in &mut heads[columns] {
            let words = words(cell);
            let comma = if head.is_empty() || words.is_empty() { "" } else { ", " };
            *head += &format!("{comma}{words}");
        }
    }
    heads
}

fn words(cell: &Cell) -> String {
    cell.words()
}

/// The number of letters in the longest word. Chinese and Japanese break between any two characters, each as wide as two
/// letters.
fn longest_word(text: &str) -> usize {
    let is_wide =
        |character: char| character >= '\u{2E80}' && !('\u{AC00}'..='\u{D7A3}').contains(&character);
    let words = text
        .split(|character: char| character.is_whitespace() && character != '\u{A0}' || is_wide(character));
    let least = if text.chars().any(is_wide) { 2 } else { 0 };
    words.map(|word| word.chars().count()).max().unwrap_or(0).max(least)
}

#[cfg(test)]
mod tests {
    use super::{Fit, longest_word};

    #[test]
    fn a_table_with_many_columns_is_shown_row_by_row() {
        let row = |columns: usize| vec!["1,234".to_owned(); columns];
        assert_eq!(Fit::of_words(&[row(8), row(8)]), Fit::Whole);
        assert_eq!(Fit::of_words(&[row(9), row(9)]), Fit::Stacked);
        assert_eq!(Fit::of_words(&[]), Fit::Whole);
    }

    #[test]
    fn words_end_at_spaces_and_at_chinese_characters() {
        assert_eq!(longest_word(""), 0);
        assert_eq!(longest_word("United Arab Emirates"), 8);
        assert_eq!(longest_word("12\u{A0}345 million"), 7);
        assert_eq!(longest_word("標題"), 2);
        assert_eq!(longest_word("표제어 하나"), 3);
    }
}
