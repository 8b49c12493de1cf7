//! Lists whose markers only other tools know: `(a)`, `iv.`, `(1)`, `#.`, and examples, `(@good)`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::callout::line::{columns, continued};
use super::super::callout::{Bit, Edit, Item, LINE, Mark};
use super::super::enumerator::{self, Series, Shape};
use super::page::Page;
use crate::model::{Delimiter, NumberStyle};

/// The fewest items of a list with letters or Roman numerals. One alone may be an abbreviation or a name.
const FEWEST: usize = 2;

/// Rewrites the markers of a text, and collects the labels of examples, which may be empty, with their numbers. Markers in
/// `refused`, by their places in the source, stay as they are.
pub fn edit(page: &mut Page<'_>, examples: &mut Vec<(String, i64)>, refused: &BTreeSet<usize>) {
    let first = examples.iter().map(|(_, number)| *number).max().unwrap_or_default();
    let mut lists = Lists { open: Vec::new(), closed: Vec::new(), example: first, refused };
    for line in 0..page.lines.len() {
        if page.words(line).is_empty() || page.taken[line] {
            continue;
        }
        lists.leave(page, line);
        let words = page.words(line);
        if page.survey.is_table(words.start) || refused.contains(&page.text.range(&words).start) {
            continue;
        }
        if page.is_live(line) {
            lists.example(page, line, examples);
            lists.marker(page, line, false);
        } else if page.survey.is_indented(words.start) {
            lists.marker(page, line, true);
        }
    }
    lists.closed.append(&mut lists.open);
    for list in lists.closed {
        list.edit(page);
    }
}

/// A list that is being read.
struct List {
    /// The column where its markers begin.
    column: usize,
    /// The column behind the last marker. Numbers may be flush right.
    behind: usize,
    signs: usize,
    shape: Shape,
    /// Each series that its markers can belong to, with the number of its first marker.
    series: Vec<(Series, u32)>,
    /// The markers, in order.
    items: Vec<ItemMarker>,
    /// The numbers of examples, with their labels.
    examples: Vec<(i64, Option<String>)>,
    /// Whether it is `#.`, whose markers are plain numbers.
    is_plain: bool,
}

/// The marker of an item: its place, its line, and what it can count.
struct ItemMarker {
    place: Range<usize>,
    line: usize,
    values: Vec<(Series, u32)>,
}

struct Lists<'r> {
    open: Vec<List>,
    closed: Vec<List>,
    /// The number of the last example.
    example: i64,
    /// The markers that stay as they are, by their places in the source.
    refused: &'r BTreeSet<usize>,
}

