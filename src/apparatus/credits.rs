//! The lines on a title page that name the authors and contributors.

use crate::model::Person;
use crate::resolve::Book;

/// One line for each run of people with the same label: "with assistance from A and B".
#[must_use]
pub fn credits(book: &Book, people: &[Person]) -> Vec<String> {
    let words = book.wording();
    people
        .chunk_by(|a, b| a.label == b.label)
        .map(|group| {
            let names = group.iter().map(|person| person.name.clone());
            let last = group.len().saturating_sub(1);
            let joined = names.enumerate().reduce(|(_, before), (index, name)| {
                let joint = if index == last { &words.and } else { &words.comma };
                (index, joint.joining(&before, &name))
            });
            let names = joined.map(|(_, names)| names).unwrap_or_default();
            match group.first().and_then(|person| person.label.as_deref()) {
                Some(label) => format!("{label} {names}"),
                None => names,
            }
        })
        .collect()
}
