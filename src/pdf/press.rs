//! Finishes the PDF for a print shop: greys become black ink only, colours become the inks of the output profile, and
//! the file conforms to PDF/X-4 (ISO 15930-7), which Typst does not write.
//!
//! Typst writes greys and colours in spaces with an ICC profile. A press would print each of them with four inks.

mod groups;
mod inks;
mod operators;
pub mod pictures;
mod shadings;
mod spaces;
mod standard;
mod streams;

use std::collections::BTreeSet;

use lopdf::{Document, Error, Object, ObjectId};

pub use self::inks::Press;

/// Converts all colours of a document and adds what PDF/X-4 requires.
///
/// # Errors
/// If the library cannot read an object.
pub fn finish(document: &mut Document, inks: &Press) -> Result<(), Error> {
    let kept = in_masks(document);
    streams::convert(document, inks, &kept)?;
    shadings::convert(document, inks, &kept);
    pictures::convert(document, inks, &kept)?;
    groups::convert(document, &kept);
    standard::declare(document, inks)?;
    document.prune_objects();
    Ok(())
}

/// The objects of soft masks. Their colours are opacities, which are not printed, so they stay as they are.
fn in_masks(document: &Document) -> BTreeSet<ObjectId> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&Object> = Vec::new();
    for object in document.objects.values() {
        let Ok(dictionary) = object.as_dict() else { continue };
        let mask = dictionary.get_deref(b"SMask", document).and_then(Object::as_dict);
        open.extend(mask.and_then(|mask| mask.get(b"G")).ok());
    }
    while let Some(object) = open.pop() {
        match object {
            Object::Reference(id) if found.insert(*id) => open.extend(document.get_object(*id)),
            Object::Array(items) => open.extend(items),
            Object::Dictionary(dictionary) => open.extend(dictionary.iter().map(|(_, value)| value)),
            Object::Stream(stream) => open.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    found
}