impl Lists<'_> {
    /// Closes the lists that a line is not in.
    fn leave(&mut self, page: &mut Page<'_>, line: usize) {
        let prefix = page.prefix(line);
        let indent = prefix.len() - prefix.trim_start_matches([' ', '\t', '>']).len();
        let column = columns(&prefix[..indent]);
        let signs = prefix.matches('>').count();
        let is_under_code = line.checked_sub(1).is_some_and(|before| {
            let words = page.words(before);
            !words.is_empty() && page.survey.is_indented(words.start)
        });
        let begins = begins(page, line) && !is_under_code;
        let marker = marker_of(page, line);
        let behind = marker.as_ref().map(|marker| column + marker.len());
        let words = prefix[indent..].trim_start_matches(|digit: char| digit.is_ascii_digit());
        let is_number = words.len() < prefix.len() - indent && words.starts_with(['.', ')']);
        let ends = |list: &List| {
            let is_beside = marker.is_some() && (column >= list.column || behind == Some(list.behind));
            // The parser reads a number further left than the text of an item as the next item.
            let left = if is_number { list.behind } else { list.column };
            signs < list.signs || begins && !is_beside && column <= left
        };
        let mut is_apart = false;
        while let Some(list) = self.open.pop_if(|list| ends(list)) {
            let is_list = list.items.len() >= FEWEST || !list.examples.is_empty();
            is_apart |= is_list && !list.is_inside_item(page);
            self.closed.push(list);
        }
        // Another list with numbers would continue this one, whose markers become numbers.
        let at = page.lines[line].start + indent;
        let is_read = is_apart && words.starts_with(')') || interrupts(page, line, indent);
        if is_number && is_read && !self.refused.contains(&page.text.range(&(at..at)).start) {
            let with = apart(&page.prefix(line)[..indent], at);
            page.edits.push(Edit { range: at..at, with });
        }
    }

    /// The open list in the same column, or whose last marker ends in the same column.
    fn beside(&mut self, column: usize, behind: usize, signs: usize) -> Option<&mut List> {
        while let Some(list) = self.open.pop_if(|list| list.column > column && list.behind != behind) {
            self.closed.push(list);
        }
        let is_beside =
            |list: &&mut List| (list.column == column || list.behind == behind) && list.signs == signs;
        self.open.last_mut().filter(is_beside)
    }

    /// Reads the marker of a line. In code, which may be code only until the list around it is known, a marker continues a
    /// list but does not begin one.
    fn marker(&mut self, page: &Page<'_>, line: usize, is_code: bool) {
        let words = page.words(line);
        let text = page.str(words.start..page.lines[line].end);
        let Some(place) = marker_of(page, line).filter(|_| !text.starts_with("(@")) else { return };
        let (column, signs) = (columns(page.prefix(line)), page.prefix(line).matches('>').count());
        let is_plain = text.starts_with("#.");
        let marker = enumerator::marker(text);
        let shape = marker.as_ref().map_or(Shape::Point, enumerator::Marker::shape);
        let values = marker.as_ref().map(enumerator::Marker::values).unwrap_or_default();
        let behind = column + place.len();
        if let Some(list) = self.beside(column, behind, signs)
            && list.takes(shape, &values, is_plain)
        {
            list.behind = behind;
            list.column = column.min(list.column);
            return list.items.push(ItemMarker { place, line, values });
        }
        if is_code || place_of(page, line).is_none() || !begins(page, line) {
            return;
        }
        while let Some(list) = self.open.pop_if(|list| list.column >= column) {
            self.closed.push(list);
        }
        self.open.push(List {
            column,
            behind,
            signs,
            shape,
            series: values.clone(),
            items: vec![ItemMarker { place, line, values }],
            examples: Vec::new(),
            is_plain,
        });
    }

    fn example(&mut self, page: &Page<'_>, line: usize, labels: &mut Vec<(String, i64)>) {
        let words = page.words(line);
        let text = page.str(words.start..page.lines[line].end);
        let Some(label) = example(text) else { return };
        let (column, signs) = (columns(page.prefix(line)), page.prefix(line).matches('>').count());
        let begins = begins(page, line);
        let behind = column + label.len() + 3;
        let beside = self.beside(column, behind, signs).is_some_and(|list| !list.examples.is_empty());
        if !beside && !begins {
            return;
        }
        let named = if label.is_empty() { &[] } else { labels.as_slice() };
        let known = named.iter().find(|(known, _)| known == label);
        let example = match known {
            // The same example once more.
            Some((_, number)) => (*number, None),
            None => {
                self.example += 1;
                (self.example, (!label.is_empty()).then(|| id(label)))
            }
        };
        if known.is_none() {
            labels.push((label.to_owned(), self.example));
        }
        let place = words.start..words.start + label.len() + 3;
        let item = ItemMarker { place, line, values: Vec::new() };
        if let Some(list) = self.beside(column, behind, signs).filter(|list| !list.examples.is_empty()) {
            list.items.push(item);
            return list.examples.push(example);
        }
        while let Some(list) = self.open.pop_if(|list| list.column >= column) {
            self.closed.push(list);
        }
        self.open.push(List {
            column,
            behind,
            signs,
            shape: Shape::Parentheses,
            series: Vec::new(),
            items: vec![item],
            examples: vec![example],
            is_plain: false,
        });
    }
}

/// Whether a list can begin with a line: also directly under the first line of the item that it is in.
fn begins(page: &Page<'_>, line: usize) -> bool {
    let is_under_item = |before: usize| {
        let prefix = page.prefix(before);
        is_item(page, before) && columns(page.prefix(line)) > columns(&prefix[..first_sign(prefix)])
    };
    page.begins_block(line) || line.checked_sub(1).is_some_and(is_under_item)
}

