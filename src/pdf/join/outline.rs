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

/// Where the items of a document stand in the outline of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// On the highest level.
    Top,
    /// On the highest level; the documents after it may be below it.
    Title,
    /// Below the last title.
    Below,
}

/// Items with the same parent, as far as they are written.
#[derive(Default)]
struct Items {
    first: Option<u32>,
    /// The last item, which does not know yet what follows.
    last: Option<(u32, Dictionary)>,
    /// The number of items that are shown.
    shown: i64,
}

impl Items {
    fn add(&mut self, file: &mut File, parent: u32, number: u32, mut item: Dictionary) -> Result<()> {
        let below = item.get(b"Count").and_then(Object::as_i64).unwrap_or(0);
        self.shown += 1 + below.max(0);
        item.set("Parent", Object::Reference((parent, 0)));
        if let Some((before, mut other)) = self.last.take() {
            other.set("Next", Object::Reference((number, 0)));
            item.set("Prev", Object::Reference((before, 0)));
            file.put(before, other.into())?;
        }
        self.first.get_or_insert(number);
        self.last = Some((number, item));
        Ok(())
    }

    /// Writes the last item, and names all of them in their parent.
    fn end(self, file: &mut File, parent: &mut Dictionary) -> Result<()> {
        if let (Some(first), Some((last, item))) = (self.first, self.last) {
            file.put(last, item.into())?;
            parent.set("First", Object::Reference((first, 0)));
            parent.set("Last", Object::Reference((last, 0)));
            parent.set("Count", self.shown);
        }
        Ok(())
    }
}

/// The outline of a book, as far as it is written.
pub struct Outline {
    /// The object number of the root.
    pub number: u32,
    items: Items,
    /// The title that other items are below.
    title: Option<(u32, Dictionary, Items)>,
}

impl Outline {
    /// An outline without items, whose root has this number.
    pub fn new(number: u32) -> Self {
        Self { number, items: Items::default(), title: None }
    }

    /// Adds an item of the highest level of its document.
    pub fn add(&mut self, file: &mut File, level: Level, number: u32, item: Dictionary) -> Result<()> {
        if let (Level::Below, Some((title, _, items))) = (level, &mut self.title) {
            return items.add(file, *title, number, item);
        }
        self.close_title(file)?;
        // The sections of a title would come before the documents below it.
        if level == Level::Title && !item.has(b"First") {
            self.title = Some((number, item, Items::default()));
            return Ok(());
        }
        self.items.add(file, self.number, number, item)
    }

    fn close_title(&mut self, file: &mut File) -> Result<()> {
        let Some((number, mut item, items)) = self.title.take() else { return Ok(()) };
        items.end(file, &mut item)?;
        self.items.add(file, self.number, number, item)
    }

    /// Writes what is missing. Returns whether there are any items.
    pub fn write(mut self, file: &mut File) -> Result<bool> {
        self.close_title(file)?;
        let mut root = Dictionary::new();
        root.set("Type", "Outlines");
        let is_empty = self.items.last.is_none();
        self.items.end(file, &mut root)?;
        file.put(self.number, root.into())?;
        Ok(!is_empty)
    }
}
