//! The numbers of list items: definitions of lists, their overrides and restarts, and the counters that Word keeps.

use std::collections::{HashMap, HashSet};

use super::styles::Styles;
use crate::import::building::item::{ListPlace, Marker};
use crate::import::xml::Element;
use crate::model::{Delimiter, NumberStyle};

/// The levels of a list.
const LEVELS: usize = 9;

/// The definitions of lists.
#[derive(Debug, Default)]
pub struct Numbering {
    abstracts: HashMap<String, Abstract>,
    lists: HashMap<String, Instance>,
}

/// A definition that lists share. They share its counters, too.
#[derive(Debug, Default)]
struct Abstract {
    levels: HashMap<usize, Level>,
    /// The style that has the levels instead.
    style: Option<String>,
}

/// A list, which uses a definition.
#[derive(Debug)]
struct Instance {
    of: String,
    starts: HashMap<usize, i64>,
    levels: HashMap<usize, Level>,
}

/// A level of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    start: i64,
    format: String,
    text: String,
    has_picture: bool,
    /// The level after which the numbers start again, counted from 1; 0 for none.
    restart: Option<usize>,
    /// The style of its paragraphs.
    style: Option<String>,
    /// Indentation of the text in twentieths of a point.
    pub left: Option<i64>,
}

impl Numbering {
    /// The definitions of a part.
    pub fn new(root: Option<&Element>) -> Self {
        let mut numbering = Self::default();
        for element in root.into_iter().flat_map(Element::elements) {
            match element.name() {
                "w:abstractNum" => {
                    if let Some(id) = element.attribute("w:abstractNumId") {
                        numbering.abstracts.insert(id.to_owned(), Abstract::of(element));
                    }
                }
                "w:num" => {
                    if let (Some(id), Some(list)) = (element.attribute("w:numId"), Instance::of(element)) {
                        numbering.lists.insert(id.to_owned(), list);
                    }
                }
                _ => {}
            }
        }
        numbering
    }

    /// Whether a list is defined. `0` stands for no list.
    pub fn has(&self, list: &str) -> bool {
        list != "0" && self.lists.get(list).is_some_and(|list| self.abstracts.contains_key(&list.of))
    }

    /// The level at a place, and the id of the definition that counts it.
    pub fn level(&self, place: &ListPlace, styles: &Styles) -> Option<(&Level, String)> {
        let mut list = self.lists.get(&place.list)?;
        if let Some(own) = list.levels.get(&place.level) {
            return Some((own, list.of.clone()));
        }
        for _ in 0..LEVELS {
            let found = self.abstracts.get(&list.of)?;
            match &found.style {
                Some(style) if found.levels.is_empty() => {
                    let chain = styles.chain(Some(style));
                    let id = chain.iter().find_map(|style| number_of(style.paragraph()?))?.list?;
                    list = self.lists.get(&id)?;
                }
                _ => return Some((found.levels.get(&place.level)?, list.of.clone())),
            }
        }
        None
    }

    /// The level of a list whose paragraphs have a style.
    pub fn level_of_style(&self, list: &str, style: Option<&str>) -> Option<usize> {
        let found = self.abstracts.get(&self.lists.get(list)?.of)?;
        let is_style = |level: &Level| level.style.is_some() && level.style.as_deref() == style;
        found.levels.iter().find(|(_, level)| is_style(level)).map(|(index, _)| *index)
    }
}

/// The list and the level that properties of a paragraph name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The list; `0` for none.
    pub list: Option<String>,
    /// The level.
    pub level: Option<usize>,
}

/// The list and the level that properties of a paragraph name.
pub fn number_of(properties: &Element) -> Option<Named> {
    let number = properties.child("w:numPr")?;
    let level = number.value_of("w:ilvl").and_then(|level| level.parse().ok());
    Some(Named { list: number.value_of("w:numId").map(str::to_owned), level })
}

impl Abstract {
    fn of(element: &Element) -> Self {
        let style = element.value_of("w:numStyleLink").map(str::to_owned);
        Self { levels: levels(element), style }
    }
}

impl Instance {
    fn of(element: &Element) -> Option<Self> {
        let of = element.value_of("w:abstractNumId")?.to_owned();
        let mut list = Self { of, starts: HashMap::new(), levels: HashMap::new() };
        for change in element.elements().filter(|change| change.name() == "w:lvlOverride") {
            let Some(index) = change.attribute("w:ilvl").and_then(|level| level.parse().ok()) else {
                continue;
            };
            if let Some(start) = change.value_of("w:startOverride").and_then(|start| start.parse().ok()) {
                list.starts.insert(index, start);
            }
            list.levels.extend(levels(change));
        }
        Some(list)
    }
}

fn levels(element: &Element) -> HashMap<usize, Level> {
    let level = |element: &Element| {
        let index: usize = element.attribute("w:ilvl")?.parse().ok().filter(|index| *index < LEVELS)?;
        let number = |name| element.value_of(name).and_then(|value| value.parse().ok());
        let indentation = element.child("w:pPr").and_then(|properties| properties.child("w:ind"));
        let left = |ind: &Element| ind.attribute("w:left").or_else(|| ind.attribute("w:start"))?.parse().ok();
        let level = Level {
            start: number("w:start").unwrap_or(0),
            format: format_of(element),
            text: element.value_of("w:lvlText").unwrap_or_default().to_owned(),
            has_picture: element.child("w:lvlPicBulletId").is_some(),
            restart: element.value_of("w:lvlRestart").and_then(|value| value.parse().ok()),
            style: element.value_of("w:pStyle").map(str::to_owned),
            left: indentation.and_then(left),
        };
        Some((index, level))
    };
    element.elements().filter(|element| element.name() == "w:lvl").filter_map(level).collect()
}