/// Ends the list or the paragraph before the line whose words begin at an offset.
fn apart(prefix: &str, at: usize) -> Vec<Bit> {
    let next = format!("\n{}", continued(prefix));
    vec![Bit::Placed(LINE.to_owned(), Some(Mark::Apart), at), Bit::Placed(next, None, at)]
}

/// Whether a line directly under the first line of an item begins a list with another number than 1, which Markdown would
/// join with the text of the item.
fn interrupts(page: &Page<'_>, line: usize, indent: usize) -> bool {
    let Some(before) = line.checked_sub(1).filter(|before| is_item(page, *before)) else { return false };
    let prefix = page.prefix(line);
    let digits = prefix[indent..].trim_end().trim_end_matches(['.', ')']);
    let words = page.words(before);
    let marker = place_of(page, before).map_or(words.start, |marker| marker.end);
    let rest = page.str(marker..page.lines[before].end);
    let content = page.str(page.lines[before].start..page.lines[before].end - rest.trim_start().len());
    let is_other = digits.parse::<u64>().is_ok_and(|number| number != 1);
    is_other && columns(&prefix[..indent]) >= columns(content)
}

/// Whether a line begins with the marker of an item.
fn is_item(page: &Page<'_>, line: usize) -> bool {
    let prefix = page.prefix(line);
    first_sign(prefix) < prefix.len() || place_of(page, line).is_some()
}

/// The offset of the first marker of a list in a prefix.
fn first_sign(prefix: &str) -> usize {
    prefix.find(|sign: char| !matches!(sign, ' ' | '\t' | '>')).unwrap_or(prefix.len())
}

/// The id of an example.
pub fn id(label: &str) -> String {
    format!("example-{label}")
}

/// The label of the example that a line begins with.
fn example(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("(@")?;
    let end = rest.find(|end: char| !end.is_alphanumeric() && !"_-".contains(end))?;
    let behind = rest[end..].strip_prefix(')')?;
    behind.starts_with([' ', '\t']).then_some(&rest[..end])
}

/// The marker at the start of a line, if it can begin a list. A capital with a point may be a first name, as in pandoc.
fn place_of(page: &Page<'_>, line: usize) -> Option<Range<usize>> {
    marker_of(page, line).filter(|place| {
        let text = page.str(place.start..page.lines[line].end);
        let is_capital = place.len() == 2 && text.starts_with(|first: char| first.is_ascii_uppercase());
        let behind = &text[place.len()..];
        !is_capital || text[1..].starts_with(')') || behind.starts_with("  ") || behind.starts_with('\t')
    })
}

/// The marker at the start of a line. Numbers with a point or one parenthesis are read by the parser.
fn marker_of(page: &Page<'_>, line: usize) -> Option<Range<usize>> {
    let words = page.words(line);
    let text = page.str(words.start..page.lines[line].end);
    if text.starts_with("#. ") || text.starts_with("#.\t") {
        return Some(words.start..words.start + 2);
    }
    if let Some(label) = example(text) {
        return Some(words.start..words.start + label.len() + 3);
    }
    // `- ` is not a part of a marker here.
    let marker = enumerator::marker(text).filter(|_| !text.starts_with(['-', '*', '+']))?;
    let is_digit = marker.values().iter().any(|(series, _)| *series == Series::Digits);
    let is_part = marker.values().iter().any(|(series, _)| matches!(series, Series::Part(_)));
    let is_read = is_digit && marker.shape() != Shape::Parentheses;
    (!is_read && !is_part).then_some(words.start..words.start + marker.length())
}

impl List {
    /// Whether the nearest line further left before it begins an item.
    fn is_inside_item(&self, page: &Page<'_>) -> bool {
        let Some(first) = self.items.first().map(|item| item.line) else { return false };
        let column = |line: usize| columns(&page.prefix(line)[..first_sign(page.prefix(line))]);
        let is_left = |line: &usize| !page.words(*line).is_empty() && column(*line) < self.column;
        (0..first).rev().find(is_left).is_some_and(|line| is_item(page, line))
    }

