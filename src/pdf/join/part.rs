//! Reads a document of a book: its pages, without those that are not of the document.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::error::{Error, Result};
use super::tags::{self, Tags};
use super::{Part, labels, tree};

/// Attributes that a page inherits from the page tree (ISO 32000-1, section 7.7.3.4).
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// A document of a book as objects.
pub struct Opened {
    pub document: Document,
    pub catalog: Dictionary,
    /// The pages in order, each with all its attributes.
    pub pages: Vec<ObjectId>,
    pub labels: Vec<labels::Range>,
    /// The structure tree. `None` if the document is not tagged.
    pub tags: Option<Tags>,
    /// The last of the unprinted pages, which is no longer among the objects.
    pub last_unprinted: Option<Dictionary>,
    /// The unprinted pages, which are no longer among the objects.
    dropped: HashSet<ObjectId>,
}

impl Opened {
    /// Reads a document without its unprinted pages and their tags.
    pub fn of(part: &Part) -> Result<Self> {
        let mut document = Document::load_mem(&part.pdf)?;
        let catalog = document.catalog()?.clone();
        let mut pages = flatten(&mut document, &catalog)?;
        if part.unprinted >= pages.len() {
            return Err(Error::Unusual("number of pages"));
        }
        let labels = labels::of(&document, part.unprinted);
        let mut tags = tags::of(&document, &catalog)?;
        let last = part.unprinted.checked_sub(1).map(|last| pages[last]);
        let dropped: HashSet<ObjectId> = pages.drain(..part.unprinted).collect();
        if let Some(tags) = &mut tags
            && !dropped.is_empty()
        {
            tags.drop_pages(&mut document, &dropped);
        }
        let last = last.and_then(|page| document.get_dictionary(page).ok()).cloned();
        for page in &dropped {
            document.objects.remove(page);
        }
        Ok(Self { document, catalog, pages, labels, tags, last_unprinted: last, dropped })
    }

    /// The named destinations.
    pub fn destinations(&self) -> Vec<(Vec<u8>, Object)> {
        let names = self.catalog.get_deref(b"Names", &self.document).and_then(Object::as_dict);
        let Ok(root) = names.and_then(|names| names.get(b"Dests")) else { return Vec::new() };
        let entries = tree::entries(&self.document, root, b"Names").into_iter();
        let entries = entries.filter(|(_, destination)| !self.is_dropped(destination));
        entries.filter_map(|(name, destination)| Some((name.as_str().ok()?.to_vec(), destination))).collect()
    }

    /// Whether a destination leads to an unprinted page.
    fn is_dropped(&self, destination: &Object) -> bool {
        let found = self.document.dereference(destination).ok();
        let page = found.and_then(|(_, array)| array.as_array().ok()?.first()?.as_reference().ok());
        page.is_some_and(|page| self.dropped.contains(&page))
    }

    /// The annotations of a page. Those without a number of their own are left out.
    pub fn annotations(&self, page: ObjectId) -> Vec<ObjectId> {
        let Ok(page) = self.document.get_dictionary(page) else { return Vec::new() };
        let annotations = page.get_deref(b"Annots", &self.document).and_then(Object::as_array);
        annotations
            .map(|all| all.iter().filter_map(|one| one.as_reference().ok()).collect())
            .unwrap_or_default()
    }
}

/// The pages of a document in order. Each page gets what it inherits.
fn flatten(document: &mut Document, catalog: &Dictionary) -> Result<Vec<ObjectId>> {
    let root = catalog.get(b"Pages")?.as_reference()?;
    let mut pages = Vec::new();
    let mut known = HashSet::new();
    let mut open = vec![(root, Dictionary::new())];
    while let Some((id, inherited)) = open.pop() {
        if !known.insert(id) {
            return Err(Error::Unusual("page tree"));
        }
        let node = document.get_dictionary_mut(id)?;
        for (key, value) in &inherited {
            if !node.has(key) {
                node.set(key.clone(), value.clone());
            }
        }
        let Ok(kids) = node.get(b"Kids").and_then(Object::as_array) else {
            pages.push(id);
            continue;
        };
        let given = INHERITED.iter().filter_map(|key| Some((key.to_vec(), node.get(key).ok()?.clone())));
        let given: Dictionary = given.collect();
        let kids = kids.iter().rev().filter_map(|kid| kid.as_reference().ok());
        open.extend(kids.map(|kid| (kid, given.clone())));
    }
    Ok(pages)
}
