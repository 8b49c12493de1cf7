//! The structure tree of a document (ISO 32000-1, section 14.7).

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::error::{Error, Result};
use super::tree;

/// The structure tree of a document, without its elements.
pub struct Tags {
    /// The root of the tree.
    pub root: Dictionary,
    /// The element of the whole document.
    pub element: ObjectId,
    /// The parent tree: for each number in a page, picture or link, the elements that have its content.
    pub parents: Vec<(i64, Object)>,
    /// The identifiers of elements.
    pub ids: Vec<(Vec<u8>, Object)>,
}

/// The structure tree of a document, if it has one.
pub fn of(document: &Document, catalog: &Dictionary) -> Result<Option<Tags>> {
    let Ok(root) = catalog.get_deref(b"StructTreeRoot", document) else { return Ok(None) };
    let root = root.as_dict()?.clone();
    let element = match root.get(b"K")? {
        Object::Reference(element) => *element,
        Object::Array(kids) if kids.len() == 1 => kids[0].as_reference()?,
        _ => return Err(Error::Unusual("structure tree")),
    };
    let entries = |key: &[u8], leaf: &[u8]| {
        root.get(key).map(|tree| tree::entries(document, tree, leaf)).unwrap_or_default()
    };
    let parents = entries(b"ParentTree", b"Nums");
    let parents = parents.into_iter().filter_map(|(key, value)| Some((key.as_i64().ok()?, value))).collect();
    let ids = entries(b"IDTree", b"Names").into_iter();
    let ids = ids.filter_map(|(id, value)| Some((id.as_str().ok()?.to_vec(), value))).collect();
    Ok(Some(Tags { root, element, parents, ids }))
}

/// The kids of an element. A single kid need not be in an array.
pub fn kids(element: &Dictionary) -> Vec<Object> {
    match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    }
}

impl Tags {
    /// The kids of the element of the document. Marked content in them names its page.
    pub fn kids(&self, document: &Document) -> Result<Vec<Object>> {
        let element = document.get_dictionary(self.element)?;
        let page = element.get(b"Pg").ok();
        let named = |kid: Object| match (kid, page) {
            (Object::Integer(number), Some(page)) => {
                let mut content = Dictionary::new();
                content.set("Type", "MCR");
                content.set("Pg", page.clone());
                content.set("MCID", number);
                Object::Dictionary(content)
            }
            (kid, _) => kid,
        };
        Ok(kids(element).into_iter().map(named).collect())
    }

    /// Removes the content of pages from the tree, and the elements that have no other content.
    pub fn drop_pages(&mut self, document: &mut Document, pages: &HashSet<ObjectId>) {
        let numbers: HashSet<i64> = pages.iter().flat_map(|page| numbers(document, *page)).collect();
        let mut affected = Vec::new();
        self.parents.retain(|(number, value)| {
            let is_dropped = numbers.contains(number);
            if is_dropped {
                affected.extend(elements(document, value));
            }
            !is_dropped
        });
        for element in affected {
            self.strip(document, element, |kid, page| {
                let page = kid.as_dict().ok().and_then(|kid| kid.get(b"Pg").ok()).or(page);
                let page = page.and_then(|page| page.as_reference().ok());
                kid.as_reference().is_ok() || page.is_none_or(|page| !pages.contains(&page))
            });
            if let Ok(element) = document.get_dictionary_mut(element)
                && element.get(b"Pg").and_then(Object::as_reference).is_ok_and(|page| pages.contains(&page))
            {
                element.remove(b"Pg");
            }
        }
    }

