//! The outline of a book: that of each document, one after another (ISO 32000-1, section 12.3.3).

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::error::Result;
use super::file::File;

/// The items of the highest level in a document.
pub fn items(document: &Document, catalog: &Dictionary) -> Vec<ObjectId> {
    let root = catalog.get_deref(b"Outlines", document).and_then(Object::as_dict);
    let next = |item: &Dictionary, key: &[u8]| item.get(key).and_then(Object::as_reference).ok();
    let mut open = root.ok().and_then(|root| next(root, b"First"));
    let (mut found, mut known) = (Vec::new(), HashSet::new());
    while let Some(id) = open.take().filter(|id| known.insert(*id)) {
        found.push(id);
        open = document.get_dictionary(id).ok().and_then(|item| next(item, b"Next"));
    }
    found
}

/// The outline of a book, as far as it is written.
pub struct Outline {
    /// The object number of the root.
    pub number: u32,
    first: Option<u32>,
    /// The last item, which does not know yet what follows.
    last: Option<(u32, Dictionary)>,
    /// The number of items that are shown.
    shown: i64,
}

impl Outline {
    /// An outline without items, whose root has this number.
    pub fn new(number: u32) -> Self {
        Self { number, first: None, last: None, shown: 0 }
    }

    /// Adds an item of the highest level.
    pub fn add(&mut self, file: &mut File, number: u32, mut item: Dictionary) -> Result<()> {
        let below = item.get(b"Count").and_then(Object::as_i64).unwrap_or(0);
        self.shown += 1 + below.max(0);
        item.set("Parent", Object::Reference((self.number, 0)));
        if let Some((before, mut other)) = self.last.take() {
            other.set("Next", Object::Reference((number, 0)));
            item.set("Prev", Object::Reference((before, 0)));
            file.put(before, other.into())?;
        }
        self.first.get_or_insert(number);
        self.last = Some((number, item));
        Ok(())
    }

    /// Writes what is missing. Returns whether there are any items.
    pub fn write(self, file: &mut File) -> Result<bool> {
        let mut root = Dictionary::new();
        root.set("Type", "Outlines");
        let is_empty = self.last.is_none();
        if let (Some(first), Some((last, item))) = (self.first, self.last) {
            file.put(last, item.into())?;
            root.set("First", Object::Reference((first, 0)));
            root.set("Last", Object::Reference((last, 0)));
            root.set("Count", self.shown);
        }
        file.put(self.number, root.into())?;
        Ok(!is_empty)
    }
}
