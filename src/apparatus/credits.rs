//! The lines on a title page that name the authors and contributors.

use super::words;
use crate::model::Person;
use crate::resolve::Book;

/// One line for each run of people with the same label: "with assistance from A and B".
#[must_use]
pub fn credits(book: &Book, people: &[Person]) -> Vec<String> {
    let and = words(book).and;
    people
        .chunk_by(|a, b| a.label == b.label)
        .map(|group| {
            let names: Vec<&str> = group.iter().map(|person| person.name.as_str()).collect();
            let names = match names.as_slice() {
                [rest @ .., last] if rest.len() > 1 => format!("{} {and} {last}", rest.join(", ")),
                names => names.join(&format!(" {and} ")),
            };
            match group.first().and_then(|person| person.label.as_deref()) {
                Some(label) => format!("{label} {names}"),
                None => names,
            }
        })
        .collect()
}
