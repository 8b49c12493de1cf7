//! Tables as markup.

use std::ops::Range;

use super::case::{Writer, tag};
use super::edition::Edition;
use super::fit::{Fit, scroll_box};
use super::tag::Tag;
use crate::apparatus::{Decimals, Gap};
use crate::model::{Alignment, Attributes, Cell, Row, Table, grid, plain_text};
use crate::vocabulary::{ALIGNED, SHARES, TABLE, TABLE_CAPTION};

/// Style sheets have a class for every width that is a multiple of this, in thousandths.
const SHARE: u16 = 50;

impl<E: Edition> Writer<'_, E> {
    pub(super) fn table(&mut self, table: &Table, attributes: &Attributes, anchor: Option<&str>) {
        let captioned = table.caption.as_ref().map(|caption| self.case.caption_anchor(caption.id));
        let name = self.scroll_box_of(table, captioned);
        self.push(&(name.start() + "\n"));
        let fit = if E::IS_XML { Fit::of(table) } else { Fit::Whole };
        let start = tag::<E>(TABLE.element, fit.class(), captioned.or(anchor), attributes);
        self.push(&(start.start() + "\n"));
        let decimals = Decimals::of(table);
        let heads = fit.heads(table);
        if let Some(caption) = &table.caption {
            self.push(&Tag::new(TABLE_CAPTION.element).start());
            self.caption(caption);
            self.close_line(TABLE_CAPTION.element);
        }
        self.widths(&table.widths);
        self.part("thead", &table.header, &table.columns, None, &[]);
        self.part("tbody", &table.rows, &table.columns, Some(&decimals), &heads);
        self.part("tfoot", &table.foot, &table.columns, Some(&decimals), &heads);
        self.close_line(TABLE.element);
        self.close_line("div");
    }

    /// The widths of the columns, which style sheets know in steps of a twentieth.
    fn widths(&mut self, widths: &[u16]) {
        if widths.is_empty() {
            return;
        }
        self.push(&Tag::new("colgroup").start());
        for width in widths {
            let step = usize::from((width + SHARE / 2) / SHARE).clamp(1, SHARES.len());
            let class = Some(SHARES[step - 1]).filter(|_| *width > 0);
            self.push(&Tag::new("col").with_some("class", class).void::<E>());
        }
        self.close_line("colgroup");
    }

    /// The rows of a part of the table. A head or a foot without rows is left out.
    fn part(
        &mut self,
        element: &str,
        rows: &[Row],
        columns: &[Alignment],
        decimals: Option<&Decimals>,
        heads: &[String],
    ) {
        if rows.is_empty() && element != "tbody" {
            return;
        }
        self.push(&(Tag::new(element).start() + "\n"));
        for (row, places) in rows.iter().zip(grid::columns(rows, columns.len())) {
            self.row(row, &places, columns, decimals, heads);
        }
        self.close_line(element);
    }

    /// The box of this table. Its name is the caption and the case, because several cases may have a caption in common,
    /// or the words of its first row, which is not the name of a landmark.
    fn scroll_box_of(&self, table: &Table, captioned: Option<&str>) -> Tag<'static> {
        if let Some(anchor) = captioned {
            let names = format!("{anchor} {}", self.case.title_anchor());
            return scroll_box().with("role", "region").with("aria-labelledby", names);
        }
        let first = table.all_rows().next();
        let words = first.into_iter().flatten().map(Cell::words);
        let words = words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ");
        let name = if words.is_empty() { plain_text(self.case.title()) } else { words };
        scroll_box().with("role", "group").with("aria-label", name)
    }

    /// A row of the header, or of the body, where numbers are aligned on their decimal points. `places` has the columns of
    /// each cell. With `heads`, each cell repeats the head of its column.
    fn row(
        &mut self,
        row: &[Cell],
        places: &[Range<usize>],
        columns: &[Alignment],
        decimals: Option<&Decimals>,
        heads: &[String],
    ) {
        self.push(&Tag::new("tr").start());
        for (cell, place) in row.iter().zip(places) {
            let index = place.start;
            let (element, scope) = match (decimals.is_none(), cell.is_header) {
                (true, _) => ("th", Some("col")),
                (false, true) => ("th", Some("row")),
                (false, false) => ("td", None),
            };
            let is_spanner = decimals.is_none() && cell.column_span > 1;
            let class = match columns.get(index) {
                _ if is_spanner => ALIGNED[0],
                Some(Alignment::Center) => ALIGNED[0],
                Some(Alignment::End) => ALIGNED[1],
                Some(Alignment::Start) | None => "",
            };
            let [columns, rows] =
                [cell.column_span, cell.row_span].map(|count| Some(count).filter(|count| *count > 1));
            // An empty header cell is written as `td`, because it labels nothing.
            let (element, scope) = if cell.is_empty() { ("td", None) } else { (element, scope) };
            let head = heads.get(place.clone()).unwrap_or_default().iter().filter(|head| !head.is_empty());
            let head = Some(head.map(String::as_str).collect::<Vec<_>>().join(" / "));
            let head = head.filter(|head| index > 0 && !head.is_empty());
            let tag = Tag::new(element).with_some("scope", scope).classes(class, &[]);
            let tag = tag.with_some("data-head", head);
            self.push(&tag.with_some("colspan", columns).with_some("rowspan", rows).start());
            let room = decimals.map(|decimals| decimals.room(place, cell)).unwrap_or_default();
            let spaces = |gap: Option<Gap>| gap.map(|gap| gap.spaces()).unwrap_or_default();
            self.push(&spaces(room.before));
            self.inlines(&cell.content);
            if !cell.blocks.is_empty() {
                self.push("\n");
                self.blocks(&cell.blocks);
            }
            self.push(&spaces(room.after));
            self.close(element);
        }
        self.close_line("tr");
    }
}
