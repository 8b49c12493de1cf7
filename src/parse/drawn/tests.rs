//! Drawings, and what is read in them.

use super::{canvas, find};
use crate::model::Alignment;
use crate::parse::callout::line::lines;

/// The words of the cells, with their spans if they are more than one column or row.
fn cells(text: &str) -> Option<Vec<Vec<String>>> {
    let table = find(text, &lines(text), 0)?;
    let drawing = table.drawing;
    let rows = drawing.header.iter().chain(&drawing.rows).chain(&drawing.foot);
    let cell = |cell: &super::Cell| {
        let words = cell.lines.iter().map(|(place, before)| " ".repeat(*before) + &text[place.clone()]);
        let words = words.collect::<Vec<_>>().join("/");
        match (cell.column_span, cell.row_span) {
            (1, 1) => words,
            (columns, rows) => format!("{words} {columns}×{rows}"),
        }
    };
    Some(rows.map(|row| row.iter().map(cell).collect()).collect())
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

#[test]
fn cells_of_a_grid_span_columns_and_rows() {
    let text = "+---+---+---+\n| a | b     |\n+   +---+---+\n|   | c | d |\n+---+---+---+\n";
    assert_eq!(cells(text), Some(vec![row(&["a 1×2", "b 2×1"]), row(&["c", "d"])]));
}

#[test]
fn lines_of_a_cell_keep_their_indentation() {
    let text = "+-------+\n| - a   |\n|       |\n|   b   |\n+-------+\n";
    assert_eq!(cells(text), Some(vec![row(&["- a//  b"])]));
}

#[test]
fn broken_grids_are_no_tables() {
    for text in [
        "+---+---+\n| a | b\n+---+---+\n",
        "+---+---+\n| a | b |\n",
        "+---+---+\n| a  | b |\n+---+---+\n",
        "+---+\n",
        "+---+---+\n| a | b |\n+---+\n",
    ] {
        assert_eq!(cells(text), None, "{text}");
    }
}

#[test]
fn wide_characters_take_two_columns() {
    let text = "+------+---+\n| 表格 | b |\n+------+---+\n";
    assert_eq!(cells(text), Some(vec![row(&["表格", "b"])]));
}

#[test]
fn hyphens_show_alignment() {
    let text =
        "  Right Left     Centre   Other\n------- ------ ---------- -----\n     12 a          b      c\n";
    let table = find(text, &lines(text), 0);
    let columns = table.map(|table| table.drawing.columns);
    let expected = [Some(Alignment::End), Some(Alignment::Start), Some(Alignment::Center), None];
    assert_eq!(columns, Some(expected.to_vec()));
}

#[test]
fn a_rule_is_no_head() {
    assert_eq!(cells("___\n---- ----\na    b\n---- ----\n"), None);
}

#[test]
fn a_word_in_two_columns_makes_no_table() {
    assert_eq!(cells("A word here\n---- ----\nover that\n"), None);
    assert_eq!(cells("---- ----\n\nA paragraph of words.\n\n----\n"), None);
}

#[test]
fn a_multi_line_table_has_blank_lines_between_its_rows() {
    let text = "-----------\nHead  Other\n      one\n----- -----\na     b\nmore\n\nc     d\n-----------\n";
    let expected = vec![row(&["Head", "Other/one"]), row(&["a/more", "b"]), row(&["c", "d"])];
    assert_eq!(cells(text), Some(expected));
}

#[test]
fn quotation_marks_are_no_part_of_a_line() {
    let text = "> +---+\n> | a |\n> +---+\n";
    assert_eq!(cells(text), Some(vec![row(&["a"])]));
    assert_eq!(canvas(text, &lines(text)).map(|canvas| canvas.height()), Some(3));
}
