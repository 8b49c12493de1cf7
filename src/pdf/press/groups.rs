//! Blends transparent objects in the inks of the press. In any other space, black would become four inks.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Sets the blending space of transparency groups (ISO 32000-1, section 11.4.7), but of those in masks, and of each page
/// with something transparent.
pub fn convert(document: &mut Document, kept: &BTreeSet<ObjectId>) {
    settle_groups(document, kept);
    let transparent: BTreeSet<ObjectId> =
        document.objects.iter().filter(|(_, object)| is_transparent(object)).map(|(id, _)| *id).collect();
    if transparent.is_empty() {
        return;
    }
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for page in pages.into_iter().filter(|page| uses(document, *page, &transparent)).collect::<Vec<_>>() {
        let mut group = Dictionary::new();
        group.set("S", Object::Name(b"Transparency".to_vec()));
        group.set("CS", Object::Name(b"DeviceCMYK".to_vec()));
        if let Ok(page) = document.get_dictionary_mut(page) {
            page.set("Group", group);
        }
    }
}

/// Whether an object is a form, a picture or a graphics state that is blended with what is below it.
fn is_transparent(object: &Object) -> bool {
    let Some(dictionary) = dictionary(object) else { return false };
    let is_clear =
        |key: &[u8]| dictionary.get(key).and_then(Object::as_float).is_ok_and(|opacity| opacity < 1.0);
    let names = |key: &[u8], plain: &[u8]| {
        dictionary.get(key).is_ok_and(|value| !value.as_name().is_ok_and(|name| name == plain))
    };
    let is_group = dictionary.has(b"Group") && !dictionary.has_type(b"Page");
    is_group || is_clear(b"ca") || is_clear(b"CA") || names(b"SMask", b"None") || names(b"BM", b"Normal")
}

/// Whether a page leads to one of these objects.
fn uses(document: &Document, page: ObjectId, wanted: &BTreeSet<ObjectId>) -> bool {
    let mut seen = BTreeSet::new();
    let resources = document.get_dictionary(page).and_then(|page| page.get(b"Resources"));
    let mut open: Vec<&Object> = resources.into_iter().collect();
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(id) if wanted.contains(id) => return true,
            Object::Reference(id) if seen.insert(*id) => open.extend(document.get_object(*id)),
            Object::Array(items) => open.extend(items),
            Object::Dictionary(_) | Object::Stream(_) => {
                open.extend(
                    dictionary(object).into_iter().flat_map(Dictionary::iter).map(|(_, value)| value),
                );
            }
            _ => {}
        }
    }
    false
}

fn dictionary(object: &Object) -> Option<&Dictionary> {
    object.as_dict().or_else(|_| object.as_stream().map(|stream| &stream.dict)).ok()
}

fn settle_groups(document: &mut Document, kept: &BTreeSet<ObjectId>) {
    let mut shared = Vec::new();
    for (_, object) in document.objects.iter_mut().filter(|(id, _)| !kept.contains(id)) {
        let dictionary = match object {
            Object::Dictionary(dictionary) => dictionary,
            Object::Stream(stream) => &mut stream.dict,
            _ => continue,
        };
        match dictionary.get_mut(b"Group") {
            Ok(Object::Dictionary(group)) => settle(group),
            Ok(Object::Reference(group)) => shared.push(*group),
            _ => {}
        }
    }
    for id in shared.into_iter().filter(|id| !kept.contains(id)) {
        if let Ok(group) = document.get_dictionary_mut(id) {
            settle(group);
        }
    }
}

fn settle(group: &mut Dictionary) {
    if group.has(b"CS") {
        group.set("CS", Object::Name(b"DeviceCMYK".to_vec()));
    }
}
