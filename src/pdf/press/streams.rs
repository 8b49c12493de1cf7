//! Rewrites the content streams of pages, forms, patterns and drawn glyphs.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Error, Object, ObjectId, Stream};
use rayon::prelude::*;

use super::inks::Press;
use super::operators::{self, OVERPRINT, Rewritten};
use super::spaces::Space;

/// A content stream and where its resources are.
struct Job {
    stream: ObjectId,
    resources: Place,
}

/// Where a resource dictionary is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// As an object of its own.
    Object(ObjectId),
    /// In the dictionary of another object.
    Inside(ObjectId),
}

/// Rewrites all content streams but those of masks.
pub fn convert(document: &mut Document, inks: &Press, kept: &BTreeSet<ObjectId>) -> Result<(), Error> {
    let jobs = jobs(document, kept);
    let shared: &Document = document;
    let results: Vec<Result<Rewritten, Error>> = jobs
        .par_iter()
        .map(|job| {
            let content = plain(shared.get_object(job.stream)?.as_stream()?)?;
            let empty = Dictionary::new();
            let resources = resources(shared, job.resources).unwrap_or(&empty);
            let space = |name: &[u8]| Space::in_resources(name, resources, shared);
            Ok(operators::rewrite(&content, space, inks))
        })
        .collect();
    let states = [true, false].map(|is_on| document.add_object(overprint(is_on)));
    let mut places = BTreeSet::new();
    for (job, result) in jobs.iter().zip(results) {
        let Rewritten { bytes, overprints } = result?;
        let stream = document.get_object_mut(job.stream)?.as_stream_mut()?;
        stream.set_plain_content(bytes);
        places.insert((job.resources, overprints));
    }
    for (place, overprints) in places {
        settle(document, place, overprints.then_some(states));
    }
    let compressed = jobs.iter().map(|job| job.stream).collect::<BTreeSet<_>>();
    document
        .objects
        .iter_mut()
        .filter(|(id, _)| compressed.contains(id))
        .collect::<Vec<_>>()
        .into_par_iter()
        .try_for_each(|(_, object)| object.as_stream_mut()?.compress())
}

/// The content of a stream, which may have no filter.
pub fn plain(stream: &Stream) -> Result<Vec<u8>, Error> {
    stream.get_plain_content()
}

fn jobs(document: &Document, kept: &BTreeSet<ObjectId>) -> Vec<Job> {
    let mut jobs = Vec::new();
    for (id, object) in document.objects.iter().filter(|(id, _)| !kept.contains(id)) {
        let Ok(dictionary) = object.as_dict().or_else(|_| object.as_stream().map(|stream| &stream.dict))
        else {
            continue;
        };
        let resources = match dictionary.get(b"Resources") {
            Ok(Object::Reference(resources)) => Place::Object(*resources),
            _ => Place::Inside(*id),
        };
        let mut add = |stream| jobs.push(Job { stream, resources });
        let is = |key: &[u8], name: &[u8]| {
            dictionary.get(key).and_then(Object::as_name).is_ok_and(|is| is == name)
        };
        if is(b"Type", b"Page") {
            document.get_page_contents(*id).into_iter().for_each(add);
        } else if is(b"Subtype", b"Form") || dictionary.has(b"PatternType") && object.as_stream().is_ok() {
            add(*id);
        } else if let Ok(glyphs) = dictionary.get_deref(b"CharProcs", document).and_then(Object::as_dict) {
            glyphs.iter().filter_map(|(_, glyph)| glyph.as_reference().ok()).for_each(add);
        }
    }
    jobs
}

fn resources(document: &Document, place: Place) -> Option<&Dictionary> {
    match place {
        Place::Object(id) => document.get_dictionary(id).ok(),
        Place::Inside(id) => {
            let object = document.get_object(id).ok()?;
            let dictionary =
                object.as_dict().or_else(|_| object.as_stream().map(|stream| &stream.dict)).ok()?;
            dictionary.get(b"Resources").and_then(Object::as_dict).ok()
        }
    }
}

/// Removes the colour spaces that are no longer used, and adds the graphics states that are.
fn settle(document: &mut Document, place: Place, states: Option<[ObjectId; 2]>) {
    let Some(mut changed) = resources(document, place).cloned() else { return };
    if let Ok(spaces) = changed.get_deref(b"ColorSpace", document).and_then(Object::as_dict) {
        let others = spaces.iter().filter(|(_, space)| Space::of(space, document) == Space::Other);
        let others: Dictionary = others.map(|(name, space)| (name.clone(), space.clone())).collect();
        if others.is_empty() {
            changed.remove(b"ColorSpace");
        } else {
            changed.set("ColorSpace", others);
        }
    }
    if let Some(states) = states {
        let known = changed.get_deref(b"ExtGState", document).and_then(Object::as_dict);
        let mut all = known.cloned().unwrap_or_default();
        for (name, state) in OVERPRINT.iter().zip(states) {
            all.set(*name, state);
        }
        changed.set("ExtGState", all);
    }
    match place {
        Place::Object(id) => {
            document.objects.insert(id, Object::Dictionary(changed));
        }
        Place::Inside(id) => match document.objects.get_mut(&id) {
            Some(Object::Dictionary(dictionary)) => dictionary.set("Resources", changed),
            Some(Object::Stream(stream)) => stream.dict.set("Resources", changed),
            _ => {}
        },
    }
}

/// A graphics state that overprints, or does not (ISO 32000-1, section 8.6.7). In mode 1 an ink of zero leaves what is
/// below it.
fn overprint(is_on: bool) -> Dictionary {
    let mut state = Dictionary::new();
    state.set("Type", Object::Name(b"ExtGState".to_vec()));
    state.set("OP", is_on);
    state.set("op", is_on);
    state.set("OPM", i64::from(is_on));
    state
}
