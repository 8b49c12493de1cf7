//! Converts the colours of gradients (ISO 32000-1, section 8.7.4.5).

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::inks::{Press, of_grey};
use super::spaces::Space;

/// Converts linear and radial gradients. A conic one is a program, which keeps its colours in sRGB.
pub fn convert(document: &mut Document, inks: &Press, kept: &BTreeSet<ObjectId>) {
    let mut changes = Vec::new();
    for (id, object) in document.objects.iter().filter(|(id, _)| !kept.contains(id)) {
        let Ok(dictionary) = object.as_dict() else { continue };
        if dictionary.has(b"ShadingType") {
            changes.extend(converted(dictionary, document, inks).map(|shading| (*id, shading)));
        } else if let Ok(Object::Dictionary(inside)) = dictionary.get(b"Shading")
            && inside.has(b"ShadingType")
            && let Some(shading) = converted(inside, document, inks)
        {
            let mut pattern = dictionary.clone();
            pattern.set("Shading", shading);
            changes.push((*id, pattern));
        }
    }
    for (id, dictionary) in changes {
        document.objects.insert(id, Object::Dictionary(dictionary));
    }
}

fn converted(shading: &Dictionary, document: &Document, inks: &Press) -> Option<Dictionary> {
    let space = Space::of(shading.get(b"ColorSpace").ok()?, document);
    if space == Space::Other {
        return None;
    }
    let colour = |colour: &[f32]| match (space, colour) {
        (Space::Grey, [grey]) => Some(of_grey(*grey)),
        (Space::Rgb, [red, green, blue]) => Some(inks.of_colour([*red, *green, *blue])),
        _ => None,
    };
    let function = function(shading.get_deref(b"Function", document).ok()?, document, &colour)?;
    let mut converted = shading.clone();
    converted.set("Function", function);
    converted.set("ColorSpace", Object::Name(b"DeviceCMYK".to_vec()));
    if let Some(background) = components(shading.get(b"Background").ok()).and_then(|ground| colour(&ground)) {
        converted.set("Background", array(background));
    }
    Some(converted)
}

/// A function with converted colours: an interpolation, or several in a row.
fn function(
    object: &Object,
    document: &Document,
    colour: &impl Fn(&[f32]) -> Option<[f32; 4]>,
) -> Option<Dictionary> {
    let mut dictionary = object.as_dict().ok()?.clone();
    match dictionary.get(b"FunctionType").and_then(Object::as_i64).ok()? {
        2 => {
            for (key, otherwise) in [("C0", 0.0), ("C1", 1.0)] {
                let ends = components(dictionary.get(key.as_bytes()).ok()).unwrap_or_else(|| vec![otherwise]);
                dictionary.set(key, array(colour(&ends)?));
            }
        }
        3 => {
            let parts = dictionary.get_deref(b"Functions", document).and_then(Object::as_array).ok()?;
            let parts: Option<Vec<Object>> = parts
                .iter()
                .map(|part| {
                    let (_, part) = document.dereference(part).ok()?;
                    function(part, document, colour).map(Object::Dictionary)
                })
                .collect();
            dictionary.set("Functions", parts?);
        }
        _ => return None,
    }
    dictionary.remove(b"Range");
    Some(dictionary)
}

fn components(object: Option<&Object>) -> Option<Vec<f32>> {
    object?.as_array().ok()?.iter().map(|value| value.as_float().ok()).collect()
}

fn array(colour: [f32; 4]) -> Object {
    Object::Array(colour.map(Object::Real).to_vec())
}
