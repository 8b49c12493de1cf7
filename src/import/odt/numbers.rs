//! The numbers of list items: where they start, and how they go on in a later list.

use std::collections::HashMap;

use super::levels::{LEVELS, Level};
use super::styles::Styles;
use crate::import::xml::Element;

/// The numbers of the lists so far.
#[derive(Debug, Default)]
pub struct Lists {
    by_style: HashMap<String, Counts>,
    by_id: HashMap<String, Counts>,
}

/// The last number of each level; `None` for a level that has none so far.
pub type Counts = [Option<i64>; LEVELS];

/// A list that is being read.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// Its level, from 0.
    pub level: usize,
    /// Its style.
    pub style: Option<String>,
    /// The numbers.
    pub counts: Counts,
}

impl Run {
    /// The mark of its items.
    pub fn kind<'s>(&self, styles: &'s Styles<'_>) -> Option<&'s Level> {
        styles.list(self.style.as_deref()?)?.level(self.level)
    }

    /// A list inside an item.
    pub fn inside(&self, element: &Element) -> Self {
        let mut inside = self.clone();
        inside.level = (self.level + 1).min(LEVELS - 1);
        inside.style = element.attribute("text:style-name").map(str::to_owned).or(inside.style);
        if element.attribute("text:continue-numbering") != Some("true")
            && let Some(count) = inside.counts.get_mut(inside.level)
        {
            *count = None;
        }
        inside
    }

    /// Counts an item.
    pub fn next(&mut self, start: i64, own: Option<i64>) -> i64 {
        let Some(count) = self.counts.get_mut(self.level) else { return start };
        let number = own.unwrap_or_else(|| count.map_or(start, |count| count.saturating_add(1)));
        *count = Some(number);
        number
    }
}

impl Lists {
    /// A list that is in no other.
    pub fn begin(&self, element: &Element, style: Option<&str>) -> Run {
        let style = element.attribute("text:style-name").or(style);
        let of_id = element.attribute("text:continue-list").and_then(|id| self.by_id.get(id));
        let of_style = || {
            let continues = element.attribute("text:continue-numbering") == Some("true");
            style.filter(|_| continues).and_then(|style| self.by_style.get(style))
        };
        let counts = of_id.or_else(of_style).copied().unwrap_or_default();
        Run { level: 0, style: style.map(str::to_owned), counts }
    }

    /// Keeps the numbers of a list for those that continue it.
    pub fn end(&mut self, element: &Element, run: &Run) {
        if let Some(style) = &run.style {
            self.by_style.insert(style.clone(), run.counts);
        }
        if let Some(id) = element.attribute("xml:id").or_else(|| element.attribute("text:id")) {
            self.by_id.insert(id.to_owned(), run.counts);
        }
    }
}
