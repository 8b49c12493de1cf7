//! Tables that pulldown-cmark does not know: grid tables, multi-line tables and simple tables, and captions beside any
//! table.
//!
//! They are rewritten as callouts are: each table, row and cell becomes a mark, and the lines of each cell follow the mark
//! of the cell, as Markdown of their own. So a cell may have any blocks, the links and notes of the whole file work in it,
//! and [`Rewritten`] leads from each word back to its place in the drawing. Rewriting to HTML would do that, too, but marks
//! need no escapes, and the alignment and the widths of columns need no attributes.

mod canvas;
mod captions;
mod dashes;
mod directive;
mod drawing;
mod grid;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::Options;

use crate::model::Attributes;
use crate::parse::callout;
use crate::parse::callout::line::{continued, lines, prefix};
use crate::parse::callout::rewritten::{Bit, Drawn, Edit, LINE, Mark, Rewritten};
use crate::parse::callout::survey::{self, Survey};
use crate::parse::inserted;

use canvas::Canvas;
use drawing::{Cell, Drawing, Row};

/// How many levels of nested tables are read.
const DEEPEST: usize = 4;

/// How many failing tables are refused one by one. Each costs another reading of the text.
const MOST_FAILURES: usize = 16;

/// The most lines of a table.
const MOST_LINES: usize = 10_000;

/// Rewrites the pictures, the drawn tables, the callouts and the captions of a text.
pub fn rewritten(text: Rewritten, options: Options) -> Rewritten {
    let mut refused = BTreeSet::new();
    let text = drawn(inserted::rewritten(text, options), options, &mut refused);
    // A table may stand in a callout, and a callout in a table.
    let text = drawn(callout::rewritten(text, options), options, &mut refused);
    captions::rewritten(ruled_by_plus(text, options), options)
}

/// Writes bars for the plus signs in the rule under the head of a pipe table, as Emacs draws it: `|-----+-----|`.
fn ruled_by_plus(text: Rewritten, options: Options) -> Rewritten {
    let lines = lines(&text.text);
    let is_rule = |at: &usize| {
        let line = &text.text[words(&text.text, &lines[*at])];
        let is_row = at
            .checked_sub(1)
            .is_some_and(|before| text.text[words(&text.text, &lines[before])].starts_with('|'));
        is_row
            && line.contains("-+")
            && line.starts_with("|-")
            && line.ends_with("-|")
            && line.bytes().all(|mark| b"|-+:".contains(&mark))
    };
    let rules: Vec<usize> = (0..lines.len()).filter(is_rule).collect();
    if rules.is_empty() {
        return text;
    }
    let survey = Survey::of(&text.text, &[], options);
    let plus = |at: usize| {
        let line = words(&text.text, &lines[at]);
        let found = text.text[line.clone()].match_indices('+').map(|(plus, _)| line.start + plus);
        found.collect::<Vec<_>>()
    };
    let places = rules.into_iter().filter(|at| !survey.is_verbatim(lines[*at].start)).flat_map(plus);
    let edits = places.map(|at| Edit { range: at..at + 1, with: vec![Bit::Made("|".to_owned())] });
    let edits: Vec<Edit> = edits.collect();
    if edits.is_empty() { text } else { text.edited(edits) }
}

/// Rewrites tables until there are no more. A fence that a cell leaves open swallows the tables after it, so a round that
/// fails is repeated without the first table that is not read as it should.
fn drawn(mut text: Rewritten, options: Options, refused: &mut BTreeSet<usize>) -> Rewritten {
    let (mut rounds, mut failures) = (0, 0);
    while rounds < DEEPEST {
        let edits = tables(&text, options, refused);
        if edits.is_empty() {
            break;
        }
        let next = text.edited(edits);
        let failed = survey::failed(&next, options);
        let culprit = failed.difference(refused).next().copied();
        match culprit {
            None if failed.is_empty() => {
                text = next;
                rounds += 1;
            }
            None => break,
            Some(culprit) if failures < MOST_FAILURES => {
                refused.insert(culprit);
                failures += 1;
            }
            Some(_) => refused.extend(failed),
        }
    }
    text
}

