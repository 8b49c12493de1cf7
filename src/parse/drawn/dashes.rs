//! Simple and multi-line tables of pandoc: columns under or over runs of hyphens.

use std::ops::Range;

use super::canvas::Canvas;
use super::drawing::{Cell, Drawing, Row, widths};
use crate::model::Alignment;

/// The rows of a table whose columns are runs of hyphens.
struct Columns {
    runs: Vec<Range<usize>>,
}

/// Reads the table at the start of the canvas; it may have more lines than the table. `ruled` is the line of the hyphens
/// that mark the columns.
pub fn read(canvas: &Canvas, ruled: usize) -> Option<Drawing> {
    let runs = canvas.runs(ruled, '-')?;
    // A single run underlines a heading, or is a divider.
    if runs.len() < 2 || runs.iter().any(|run| run.len() < 2) {
        return None;
    }
    let columns = Columns { runs };
    // A rule above the head is that of a multi-line table, whose rows have blank lines between them.
    let has_rule = ruled > 1 && canvas.runs(0, '-').is_some_and(|runs| runs.len() == 1);
    let (rows, height) = if has_rule {
        columns.spaced(canvas, ruled + 1)?
    } else {
        columns.close(canvas, ruled + 1, ruled == 0).or_else(|| {
            let rows = columns.spaced(canvas, ruled + 1);
            rows.filter(|_| ruled == 0)
        })?
    };
    let first = if has_rule { 1..ruled } else { 0..ruled };
    let header: Vec<Row> = if ruled == 0 { Vec::new() } else { vec![columns.row(canvas, &first)?] };
    // Without a head, the first line of the body shows the alignment.
    let shown = if ruled == 0 { 1..2 } else { first };
    let alignments =
        (0..columns.runs.len()).map(|column| columns.alignment(canvas, column, &shown)).collect();
    let widths = widths(&[&header, &rows], columns.runs.iter().map(Range::len));
    Some(Drawing { height, columns: alignments, widths, header, rows, foot: Vec::new() })
}

impl Columns {
    /// Rows of one line each, up to a blank line, or to a line of hyphens if `is_closed`. Returns the number of lines.
    fn close(&self, canvas: &Canvas, from: usize, is_closed: bool) -> Option<(Vec<Row>, usize)> {
        let mut rows = Vec::new();
        let mut line = from;
        loop {
            if canvas.width(line) == 0 {
                return (!is_closed && !rows.is_empty()).then_some((rows, line));
            }
            if canvas.runs(line, '-').is_some_and(|runs| is_rule(&runs)) {
                return (!rows.is_empty()).then_some((rows, line + 1));
            }
            rows.push(self.row(canvas, &(line..line + 1))?);
            line += 1;
        }
    }

    /// Rows with blank lines between them, up to a line of hyphens.
    fn spaced(&self, canvas: &Canvas, from: usize) -> Option<(Vec<Row>, usize)> {
        let mut rows = Vec::new();
        let mut start = from;
        for line in from..canvas.height() {
            let is_rule = canvas.runs(line, '-').is_some_and(|runs| is_rule(&runs));
            if canvas.width(line) == 0 || is_rule {
                if start < line {
                    rows.push(self.row(canvas, &(start..line))?);
                }
                start = line + 1;
            }
            if is_rule {
                return (!rows.is_empty()).then_some((rows, line + 1));
            }
        }
        None
    }

    /// The row of some lines; none if a word stands in two columns.
    fn row(&self, canvas: &Canvas, lines: &Range<usize>) -> Option<Row> {
        let crosses = |line: usize| {
            let starts = self.runs.iter().skip(1).map(|run| run.start);
            starts
                .into_iter()
                .any(|start| canvas.mark(line, start - 1) != ' ' && canvas.mark(line, start) != ' ')
        };
        if lines.clone().any(crosses) {
            return None;
        }
        let cell = |column| {
            let lines = lines.clone().map(|line| canvas.words(line, self.columns(column)));
            Cell::of(lines, 1, 1)
        };
        Some((0..self.runs.len()).map(cell).collect())
    }

    /// From the first hyphen of a column to that of the next one.
    fn columns(&self, column: usize) -> Range<usize> {
        let start = if column == 0 { 0 } else { self.runs[column].start };
        start..self.runs.get(column + 1).map_or(usize::MAX, |next| next.start)
    }

    /// The alignment that the shortest of some lines shows: words that reach only one end of the hyphens are aligned there.
    fn alignment(&self, canvas: &Canvas, column: usize, lines: &Range<usize>) -> Option<Alignment> {
        let run = &self.runs[column];
        let columns = run.start..self.columns(column).end;
        let ends = lines.clone().filter_map(|line| {
            let end = columns.end.min(canvas.width(line).max(columns.start));
            let end = (columns.start..end).rev().find(|column| canvas.mark(line, *column) != ' ')?;
            Some((end + 1, canvas.mark(line, columns.start) == ' '))
        });
        let (end, has_space) = ends.min_by_key(|(end, _)| *end)?;
        match (has_space, end < run.end) {
            (true, true) => Some(Alignment::Center),
            (true, false) => Some(Alignment::End),
            (false, true) => Some(Alignment::Start),
            (false, false) => None,
        }
    }
}

/// Whether runs of hyphens end a table.
pub fn is_rule(runs: &[Range<usize>]) -> bool {
    runs.iter().all(|run| run.len() > 1) && (runs.len() > 1 || runs[0].len() > 2)
}
