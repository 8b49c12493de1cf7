//! The levels of lists, by their styles: bullets, numbers, and the signs around these.

use crate::import::xml::Element;
use crate::model::{Delimiter, NumberStyle};

/// The levels of a list.
pub const LEVELS: usize = 10;

/// The style of a list.
#[derive(Debug, Default)]
pub struct ListStyle {
    levels: Vec<(usize, Level)>,
}

/// The mark of the items of a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Level {
    /// A bullet or a picture.
    Bullet,
    /// Nothing.
    Nothing,
    /// A number.
    Number {
        /// The style of the number.
        style: NumberStyle,
        /// The signs around it.
        delimiter: Delimiter,
        /// The number of the first item.
        start: i64,
        /// Whether the items show exactly this, without words and numbers of other levels.
        is_exact: bool,
    },
}

impl ListStyle {
    /// The style of an element.
    pub fn new(element: &Element) -> Self {
        let level = |element: &Element| {
            let index: usize = element.attribute("text:level")?.parse().ok()?;
            let level = match element.name() {
                "text:list-level-style-number" | "text:outline-level-style" => number(element),
                "text:list-level-style-bullet" | "text:list-level-style-image" => Level::Bullet,
                _ => return None,
            };
            Some((index.checked_sub(1)?, level))
        };
        Self { levels: element.elements().filter_map(level).collect() }
    }

    /// A level, from 0.
    pub fn level(&self, index: usize) -> Option<&Level> {
        self.levels.iter().find(|(own, _)| *own == index).map(|(_, level)| level)
    }

    /// Whether a level, from 0, has numbers.
    pub fn has_numbers(&self, index: usize) -> bool {
        matches!(self.level(index), Some(Level::Number { .. }))
    }
}

fn number(element: &Element) -> Level {
    let attribute = |name: &str| element.attribute(name).unwrap_or_default();
    let format = attribute("style:num-format");
    let style = match format {
        "" => return Level::Nothing,
        "a" => NumberStyle::LowerLetter,
        "A" => NumberStyle::UpperLetter,
        "i" => NumberStyle::LowerRoman,
        "I" => NumberStyle::UpperRoman,
        _ => NumberStyle::Decimal,
    };
    let (before, after) = (attribute("style:num-prefix").trim(), attribute("style:num-suffix").trim());
    let delimiter = match (before.chars().next_back(), after.chars().next()) {
        (Some('('), Some(')')) => Delimiter::Parentheses,
        (_, Some(')')) => Delimiter::Parenthesis,
        _ => Delimiter::Point,
    };
    let is_one_level = !attribute("text:display-levels").parse::<u8>().is_ok_and(|levels| levels > 1);
    let is_exact = is_one_level
        && matches!((before, after), ("", "" | "." | ")") | ("(", ")"))
        && matches!(format, "1" | "a" | "A" | "i" | "I");
    let start = attribute("text:start-value").parse().unwrap_or(1);
    Level::Number { style, delimiter, start, is_exact }
}
