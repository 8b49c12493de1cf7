//! Documents that are kept between builds: what the outputs and the other documents need of them, without their pages.
//!
//! The key of a document has everything that it can read, except the number of its first page and the pages of others that it
//! shows. These are part of the entry, and the document is laid out again if they have changed.

use serde::{Deserialize, Serialize};
use typst::foundations::{Bytes, IntoValue, Value};
use typst::layout::{Abs, Point};
use typst::model::{Numbering, NumberingPattern};

use super::case_head;
use super::drawings::Drawings;
use super::exporter::Exporter;
use super::layout::Ready;
use super::pagination::Named;
use super::references::References;
use super::resolution::Pictures;
use super::source::Source;
use super::unit::{Extent, Inputs};
use super::world::BookWorld;
use crate::apparatus::PageBreak;
use crate::cache::{Cache, Key, Kind, bundle};
use crate::model::ImageId;
use crate::picture::Drawn;
use crate::resolve::{Book, BookCase, Picture};

/// The documents of a book in the cache.
pub struct Keeper<'a> {
    book: &'a Book,
    exporter: &'a dyn Exporter,
    cache: &'a Cache,
    /// The inputs of all documents.
    common: [u8; 32],
    /// The drawings as the EPUB shows them. Frames of Typst have no digest that is the same in every run.
    drawings: Vec<Vec<u8>>,
    /// The names by which the documents refer to each other.
    references: References,
}

/// A document.
#[derive(Serialize, Deserialize)]
struct Kept {
    first: usize,
    shown: Vec<Option<String>>,
    pages: usize,
    named: Vec<Place>,
    breaks: Vec<Break>,
    pictures: Vec<Dots>,
}

/// A named place. The point is in the internal unit of Typst, as bits, because text would be rounded.
#[derive(Serialize, Deserialize)]
struct Place {
    name: String,
    page: usize,
    x: u64,
    y: u64,
    numbering: Option<String>,
}

/// A page break: its block by the index of its line in the source.
#[derive(Serialize, Deserialize)]
struct Break {
    page: String,
    line: usize,
    letters: usize,
}

/// The resolution of a picture as bits, and its first place among the images of the case.
#[derive(Serialize, Deserialize)]
struct Dots {
    image: usize,
    dots: u64,
}

/// A document that an earlier build has kept.
pub struct Recalled {
    /// What its pages follow from.
    pub inputs: Inputs,
    pub extent: Extent,
    pub breaks: Vec<PageBreak>,
    pub pictures: Pictures,
}

impl<'a> Keeper<'a> {
    /// The documents of a book in this world.
    pub fn new(
        (book, drawings): (&'a Book, &'a Drawings),
        world: &BookWorld,
        exporter: &'a dyn Exporter,
        cache: &'a Cache,
    ) -> Option<Self> {
        cache.is_on().then(|| {
            let key = world.key_of_design(Key::of(Kind::Document)).with(case_head::main(book));
            let common = exporter.key(key.with_number(drawings.is_covered)).digest();
            let drawn = |drawn: &Drawn| serde_json::to_vec(drawn).unwrap_or_default();
            let drawings = drawings.shown.iter().map(drawn).collect();
            Self { book, exporter, cache, common, drawings, references: References::of(book) }
        })
    }

    /// The document with this source, if an earlier build has kept it.
    pub fn recall(&self, index: usize, source: &Source) -> Option<Recalled> {
        let case = self.case(index)?;
        let entry = self.cache.get(&self.key(index, source)?)?;
        let [kept, exported] = bundle::unpack(&entry)?;
        let kept: Kept = serde_json::from_slice(kept).ok()?;
        let named = kept.named.into_iter().map(Place::into_named).collect::<Option<_>>()?;
        let breaks = kept.breaks.into_iter().map(|of| of.into_break(source)).collect::<Option<_>>()?;
        let mut pictures = Pictures::default();
        for Dots { image, dots } in kept.pictures {
            pictures.insert(&Bytes::new(self.bytes(case, image)?.to_vec()), f64::from_bits(dots));
        }
        self.exporter.recall(index, exported)?;
        let inputs = Inputs { first: kept.first, shown: kept.shown, entries: None };
        Some(Recalled { inputs, extent: Extent { pages: kept.pages, named }, breaks, pictures })
    }

