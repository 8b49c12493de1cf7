//! Examples of other cases, `(@good)`: their numbers, with the name of the case, because each case counts from 1.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{BlockKind, Case, Inline, Part};

/// What the ids of examples begin with.
const PREFIX: &str = "example-";

/// The examples of a book by their labels: the cases that have one with the label, and its number in each.
#[derive(Default)]
pub struct Examples(BTreeMap<String, Vec<(usize, i64)>>);

impl Examples {
    pub fn of(cases: &[(Part, Arc<Case>)]) -> Self {
        let mut examples = Self::default();
        for (index, (_, case)) in cases.iter().enumerate() {
            let has_examples = case.author_ids.iter().any(|author| author.id.starts_with(PREFIX));
            for (label, number) in has_examples.then(|| of_case(case)).into_iter().flatten() {
                examples.0.entry(label).or_default().push((index, number));
            }
        }
        examples
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a case refers to an example of another one.
    pub fn are_in(&self, index: usize, case: &Case) -> bool {
        let names_one = |inline: &Inline| match inline {
            Inline::Text(words) => self.first(index, words).is_some(),
            _ => false,
        };
        !self.is_empty() && case.nodes().inlines().any(names_one)
    }

    /// The first reference to an example of another case in a text: its place, its label, and the cases with such an example.
    pub fn first<'w>(&self, own: usize, words: &'w str) -> Option<Reference<'w, '_>> {
        words.match_indices("(@").find_map(|(start, _)| {
            let label = words[start + 2..].split_once(')').map(|(label, _)| label)?;
            let places = self.0.get(label).filter(|places| places.iter().all(|(case, _)| *case != own))?;
            Some(Reference { start, label, places })
        })
    }
}

/// A reference to an example of other cases.
pub struct Reference<'w, 'e> {
    /// The offset of its parenthesis.
    pub start: usize,
    pub label: &'w str,
    pub places: &'e [(usize, i64)],
}

impl Reference<'_, '_> {
    /// The offset after its closing parenthesis.
    pub fn end(&self) -> usize {
        self.start + self.label.len() + 3
    }

    /// The id of the example.
    pub fn id(&self) -> String {
        format!("{PREFIX}{}", self.label)
    }
}

/// The labels and the numbers of the examples of a case.
fn of_case(case: &Case) -> Vec<(String, i64)> {
    let mut found = Vec::new();
    for block in case.nodes().blocks() {
        let BlockKind::List(list) = &block.kind else { continue };
        let numbers = list.numbering.iter().flat_map(|numbering| &numbering.numbers);
        for (item, number) in list.items.iter().zip(numbers) {
            let label = item.first().and_then(|block| block.attributes.id.as_deref()?.strip_prefix(PREFIX));
            found.extend(label.map(|label| (label.to_owned(), *number)));
        }
    }
    found
}
