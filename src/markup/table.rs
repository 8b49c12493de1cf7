//! Tables as markup.

use super::case::Writer;
use super::edition::Edition;
use super::tag::Tag;
use crate::apparatus::Decimals;
use crate::model::{Alignment, Attributes, Cell, Table};
use crate::vocabulary::{ALIGNED, TABLE, TABLE_CAPTION};

impl<E: Edition> Writer<'_, E> {
    pub(super) fn table(&mut self, table: &Table, attributes: &Attributes, anchor: Option<&str>) {
        self.push(&(Tag::new("div").classes(TABLE.class, &[]).start() + "\n"));
        let anchor = table.caption.as_ref().map(|caption| self.case.caption_anchor(caption.id)).or(anchor);
        self.open_named(TABLE.element, "", anchor, attributes);
        self.push("\n");
        if let Some(caption) = &table.caption {
            self.push(&Tag::new(TABLE_CAPTION.element).start());
            self.caption(caption);
            self.close_line(TABLE_CAPTION.element);
        }
        if !table.header.is_empty() {
            self.push(&(Tag::new("thead").start() + "\n"));
            table.header.iter().for_each(|row| self.row(row, &table.columns, None));
            self.close_line("thead");
        }
        self.push(&(Tag::new("tbody").start() + "\n"));
        let decimals = Decimals::of(table);
        table.rows.iter().for_each(|row| self.row(row, &table.columns, Some(&decimals)));
        self.close_line("tbody");
        self.close_line(TABLE.element);
        self.close_line("div");
    }

    /// A row of the header, or of the body, where numbers are aligned on their decimal points.
    fn row(&mut self, row: &[Cell], columns: &[Alignment], decimals: Option<&Decimals>) {
        self.push(&Tag::new("tr").start());
        for (index, cell) in row.iter().enumerate() {
            let (element, scope) = match (decimals.is_none(), cell.is_header) {
                (true, _) => ("th", Some("col")),
                (false, true) => ("th", Some("row")),
                (false, false) => ("td", None),
            };
            let class = match columns.get(index) {
                Some(Alignment::Center) => ALIGNED[0],
                Some(Alignment::End) => ALIGNED[1],
                Some(Alignment::Start) | None => "",
            };
            let [columns, rows] =
                [cell.column_span, cell.row_span].map(|count| Some(count).filter(|count| *count > 1));
            // An empty header cell is written as `td`, because it labels nothing.
            let (element, scope) = if cell.content.is_empty() { ("td", None) } else { (element, scope) };
            let tag = Tag::new(element).with_some("scope", scope).classes(class, &[]);
            self.push(&tag.with_some("colspan", columns).with_some("rowspan", rows).start());
            self.inlines(&cell.content);
            // A figure space is as wide as a digit, and a punctuation space as wide as a point.
            let room = decimals.map(|decimals| decimals.room(index, cell)).unwrap_or_default();
            self.push(if room.point { "\u{2008}" } else { "" });
            self.push(&"\u{2007}".repeat(room.digits));
            self.close(element);
        }
        self.close_line("tr");
    }
}
