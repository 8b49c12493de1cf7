//! Tables as markup.

use super::case::Writer;
use super::edition::Edition;
use crate::apparatus::Decimals;
use crate::model::{Alignment, Attributes, Cell, Table};

impl<E: Edition> Writer<'_, E> {
    pub(super) fn table(&mut self, table: &Table, attributes: &Attributes, anchor: Option<&str>) {
        self.push("<div class=\"table\">\n");
        let anchor = table.caption.as_ref().map(|caption| self.case.caption_anchor(caption.id)).or(anchor);
        self.open_named("table", "", anchor, attributes, "");
        self.push("\n");
        if let Some(caption) = &table.caption {
            self.push("<caption>");
            self.caption(caption);
            self.push("</caption>\n");
        }
        if !table.header.is_empty() {
            self.push("<thead>\n");
            table.header.iter().for_each(|row| self.row(row, &table.columns, None));
            self.push("</thead>\n");
        }
        self.push("<tbody>\n");
        let decimals = Decimals::of(table);
        table.rows.iter().for_each(|row| self.row(row, &table.columns, Some(&decimals)));
        self.push("</tbody>\n</table>\n</div>\n");
    }

    /// A row of the body, whose numbers are aligned on their decimal points, or of the header.
    fn row(&mut self, row: &[Cell], columns: &[Alignment], decimals: Option<&Decimals>) {
        self.push("<tr>");
        for (index, cell) in row.iter().enumerate() {
            let (element, scope) = match (decimals.is_none(), cell.is_header) {
                (true, _) => ("th", " scope=\"col\""),
                (false, true) => ("th", " scope=\"row\""),
                (false, false) => ("td", ""),
            };
            let class = match columns.get(index) {
                Some(Alignment::Center) => " class=\"align-center\"",
                Some(Alignment::End) => " class=\"align-end\"",
                Some(Alignment::Start) | None => "",
            };
            let span = |name: &str, count: u16| {
                if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() }
            };
            let spans = span("colspan", cell.column_span) + &span("rowspan", cell.row_span);
            // A header cell without words heads nothing.
            let (element, scope) = if cell.content.is_empty() { ("td", "") } else { (element, scope) };
            self.push(&format!("<{element}{scope}{class}{spans}>"));
            self.inlines(&cell.content);
            // Figure spaces are as wide as digits, the punctuation space as a point.
            let room = decimals.map(|decimals| decimals.room(index, cell)).unwrap_or_default();
            self.push(if room.point { "\u{2008}" } else { "" });
            self.push(&"\u{2007}".repeat(room.digits));
            self.push(&format!("</{element}>"));
        }
        self.push("</tr>\n");
    }
}
