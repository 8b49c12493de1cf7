//! Prepares works for the printing library: the variables that it expects, and marks and numbers in place of what it cannot print.

use std::collections::BTreeMap;

use hayagriva::citationberg::json::{NameValue, Value};
use hayagriva::citationberg::taxonomy::{Locator, NameVariable, OtherTerm, Term};
use hayagriva::citationberg::{PageRangeFormat, TermForm};

use super::locator::{is_plural, printed};
use super::namesakes;
use super::render::Known;
use super::style::Style;
use super::work::dates::Date;
use super::work::marks::{SPACE, fixed};
use super::work::{SHORT_CONTAINER, Work, keys};

/// The year in place of words such as “forthcoming”.
const UNDATED: i16 = 32_743;
/// Pages in place of those with letters: the library writes “pp.” before numbers only.
const PAGES: &str = "2147480001, 2147480002";
/// The first number in place of a locator.
const LOCATORS: usize = 2_100_000_000;

/// The words for the state of a work that the locales have, and the words in English.
const STATES: [(&str, OtherTerm); 2] =
    [("forthcoming", OtherTerm::Forthcoming), ("in press", OtherTerm::InPress)];

/// Those who edited a work in some sense. A style that does not know them names them as editors.
const ROLES: [NameVariable; 3] = [NameVariable::Compiler, NameVariable::Organizer, NameVariable::Contributor];

impl Style {
    /// Prepares all works of a book.
    pub fn prepare<'w>(&self, works: impl Iterator<Item = &'w mut Work>) {
        let mut works: Vec<&mut Work> = works.collect();
        for work in &mut works {
            self.complete(work);
            self.presence.set(work);
        }
        if let Some(apart) = &self.apart {
            namesakes::mark(&mut works, apart);
        }
        for work in works {
            set_last(work);
        }
    }

    fn complete(&self, work: &mut Work) {
        // Styles are changed to print the short title of a container, which is the whole one if there is no other.
        let copied = [("container-title", SHORT_CONTAINER), ("archive-place", "archive_place")];
        for (from, to) in copied {
            let words = work.text(from).unwrap_or_default().to_owned();
            if work.text(to).is_none() {
                work.set(to, &words);
            }
        }
        keep_particles(work);
        for variable in ROLES.into_iter().filter(|role| !self.presence.prints(*role)) {
            let names = work.names(&variable.to_string());
            if !names.is_empty() && work.names("editor").is_empty() {
                work.set_names("editor", &names);
            }
        }
        for (variable, key) in work.keys.clone() {
            work.set(variable, &with_capitals(keys::words(key, &self.locale.0)));
        }
        if let Some(words) = work.text("status").and_then(|words| self.state(words)) {
            work.set("status", &with_capitals(&words));
        }
        if let Some(words) = work.undated.clone() {
            let date = Date { year: UNDATED, month: None, day: None, season: None, is_circa: false };
            work.set_date("issued", date, None);
            work.stand_ins.push((UNDATED.to_string(), words));
        }
        if let Some(pages) = work.text("page").map(str::to_owned)
            && is_plural(&pages)
            && !pages.starts_with(|first: char| first.is_ascii_digit())
        {
            work.set("page", PAGES);
            work.stand_ins.push((PAGES.to_owned(), pages.replace(['-', '—'], "–")));
        }
    }

    /// The words for the state of a work in the language of the book.
    fn state(&self, words: &str) -> Option<String> {
        let (_, term) = STATES.into_iter().find(|(known, _)| *known == words)?;
        let locale = self.locales.iter().find(|locale| locale.lang.as_ref() == Some(&self.locale))?;
        locale.term(Term::Other(term), TermForm::Long)?.single().map(str::to_owned)
    }
}

/// Words whose capitals stay, as in “im Druck”.
fn with_capitals(words: &str) -> String {
    words
        .chars()
        .map(
            |letter| {
                if letter.is_uppercase() {
                    fixed(letter.encode_utf8(&mut [0; 4]))
                } else {
                    letter.to_string()
                }
            },
        )
        .collect()
}

/// Gives numbers to the locators that name several parts: the library writes “pp.” before numbers only, and does not shorten ranges.
/// Equal locators have equal numbers, because “ibid.” depends on them.
pub fn number_locators(citations: &mut [Known<'_>], format: PageRangeFormat) {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for work in citations.iter_mut().flat_map(|known| &mut known.works) {
        let Some((kind, value)) = work.locator.as_ref().filter(|(_, value)| is_plural(value)) else {
            continue;
        };
        let next = LOCATORS + 2 * numbers.len();
        let number = *numbers.entry(value.clone()).or_insert(next);
        let format = if *kind == Locator::Page { format } else { PageRangeFormat::Expanded };
        work.stand_in = Some((format!("{number}, {}", number + 1), printed(value, format)));
    }
}

/// Joins the words of a family name that begins with a capital, such as “Van Buren” and “Ramón y Cajal”: the library would take all
/// words up to “Van” or “y” as a particle.
fn keep_particles(work: &mut Work) {
    let names = work.item.0.values_mut().filter_map(|value| match value {
        Value::Names(names) => Some(names),
        Value::String(_) | Value::Number(_) | Value::Date(_) => None,
    });
    for name in names.flatten() {
        let NameValue::Item(name) = name else { continue };
        let mut words = name.family.split(' ');
        let first = words.next().filter(|first| first.starts_with(char::is_uppercase));
        if first.is_some() && words.any(|word| word.starts_with(char::is_lowercase)) {
            name.family = name.family.replace(' ', &SPACE.to_string());
        } else if first.is_some_and(|first| first.chars().count() <= PARTICLE) {
            name.family = name.family.replace(' ', "\u{a0}");
        }
    }
}

/// The most letters of a particle.
const PARTICLE: usize = 5;

/// Sets the variables with the ends of ranges.
fn set_last(work: &mut Work) {
    if !work.ends.is_empty() {
        let mut last = work.clone();
        work.ends.iter().for_each(|(variable, end)| last.set_date(variable, *end, None));
        work.last = Some(last.item);
    }
}