/// The attribute of a table that has the widths of its columns.
const WIDTHS: &str = "tbl-colwidths";

/// The columns that pandoc takes as the width of the text.
const TEXT_WIDTH: usize = 72;

/// The content of a narrower drawing decides about the widths of its columns.
const LEAST_WIDTH: usize = 48;

/// A table that was found in the lines of a text.
struct Found {
    /// Its first line.
    first: usize,
    /// The line that must begin a block.
    ruled: usize,
    drawing: Drawing,
    /// Attributes and caption of a directive.
    attributes: Attributes,
    caption: Option<Range<usize>>,
    /// Whether the parser reads it as code.
    is_code: bool,
    /// The lines of a table inside a directive.
    body: Vec<Range<usize>>,
}

impl Found {
    fn of(first: usize, ruled: usize, drawing: Drawing) -> Self {
        let attributes = attributes(&drawing.widths);
        Self { first, ruled, drawing, attributes, caption: None, is_code: false, body: Vec::new() }
    }
}

/// The edits for the tables of a text.
fn tables(text: &Rewritten, options: Options, refused: &BTreeSet<usize>) -> Vec<Edit> {
    let lines = lines(&text.text);
    let mut found = Vec::new();
    let mut next = 0;
    while next < lines.len() {
        let table = find(&text.text, &lines, next).filter(|table| {
            let start = text.range(&lines[table.first]).start;
            !refused.contains(&start)
        });
        next = table.as_ref().map_or(next + 1, |table| table.first + table.drawing.height);
        found.extend(table);
    }
    if found.is_empty() {
        return Vec::new();
    }
    let start = |table: &Found| words(&text.text, &lines[table.ruled]);
    let ruled: Vec<Range<usize>> = found.iter().filter(|table| !table.is_code).map(start).collect();
    let survey = Survey::of(&text.text, &ruled, options);
    let is_block = |table: &&Found| {
        let start = start(table).start;
        let is_directive = || survey.directives.iter().any(|code| code.start == start);
        if table.is_code { is_directive() } else { survey.is_block(start) }
    };
    found.iter().filter(is_block).map(|table| edit(text, &lines, table)).collect()
}

fn words(text: &str, line: &Range<usize>) -> Range<usize> {
    callout::line::words(text, line)
}

/// The table that begins at a line.
fn find(text: &str, lines: &[Range<usize>], first: usize) -> Option<Found> {
    let range = words(text, &lines[first]);
    let words_of = |line: usize| lines.get(line).map(|line| &text[words(text, line)]);
    let line = &text[range];
    if ["```", "~~~", ":::"].iter().any(|fence| line.starts_with(fence)) {
        let directive::Directive { drawing, attributes, caption, is_code, body } =
            directive::read(text, lines, first)?;
        return Some(Found { first, ruled: first, drawing, attributes, caption, is_code, body });
    }
    if line.is_empty() || !begins_block(text, lines, first) {
        return None;
    }
    if is_border(line) {
        let count = lines[first..].iter().skip(1).take(MOST_LINES).take_while(|line| {
            let behind = text[(*line).clone()].trim_start_matches([' ', '\t', '>']);
            behind.starts_with(['+', '|'])
        });
        let canvas = canvas(text, &lines[first..=first + count.count()])?;
        return Some(Found::of(first, first, grid::read(&canvas)?));
    }
    // The line of hyphens is this one, the next one, or the one under the head of a multi-line table.
    let is_single = line.len() >= LINE.len() && line.bytes().all(|byte| byte == b'-');
    let ruled = if is_single {
        let below = (first + 1..lines.len().min(first + 20)).take_while(|at| words_of(*at) != Some(""));
        below.into_iter().find(|at| words_of(*at).is_some_and(is_ruled))?
    } else if is_ruled(line) {
        first
    } else {
        // The mark before the words of a cell is no head.
        Some(first + 1).filter(|at| line != LINE && words_of(*at).is_some_and(is_ruled))?
    };
    let end = end(text, lines, ruled);
    let canvas = canvas(text, &lines[first..end])?;
    let drawing = dashes::read(&canvas, ruled - first)?;
    let ruled = if is_single { first } else { ruled };
    Some(Found::of(first, ruled, drawing))
}

