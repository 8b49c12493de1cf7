//! Tables as directives of `MyST` (`{list-table}`, `{csv-table}`, `{table}`) and as a division of pandoc
//! (`::: {.list-table}`).

use std::ops::Range;

use super::drawing::{Cell, Drawing, Row};
use crate::model::{Alignment, Attributes};
use crate::parse::attributes;
use crate::parse::callout::line::{blank, columns, words};

/// A directive that is a table.
pub struct Directive {
    pub drawing: Drawing,
    pub attributes: Attributes,
    /// The place of its caption.
    pub caption: Option<Range<usize>>,
    /// Whether it is fenced as code.
    pub is_code: bool,
    /// The lines of a table that is written in another way.
    pub body: Vec<Range<usize>>,
}

/// How the rows of a directive are written.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    List,
    Csv,
    /// As a table in Markdown.
    Table,
}

/// What its options say.
#[derive(Default)]
struct Options {
    attributes: Attributes,
    header_rows: Option<usize>,
    stub_columns: usize,
    aligns: Vec<Option<Alignment>>,
    /// A header row of its own.
    header: Option<Range<usize>>,
    /// The data is not here.
    is_elsewhere: bool,
}

/// The directive whose fence is at a line. None if it is another one, or cannot be read.
pub fn read(text: &str, lines: &[Range<usize>], first: usize) -> Option<Directive> {
    let range = words(text, &lines[first]);
    let fence = &text[range.clone()];
    let mark = fence.chars().next().filter(|mark| matches!(mark, '`' | '~' | ':'))?;
    let length = fence.len() - fence.trim_start_matches(mark).len();
    if length < 3 {
        return None;
    }
    let behind = &fence[length..];
    let start = range.end - behind.trim_start().len();
    let (kind, mut options, title) = opening(text, start..range.end, mark == ':')?;
    let is_end = |line: &Range<usize>| {
        let line = &text[words(text, line)];
        line.len() >= length && line.chars().all(|other| other == mark)
    };
    let last = (first + 1..lines.len()).find(|at| is_end(&lines[*at]))?;
    let mut body = &lines[first + 1..last];
    while let Some((line, rest)) = body.split_first() {
        let line = words(text, line);
        if !line.is_empty() && !option(&mut options, text, &line) {
            break;
        }
        body = rest;
    }
    let mut caption = Some(title).filter(|title| !title.is_empty());
    if let Some((line, rest)) = body.split_first().filter(|_| kind == Kind::List && caption.is_none())
        && item(text, line).is_none()
    {
        (caption, body) = (Some(words(text, line)), rest);
    }
    let height = last - first + 1;
    let is_code = mark != ':';
    let attributes = std::mem::take(&mut options.attributes);
    let mut rows = match kind {
        Kind::List => list(text, body)?,
        Kind::Csv => csv(text, body)?,
        Kind::Table => {
            let drawing = Drawing { height, ..Drawing::default() };
            return Some(Directive { drawing, attributes, caption, is_code, body: body.to_vec() });
        }
    };
    let mut header_rows = options.header_rows.unwrap_or(0);
    if let Some(header) = options.header.take() {
        rows.insert(0, record(text, header)?);
        header_rows = 1;
    }
    let count = rows.iter().map(Vec::len).max()?;
    if options.is_elsewhere || header_rows >= rows.len() || rows.iter().any(|row| row.len() != count) {
        return None;
    }
    for cell in rows.iter_mut().flat_map(|row| row.iter_mut().take(options.stub_columns)) {
        cell.is_header = true;
    }
    options.aligns.resize(count, None);
    let body = rows.split_off(header_rows);
    let columns = options.aligns;
    let drawing = Drawing { height, columns, header: rows, rows: body, ..Drawing::default() };
    Some(Directive { drawing, attributes, caption, is_code, body: Vec::new() })
}

/// `{list-table} Title`, or `{.list-table header-rows=1}`: its kind, its options, and the place of its title.
fn opening(text: &str, range: Range<usize>, is_division: bool) -> Option<(Kind, Options, Range<usize>)> {
    let line = &text[range.clone()];
    for (name, kind) in [("{list-table}", Kind::List), ("{csv-table}", Kind::Csv), ("{table}", Kind::Table)] {
        let Some(title) = line.strip_prefix(name) else { continue };
        let start = range.end - title.trim_start().len();
        return Some((kind, Options::default(), start..range.end));
    }
    let (mut list, _) = attributes::attributes(line).filter(|_| is_division)?;
    let place = list.classes.iter().position(|class| class == "list-table")?;
    list.classes.remove(place);
    // The first row is the head in pandoc's filter.
    let mut options = Options { header_rows: Some(1), ..Options::default() };
    for (key, value) in std::mem::take(&mut list.other) {
        if !set(&mut options, &key, &value) {
            list.other.push((key, value));
        }
    }
    list.other.append(&mut options.attributes.other);
    options.attributes = list;
    Some((Kind::List, options, range.end..range.end))
}

/// Applies an option such as `:header-rows: 1`. Returns whether the line is one.
fn option(options: &mut Options, text: &str, line: &Range<usize>) -> bool {
    let words = text[line.clone()].strip_prefix(':').and_then(|rest| rest.split_once(':'));
    let Some((key, value)) = words.filter(|(key, _)| !key.is_empty() && !key.contains(' ')) else {
        return false;
    };
    if key == "header" {
        options.header = Some(line.end - value.trim_start().len()..line.end);
    } else {
        set(options, key, value.trim());
    }
    true
}

