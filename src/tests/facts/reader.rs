//! Follows references in a PDF, and reads its name trees and number trees.

use lopdf::{Dictionary, Document, Object, ObjectId};

pub type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

/// Reads a file.
pub struct Reader<'a> {
    pub document: &'a Document,
    pub catalog: &'a Dictionary,
    pub pages: Vec<ObjectId>,
}

impl Reader<'_> {
    /// The object that a reference leads to.
    pub fn resolve<'o>(&'o self, object: &'o Object) -> Result<&'o Object> {
        Ok(self.document.dereference(object)?.1)
    }

    /// The dictionary that an object is or refers to.
    pub fn dictionary<'o>(&'o self, object: &'o Object) -> Result<&'o Dictionary> {
        Ok(self.resolve(object)?.as_dict()?)
    }

    /// All entries of a name tree or number tree. The keys of each node are within its limits.
    pub fn entries(&self, root: &Object, leaf: &[u8]) -> Result<Vec<(Object, Object)>> {
        let mut found = Vec::new();
        let node = self.dictionary(root)?;
        if let Ok(pairs) = node.get(leaf) {
            let pairs = self.resolve(pairs)?.as_array()?;
            found.extend(pairs.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())));
        }
        if let Ok(kids) = node.get(b"Kids") {
            for kid in self.resolve(kids)?.as_array()? {
                let entries = self.entries(kid, leaf)?;
                let limits = self.dictionary(kid)?.get(b"Limits")?.as_array()?;
                assert_eq!(entries.first().map(|entry| &entry.0), limits.first());
                assert_eq!(entries.last().map(|entry| &entry.0), limits.last());
                found.extend(entries);
            }
        }
        Ok(found)
    }

    /// The index of a page.
    pub fn index(&self, page: &Object) -> Result<usize> {
        let page = page.as_reference()?;
        Ok(self.pages.iter().position(|other| *other == page).ok_or("a page that is not in the tree")?)
    }
}
