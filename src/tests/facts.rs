//! What a reader of a PDF finds in it: text and glyphs, links, outline, destinations and tags, without the numbers of objects.
//! Two files with the same facts are the same book.

mod glyphs;
mod reader;
mod tags;

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use glyphs::{Fonts, Outlines, Words, untagged};
use reader::{Reader, Result};

/// The facts of a file.
#[derive(Debug, PartialEq)]
pub struct Facts {
    pub pages: Vec<Page>,
    /// The items with their depth, and where they lead.
    pub outline: Vec<(usize, String, Goal)>,
    pub names: BTreeMap<String, Goal>,
    /// The elements in order, a line for each.
    pub tags: Vec<String>,
    /// How many pictures and colour profiles the file has.
    pub streams: [usize; 2],
    /// The number of glyphs of each font file, by its name without tag.
    pub glyphs: BTreeMap<String, Vec<u16>>,
}

/// A page.
#[derive(Debug, PartialEq)]
pub struct Page {
    pub size: Vec<f32>,
    pub label: String,
    pub words: Words,
    pub links: Vec<Link>,
}

/// A link.
#[derive(Debug, PartialEq)]
pub struct Link {
    pub area: Vec<f32>,
    pub contents: Vec<u8>,
    pub goal: Goal,
}

/// The target of a link: a place on a page by its index, or an address.
#[derive(Debug, PartialEq, Clone)]
pub enum Goal {
    Place(usize, Vec<f32>),
    Address(String),
}

impl Facts {
    /// The facts of a file.
    ///
    /// # Errors
    /// If the trees of the tags do not agree with each other, or something is missing.
    pub fn of(document: &Document) -> Result<Self> {
        let catalog = document.catalog()?;
        let reader = Reader { document, catalog, pages: document.page_iter().collect() };
        let mut fonts = Fonts::new();
        let labels = reader.labels()?;
        let mut pages = Vec::new();
        for (id, label) in reader.pages.iter().zip(labels) {
            pages.push(reader.page(*id, label, &mut fonts)?);
        }
        let mut outline = Vec::new();
        if let Ok(root) = catalog.get(b"Outlines") {
            let count = reader.items(reader.dictionary(root)?, 0, &mut outline)?;
            assert_eq!(reader.dictionary(root)?.get(b"Count").and_then(Object::as_i64).unwrap_or(0), count);
        }
        let mut names = BTreeMap::new();
        for (name, goal) in reader.named()? {
            names.insert(String::from_utf8(name)?, reader.goal_of(&goal)?);
        }
        let glyphs = reader.font_files()?;
        Ok(Self { pages, outline, names, tags: reader.tags()?, streams: reader.streams(), glyphs })
    }
}

