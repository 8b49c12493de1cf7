//! Reads tables: header rows, cells that cover others, repeated rows and cells.

use std::collections::HashMap;

use super::look::TABLE_HEADING;
use super::reader::Reader;
use super::styles::Family;
use super::words::words_of;
use crate::import::Reason;
use crate::import::building::item::{Grid, GridCell, GridRow, Merge};
use crate::import::xml::Element;

/// The most columns of a table.
const COLUMNS: usize = 256;
/// How often a row with content is repeated at most.
const REPEATED: usize = 1_000;

/// The cells that reach into later rows: how many columns each covers and for how many rows, by its first column.
type Covers = HashMap<usize, (usize, usize)>;

impl<'a> Reader<'a> {
    /// Reads a table; `None` for one without rows.
    pub fn table(&mut self, element: &'a Element) -> Option<Grid> {
        let mut grid = Grid { anchors: std::mem::take(&mut self.waiting), ..Grid::default() };
        let name = element.attribute("table:name").map(|name| format!("{name}|table"));
        grid.anchors.extend(name.and_then(|name| self.anchor(&name)));
        grid.has_first_row = element.attribute("table:use-first-row-styles") == Some("true");
        let first = element.elements().find(|part| part.name() == "table:table-row");
        grid.has_first_row |= first.is_some_and(|row| self.is_heading(row));
        self.rows(element, false, &mut Covers::new(), &mut grid);
        (!grid.rows.is_empty()).then_some(grid)
    }

    /// Whether all paragraphs of a row have the style for header rows.
    fn is_heading(&self, row: &Element) -> bool {
        let mut paragraphs = row.descendants().filter(|part| part.name() == "text:p").peekable();
        let has_style = |paragraph: &Element| {
            let chain = self.source.styles.chain(Family::Paragraph, paragraph.attribute("text:style-name"));
            chain.iter().any(|style| style.name == TABLE_HEADING)
        };
        paragraphs.peek().is_some() && paragraphs.all(has_style)
    }

    fn rows(&mut self, parent: &'a Element, is_header: bool, covers: &mut Covers, grid: &mut Grid) {
        for element in parent.elements() {
            match element.name() {
                "table:table-row" => self.row(element, is_header, covers, grid),
                "table:table-header-rows" => self.rows(element, true, covers, grid),
                "table:table-rows" | "table:table-row-group" | "text:soft-page-break" => {
                    self.rows(element, is_header, covers, grid);
                }
                _ => self.unknown(element),
            }
        }
    }

    fn row(&mut self, element: &'a Element, is_header: bool, covers: &mut Covers, grid: &mut Grid) {
        let is_empty =
            element.descendants().all(|part| !matches!(part.name(), "text:p" | "text:h" | "text:list"));
        let wanted = repeated(element, "table:number-rows-repeated");
        let count = if is_empty { 1 } else { wanted.min(REPEATED) };
        if count < wanted && !is_empty {
            self.pool.doubt(Reason::NotRead(format!("{wanted} equal rows of a table")), "");
        }
        let mut row = GridRow { is_header, before: 0, cells: Vec::new() };
        self.cells(element, covers, &mut row);
        // Rows without any content at the end of a sheet are none.
        if !(is_empty && wanted > REPEATED) {
            grid.rows.extend(std::iter::repeat_n(row, count));
        }
    }

    fn cells(&mut self, element: &'a Element, covers: &mut Covers, row: &mut GridRow) {
        let mut column = 0;
        let mut next = Covers::new();
        // The columns that a cell of this row covers.
        let mut covered = 0;
        for cell in element.elements() {
            let is_covered = match cell.name() {
                "table:table-cell" => false,
                "table:covered-table-cell" => true,
                _ => {
                    self.unknown(cell);
                    continue;
                }
            };
            for _ in 0..repeated(cell, "table:number-columns-repeated").min(COLUMNS) {
                if column >= COLUMNS {
                    return;
                }
                if column < covered && is_covered {
                    self.hidden(cell);
                } else if let (true, Some((span, rows))) = (is_covered, covers.get(&column).copied()) {
                    self.hidden(cell);
                    row.cells.push(GridCell { span, merge: Merge::Next, items: Vec::new() });
                    covered = column + span;
                    if rows > 1 {
                        next.insert(column, (span, rows - 1));
                    }
                } else {
                    let span = repeated(cell, "table:number-columns-spanned").min(COLUMNS - column);
                    let rows = repeated(cell, "table:number-rows-spanned");
                    let merge = if rows > 1 { Merge::First } else { Merge::Single };
                    let items = self.story(cell);
                    row.cells.push(GridCell { span, merge, items });
                    covered = column + span;
                    if rows > 1 {
                        next.insert(column, (span, rows - 1));
                    }
                }
                column += 1;
            }
        }
        *covers = next;
    }

    /// The words of a cell that another one covers.
    fn hidden(&mut self, cell: &Element) {
        let words = words_of(cell);
        if !words.is_empty() {
            self.pool.doubt(Reason::Hidden, &words);
        }
    }
}

/// A count of rows or columns.
fn repeated(element: &Element, name: &str) -> usize {
    element.attribute(name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}
