//! The names by which the documents of a book refer to each other: links and mentions lead from case to case, and the front
//! matter lists the pages of headings, figures and tables.

use std::collections::BTreeSet;

use crate::apparatus::{Entry, contents, lists};
use crate::resolve::Book;

/// The names, by the indices of the documents: 0 is the front matter, and the others are the cases.
pub struct References {
    /// The names in other documents that a document shows the pages of.
    shown: Vec<BTreeSet<String>>,
    /// The names in a document that others refer to.
    targets: Vec<BTreeSet<String>>,
}

impl References {
    /// The references of a book.
    #[must_use]
    pub fn of(book: &Book) -> Self {
        let count = book.cases().len() + 1;
        let mut references =
            Self { shown: vec![BTreeSet::new(); count], targets: vec![BTreeSet::new(); count] };
        let lists = lists(book);
        let entries = contents(book).into_iter().chain(lists.into_iter().flat_map(|list| list.entries));
        entries.for_each(|entry| references.add_entry(&entry));
        for (index, case) in book.cases().iter().enumerate() {
            for place in case.targets_of_links().filter(|place| place.case != index) {
                references.add(index + 1, place.case, &place.anchor);
            }
        }
        references
    }

    /// The names in other documents that a document shows the pages of.
    pub fn shown(&self, document: usize) -> impl Iterator<Item = &str> {
        self.shown[document].iter().map(String::as_str)
    }

    /// The names in a document that others refer to.
    pub fn targets(&self, document: usize) -> Vec<&str> {
        self.targets[document].iter().map(String::as_str).collect()
    }

    fn add_entry(&mut self, entry: &Entry<'_>) {
        self.add(0, entry.case, entry.anchor);
        entry.children.iter().for_each(|child| self.add_entry(child));
    }

    fn add(&mut self, from: usize, case: usize, name: &str) {
        self.shown[from].insert(name.to_owned());
        self.targets[case + 1].insert(name.to_owned());
    }
}
