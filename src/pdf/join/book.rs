//! Joins the documents of a book, one after another. Only what all documents share is kept in memory, and the finished file.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, Stream, StringFormat};

use super::copier::{self, Copier, Shared};
use super::error::{Error, Result};
use super::file::File;
use super::fonts::{self, Faces};
use super::head::Head;
use super::outline::{self, Level, Outline};
use super::pages::Pages;
use super::part::Opened;
use super::tags::{self, Tags};
use super::{Part, Place, labels, links, metadata, tree};
use crate::pdf::pack;

/// A book, as far as it is joined.
pub struct Book {
    file: File,
    head: Head,
    shared: Shared,
    faces: Faces,
    pages: Pages,
    /// The index of the first page of each document.
    starts: Vec<usize>,
    labels: Vec<labels::Range>,
    outline: Outline,
    names: BTreeMap<Vec<u8>, Object>,
    /// The links whose targets are in another document, with their object numbers and the names of the targets.
    links: Vec<(u32, Dictionary, String)>,
    structure: Structure,
}

/// The tags of the book.
struct Structure {
    /// The object number of the root of the structure tree.
    root: u32,
    /// The element of the book, with its object number, and its kids.
    element: Option<(u32, Dictionary)>,
    kids: Vec<Object>,
    roles: Dictionary,
    parents: Vec<(Object, Object)>,
    /// The first number that is not used in the parent tree.
    next: i64,
    ids: BTreeMap<Vec<u8>, Object>,
}

impl Book {
    /// A book with its first document, whose metadata and catalog become those of the book.
    ///
    /// # Errors
    /// If the document cannot be read, or is unusual.
    pub fn begin(first: &Part) -> Result<Self> {
        let mut opened = Opened::of(first)?;
        let mut file = File::new(&opened.document.version);
        let mut shared = Shared::new();
        let structure = Structure::new(&mut file);
        let outline = Outline::new(file.reserve());
        let head = Head::of(&mut opened)?;
        let (faces, pages, names) = <_>::default();
        let (starts, labels, links) = <_>::default();
        let mut book = Self {
            file,
            head,
            shared: std::mem::take(&mut shared),
            faces,
            pages,
            starts,
            labels,
            outline,
            names,
            links,
            structure,
        };
        book.append(opened, Level::Top)?;
        Ok(book)
    }

    /// Adds the next document.
    ///
    /// # Errors
    /// If the document cannot be read, or does not fit the others.
    pub fn add(&mut self, part: &Part, level: Level) -> Result<()> {
        self.append(Opened::of(part)?, level)
    }

    fn append(&mut self, mut opened: Opened, level: Level) -> Result<()> {
        pack::unbroken(&mut opened.document);
        let index = self.starts.len();
        self.starts.push(self.pages.len());
        labels::extend(&mut self.labels, self.pages.len(), std::mem::take(&mut opened.labels));
        self.head.speak(&mut opened)?;
        let names = opened.destinations();
        let items = outline::items(&opened.document, &opened.catalog);
        let annotations: Vec<_> = opened.pages.iter().map(|page| opened.annotations(*page)).collect();
        let Opened { document, pages, tags, .. } = opened;
        let place = copier::Place { shift: self.structure.next, prefix: format!("{index}-") };
        let mut copier = Copier::new(document, place, &mut self.file, &mut self.shared);
        fonts::join(&mut copier, &mut self.faces)?;
        for page in &pages {
            copier.share_resources(*page)?;
        }
        self.head.settle(&mut copier)?;
        if let Some(tags) = tags {
            self.structure.lead(&mut copier, &tags)?;
            self.structure.add(&mut copier, tags)?;
        }
        for annotation in annotations.into_iter().flatten() {
            let link = copier.document.get_dictionary(annotation).ok();
            if let Some(name) = link.and_then(|link| links::target(link, &copier.document))
                && let Some((number, mut link)) = copier.take_dictionary(annotation)
            {
                copier.settle_dictionary(&mut link)?;
                self.links.push((number, link, name));
            }
        }
        for page in pages {
            let Some((number, mut page)) = copier.take_dictionary(page) else { continue };
            page.remove(b"Parent");
            copier.settle_dictionary(&mut page)?;
            self.pages.add(copier.file, number, page)?;
        }
        for item in items {
            let Some((number, mut item)) = copier.take_dictionary(item) else { continue };
            for key in [&b"Parent"[..], b"Prev", b"Next"] {
                item.remove(key);
            }
            copier.settle_dictionary(&mut item)?;
            self.outline.add(copier.file, level, number, item)?;
        }
        let mut same = None;
        for (name, mut destination) in names {
            copier.settle(&mut destination)?;
            if self.names.insert(name.clone(), destination).is_some() {
                same = Some(name);
            }
        }
        copier.finish()?;
        match same {
            Some(name) => Err(Error::SameDestination(String::from_utf8_lossy(&name).into_owned())),
            None => Ok(()),
        }
    }

    /// The finished file. `place` knows where targets are that are not among the named destinations.
    ///
    /// # Errors
    /// If a link has an unknown target.
    pub fn finish(mut self, place: &dyn Fn(&str) -> Option<Place>) -> Result<Vec<u8>> {
        self.lead_links(place)?;
        let Self { mut file, head, faces, pages, labels, outline, names, structure, .. } = self;
        faces.write(&mut file)?;
        let mut catalog = Dictionary::new();
        catalog.set("Type", "Catalog");
        catalog.set("Pages", Object::Reference((pages.write(&mut file)?, 0)));
        if !labels.is_empty() {
            let tree = tree::write(&mut file, labels::tree(labels), "Nums")?;
            catalog.set("PageLabels", tree);
        }
        let number = outline.number;
        if outline.write(&mut file)? || head.has_outline {
            catalog.set("Outlines", Object::Reference((number, 0)));
        }
        let names = names.into_iter().map(|(name, value)| (string(name), value)).collect::<Vec<_>>();
        let mut trees = head.names.clone();
        if !names.is_empty() {
            trees.set("Dests", tree::write(&mut file, names, "Names")?);
        }
        if !trees.is_empty() {
            catalog.set("Names", trees);
        }
        if let Some(root) = structure.write(&mut file)? {
            catalog.set("StructTreeRoot", Object::Reference((root, 0)));
        }
        finish(file, head, catalog, pages.len())
    }

