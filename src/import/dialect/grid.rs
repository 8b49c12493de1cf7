//! Tables as a grid of lines: cells with spans or blocks, heads of several rows, and alignments, which elements do not have.

use std::ops::Range;

use super::alignment;
use super::escape::Site;
use super::writer::Writer;
use crate::model::{Alignment, Block, BlockKind, Cell, Nodes, Row, Table, grid};

/// The width from which casebook takes the columns of a drawing with cells of several lines as they are drawn.
const MEASURED: usize = 48;

/// A cell with its place in the grid: rows and columns.
struct Placed {
    rows: Range<usize>,
    columns: Range<usize>,
    lines: Vec<String>,
}

impl Writer<'_> {
    /// The lines of a grid; `None` if a grid cannot express the table.
    pub(super) fn grid(&mut self, table: &Table) -> Option<Vec<String>> {
        let count = table.columns.len();
        if count == 0 || table.header.is_empty() && !table.foot.is_empty() {
            return None;
        }
        let mut cells = Vec::new();
        for (first, rows) in parts(table) {
            self.place(rows, first, count, &mut cells)?;
        }
        let rows = table.all_rows().count();
        let (widths, heights) = (widths(&cells, count), heights(&cells, rows));
        let is_plain = cells.iter().all(|cell| cell.lines.iter().all(|line| line.chars().all(is_narrow)));
        let is_measured = cells.iter().any(|cell| cell.lines.len() > 1)
            && widths.iter().sum::<usize>() + count >= MEASURED
            && table.widths.is_empty();
        // In a drawing, no line end is left between a picture and the caption under it.
        let has_caption = table.all_rows().flatten().any(|cell| has_caption(&cell.blocks));
        if !is_plain || is_measured || has_caption {
            return None;
        }
        let mut drawing = Drawing::of(&widths, &heights);
        for cell in &cells {
            drawing.cell(cell);
        }
        drawing.rules(table);
        Some(drawing.lines())
    }

    /// Places the cells of a part of the table. None if rows lack cells.
    fn place(&mut self, rows: &[Row], first: usize, count: usize, cells: &mut Vec<Placed>) -> Option<()> {
        let places = grid::columns(rows, count);
        let mut covered = 0;
        for (index, (row, columns)) in rows.iter().zip(places).enumerate() {
            for (cell, columns) in row.iter().zip(columns) {
                let rows = first + index..first + index + usize::from(cell.row_span);
                covered += columns.len() * rows.len();
                cells.push(Placed { rows, columns, lines: self.cell_lines(cell) });
            }
        }
        (covered == rows.len() * count).then_some(())
    }

    fn cell_lines(&mut self, cell: &Cell) -> Vec<String> {
        if !cell.blocks.is_empty() {
            return self.blocks(&cell.blocks, MEASURED);
        }
        let line = self.line(&cell.content, Site::Cell);
        // What would begin a block in the cell is escaped as in a paragraph.
        let is_same = self.line(&cell.content, Site::Block).replace('|', "\\|") == line;
        let line = if is_same || line.is_empty() { line } else { self.line(&cell.content, Site::Block) };
        Some(line).filter(|line| !line.is_empty()).into_iter().collect()
    }
}

fn has_caption(blocks: &[Block]) -> bool {
    let is_captioned =
        |block: &Block| matches!(&block.kind, BlockKind::Figure(figure) if figure.caption.is_some());
    Nodes::of_blocks(blocks).blocks().any(is_captioned)
}

/// The parts of a table, each with the number of its first row.
fn parts(table: &Table) -> [(usize, &[Row]); 3] {
    let body = table.header.len();
    [(0, &table.header), (body, &table.rows), (body + table.rows.len(), &table.foot)]
}