    /// Removes an annotation from the tree. The element that had it stays, even without other content.
    pub fn drop_annotation(&mut self, document: &mut Document, annotation: ObjectId) {
        let number =
            document.get_dictionary(annotation).and_then(|annotation| annotation.get(b"StructParent"));
        let Ok(number) = number.and_then(Object::as_i64) else { return };
        let place = self.parents.iter().position(|(other, _)| *other == number);
        let Some((_, Object::Reference(element))) = place.map(|place| self.parents.remove(place)) else {
            return;
        };
        if let Ok(element) = document.get_dictionary_mut(element) {
            let is_other = |kid: &Object| {
                let object = kid.as_dict().and_then(|kid| kid.get(b"Obj")).and_then(Object::as_reference);
                object.ok() != Some(annotation)
            };
            let kids: Vec<Object> = kids(element).into_iter().filter(is_other).collect();
            element.set("K", kids);
        }
    }

    /// Removes kids of an element, which `keep` gets with the page of the element, and the element if it has no others.
    fn strip(
        &mut self,
        document: &mut Document,
        element: ObjectId,
        keep: impl Fn(&Object, Option<&Object>) -> bool,
    ) {
        let Ok(dictionary) = document.get_dictionary_mut(element) else { return };
        let page = dictionary.get(b"Pg").ok().cloned();
        let kids: Vec<Object> = kids(dictionary).into_iter().filter(|kid| keep(kid, page.as_ref())).collect();
        let is_empty = kids.is_empty() && element != self.element;
        dictionary.set("K", kids);
        if is_empty {
            let parent = dictionary.get(b"P").and_then(Object::as_reference);
            self.ids.retain(|(_, named)| named.as_reference().ok() != Some(element));
            document.objects.remove(&element);
            if let Ok(parent) = parent {
                self.strip_of(document, parent, element);
            }
        }
    }

    /// Removes an element from its parent.
    fn strip_of(&mut self, document: &mut Document, parent: ObjectId, element: ObjectId) {
        let mut open = Some((parent, element));
        while let Some((parent, element)) = open.take() {
            let Ok(dictionary) = document.get_dictionary_mut(parent) else { return };
            let is_other = |kid: &Object| kid.as_reference().ok() != Some(element);
            let kids: Vec<Object> = kids(dictionary).into_iter().filter(is_other).collect();
            let is_empty = kids.is_empty() && parent != self.element;
            dictionary.set("K", kids);
            if is_empty {
                open = dictionary.get(b"P").and_then(Object::as_reference).ok().map(|above| (above, parent));
                self.ids.retain(|(_, named)| named.as_reference().ok() != Some(parent));
                document.objects.remove(&parent);
            }
        }
    }
}

/// The numbers of a page and of its annotations in the parent tree.
fn numbers(document: &Document, page: ObjectId) -> Vec<i64> {
    let Ok(page) = document.get_dictionary(page) else { return Vec::new() };
    let annotations = page.get_deref(b"Annots", document).and_then(Object::as_array);
    let annotations = annotations.map(Vec::as_slice).unwrap_or_default().iter().filter_map(|annotation| {
        let (_, annotation) = document.dereference(annotation).ok()?;
        annotation.as_dict().ok()?.get(b"StructParent").ok()
    });
    page.get(b"StructParents")
        .ok()
        .into_iter()
        .chain(annotations)
        .filter_map(|key| key.as_i64().ok())
        .collect()
}

/// The elements in a value of the parent tree.
fn elements(document: &Document, value: &Object) -> Vec<ObjectId> {
    match document.dereference(value) {
        Ok((_, Object::Array(elements))) => {
            let mut known = HashSet::new();
            let elements = elements.iter().filter_map(|element| element.as_reference().ok());
            elements.filter(|element| known.insert(*element)).collect()
        }
        Ok((Some(element), Object::Dictionary(_))) => vec![element],
        _ => Vec::new(),
    }
}

/// Adds the roles of a document to those of others.
pub fn merge(roles: &mut Dictionary, more: &Dictionary) -> Result<()> {
    for (name, role) in more {
        if roles.get(name).is_ok_and(|known| known != role) {
            return Err(Error::UnlikeRole(String::from_utf8_lossy(name).into_owned()));
        }
        roles.set(name.clone(), role.clone());
    }
    Ok(())
}
