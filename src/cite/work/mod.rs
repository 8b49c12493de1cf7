//! A work of the bibliography as the variables of Citation Style Language 1.0.2, whatever kind of file it is in.

pub mod dates;
pub mod fields;
mod formula;
pub mod json;
pub mod keys;
pub mod latex;
pub mod marks;
mod output;
pub mod tex;
pub mod yaml;

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{
    DateValue, Item, LiteralName, NameItem, NameValue, Value, VecDate, VecDateRange,
};

use dates::Date;
use marks::{whole, with_capitals_inside, with_words_first};

/// A work.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// Its variables. Dates are the beginnings of ranges, because the printing library knows no ranges.
    pub item: Item,
    /// The ends of dates that are ranges, by variable.
    pub ends: BTreeMap<String, Date>,
    /// Whether it is published from its date on.
    pub is_open: bool,
    /// The keys of BibLaTeX that stand for the words of variables.
    pub keys: Vec<(&'static str, &'static str)>,
    /// The words in place of its date, such as “forthcoming”.
    pub undated: Option<String>,
    /// The same variables with the ends of ranges. Only for the printing library.
    pub last: Option<Item>,
    /// Words that take the place of others after printing. Only for the printing library.
    pub stand_ins: Vec<(String, String)>,
}

/// The variable with the short title of a journal or book.
pub const SHORT_CONTAINER: &str = "container-title-short";

/// A name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Name {
    /// The family name, or the whole name of an organization.
    pub family: String,
    pub given: String,
    /// A particle that is not a part of the family name: the “van” of Beethoven.
    pub dropping: String,
    /// A particle that is a part of the family name.
    pub fixed: String,
    pub suffix: String,
}

impl Work {
    /// A work of a type of CSL.
    pub fn new(key: &str, kind: &str) -> Self {
        let mut work = Self {
            item: Item(BTreeMap::new()),
            ends: BTreeMap::new(),
            is_open: false,
            keys: Vec::new(),
            undated: None,
            last: None,
            stand_ins: Vec::new(),
        };
        work.set("id", key);
        work.set("type", kind);
        work
    }

    /// Its key.
    pub fn key(&self) -> &str {
        self.text("id").unwrap_or_default()
    }

    /// A variable with text.
    pub fn text(&self, variable: &str) -> Option<&str> {
        match self.item.0.get(variable)? {
            Value::String(words) => Some(words),
            Value::Number(_) | Value::Names(_) | Value::Date(_) => None,
        }
    }

    /// Sets a variable, unless the text is blank.
    pub fn set(&mut self, variable: &str, words: &str) {
        if !words.trim().is_empty() {
            let words = with_words_first(&whole(words.trim()));
            let words = if variable.ends_with("title") { with_capitals_inside(&words) } else { words };
            self.item.0.insert(variable.to_owned(), Value::String(words));
        }
    }

    /// Sets a variable to the words of a key. They are English ones until the language of the book is known.
    fn set_key(&mut self, variable: &'static str, key: &'static str) {
        self.set(variable, keys::words(key, "en"));
        self.keys.push((variable, key));
    }

    /// Sets a variable with names, unless there are none.
    pub fn set_names(&mut self, variable: &str, names: &[Name]) {
        let names: Vec<NameValue> = names.iter().filter(|name| !name.family.is_empty()).map(named).collect();
        if !names.is_empty() {
            self.item.0.insert(variable.to_owned(), Value::Names(names));
        }
    }

    /// Adds names to a variable.
    pub fn add_names(&mut self, variable: &str, names: &[Name]) {
        let known = self.names(variable);
        self.set_names(variable, &[known.as_slice(), names].concat());
    }

    /// The names in a variable.
    pub fn names(&self, variable: &str) -> Vec<Name> {
        let Some(Value::Names(names)) = self.item.0.get(variable) else { return Vec::new() };
        let name = |name: &NameValue| match name {
            NameValue::Literal(name) => Name { family: name.literal.clone(), ..Name::default() },
            NameValue::Item(name) => Name {
                family: name.family.clone(),
                given: name.given.clone().unwrap_or_default(),
                dropping: name.dropping_particle.clone().unwrap_or_default(),
                fixed: name.non_dropping_particle.clone().unwrap_or_default(),
                suffix: name.suffix.clone().unwrap_or_default(),
            },
        };
        names.iter().map(name).collect()
    }

    /// Sets a variable with a date, perhaps a range.
    pub fn set_date(&mut self, variable: &str, date: Date, end: Option<Date>) {
        self.item.0.insert(variable.to_owned(), Value::Date(date.value()));
        if let Some(end) = end.filter(|end| *end != date) {
            self.ends.insert(variable.to_owned(), end);
        }
    }

    /// The date in a variable, without the end of a range.
    pub fn date(&self, variable: &str) -> Option<Date> {
        match self.item.0.get(variable)? {
            Value::Date(value) => Date::of(value),
            Value::String(_) | Value::Number(_) | Value::Names(_) => None,
        }
    }
}

fn named(name: &Name) -> NameValue {
    let Name { mut family, given, dropping, mut fixed, suffix } = name.clone();
    if dropping.is_empty() && fixed.is_empty() {
        // The printing library would take “van” from “van Ark” as a particle that may be dropped.
        let start = family.find(char::is_uppercase).filter(|start| family[..*start].ends_with(' '));
        if let Some(start) = start.filter(|_| !given.is_empty()) {
            (fixed, family) = (family[..start].trim().to_owned(), family[start..].to_owned());
        }
    }
    let some = |words: String| Some(words).filter(|words| !words.is_empty());
    if given.is_empty() && dropping.is_empty() && fixed.is_empty() && suffix.is_empty() {
        return NameValue::Literal(LiteralName { literal: family });
    }
    NameValue::Item(NameItem {
        family,
        given: some(given),
        non_dropping_particle: some(fixed),
        dropping_particle: some(dropping),
        comma_suffix: None,
        suffix: some(suffix),
    })
}

impl Date {
    fn value(self) -> DateValue {
        let parts = [Some(self.year), self.month.map(i16::from), self.day.map(i16::from)];
        let parts = parts.into_iter().map_while(|part| part).collect();
        DateValue::DateParts {
            date_parts: VecDateRange(vec![VecDate(parts)]),
            literal: None,
            season: self.season.map(|season| season.to_string()),
            circa: self.is_circa,
        }
    }

    fn of(value: &DateValue) -> Option<Self> {
        let DateValue::DateParts { date_parts, season, circa, .. } = value else { return None };
        let parts = &date_parts.0.first()?.0;
        let part = |index: usize| parts.get(index).and_then(|part| u8::try_from(*part).ok());
        let season = season.as_ref().and_then(|season| season.parse().ok());
        Some(Self { year: *parts.first()?, month: part(1), day: part(2), season, is_circa: *circa })
    }
}
