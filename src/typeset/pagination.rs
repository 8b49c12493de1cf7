//! The pages of a book: where the names are that documents know of each other. Nothing else of a document is visible to the
//! others, so its pages can be dropped when they are written.

use std::collections::HashMap;

use typst::foundations::Label;
use typst::introspection::{Introspector, Location};
use typst::layout::Point;
use typst::model::Numbering;
use typst::utils::{PicoStr, hash128};
use typst_layout::PagedDocument;

use super::breaks::printed;

/// A named place in a document.
#[derive(Debug, Clone)]
pub struct Named {
    pub name: String,
    /// The page in the document, from 0.
    pub page: usize,
    pub point: Point,
    /// How the numbers of the page are printed.
    pub numbering: Option<Numbering>,
}

/// A named place in the book.
#[derive(Debug, Clone)]
pub struct Place {
    /// The number of its page, and how it is printed.
    pub number: usize,
    pub named: Named,
}

/// The named places of a book, by the locations that stand for them in other documents.
#[derive(Debug, Default)]
pub struct Pagination(HashMap<Location, Place>);

impl Named {
    /// The place with a name in a document.
    pub fn of(document: &PagedDocument, name: &str) -> Option<Self> {
        let introspector = document.introspector();
        let label = Label::new(PicoStr::intern(name))?;
        let position = introspector.position(introspector.query_label(label).ok()?.location()?)?;
        let page = position.page.get() - 1;
        let numbering = document.pages().get(page)?.numbering.clone();
        Some(Self { name: name.to_owned(), page, point: position.point, numbering })
    }
}

impl Place {
    /// The number of the page as it is printed.
    pub fn printed(&self) -> String {
        printed(self.named.numbering.as_ref(), self.number as u64)
    }
}

impl Pagination {
    /// Adds the places of a document whose pages are numbered from `first`.
    pub fn add(&mut self, first: usize, names: &[Named]) {
        for named in names {
            let place = Place { number: first + named.page, named: named.clone() };
            self.0.insert(stand_in(&named.name), place);
        }
    }

    /// The place with a name.
    pub fn find(&self, name: &str) -> Option<&Place> {
        self.0.get(&stand_in(name))
    }

    /// The place that a location stands for.
    pub fn at(&self, location: Location) -> Option<&Place> {
        self.0.get(&location)
    }
}

/// The location that stands for a name in other documents.
pub fn stand_in(name: &str) -> Location {
    Location::new(hash128(&("casebook", name)))
}