    /// Whether a marker is the next of the list. Series that it does not belong to are given up.
    fn takes(&mut self, shape: Shape, values: &[(Series, u32)], is_plain: bool) -> bool {
        if self.is_plain || is_plain {
            return self.is_plain && is_plain;
        }
        if !self.examples.is_empty() || self.shape != shape {
            return false;
        }
        let last = self.items.last().map(|item| item.values.as_slice()).unwrap_or_default();
        // An author may leave out a number, but `(i)` after `(b)` begins another list.
        let most = |series: Series| if series == Series::Digits { 100 } else { 3 };
        let is_next = |(series, _): &(Series, u32)| {
            last.iter().filter(|(of_last, _)| of_last == series).any(|(_, before)| {
                values.iter().any(|(other, number)| {
                    other == series && (before + 1..=before + most(*series)).contains(number)
                })
            })
        };
        if !self.series.iter().any(is_next) {
            return false;
        }
        self.series.retain(is_next);
        true
    }

    fn edit(self, page: &mut Page<'_>) {
        if self.is_plain {
            for ItemMarker { place, .. } in self.items {
                page.edits.push(Edit {
                    range: place.clone(),
                    with: vec![Bit::Placed("1.".to_owned(), Some(Mark::Numeral), place.start)],
                });
            }
            return;
        }
        if self.examples.is_empty() && self.items.len() < FEWEST {
            return;
        }
        let delimiter = match self.shape {
            Shape::Point => Delimiter::Point,
            Shape::Parenthesis => Delimiter::Parenthesis,
            Shape::Parentheses => Delimiter::Parentheses,
        };
        // `i.` begins with the numeral rather than the letter.
        let series = self
            .series
            .iter()
            .max_by_key(|(series, first)| (is_roman(*series) && *first == 1, !is_roman(*series)));
        let style_of_list = series.map_or(NumberStyle::Decimal, |(series, _)| style(*series));
        let written = |item: &ItemMarker| {
            let value = item.values.iter().find(|(of_item, _)| series.is_some_and(|(own, _)| own == of_item));
            (value.map_or(1, |(_, number)| i64::from(*number)), None)
        };
        for (index, marker) in self.items.iter().enumerate() {
            let ItemMarker { place, line, .. } = marker;
            let (number, id) = self.examples.get(index).cloned().unwrap_or_else(|| written(marker));
            let is_example = !self.examples.is_empty();
            let item = Item { style: style_of_list, delimiter, number, id, is_example };
            let prefix = page.prefix(*line);
            let is_apart = index == 0 && prefix.chars().all(|sign| matches!(sign, ' ' | '\t' | '>'));
            let mut with = Vec::new();
            if is_apart {
                with.extend(apart(prefix, place.start));
            }
            // The text of the item stays in its column, and so do further paragraphs, which are often indented by four spaces.
            let room = room_before_paragraph(page, *line, self.column).map_or(9, |room| room.max(2));
            let marker = format!("{:0>width$}", "1)", width = place.len().min(room));
            with.push(Bit::Placed(marker, Some(Mark::Item(item)), place.start));
            page.edits.push(Edit { range: place.clone(), with });
        }
    }
}

/// The columns before the next paragraph that is indented, without the space behind the marker.
fn room_before_paragraph(page: &Page<'_>, line: usize, column: usize) -> Option<usize> {
    let is_blank = |line: &usize| page.words(*line).is_empty();
    let blank = (line + 1..page.lines.len()).find(is_blank)?;
    let next = (blank + 1..page.lines.len()).find(|line| !is_blank(line))?;
    let prefix = page.prefix(next);
    let is_indented = prefix.chars().all(|sign| matches!(sign, ' ' | '\t' | '>'));
    columns(prefix).checked_sub(column + 1).filter(|room| is_indented && *room > 0)
}

fn is_roman(series: Series) -> bool {
    matches!(series, Series::LowerRoman | Series::UpperRoman)
}

fn style(series: Series) -> NumberStyle {
    match series {
        Series::Digits | Series::Part(_) => NumberStyle::Decimal,
        Series::LowerLetter => NumberStyle::LowerLetter,
        Series::UpperLetter => NumberStyle::UpperLetter,
        Series::LowerRoman => NumberStyle::LowerRoman,
        Series::UpperRoman => NumberStyle::UpperRoman,
    }
}
