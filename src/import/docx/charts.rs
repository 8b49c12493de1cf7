//! Charts (ECMA-376, part 1, section 21.2): the values that a chart keeps of its sheet, as a table.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::building::item::{Atom, Grid, GridCell, GridRow, Item, Kind, Merge, Paragraph};
use crate::import::xml::Element;

/// A chart.
#[derive(Debug)]
pub struct Chart {
    /// Its values, with its title.
    pub grid: Grid,
    /// The words around its values: its title and those of its axes.
    pub words: String,
}

/// Reads a chart; `None` without values.
pub fn chart(root: &Element) -> Option<Chart> {
    let own = root.child("c:chart")?;
    let all: Vec<Series> =
        own.descendants().filter(|series| series.name() == "c:ser").map(Series::of).collect();
    let title = own.child("c:title").map(words).unwrap_or_default();
    let axes = own.descendants().filter(|axis| axis.name().ends_with("Ax"));
    let axes: Vec<String> = axes.filter_map(|axis| axis.child("c:title")).map(words).collect();
    let rows = rows(&all, axes.first().map(String::as_str).unwrap_or_default());
    let words: Vec<&str> =
        std::iter::once(&title).chain(&axes).map(String::as_str).filter(|words| !words.is_empty()).collect();
    let words = words.join(" | ");
    let grid = Grid { rows, has_first_row: true, title, ..Grid::default() };
    (grid.rows.len() > 1).then_some(Chart { grid, words })
}

/// The words of a title, one paragraph after the other.
fn words(title: &Element) -> String {
    let typed = title.descendants().filter(|text| text.name() == "a:t").map(Element::text);
    let words: String = typed.collect();
    if words.is_empty() { title.find("c:v").map(Element::text).unwrap_or_default() } else { words }
}

/// A series of values.
#[derive(Debug)]
struct Series {
    name: String,
    /// The names or the places of the values on the first axis, by their numbers.
    places: BTreeMap<u32, String>,
    /// The values.
    values: BTreeMap<u32, String>,
    /// The sizes of bubbles.
    sizes: BTreeMap<u32, String>,
}

impl Series {
    fn of(element: &Element) -> Self {
        let data = |names: [&str; 2]| {
            names.into_iter().find_map(|name| element.child(name)).map(points).unwrap_or_default()
        };
        Self {
            name: element
                .child("c:tx")
                .and_then(|name| name.find("c:v"))
                .map(Element::text)
                .unwrap_or_default(),
            places: data(["c:cat", "c:xVal"]),
            values: data(["c:val", "c:yVal"]),
            sizes: data(["c:bubbleSize", "c:bubbleSize"]),
        }
    }

    fn numbers(&self) -> impl Iterator<Item = u32> {
        self.places.keys().chain(self.values.keys()).copied()
    }
}

/// The values of an axis by their numbers. Names of several levels are joined, the outermost first.
fn points(data: &Element) -> BTreeMap<u32, String> {
    let levels: Vec<&Element> = data.descendants().filter(|level| level.name() == "c:lvl").collect();
    if levels.is_empty() {
        let format = data.find("c:formatCode").map(Element::text).unwrap_or_default();
        let points = data.descendants().filter(|point| point.name() == "c:pt");
        return points.filter_map(|point| Some((number(point)?, value(point, &format)))).collect();
    }
    let mut joined: BTreeMap<u32, String> = BTreeMap::new();
    for level in levels {
        let own: BTreeMap<u32, String> =
            level.elements().filter_map(|point| Some((number(point)?, point.child("c:v")?.text()))).collect();
        let numbers: BTreeSet<u32> = joined.keys().chain(own.keys()).copied().collect();
        for number in numbers {
            // A name of an outer level stands at the first of its values.
            let Some((_, outer)) = own.range(..=number).next_back() else { continue };
            joined
                .entry(number)
                .and_modify(|inner| *inner = format!("{outer}, {inner}"))
                .or_insert_with(|| outer.clone());
        }
    }
    joined
}

fn number(point: &Element) -> Option<u32> {
    point.attribute("idx")?.parse().ok()
}

/// A value as the format of its sheet shows it, as far as percentages and dates are concerned.
fn value(point: &Element, own: &str) -> String {
    let text = point.child("c:v").map(Element::text).unwrap_or_default();
    let format = point.attribute("formatCode").unwrap_or(own).to_lowercase();
    match text.trim().parse::<f64>() {
        Ok(number) if format.contains('%') => format!("{}%", rounded(number * 100.0)),
        Ok(number) if format.contains('y') && format.contains(['m', 'd']) => date(number).unwrap_or(text),
        Ok(number) => rounded(number),
        Err(_) => text,
    }
}

/// A number without the last digits, which only stem from its binary form.
fn rounded(number: f64) -> String {
    let text = format!("{number:.10}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The date of a day, which sheets count from the end of 1899.
fn date(number: f64) -> Option<String> {
    #[expect(clippy::cast_possible_truncation, reason = "a cast from a float saturates")]
    let days = chrono::Days::new(u64::try_from(number.floor() as i64).ok()?);
    let date = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(days)?;
    Some(date.format("%Y-%m-%d").to_string())
}

/// The rows of the table: one for each place if all series have the same, otherwise one for each value.
fn rows(all: &[Series], axis: &str) -> Vec<GridRow> {
    let places = all.iter().map(|series| &series.places).find(|places| !places.is_empty());
    let is_common = |series: &Series| series.places.is_empty() || Some(&series.places) == places;
    let has_sizes = all.iter().any(|series| !series.sizes.is_empty());
    let at = |values: &BTreeMap<u32, String>, number: u32| values.get(&number).cloned().unwrap_or_default();
    let mut rows = Vec::new();
    if all.iter().all(is_common) && !has_sizes {
        let names = all.iter().map(|series| series.name.clone());
        rows.push(row(std::iter::once(axis.to_owned()).chain(names)));
        let numbers: BTreeSet<u32> = all.iter().flat_map(Series::numbers).collect();
        for number in numbers {
            let place = places.map(|places| at(places, number)).unwrap_or_default();
            let values = all.iter().map(|series| at(&series.values, number));
            rows.push(row(std::iter::once(place).chain(values)));
        }
        return rows;
    }
    rows.push(row(["", axis, "", ""].iter().take(if has_sizes { 4 } else { 3 }).map(ToString::to_string)));
    for series in all {
        for number in series.numbers().collect::<BTreeSet<u32>>() {
            let cells = [series.name.clone(), at(&series.places, number), at(&series.values, number)];
            let size = has_sizes.then(|| at(&series.sizes, number));
            rows.push(row(cells.into_iter().chain(size)));
        }
    }
    rows
}

fn row(cells: impl Iterator<Item = String>) -> GridRow {
    let cell = |words: String| {
        let atom = Atom { format: <_>::default(), kind: Kind::Text(words) };
        let items = vec![Item::Paragraph(Box::new(Paragraph { atoms: vec![atom], ..Paragraph::default() }))];
        GridCell { span: 1, merge: Merge::Single, items }
    };
    GridRow { cells: cells.map(cell).collect(), ..GridRow::default() }
}