impl Reader<'_> {
    fn labels(&self) -> Result<Vec<String>> {
        let mut starts = BTreeMap::new();
        if let Ok(root) = self.catalog.get(b"PageLabels") {
            for (page, label) in self.entries(root, b"Nums")? {
                starts.insert(usize::try_from(page.as_i64()?)?, self.dictionary(&label)?.clone());
            }
        }
        let label = |page: usize| {
            let Some((start, label)) = starts.range(..=page).next_back() else { return String::new() };
            let first = label.get(b"St").and_then(Object::as_i64).unwrap_or(1);
            let shown = |key: &[u8]| format!("{:?}", label.get(key).ok());
            let number = if label.has(b"S") { first + i64::try_from(page - start).unwrap_or(0) } else { 0 };
            format!("{} {} {number}", shown(b"P"), shown(b"S"))
        };
        Ok((0..self.pages.len()).map(label).collect())
    }

    fn page(&self, id: ObjectId, label: String, fonts: &mut Fonts) -> Result<Page> {
        let page = self.document.get_dictionary(id)?;
        let mut links = Vec::new();
        for annotation in self.document.get_page_annotations(id)? {
            let contents = annotation.get(b"Contents").and_then(Object::as_str).unwrap_or_default().to_vec();
            links.push(Link {
                area: numbers(annotation.get(b"Rect")?)?,
                contents,
                goal: self.goal(annotation)?,
            });
        }
        let words = self.words(id, fonts)?;
        Ok(Page { size: numbers(page.get(b"MediaBox")?)?, label, words, links })
    }

    fn goal(&self, from: &Dictionary) -> Result<Goal> {
        if let Ok(action) = from.get(b"A") {
            let address = self.dictionary(action)?.get(b"URI")?.as_str()?;
            return Ok(Goal::Address(String::from_utf8(address.to_vec())?));
        }
        self.goal_of(from.get(b"Dest")?)
    }

    fn goal_of(&self, destination: &Object) -> Result<Goal> {
        match self.resolve(destination)? {
            Object::String(name, _) => {
                let entries = self.named()?;
                let named = entries.iter().find(|(other, _)| other == name).ok_or("an unknown name")?;
                self.goal_of(&named.1)
            }
            Object::Array(parts) => {
                assert_eq!(parts[1].as_name()?, b"XYZ");
                let place = parts[2..].iter().map(Object::as_float).collect::<Result<_, _>>()?;
                Ok(Goal::Place(self.index(&parts[0])?, place))
            }
            other => Err(format!("a destination is {other:?}").into()),
        }
    }

    fn named(&self) -> Result<Vec<(Vec<u8>, Object)>> {
        let Ok(names) = self.catalog.get(b"Names") else { return Ok(Vec::new()) };
        let Ok(root) = self.dictionary(names)?.get(b"Dests") else { return Ok(Vec::new()) };
        let entries = self.entries(root, b"Names")?.into_iter();
        let entries: Vec<(Vec<u8>, Object)> =
            entries.map(|(name, goal)| Ok((name.as_str()?.to_vec(), goal))).collect::<Result<_>>()?;
        assert!(entries.is_sorted_by(|one, other| one.0 < other.0), "names are sorted");
        Ok(entries)
    }

    /// Adds the items below one. Returns how many of them are shown.
    fn items(&self, above: &Dictionary, depth: usize, found: &mut Vec<(usize, String, Goal)>) -> Result<i64> {
        let mut shown = 0;
        let mut before = None;
        let mut open = above.get(b"First").ok();
        while let Some(id) = open {
            let item = self.dictionary(id)?;
            assert_eq!(item.get(b"Prev").ok(), before);
            let title = lopdf::decode_text_string(item.get(b"Title")?)?;
            found.push((depth, title, self.goal(item)?));
            let below = self.items(item, depth + 1, found)?;
            let count = item.get(b"Count").and_then(Object::as_i64).unwrap_or(0);
            assert_eq!(count.abs(), below);
            shown += 1 + count.max(0);
            before = Some(id);
            open = item.get(b"Next").ok();
        }
        assert_eq!(above.get(b"Last").ok(), before);
        Ok(shown)
    }

    fn streams(&self) -> [usize; 2] {
        let streams = || self.document.objects.values().filter_map(|object| object.as_stream().ok());
        let is_picture = |dictionary: &Dictionary| {
            dictionary.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|kind| kind == b"Image"))
        };
        let is_profile = |dictionary: &Dictionary| dictionary.has(b"N") && !dictionary.has_type(b"ObjStm");
        [
            streams().filter(|stream| is_picture(&stream.dict)).count(),
            streams().filter(|stream| is_profile(&stream.dict)).count(),
        ]
    }

    /// The number of glyphs of each font file.
    fn font_files(&self) -> Result<BTreeMap<String, Vec<u16>>> {
        let mut found: BTreeMap<String, Vec<u16>> = BTreeMap::new();
        for object in self.document.objects.values() {
            let Ok(descriptor) = object.as_dict() else { continue };
            let Ok(file) = descriptor.get(b"FontFile2").or_else(|_| descriptor.get(b"FontFile3")) else {
                continue;
            };
            let file = self.resolve(file)?.as_stream()?.get_plain_content()?;
            let count = Outlines::read(&file)?.count();
            found.entry(untagged(descriptor.get(b"FontName")?)?).or_default().push(count);
        }
        Ok(found)
    }
}

fn numbers(array: &Object) -> Result<Vec<f32>> {
    Ok(array.as_array()?.iter().map(Object::as_float).collect::<Result<_, _>>()?)
}