/// The format of the numbers. A newer one stands in a choice.
fn format_of(level: &Element) -> String {
    let format = level.child("w:numFmt").or_else(|| level.find("w:numFmt"));
    format.and_then(Element::value).unwrap_or("decimal").to_owned()
}

/// The counters of all lists.
#[derive(Debug, Default)]
pub struct Counters {
    counts: HashMap<String, [Option<i64>; LEVELS]>,
    started: HashSet<(String, usize)>,
}

impl Counters {
    /// Counts an item and gives its mark; `None` for an item that has none.
    pub fn next(&mut self, numbering: &Numbering, place: &ListPlace, styles: &Styles) -> Option<Marker> {
        let (level, shared) = numbering.level(place, styles)?;
        let starts = numbering.lists.get(&place.list).map(|list| &list.starts);
        let is_first = self.started.insert((place.list.clone(), place.level));
        let restarts = starts.and_then(|starts| starts.get(&place.level)).filter(|_| is_first);
        let counts = self.counts.entry(shared).or_default();
        let count = counts.get_mut(place.level)?;
        let number = match (restarts, *count) {
            (Some(start), _) => *start,
            (None, Some(before)) => before.saturating_add(1),
            (None, None) => level.start,
        };
        *count = Some(number);
        for (index, deeper) in counts.iter_mut().enumerate().skip(place.level + 1) {
            let below = ListPlace { list: place.list.clone(), level: index };
            let restart = numbering.level(&below, styles).and_then(|(level, _)| level.restart);
            if restart.is_none_or(|after| after > place.level) {
                *deeper = None;
            }
        }
        level.marker(number, place.level)
    }
}

impl Level {
    fn marker(&self, number: i64, level: usize) -> Option<Marker> {
        let style = match self.format.as_str() {
            "bullet" => {
                return match self.text.trim() {
                    // An item without a mark continues the one before.
                    "" if !self.has_picture => None,
                    "☐" => Some(Marker::Task(false)),
                    "☑" | "☒" => Some(Marker::Task(true)),
                    _ => Some(Marker::Bullet),
                };
            }
            "none" => return None,
            "lowerLetter" => NumberStyle::LowerLetter,
            "upperLetter" => NumberStyle::UpperLetter,
            "lowerRoman" => NumberStyle::LowerRoman,
            "upperRoman" => NumberStyle::UpperRoman,
            _ => NumberStyle::Decimal,
        };
        let own = format!("%{}", level + 1);
        let (before, after) = self.text.split_once(&own)?;
        let before = before.trim();
        let after = after.trim();
        let delimiter = match (before.chars().next_back(), after.chars().next()) {
            (Some('('), Some(')')) => Delimiter::Parentheses,
            (_, Some(')')) => Delimiter::Parenthesis,
            _ => Delimiter::Point,
        };
        let is_known = style != NumberStyle::Decimal || self.format == "decimal";
        let is_exact = is_known && matches!((before, after), ("", "" | "." | ")") | ("(", ")"));
        Some(Marker::Number { style, delimiter, number, is_exact })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml::{Budget, parse};

    const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    fn level(index: usize, format: &str, text: &str, more: &str) -> String {
        format!(
            "<w:lvl w:ilvl='{index}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/>{more}</w:lvl>"
        )
    }

    #[test]
    fn lists_count_as_in_word() {
        let text = format!(
            "<w:numbering xmlns:w='{W}'><w:abstractNum w:abstractNumId='7'>{}{}{}</w:abstractNum>
            <w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>
            <w:num w:numId='2'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>
            <w:num w:numId='3'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='1'>{}</w:lvlOverride></w:num></w:numbering>",
            level(0, "decimal", "%1.", ""),
            level(1, "lowerLetter", "(%2)", ""),
            level(2, "lowerRoman", "%1.%2.%3", "<w:lvlRestart w:val='0'/>"),
            level(1, "upperRoman", "%2)", ""),
        );
        let Ok(root) = parse(text.as_bytes(), "numbering", &mut Budget::default()) else {
            panic!("numbering")
        };
        let numbering = Numbering::new(Some(&root));
        let mut counters = Counters::default();
        let mut mark = |list: &str, level| {
            let place = ListPlace { list: list.to_owned(), level };
            match counters.next(&numbering, &place, &Styles::default()) {
                Some(Marker::Number { style, delimiter, number, is_exact }) => {
                    format!("{}{}", delimiter.around(&style.write(number)), if is_exact { "" } else { "?" })
                }
                Some(Marker::Bullet | Marker::Task(_)) => "-".to_owned(),
                None => String::new(),
            }
        };
        // The list, the level, and what Word shows.
        for (list, level, expected) in [
            ("1", 0, "1."),
            ("1", 0, "2."),
            ("1", 1, "(a)"),
            ("1", 1, "(b)"),
            ("1", 2, "i.?"),
            ("1", 0, "3."),
            ("1", 1, "(a)"),
            // The third level goes on.
            ("1", 2, "ii.?"),
            // The second list starts with 5, once, and shares the counters.
            ("2", 0, "5."),
            ("2", 0, "6."),
            ("1", 0, "7."),
            ("3", 1, "I)"),
            ("9", 0, ""),
        ] {
            assert_eq!(mark(list, level), expected, "list {list}, level {level}");
        }
    }
}
