//! Keeps the last row of a table from being alone on a page. Typst can only break a table where a page is full, so the
//! rows of such a table get a little more space, and the row before the last goes to the next page with it.
//!
//! Only a finished layout shows which tables these are, so the case is laid out again after they are known.

use std::collections::BTreeMap;

use typst_layout::PagedDocument;

use super::extent::label_location;
use super::sheet::Sheet;
use crate::model::{Block, BlockKind, Table};
use crate::resolve::BookCase;
use crate::source::Span;

/// A table with fewer rows stays on its page.
pub const LONG_TABLE: usize = 8;

/// Height of a row, in points, if it cannot be measured.
const USUAL_ROW: f64 = 18.0;

/// The largest part of its height that a row is raised by.
const MOST: f64 = 0.3;

/// The tables of a case whose rows get more space, and how much, in points.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LastRows {
    space: BTreeMap<Span, f64>,
}

impl LastRows {
    /// The space that each row of a table gets in addition.
    pub fn space(&self, table: Span) -> Option<f64> {
        self.space.get(&table).copied()
    }

    /// Adds the tables whose last row is alone, seen from the pages of the case. Returns whether there are new ones.
    pub fn extend(&mut self, case: &BookCase, sheet: &Sheet, document: &PagedDocument) -> bool {
        let blocks = case.source().blocks.iter();
        let found: Vec<(Span, f64)> = blocks
            .filter(|block| !self.space.contains_key(&block.span))
            .filter_map(|block| Some((block.span, missing_space(block, sheet, document)?)))
            .collect();
        self.space.extend(found.iter().copied());
        !found.is_empty()
    }
}

/// The label that marks the place of a row; only the first row and the last three have one.
pub fn mark(table: Span, row: usize, rows: usize) -> Option<String> {
    (row == 0 || row + 3 >= rows).then(|| format!("_row-{}-{}-{row}", table.file.0, table.start))
}

/// Whether the rows of a table have marks.
pub fn has_marks(table: &Table) -> bool {
    let has_spans = table.rows.iter().flatten().any(|cell| cell.row_span > 1);
    table.rows.len() >= LONG_TABLE && !has_spans
}

/// The space for each row that moves the row before the last to the next page, if the last one is alone there.
fn missing_space(block: &Block, sheet: &Sheet, document: &PagedDocument) -> Option<f64> {
    let BlockKind::Table(table) = &block.kind else { return None };
    let rows = table.rows.len();
    if !has_marks(table) {
        return None;
    }
    let place = |row: usize| {
        let location = label_location(document, &mark(block.span, row, rows)?)?;
        let position = document.introspector().position(location)?;
        Some((position.page.get() - 1, position.point.y.to_pt()))
    };
    let (last, before, third, first) = (place(rows - 1)?, place(rows - 2)?, place(rows - 3)?, place(0)?);
    if last.0 == before.0 {
        return None;
    }
    let row = if third.0 == before.0 { before.1 - third.1 } else { USUAL_ROW };
    let area = sheet.text_area(document.pages()[before.0].frame.height().to_pt());
    let top = if first.0 == before.0 { first.1 } else { area.start };
    // All rows on the page together grow by one row.
    Some((row * row / (before.1 + row - top)).min(row * MOST))
}