/// Whether a character is as wide as a letter of a typewriter.
fn is_narrow(sign: char) -> bool {
    matches!(sign, ' '..='\u{2FF}' | '\u{370}'..='\u{482}' | '\u{48A}'..='\u{590}' | '\u{1E00}'..='\u{200A}')
        || matches!(sign, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{20A0}'..='\u{20CF}' | '\u{2100}'..='\u{22FF}')
}

fn width_of(cell: &Placed) -> usize {
    cell.lines.iter().map(|line| line.chars().count()).max().unwrap_or_default() + 2
}

/// The width of each column between its lines.
fn widths(cells: &[Placed], count: usize) -> Vec<usize> {
    sizes(cells, count, 5, |cell| (cell.columns.clone(), width_of(cell)))
}

/// The height of each row between its lines.
fn heights(cells: &[Placed], count: usize) -> Vec<usize> {
    sizes(cells, count, 1, |cell| (cell.rows.clone(), cell.lines.len()))
}

/// The sizes of columns or rows. The last one that a cell spans gets what the others do not have.
fn sizes(
    cells: &[Placed],
    count: usize,
    least: usize,
    of: impl Fn(&Placed) -> (Range<usize>, usize),
) -> Vec<usize> {
    let mut sizes = vec![least; count];
    let mut wanted: Vec<(Range<usize>, usize)> = cells.iter().map(of).collect();
    wanted.sort_by_key(|(places, _)| places.len());
    for (places, size) in wanted {
        let inside = sizes.get(places.clone()).unwrap_or_default();
        let has = inside.iter().sum::<usize>() + places.len().saturating_sub(1);
        if let Some(last) = places.end.checked_sub(1).and_then(|last| sizes.get_mut(last)) {
            *last += size.saturating_sub(has);
        }
    }
    sizes
}

/// The characters of a drawing.
struct Drawing {
    canvas: Vec<Vec<char>>,
    /// The columns and the lines of the borders.
    lefts: Vec<usize>,
    tops: Vec<usize>,
}

impl Drawing {
    fn of(widths: &[usize], heights: &[usize]) -> Self {
        let borders = |sizes: &[usize]| {
            let mut at = 0;
            let ends = sizes.iter().map(|size| {
                at += size + 1;
                at
            });
            std::iter::once(0).chain(ends).collect::<Vec<_>>()
        };
        let (lefts, tops) = (borders(widths), borders(heights));
        let size = |borders: &[usize]| borders.last().copied().unwrap_or_default() + 1;
        Self { canvas: vec![vec![' '; size(&lefts)]; size(&tops)], lefts, tops }
    }

    fn put(&mut self, line: usize, column: usize, sign: char) {
        if let Some(spot) = self.canvas.get_mut(line).and_then(|line| line.get_mut(column)) {
            *spot = sign;
        }
    }

    /// Draws a cell with its borders.
    fn cell(&mut self, cell: &Placed) {
        let at = |borders: &[usize], index: usize| borders.get(index).copied().unwrap_or_default();
        let (top, bottom) = (at(&self.tops, cell.rows.start), at(&self.tops, cell.rows.end));
        let (left, right) = (at(&self.lefts, cell.columns.start), at(&self.lefts, cell.columns.end));
        for column in left..=right {
            for line in [top, bottom] {
                let is_corner = self.lefts.contains(&column)
                    && (column == left || column == right || self.is_corner(line, column));
                self.put(line, column, if is_corner { '+' } else { '-' });
            }
        }
        for line in top + 1..bottom {
            for column in [left, right] {
                let is_corner = self.is_corner(line, column);
                self.put(line, column, if is_corner { '+' } else { '|' });
            }
        }
        for (line, words) in (top + 1..).zip(&cell.lines) {
            for (column, sign) in (left + 2..).zip(words.chars()) {
                self.put(line, column, sign);
            }
        }
    }

    fn is_corner(&self, line: usize, column: usize) -> bool {
        self.canvas.get(line).and_then(|line| line.get(column)) == Some(&'+')
    }

    /// Draws the rule under the head, those around the foot, and the marks of the alignments.
    fn rules(&mut self, table: &Table) {
        let top = |row: usize| self.tops.get(row).copied().unwrap_or_default();
        let (head, bottom) = (top(table.header.len()), top(table.all_rows().count()));
        let foot = top(table.header.len() + table.rows.len());
        let mut double = Vec::new();
        if !table.header.is_empty() {
            double.push(head);
        }
        if !table.foot.is_empty() {
            double.extend([foot, bottom]);
        }
        for line in double {
            for spot in self.canvas.get_mut(line).into_iter().flatten().filter(|spot| **spot == '-') {
                *spot = '=';
            }
        }
        let sides: Vec<(usize, usize)> =
            self.lefts.iter().copied().zip(self.lefts.iter().copied().skip(1)).collect();
        for (((left, right), alignment), usual) in
            sides.into_iter().zip(&table.columns).zip(alignment::usual(table))
        {
            let (starts, ends) = match alignment {
                own if *own == usual => (false, false),
                Alignment::Start => (true, false),
                Alignment::Center => (true, true),
                Alignment::End => (false, true),
            };
            if starts || ends {
                // A cell that covers several columns leaves no corners, without which a mark belongs to no column.
                self.put(head, left, '+');
                self.put(head, right, '+');
            }
            if starts {
                self.put(head, left + 1, ':');
            }
            if ends {
                self.put(head, right.saturating_sub(1), ':');
            }
        }
    }

    fn lines(self) -> Vec<String> {
        self.canvas.into_iter().map(|line| line.into_iter().collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::dialect::{Reading, case};
    use crate::model::{Attributes, Case, Header, Inline};
    use crate::source::{FileId, Span};

    #[test]
    fn marks_of_alignments_stand_between_corners_below_cells_that_cover_columns() {
        let cell = |text: &str| Cell::of_text(vec![Inline::Text(text.to_owned())]);
        let wide = || Cell { column_span: 2, ..cell("ab") };
        let row = || vec![cell("c"), cell("d")];
        for (header, rows) in
            [(vec![], vec![vec![wide()], row()]), (vec![vec![wide()]], vec![vec![wide()], row()])]
        {
            let columns = vec![Alignment::Center, Alignment::End];
            let table = Table { columns, widths: vec![], header, rows, foot: vec![], caption: None };
            let span = Span { file: FileId(0), start: 0, end: 0 };
            let mut own = Case::empty(FileId(0), Header::default());
            own.blocks =
                vec![Block { span, attributes: Attributes::default(), kind: BlockKind::Table(table) }];
            let reading = Reading { has_formulas: false, has_citations: false, keeps_straight_marks: false };
            let found = case(&own, reading);
            let marked: Vec<&str> = found.lines().filter(|line| line.contains(':')).collect();
            let [marked] = marked.as_slice() else { panic!("{found}") };
            let columns: Vec<&str> = marked.split('+').collect();
            let ends = columns.iter().map(|own| (own.starts_with(':'), own.ends_with(':')));
            let expected = [(false, false), (true, true), (false, true), (false, false)];
            assert_eq!(ends.collect::<Vec<_>>(), expected, "{found}");
        }
    }
}
