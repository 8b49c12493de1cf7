//! Tables: with bars where those can express them, and otherwise as a grid or as elements.

use super::alignment;
use super::attributes;
use super::escape::Site;
use super::figure::{before_words, caption_paragraph};
use super::wrap::WIDTH;
use super::writer::Writer;
use crate::model::{Alignment, Attributes, BlockKind, Caption, Cell, Inline, LabelKind, Nodes, Row, Table};

/// The attribute with the widths of the columns.
const WIDTHS: &str = "tbl-colwidths";

/// The most tables inside a drawn one. Each is written again if the drawing does not fit, so that the time doubles with each level.
const INSIDE: usize = 8;

/// The number of tables in the cells of a table.
fn tables_inside(table: &Table) -> usize {
    let blocks = table.all_rows().flatten().flat_map(|cell| Nodes::of_blocks(&cell.blocks).blocks());
    blocks.filter(|block| matches!(block.kind, BlockKind::Table(_))).count()
}

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table, own: &Attributes) -> Vec<String> {
        let own = with_widths(table, own);
        if has_bars(table) {
            return self.captioned(self.bars(table), table.caption.as_ref(), &own);
        }
        let is_usual = alignment::usual(table) == table.columns;
        let fits = |lines: &Vec<String>| {
            !is_usual || lines.first().is_some_and(|line| line.chars().count() <= WIDTH)
        };
        let has_headers = table.all_rows().flatten().any(|cell| cell.is_header);
        if !has_headers
            && tables_inside(table) <= INSIDE
            && let Some(lines) = self.grid(table).filter(fits)
        {
            return self.captioned(lines, table.caption.as_ref(), &own);
        }
        self.elements(table, &own)
    }

    /// Rows of cells between bars.
    fn bars(&self, table: &Table) -> Vec<String> {
        let empty = || vec![Cell::of_text(Vec::new()); table.columns.len()];
        let head = table.header.first().cloned().unwrap_or_else(empty);
        let usual = alignment::usual(table);
        let rules = table.columns.iter().zip(usual).map(|(own, usual)| match own {
            Alignment::Start if usual == Alignment::Start => "---",
            Alignment::Start => ":---",
            Alignment::Center => ":---:",
            Alignment::End => "---:",
        });
        let rule = format!("| {} |", rules.collect::<Vec<_>>().join(" | "));
        let rows = table.rows.iter().map(|row| self.row(row));
        [self.row(&head), rule].into_iter().chain(rows).collect()
    }

    fn row(&self, row: &Row) -> String {
        let cells = row.iter().map(|cell| self.line(&cell.content, Site::Cell));
        let cells = cells.map(|words| if words.is_empty() { " ".to_owned() } else { format!(" {words} ") });
        format!("|{}|", cells.collect::<Vec<_>>().join("|"))
    }

    /// A table with its caption and its attributes.
    fn captioned(&self, mut lines: Vec<String>, caption: Option<&Caption>, own: &Attributes) -> Vec<String> {
        let list = attributes::list(own).unwrap_or_default();
        let Some(caption) = caption else {
            return if list.is_empty() {
                lines
            } else {
                lines.into_iter().chain([String::new(), list]).collect()
            };
        };
        lines.push(String::new());
        let is_of_table = caption.label.as_ref().is_some_and(|label| label.kind == LabelKind::Table);
        match caption_paragraph_of_table(caption).filter(|_| is_of_table && list.is_empty()) {
            Some(content) => lines.extend(self.paragraph(&content, WIDTH)),
            None => {
                let label = caption.label.as_ref().map(before_words).unwrap_or_default();
                let words = [Inline::Text(label)].into_iter().chain(caption.content.iter().cloned());
                let words: Vec<Inline> =
                    words.filter(|inline| *inline != Inline::Text(String::new())).collect();
                let list = if list.is_empty() { list } else { format!(" {list}") };
                lines.push(format!(": {}{list}", self.line(&words, Site::Heading).trim_end()));
            }
        }
        lines
    }

    /// A table as HTML elements.
    fn elements(&mut self, table: &Table, own: &Attributes) -> Vec<String> {
        let mut lines = vec![format!("<table{}>", attributes::of_tag(own))];
        if let Some(caption) = &table.caption {
            let label = caption.label.as_ref().map(before_words).unwrap_or_default();
            lines.push(format!(
                "<caption>{}{}</caption>",
                attributes::text(&label),
                self.markup(&caption.content)
            ));
        }
        if table.widths.contains(&0) {
            lines.extend(table.widths.iter().map(|width| match width {
                0 => "<col>".to_owned(),
                width => format!("<col width=\"{}%\">", percent(*width)),
            }));
        }
        for (part, rows) in [("thead", &table.header), ("tbody", &table.rows), ("tfoot", &table.foot)] {
            if rows.is_empty() {
                continue;
            }
            lines.push(format!("<{part}>"));
            for row in rows {
                self.element_row(row, &mut lines);
            }
            lines.push(format!("</{part}>"));
        }
        lines.push("</table>".to_owned());
        lines
    }

    fn element_row(&mut self, row: &Row, lines: &mut Vec<String>) {
        lines.push("<tr>".to_owned());
        for cell in row {
            let name = if cell.is_header { "th" } else { "td" };
            let mut tag = format!("<{name}");
            for (key, span) in [("colspan", cell.column_span), ("rowspan", cell.row_span)] {
                if span > 1 {
                    tag.push_str(&format!(" {key}=\"{span}\""));
                }
            }
            if cell.blocks.is_empty() {
                lines.push(format!("{tag}>{}</{name}>", self.markup(&cell.content)));
            } else {
                lines.push(tag + ">");
                lines.extend(self.apart(&cell.blocks, WIDTH));
                lines.push(format!("</{name}>"));
            }
        }
        lines.push("</tr>".to_owned());
    }
}

/// The caption of a table as a paragraph of its own.
fn caption_paragraph_of_table(caption: &Caption) -> Option<Vec<Inline>> {
    let mut caption = caption.clone();
    // Beside a picture, such a caption stands directly under it; a table has nothing else.
    if let Some(label) = &mut caption.label {
        label.kind = LabelKind::Figure;
    }
    caption_paragraph(&caption)
}

/// Whether rows between bars can express a table.
fn has_bars(table: &Table) -> bool {
    let count = table.columns.len();
    let is_simple = |cell: &Cell| {
        cell.blocks.is_empty() && !cell.is_header && cell.column_span == 1 && cell.row_span == 1
    };
    let is_row = |row: &Row| row.len() == count && row.iter().all(is_simple);
    count > 0
        && table.header.len() <= 1
        && table.foot.is_empty()
        && !(table.header.is_empty() && table.rows.is_empty())
        && !table.widths.contains(&0)
        && table.all_rows().all(is_row)
}

/// The attributes of a table with the widths of its columns.
fn with_widths(table: &Table, own: &Attributes) -> Attributes {
    let mut own = own.clone();
    let has_some = own.other.iter().any(|(key, _)| matches!(key.as_str(), WIDTHS | "widths"));
    if !has_some && !table.widths.is_empty() && !table.widths.contains(&0) {
        let widths: Vec<String> = table.widths.iter().map(|width| percent(*width)).collect();
        own.other.push((WIDTHS.to_owned(), format!("[{}]", widths.join(","))));
    }
    own
}

/// Thousandths as hundredths.
fn percent(width: u16) -> String {
    match (width / 10, width % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}
