//! The answers about addresses: where links lead, and which pictures the pages show.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;

use super::notes::Anchor;
use super::print::{Addresses, Lead};
use crate::import::files::Files;
use crate::import::paths;
use crate::import::{Doubt, Place, Reason};

/// The documents and files.
pub struct Book<'b> {
    /// The files of the book.
    pub files: &'b Files,
    /// The paths of the documents, in order.
    pub documents: &'b [String],
}

impl Book<'_> {
    /// The path that an address in a document means.
    pub fn path(&self, document: usize, address: &str) -> Option<String> {
        let own = self.documents.get(document)?;
        let path = paths::decoded(paths::split_fragment(address).0);
        if path.is_empty() { Some(own.clone()) } else { paths::join(paths::folder(own), &path) }
    }

    /// The document and the id that an address means.
    pub fn anchor(&self, document: usize, address: &str) -> Option<Anchor> {
        if paths::is_elsewhere(address) {
            return None;
        }
        let path = self.path(document, address)?;
        let target = self.documents.iter().position(|own| *own == path)?;
        let id = paths::split_fragment(address).1.trim_start_matches('#');
        (!id.is_empty()).then(|| (target, paths::decoded(id)))
    }
}

/// The answers about addresses.
pub struct Answers<'b> {
    /// The documents.
    pub book: &'b Book<'b>,
    /// The places that links lead to.
    pub wanted: &'b BTreeSet<Anchor>,
    /// The case of each id, and the first case of each document; empty the first time.
    pub ids: BTreeMap<Anchor, usize>,
    /// The first case of each document.
    pub starts: Vec<usize>,
    /// The names of the cases; `None` for one without text.
    pub names: Vec<Option<String>>,
    /// The pictures that are shown.
    pub pictures: BTreeMap<String, Vec<u8>>,
    /// The places that a person must look at.
    pub doubts: Vec<Doubt>,
}

impl<'b> Answers<'b> {
    pub fn new(book: &'b Book<'b>, wanted: &'b BTreeSet<Anchor>) -> Self {
        Self {
            book,
            wanted,
            ids: BTreeMap::new(),
            starts: Vec::new(),
            names: Vec::new(),
            pictures: BTreeMap::new(),
            doubts: Vec::new(),
        }
    }
}

impl Addresses for Answers<'_> {
    fn link(&self, document: usize, piece: usize, address: &str) -> Lead {
        if paths::is_elsewhere(address) {
            let is_active = address.trim_start().to_ascii_lowercase().starts_with("javascript:");
            return if is_active { Lead::Nowhere } else { Lead::To(address.to_owned()) };
        }
        if let Some(anchor) = self.book.anchor(document, address) {
            let target = self.ids.get(&anchor);
            if target == Some(&piece) {
                return Lead::To(format!("#{}", anchor.1));
            }
            let name = target.and_then(|target| self.names.get(*target)?.as_ref());
            return name.map_or(Lead::Nowhere, |name| Lead::To(format!("{name}.md#{}", anchor.1)));
        }
        let path = self.book.path(document, address);
        let target = path.and_then(|path| self.book.documents.iter().position(|own| *own == path));
        let name = target.and_then(|target| self.names.get(*self.starts.get(target)?)?.as_ref());
        name.map_or(Lead::Nowhere, |name| Lead::To(format!("{name}.md")))
    }

    fn picture(&mut self, document: usize, address: &str) -> Option<String> {
        if let Some(data) = address.strip_prefix("data:") {
            return self.data(data);
        }
        if paths::is_elsewhere(address) {
            return None;
        }
        let path = self.book.path(document, address)?;
        let bytes = self.book.files.get(&path).filter(|_| paths::is_picture(&path))?;
        let place = format!("pictures/{}", paths::name(&path));
        let is_taken = self.pictures.get(&place).is_some_and(|own| own != bytes);
        let place = if is_taken { format!("pictures/{}", path.replace('/', "-")) } else { place };
        self.pictures.insert(place.clone(), bytes.clone());
        Some(paths::encoded(&place))
    }

    fn is_wanted(&self, anchor: &Anchor) -> bool {
        self.wanted.contains(anchor)
    }

    fn doubt(&mut self, piece: usize, reason: Reason, words: &str) {
        let words = words.chars().take(80).collect();
        self.doubts.push(Doubt { place: Place::Whole, piece: Some(piece), words, reason });
    }
}

impl Answers<'_> {
    /// A picture in its address, as a file.
    fn data(&mut self, data: &str) -> Option<String> {
        let (kind, content) = data.split_once(',')?;
        let ending = match kind.split(';').next()?.trim() {
            "image/png" => "png",
            "image/jpeg" | "image/jpg" => "jpg",
            "image/gif" => "gif",
            "image/svg+xml" => "svg",
            "image/webp" => "webp",
            _ => return None,
        };
        let bytes = if kind.contains(";base64") {
            let packed: String = paths::decoded(content).split_whitespace().collect();
            base64::engine::general_purpose::STANDARD.decode(packed).ok()?
        } else {
            paths::decoded(content).into_bytes()
        };
        let known = self.pictures.iter().find(|(_, own)| **own == bytes).map(|(path, _)| path.clone());
        let path = known.unwrap_or_else(|| format!("pictures/picture-{}.{ending}", self.pictures.len() + 1));
        self.pictures.insert(path.clone(), bytes);
        Some(path)
    }
}