    /// Keeps a document for later builds. There must be nothing to report about it, because later builds would not.
    pub fn keep(&self, ready: &Ready<'_>, breaks: &[PageBreak], pictures: &Pictures) {
        if ready.unit.complaints.is_empty()
            && let Some(key) = self.key(ready.index, &ready.unit.first)
            && let Some(kept) = self.kept(ready, breaks, pictures)
            && let Ok(kept) = serde_json::to_vec(&kept)
            && let Some(exported) = self.exporter.keep(ready.index)
        {
            self.cache.put(&key, &bundle::pack(&[&kept, &exported]));
        }
    }

    fn kept(&self, ready: &Ready<'_>, breaks: &[PageBreak], pictures: &Pictures) -> Option<Kept> {
        let (unit, case) = (ready.unit, self.case(ready.index)?);
        let Inputs { first, shown, .. } = unit.inputs.as_ref()?;
        let line = |of: &PageBreak| unit.first.lines.iter().position(|line| *line == Some(of.block));
        let in_line =
            |of: &PageBreak| Some(Break { page: of.page.clone(), line: line(of)?, letters: of.letters });
        let images = || 0..case.source().images.len();
        let dots = |(bytes, dots): (&[u8], f64)| {
            let image = images().find(|image| self.bytes(case, *image) == Some(bytes))?;
            Some(Dots { image, dots: dots.to_bits() })
        };
        Some(Kept {
            first: *first,
            shown: shown.clone(),
            pages: unit.extent.pages,
            named: unit.extent.named.iter().map(Place::of).collect::<Option<_>>()?,
            breaks: breaks.iter().map(in_line).collect::<Option<_>>()?,
            pictures: pictures.iter().map(dots).collect::<Option<_>>()?,
        })
    }

    /// A case; `None` for the front matter, which is laid out in every build because it shows all others.
    fn case(&self, index: usize) -> Option<&'a BookCase> {
        self.book.cases().get(index.checked_sub(1)?)
    }

    /// The bytes of an image of a case, if it is no drawing.
    fn bytes(&self, case: &BookCase, image: usize) -> Option<&'a [u8]> {
        match case.picture(ImageId::after(image))? {
            Picture::Asset(asset) => Some(&self.book.assets()[asset].bytes),
            Picture::Drawing(_) => None,
        }
    }

    fn key(&self, index: usize, source: &Source) -> Option<Key> {
        let case = self.case(index)?;
        let is_last = index == self.book.cases().len();
        let mut key = Key::of(Kind::Document).with(self.common).with(&source.path).with(&source.text);
        // The pages of these names are kept with the document.
        for name in self.references.targets(index) {
            key = key.with(name);
        }
        key = key.with(case.plain_title()).with(case.pdf_name()).with_number(is_last);
        for image in 0..case.source().images.len() {
            key = match case.picture(ImageId::after(image)) {
                Some(Picture::Asset(asset)) => key.with(&self.book.assets()[asset].bytes),
                Some(Picture::Drawing(drawing)) => key.with(&self.drawings[drawing]),
                None => key.with_number(0_u8),
            };
        }
        Some(key)
    }
}

impl Place {
    fn of(named: &Named) -> Option<Self> {
        let Named { name, page, point, numbering } = named;
        let numbering = match numbering {
            None => None,
            Some(Numbering::Pattern(pattern)) => match pattern.clone().into_value() {
                Value::Str(pattern) => Some(pattern.to_string()),
                _ => return None,
            },
            // A function cannot be kept.
            Some(Numbering::Func(_)) => return None,
        };
        let [x, y] = [point.x, point.y].map(|at| at.to_raw().to_bits());
        Some(Self { name: name.clone(), page: *page, x, y, numbering })
    }

    fn into_named(self) -> Option<Named> {
        let [x, y] = [self.x, self.y].map(|at| Abs::raw(f64::from_bits(at)));
        let numbering = match self.numbering {
            Some(pattern) => Some(pattern.parse::<NumberingPattern>().ok()?.into()),
            None => None,
        };
        Some(Named { name: self.name, page: self.page, point: Point::new(x, y), numbering })
    }
}

impl Break {
    fn into_break(self, source: &Source) -> Option<PageBreak> {
        let block = (*source.lines.get(self.line)?)?;
        Some(PageBreak { page: self.page, block, letters: self.letters })
    }
}
