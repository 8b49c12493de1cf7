//! The letters that tell works of one author and year apart: `Twin 1999a`, `Twin 1999b`. They follow the list of works.

use std::collections::BTreeMap;

use hayagriva::{BibliographyDriver, CitationItem, ElemChild, ElemChildren, ElemMeta};

use super::complete::{completed, words};
use super::places::letter;
use super::style::Style;
use super::work::Work;

/// The letters of works, by key.
pub type Letters = BTreeMap<String, String>;

/// The letters of the works that a style would cite with the same words.
pub fn of(works: &[&Work], style: &Style) -> Letters {
    let mut driver = BibliographyDriver::new();
    for work in works {
        driver.citation(style.request(vec![CitationItem::with_entry(&work.item)], &style.csl, None));
    }
    let printed = driver.finish(style.wanted(&style.csl));
    let mut same: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for (work, printed) in works.iter().zip(&printed.citations) {
        let text = words(&completed(&printed.citation, work, None));
        let first = work.date("issued").map(|date| date.year);
        let last = work.ends.get("issued").map(|date| date.year).filter(|last| Some(*last) != first);
        same.entry((text, last, work.is_open)).or_default().push(work.key());
    }
    let listed = printed.bibliography.map(|list| list.items).unwrap_or_default();
    let place = |key: &str| listed.iter().position(|work| work.key == key);
    let mut letters = Letters::new();
    for keys in same.values_mut().filter(|keys| keys.len() > 1) {
        keys.sort_by_key(|key| place(key));
        letters.extend(keys.iter().enumerate().map(|(index, key)| ((*key).to_owned(), letter(index))));
    }
    letters
}

/// Whether a style printed the letter of a work after its year.
pub fn has(printed: &ElemChildren, letter: &str) -> bool {
    words(printed).split(|sign: char| !sign.is_alphanumeric()).any(|word| {
        word.strip_suffix(letter).is_some_and(|year| year.chars().all(|digit| digit.is_ascii_digit()))
    })
}

/// Adds a letter to the first year that a style printed of a work. Returns whether there is one.
pub fn add(printed: &mut ElemChildren, letter: &str) -> bool {
    printed.0.iter_mut().any(|child| match child {
        ElemChild::Elem(element) if element.meta == Some(ElemMeta::Date) => {
            add_to_year(&mut element.children, letter)
        }
        ElemChild::Elem(element) => add(&mut element.children, letter),
        ElemChild::Text(_)
        | ElemChild::Markup(_)
        | ElemChild::Link { .. }
        | ElemChild::Transparent { .. } => false,
    })
}

fn add_to_year(date: &mut ElemChildren, letter: &str) -> bool {
    date.0.iter_mut().any(|child| match child {
        ElemChild::Elem(element) => add_to_year(&mut element.children, letter),
        ElemChild::Text(text) => {
            // The year has the most digits in a date, and comes last if a day has as many.
            let numbers = text.text.split(|sign: char| !sign.is_ascii_digit());
            let Some(year) = numbers.max_by_key(|number| number.len()).filter(|year| !year.is_empty()) else {
                return false;
            };
            let end = text.text.rfind(year).unwrap_or_default() + year.len();
            text.text.insert_str(end, letter);
            true
        }
        ElemChild::Markup(_) | ElemChild::Link { .. } | ElemChild::Transparent { .. } => false,
    })
}
