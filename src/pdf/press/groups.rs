//! Blends transparent objects in the inks of the press. In any other space, black would become four inks.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Sets the blending space of transparency groups (ISO 32000-1, section 11.4.7), but of those in masks.
pub fn convert(document: &mut Document, kept: &BTreeSet<ObjectId>) {
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
