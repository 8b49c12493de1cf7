//! One document of a book as a file of its own.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, Writer};
use sha2::{Digest, Sha256};

use super::error::Result;
use super::part::Opened;
use super::{Part, banner, head, labels, links, metadata};

/// A document as a file of its own, without unprinted pages. Links to other documents lead to the address of their target, or
/// are removed if it has none; their text stays. The part must have the time 0, which is replaced by that of the file.
///
/// # Errors
/// If a PDF cannot be read, or is unusual.
pub fn alone(part: &Part, time: DateTime<Utc>, address: &dyn Fn(&str) -> Option<String>) -> Result<Document> {
    let mut opened = Opened::of(part)?;
    lead_links(&mut opened, address)?;
    keep_pages(&mut opened)?;
    keep_labels(&mut opened)?;
    keep_destinations(&mut opened)?;
    keep_tags(&mut opened)?;
    let head = opened.last_unprinted.as_ref().filter(|_| part.has_head);
    if let (Some(head), Some(page)) = (head, opened.pages.first()) {
        banner::draw(&mut opened.document, *page, head)?;
    }
    opened.document.prune_objects();
    renew(&mut opened, time)?;
    Ok(opened.document)
}

/// Leads the links to other documents to addresses, or removes them.
fn lead_links(opened: &mut Opened, address: &dyn Fn(&str) -> Option<String>) -> Result<()> {
    for page in opened.pages.clone() {
        let mut removed = HashSet::new();
        for id in opened.annotations(page) {
            let link = opened.document.get_dictionary(id)?;
            let Some(name) = links::target(link, &opened.document) else { continue };
            match address(&name) {
                Some(address) => links::lead_out(opened.document.get_dictionary_mut(id)?, &address),
                None => {
                    removed.insert(id);
                }
            }
        }
        remove(opened, page, &removed)?;
    }
    Ok(())
}

fn remove(opened: &mut Opened, page: ObjectId, removed: &HashSet<ObjectId>) -> Result<()> {
    if removed.is_empty() {
        return Ok(());
    }
    let kept: Vec<Object> = opened
        .annotations(page)
        .into_iter()
        .filter(|id| !removed.contains(id))
        .map(Object::Reference)
        .collect();
    let page = opened.document.get_dictionary_mut(page)?;
    if kept.is_empty() {
        page.remove(b"Annots");
    } else {
        page.set("Annots", kept);
    }
    for id in removed {
        if let Some(tags) = &mut opened.tags {
            tags.drop_annotation(&mut opened.document, *id);
        }
        opened.document.objects.remove(id);
    }
    Ok(())
}

/// Writes a page tree without the unprinted pages.
fn keep_pages(opened: &mut Opened) -> Result<()> {
    let root = opened.catalog.get(b"Pages")?.as_reference()?;
    for page in &opened.pages {
        opened.document.get_dictionary_mut(*page)?.set("Parent", root);
    }
    let kids: Vec<Object> = opened.pages.iter().copied().map(Object::Reference).collect();
    let root = opened.document.get_dictionary_mut(root)?;
    root.set("Count", count(&opened.pages));
    root.set("Kids", kids);
    Ok(())
}

fn keep_labels(opened: &mut Opened) -> Result<()> {
    let ranges = std::mem::take(&mut opened.labels);
    if !ranges.is_empty() {
        let labels = flat(labels::tree(ranges), "Nums");
        opened.document.catalog_mut()?.set("PageLabels", labels);
    }
    Ok(())
}

fn keep_destinations(opened: &mut Opened) -> Result<()> {
    let names = opened.destinations().into_iter().map(|(name, value)| (string(name), value)).collect();
    let trees = opened.catalog.get_deref(b"Names", &opened.document).and_then(Object::as_dict);
    let Ok(trees) = trees.cloned() else { return Ok(()) };
    if trees.has(b"Dests") {
        let mut trees = trees;
        trees.set("Dests", flat(names, "Names"));
        opened.document.catalog_mut()?.set("Names", trees);
    }
    Ok(())
}

fn keep_tags(opened: &mut Opened) -> Result<()> {
    let Some(tags) = opened.tags.take() else { return Ok(()) };
    let mut root = tags.root;
    let parents = tags.parents.into_iter().map(|(number, value)| (number.into(), value)).collect();
    root.set("ParentTree", flat(parents, "Nums"));
    if root.has(b"IDTree") {
        let ids = tags.ids.into_iter().map(|(id, element)| (string(id), element)).collect();
        root.set("IDTree", flat(ids, "Names"));
    }
    let id = opened.catalog.get(b"StructTreeRoot")?.as_reference()?;
    opened.document.objects.insert(id, root.into());
    Ok(())
}

/// Writes the number of pages and an identifier that follows from the content.
fn renew(opened: &mut Opened, time: DateTime<Utc>) -> Result<()> {
    let document = &mut opened.document;
    let info = document.trailer.get(b"Info").and_then(Object::as_reference);
    if let Ok(info) = info.and_then(|info| document.get_dictionary_mut(info)) {
        metadata::date(info, time);
    }
    let [id, instance] = head::identifiers(&document.trailer);
    let new = metadata::identifier(digest(document)?);
    let xmp = opened.catalog.get(b"Metadata").and_then(Object::as_reference);
    if let Ok(xmp) = xmp
        && let Ok(Object::Stream(stream)) = document.get_object_mut(xmp)
    {
        let text = metadata::renewed(&stream.get_plain_content()?, opened.pages.len(), &instance, &new);
        let text = metadata::dated(&String::from_utf8_lossy(&text), time).into_bytes();
        stream.dict.remove(b"Filter");
        stream.set_content(text);
    }
    document.trailer.set("ID", vec![string(id), string(new.into_bytes())]);
    Ok(())
}

/// A digest of all objects.
fn digest(document: &Document) -> Result<[u8; 32]> {
    let mut digest = Sha256::new();
    let mut bytes = Vec::new();
    for ((number, _), object) in &document.objects {
        bytes.clear();
        Writer::write_object(&mut bytes, object)?;
        digest.update(number.to_be_bytes());
        digest.update(&bytes);
    }
    Ok(digest.finalize().into())
}

/// A name tree or number tree with one node.
fn flat(entries: Vec<(Object, Object)>, leaf: &str) -> Dictionary {
    let entries: Vec<Object> = entries.into_iter().flat_map(<[Object; 2]>::from).collect();
    let mut root = Dictionary::new();
    root.set(leaf, entries);
    root
}

fn count(pages: &[ObjectId]) -> i64 {
    i64::try_from(pages.len()).unwrap_or(i64::MAX)
}

fn string(bytes: Vec<u8>) -> Object {
    Object::String(bytes, StringFormat::Literal)
}