/// Sets an option. Returns false if it has no meaning here.
fn set(options: &mut Options, key: &str, value: &str) -> bool {
    match key {
        "header-rows" => options.header_rows = value.parse().ok(),
        "stub-columns" | "header-cols" => options.stub_columns = value.parse().unwrap_or(0),
        "widths" if value != "auto" => options.attributes.other.push(("widths".to_owned(), value.to_owned())),
        "name" => options.attributes.id = Some(value.to_owned()),
        "class" => options.attributes.classes.extend(value.split_whitespace().map(str::to_owned)),
        "aligns" => options.aligns = value.split(',').map(alignment).collect(),
        "file" | "url" | "delim" | "quote" | "escape" => options.is_elsewhere = true,
        _ => return false,
    }
    true
}

fn alignment(word: &str) -> Option<Alignment> {
    match word.trim() {
        "l" => Some(Alignment::Start),
        "c" => Some(Alignment::Center),
        "r" => Some(Alignment::End),
        _ => None,
    }
}

/// The column and the offset of the text of a list item: `* words`.
fn item(text: &str, line: &Range<usize>) -> Option<(usize, usize)> {
    let whole = &text[line.clone()];
    let start = blank(whole.trim_start_matches('>')) + whole.len() - whole.trim_start_matches('>').len();
    let rest = whole[start..].strip_prefix(['*', '-', '+'])?;
    if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
        return None;
    }
    let text = start + 1 + blank(rest);
    Some((columns(&whole[..start]), line.start + text))
}

/// The lines of a cell, with the blanks before each.
type Lines = Vec<(Range<usize>, usize)>;

/// The rows of a list of lists, as far as they are read.
#[derive(Default)]
struct List {
    rows: Vec<Vec<Lines>>,
    /// The columns of the markers of rows and of cells.
    outer: Option<usize>,
    inner: Option<usize>,
}

/// The rows of a list of lists: `* - words`.
fn list(text: &str, lines: &[Range<usize>]) -> Option<Vec<Row>> {
    let mut list = List::default();
    for line in lines {
        list.line(text, line)?;
    }
    let rows = list.rows.into_iter().map(|row| row.into_iter().map(cell).collect());
    Some(rows.collect::<Vec<Row>>()).filter(|rows| !rows.is_empty())
}

impl List {
    /// Reads a line; none if it is no part of the list.
    fn line(&mut self, text: &str, line: &Range<usize>) -> Option<()> {
        let found = item(text, line);
        if let Some((column, start)) =
            found.filter(|(column, _)| self.outer.is_none_or(|outer| outer == *column))
        {
            self.outer = Some(column);
            self.inner = Some(columns(&text[line.start..start]));
            let (_, words) = item(text, &(start..line.end))?;
            self.rows.push(vec![vec![kept(text, words..line.end, 0)]]);
            return Some(());
        }
        let start = line.end - text[line.clone()].trim_start().len();
        let is_blank = words(text, line).is_empty();
        let Some(inner) = self.inner else { return is_blank.then_some(()) };
        let column = columns(&text[line.start..start]);
        match found {
            Some((column, words)) if column == inner => {
                self.rows.last_mut()?.push(vec![kept(text, words..line.end, 0)]);
            }
            _ if is_blank || column > inner || found.is_none() && self.is_open() => {
                let before = column.saturating_sub(inner + 2);
                self.rows.last_mut()?.last_mut()?.push(kept(text, start..line.end, before));
            }
            _ => return None,
        }
        Some(())
    }

    /// Whether the last line has words: a paragraph may go on at any column.
    fn is_open(&self) -> bool {
        let last = self.rows.last().and_then(|row| row.last()?.last());
        last.is_some_and(|(place, _)| place.start < place.end)
    }
}

/// The cell of an item, whose first line begins behind its marker.
fn cell(mut lines: Lines) -> Cell {
    while lines.pop_if(|(place, _)| place.start == place.end).is_some() {}
    Cell { lines, is_header: false, column_span: 1, row_span: 1 }
}

/// A line of a cell without blanks at its end.
fn kept(text: &str, range: Range<usize>, before: usize) -> (Range<usize>, usize) {
    (range.start..range.start + text[range].trim_end().len(), before)
}

/// The rows of values between commas.
fn csv(text: &str, lines: &[Range<usize>]) -> Option<Vec<Row>> {
    let lines = lines.iter().map(|line| words(text, line)).filter(|line| !line.is_empty());
    lines.map(|line| record(text, line)).collect()
}

/// The cells of a line: `words,"more, words"`. A doubled quotation mark is not read.
fn record(text: &str, line: Range<usize>) -> Option<Row> {
    let mut row = Row::new();
    let mut at = line.start;
    loop {
        at += blank(&text[at..line.end]);
        let rest = &text[at..line.end];
        let (cell, end) = if let Some(inside) = rest.strip_prefix('"') {
            let length = inside.find('"')?;
            (at + 1..at + 1 + length, at + length + 2)
        } else {
            let length = rest.find(',').unwrap_or(rest.len());
            (at..at + rest[..length].trim_end().len(), at + length)
        };
        row.push(Cell::of([(cell, 0)].into_iter(), 1, 1));
        let rest = text[end..line.end].trim_start();
        if rest.is_empty() {
            return Some(row);
        }
        at = line.end - rest.strip_prefix(',')?.len();
    }
}