    fn lead_links(&mut self, place: &dyn Fn(&str) -> Option<Place>) -> Result<()> {
        let mut unknown = Vec::new();
        for (number, mut link, name) in std::mem::take(&mut self.links) {
            let destination = if self.names.contains_key(name.as_bytes()) {
                Some(string(name.clone().into_bytes()))
            } else {
                place(&name).and_then(|place| self.destination(&place))
            };
            match destination {
                Some(destination) => {
                    links::lead(&mut link, destination);
                    self.file.put(number, link.into())?;
                }
                None if unknown.contains(&name) => {}
                None => unknown.push(name),
            }
        }
        if unknown.is_empty() { Ok(()) } else { Err(Error::UnknownTargets(unknown)) }
    }

    fn destination(&self, place: &Place) -> Option<Object> {
        let page = self.pages.get(self.starts.get(place.part)? + place.page)?;
        Some(links::destination(page.number, page.height, (place.x, place.y)))
    }
}

impl Structure {
    fn new(file: &mut File) -> Self {
        let (kids, roles, parents, ids) = <_>::default();
        Self { root: file.reserve(), element: None, kids, roles, parents, next: 0, ids }
    }

    /// Lets the tags of a document refer to the element of the book instead of their own.
    fn lead(&mut self, copier: &mut Copier<'_>, tags: &Tags) -> Result<()> {
        self.kids.reserve(64);
        let mut kids = tags.kids(&copier.document)?;
        match &self.element {
            Some((number, _)) => copier.lead(tags.element, *number),
            None => {
                let Some((number, mut element)) = copier.take_dictionary(tags.element) else {
                    return Err(Error::Unusual("structure tree"));
                };
                for key in [&b"K"[..], b"P", b"Pg"] {
                    element.remove(key);
                }
                copier.settle_dictionary(&mut element)?;
                self.element = Some((number, element));
            }
        }
        for kid in &mut kids {
            copier.settle(kid)?;
        }
        self.kids.append(&mut kids);
        Ok(())
    }

    /// Adds the trees of a document.
    fn add(&mut self, copier: &mut Copier<'_>, tags: Tags) -> Result<()> {
        if tags.root.has(b"Namespaces") || tags.root.has(b"ClassMap") {
            return Err(Error::Unusual("structure tree"));
        }
        if let Ok(roles) = tags.root.get_deref(b"RoleMap", &copier.document).and_then(Object::as_dict) {
            tags::merge(&mut self.roles, roles)?;
        }
        let first = self.next;
        for (number, mut value) in tags.parents {
            self.next = self.next.max(first + number + 1);
            copier.settle(&mut value)?;
            self.parents.push(((first + number).into(), value));
        }
        for (mut id, mut element) in tags.ids {
            copier.identify(&mut id);
            copier.settle(&mut element)?;
            self.ids.insert(id, element);
        }
        Ok(())
    }

    /// Writes the root of the structure tree. Returns its object number, if the book has tags.
    fn write(self, file: &mut File) -> Result<Option<u32>> {
        let Some((number, mut element)) = self.element else { return Ok(None) };
        element.set("P", Object::Reference((self.root, 0)));
        element.set("K", self.kids);
        file.put(number, element.into())?;
        let mut root = Dictionary::new();
        root.set("Type", "StructTreeRoot");
        root.set("K", Object::Array(vec![Object::Reference((number, 0))]));
        root.set("RoleMap", self.roles);
        if !self.parents.is_empty() {
            root.set("ParentTree", tree::write(file, self.parents, "Nums")?);
            root.set("ParentTreeNextKey", self.next);
        }
        if !self.ids.is_empty() {
            let ids = self.ids.into_iter().map(|(id, element)| (string(id), element)).collect();
            root.set("IDTree", tree::write(file, ids, "Names")?);
        }
        file.put(self.root, root.into())?;
        Ok(Some(self.root))
    }
}

/// Writes the metadata, the catalog and the trailer.
fn finish(mut file: File, head: Head, mut catalog: Dictionary, pages: usize) -> Result<Vec<u8>> {
    for (key, value) in &head.catalog {
        catalog.set(key.clone(), value.clone());
    }
    let identifier = metadata::identifier(file.digest()?);
    if let Some((dictionary, xmp)) = head.metadata {
        let xmp = metadata::renewed(&xmp, pages, &head.instance, &identifier);
        let number = file.reserve();
        file.put(number, Stream::new(dictionary, xmp).into())?;
        catalog.set("Metadata", Object::Reference((number, 0)));
    }
    let mut trailer = Dictionary::new();
    trailer.set("Root", Object::Reference((file.add(catalog)?, 0)));
    if let Some(info) = head.info {
        trailer.set("Info", info);
    }
    trailer.set("ID", Object::Array(vec![string(head.document), string(identifier.into_bytes())]));
    file.finish(trailer)
}

fn string(bytes: Vec<u8>) -> Object {
    Object::String(bytes, StringFormat::Literal)
}