/// The line after those that may belong to a table of hyphens: after its last rule, or before a line that is surely none
/// of its lines.
fn end(text: &str, lines: &[Range<usize>], ruled: usize) -> usize {
    let mut blank = 0;
    let mut end = ruled + 1;
    for (at, line) in lines.iter().enumerate().skip(ruled + 1).take(MOST_LINES) {
        let bare = text[line.clone()].trim_start_matches([' ', '\t', '>']).trim_end();
        blank = if bare.is_empty() { blank + 1 } else { 0 };
        if blank > 1 || bare.starts_with('#') || bare.starts_with("```") || bare.starts_with(":::") {
            break;
        }
        end = at + 1;
        // The table ends with the next rule.
        if bare.contains("--") && bare.bytes().all(|mark| matches!(mark, b'-' | b' ' | b'\t')) {
            break;
        }
    }
    end
}

/// `+---+---+`, with at least one column.
fn is_border(line: &str) -> bool {
    let is_border =
        |part: &str| part.len() > 1 && part.trim_matches(':').bytes().all(|mark| b"-=".contains(&mark));
    let inside = line.strip_prefix('+').and_then(|line| line.strip_suffix('+'));
    inside.is_some_and(|inside| inside.split('+').all(|part| is_border(part) && part.contains(['-', '='])))
}

/// `---  -----`, with at least two columns.
fn is_ruled(line: &str) -> bool {
    (line.contains("-- ") || line.contains("--\t"))
        && line.bytes().all(|mark| matches!(mark, b'-' | b' ' | b'\t'))
}

/// Whether a line begins a block: it does not continue a paragraph.
fn begins_block(text: &str, lines: &[Range<usize>], line: usize) -> bool {
    let Some(before) = line.checked_sub(1).map(|before| &text[lines[before].clone()]) else { return true };
    let has_marker = text[lines[line].clone()][..prefix(&text[lines[line].clone()])]
        .contains(|mark: char| !matches!(mark, ' ' | '\t' | '>'));
    let bare = before.trim_start_matches([' ', '\t', '>']).trim_end();
    has_marker
        || bare.is_empty()
        || bare.starts_with(['#', '<', ':'])
        || bare.starts_with("```")
        || bare.starts_with("Table:")
        || bare.starts_with("table:")
        || bare.starts_with(LINE)
}

fn canvas(text: &str, lines: &[Range<usize>]) -> Option<Canvas> {
    let first = &text[lines.first()?.clone()];
    let marks = first[..prefix(first)].matches('>').count();
    let mut canvas = Canvas::default();
    for line in lines {
        if canvas.add(text, line, marks).is_none() {
            break;
        }
    }
    Some(canvas)
}

/// The lines of a table as marks and the lines of its cells.
fn edit(text: &Rewritten, lines: &[Range<usize>], table: &Found) -> Edit {
    let range = lines[table.first].start..lines[table.first + table.drawing.height - 1].end;
    let place = text.range(&range);
    let first = &text.text[lines[table.first].clone()];
    let start = &first[..prefix(first)];
    let has_marker = start.contains(|mark: char| !matches!(mark, ' ' | '\t' | '>'));
    let mut with = Vec::new();
    // Words of the first line may be indented further than the table.
    let start = if has_marker {
        let kept = start.trim_end().len();
        with.push(Bit::Kept(range.start..range.start + kept));
        with.push(Bit::Made(" ".to_owned()));
        format!("{} ", &start[..kept])
    } else {
        let ruled = &text.text[lines[table.ruled].clone()];
        let start = ruled[..prefix(ruled)].to_owned();
        with.push(Bit::Made(start.clone()));
        start
    };
    let mut writing = Writing { with, place, start: format!("\n{}", continued(&start)), is_first: true };
    let is_wrapper = table.drawing.rows.is_empty();
    if table.caption.is_some() || is_wrapper {
        let attributes = if is_wrapper { table.attributes.clone() } else { Attributes::default() };
        writing.caption(table.caption.as_ref(), text, attributes);
    }
    if is_wrapper {
        writing.body(&table.body);
    } else {
        writing.table(&table.drawing, table.attributes.clone());
    }
    Edit { range, with: writing.with }
}

