//! Reports cells that Markdown drops.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::Reader;
use crate::diag::Code;
use crate::parse::callout::Rewritten;

impl Reader<'_, '_> {
    /// Notes the end of a cell, and checks a row at its end. `range` is that of the event in `text`, which begins at `start`
    /// of the source.
    pub(super) fn end_of_cells(
        &mut self,
        event: &Event<'_>,
        text: &Rewritten,
        range: &Range<usize>,
        start: usize,
    ) {
        match event {
            Event::End(TagEnd::TableCell) => self.cell_end = range.end,
            Event::End(TagEnd::TableRow) => self.check_row(text, range, start),
            _ => {}
        }
    }

    /// Reports cells after the last column. In the source, the cells of a table around this one may follow.
    fn check_row(&mut self, text: &Rewritten, row: &Range<usize>, start: usize) {
        let last = self.cell_end.clamp(row.start, row.end);
        let rest = &text.text[last..row.end];
        let extra = rest.trim_start_matches([' ', '\t', '|']);
        if extra.trim().is_empty() {
            return;
        }
        let from = last + rest.len() - extra.len();
        let place = text.range(&(from..from + extra.trim_end_matches(['\n', ' ', '|']).len()));
        let message = "this row has more cells than the table has columns";
        self.builder.complain(
            Code::ExtraCells,
            place.start + start..place.end + start,
            message,
            "add a column to the header row, or write `\\|` for a literal bar",
        );
    }
}