/// Writes the marks of a table.
struct Writing {
    with: Vec<Bit>,
    /// The place of the table in the source.
    place: Range<usize>,
    /// The start of every line but the first.
    start: String,
    is_first: bool,
}

impl Writing {
    fn caption(&mut self, words: Option<&Range<usize>>, text: &Rewritten, attributes: Attributes) {
        self.is_first = false;
        let place = words.map_or(self.place.clone(), |words| text.range(words));
        self.with.push(Bit::Marked("# ", Mark::Caption(attributes, place)));
        self.with.extend(words.cloned().map(Bit::Kept));
        self.with.push(Bit::Made(" #".to_owned()));
    }

    /// The lines inside a directive, without its fences and options.
    fn body(&mut self, lines: &[Range<usize>]) {
        for line in lines {
            self.with.extend([Bit::Made("\n".to_owned()), Bit::Kept(line.clone())]);
        }
        // The last row of a table must not end with the line of the fence.
        self.with.push(Bit::Made("\n".to_owned()));
    }

    fn table(&mut self, drawing: &Drawing, attributes: Attributes) {
        self.open(Drawn::Table(drawing.columns.clone(), attributes));
        let parts =
            [(Some(Drawn::Head), &drawing.header), (None, &drawing.rows), (Some(Drawn::Foot), &drawing.foot)];
        for (part, rows) in parts {
            if rows.is_empty() {
                continue;
            }
            let is_part = part.is_some();
            if let Some(part) = part {
                self.open(part);
            }
            for row in rows {
                self.row(row);
            }
            if is_part {
                self.close();
            }
        }
        self.close();
    }

    fn row(&mut self, row: &Row) {
        self.open(Drawn::Row);
        for cell in row {
            let (column_span, row_span) = (cell.column_span, cell.row_span);
            self.open(Drawn::Cell { is_header: cell.is_header, column_span, row_span });
            self.lines(cell);
            self.close();
        }
        self.close();
    }

    fn lines(&mut self, cell: &Cell) {
        for (place, before) in &cell.lines {
            let blanks = " ".repeat(*before);
            self.with.push(Bit::Made(format!("{}{blanks}", self.start)));
            if !place.is_empty() {
                self.with.push(Bit::Kept(place.clone()));
            }
        }
        if !cell.lines.is_empty() {
            // A blank line ends a block of HTML in the cell.
            self.with.push(Bit::Made(self.start.trim_end_matches(' ').to_owned()));
        }
    }

    fn open(&mut self, drawn: Drawn) {
        self.mark(Mark::Drawn(drawn, self.place.clone()));
    }

    fn close(&mut self) {
        let end = self.place.end;
        self.mark(Mark::Close(end..end));
    }

    fn mark(&mut self, mark: Mark) {
        if !std::mem::take(&mut self.is_first) {
            self.with.push(Bit::Made(self.start.clone()));
        }
        self.with.push(Bit::Marked(LINE, mark));
    }
}

/// The widths of columns as the attribute that says them, in hundredths of the width of the text.
fn attributes(widths: &[usize]) -> Attributes {
    let mut attributes = Attributes::default();
    let sum: usize = widths.iter().sum();
    if sum >= LEAST_WIDTH {
        let whole = sum.max(TEXT_WIDTH);
        let mut value = String::new();
        for width in widths {
            let _ = write!(value, "{} ", width * 1000 / whole);
        }
        let value = value.split_whitespace().map(tenth).collect::<Vec<_>>().join(",");
        attributes.other.push((WIDTHS.to_owned(), value));
    }
    attributes
}

/// `455` as `45.5`.
fn tenth(thousandths: &str) -> String {
    let (whole, tenth) = thousandths.split_at(thousandths.len().saturating_sub(1));
    format!("{}.{tenth}", if whole.is_empty() { "0" } else { whole })
}

#[cfg(test)]
mod tests;
