//! Answers what one Typst document asks about itself and the other documents of the book: labels, headings, page numbers.

use std::collections::HashMap;
use std::num::NonZeroUsize;

use typst::diag::{EcoString, EcoVec, StrResult};
use typst::foundations::{Content, Label, NativeElement, Selector, Value};
use typst::introspection::{
    DocumentPosition, EmptyIntrospector, Introspector, Location, MetadataElem, PagedPosition,
};
use typst::model::Numbering;
use typst::syntax::VirtualPath;
use typst_layout::{PagedDocument, PagedIntrospector};

use super::pagination::{Pagination, Place, stand_in};

/// The headings and captions of all cases, laid out for the contents and lists of the front matter only.
#[derive(Debug, Clone)]
pub struct Entries {
    document: PagedDocument,
    /// The names of the entries by their locations.
    names: HashMap<Location, String>,
}

/// The answers for one document. Questions about elements are about the document itself in the pass before. Of the others, it
/// knows only the pages of names, and the front matter knows the entries of its contents.
pub struct View<'a> {
    /// The document itself; `None` in the first pass.
    pub own: Option<&'a PagedDocument>,
    /// The number of its first page.
    pub first: usize,
    /// The entries, if this is the front matter.
    pub entries: Option<&'a Entries>,
    /// The names of the book.
    pub pagination: &'a Pagination,
}

impl Entries {
    /// The entries of a document.
    pub fn new<'n>(document: PagedDocument, names: impl Iterator<Item = &'n str>) -> Self {
        let location = |name: &str| {
            let label = Label::new(typst::utils::PicoStr::intern(name))?;
            document.introspector().query_label(label).ok()?.location()
        };
        let names = names.filter_map(|name| Some((location(name)?, name.to_owned()))).collect();
        Self { document, names }
    }

    /// The name of the entry at a location.
    pub fn name(&self, location: Location) -> Option<&str> {
        self.names.get(&location).map(String::as_str)
    }

    fn introspector(&self) -> &PagedIntrospector {
        self.document.introspector()
    }
}

impl<'a> View<'a> {
    fn itself(&self) -> &'a dyn Introspector {
        match self.own {
            Some(own) => own.introspector().as_ref(),
            None => &EmptyIntrospector,
        }
    }

    /// The place in another document that a location stands for.
    fn place(&self, location: Location) -> Option<&'a Place> {
        match self.entries.and_then(|entries| entries.name(location)) {
            Some(name) => self.pagination.find(name),
            None => self.pagination.at(location),
        }
    }

    /// The element that stands for a name in another document.
    fn elsewhere(&self, label: Label) -> Option<Content> {
        let name = label.resolve();
        let location = stand_in(&name);
        self.pagination.at(location)?;
        let mut element = MetadataElem::new(Value::None).pack();
        element.set_location(location);
        Some(element.labelled(label))
    }

    fn number(&self, page: NonZeroUsize) -> NonZeroUsize {
        page.saturating_add(self.first - 1)
    }
}

impl Introspector for View<'_> {
    fn query(&self, selector: &Selector) -> EcoVec<Content> {
        let mut found = self.itself().query(selector);
        if let Some(entries) = self.entries {
            found.extend(entries.introspector().query(selector));
        } else if let Selector::Label(label) = selector
            && found.is_empty()
        {
            found.extend(self.elsewhere(*label));
        }
        found
    }

    fn query_first(&self, selector: &Selector) -> Option<Content> {
        let entry = || self.entries?.introspector().query_first(selector);
        self.itself().query_first(selector).or_else(entry).or_else(|| match selector {
            Selector::Label(label) => self.elsewhere(*label),
            _ => None,
        })
    }

    fn query_unique(&self, selector: &Selector) -> StrResult<Content> {
        self.itself().query_unique(selector)
    }

    fn query_label(&self, label: Label) -> StrResult<&Content> {
        match self.entries {
            Some(entries) if self.itself().label_count(label) == 0 => {
                entries.introspector().query_label(label)
            }
            Some(_) | None => self.itself().query_label(label),
        }
    }

    fn query_labelled(&self) -> EcoVec<Content> {
        self.itself().query_labelled()
    }

    fn query_count_before(&self, selector: &Selector, end: Location) -> usize {
        // Nothing of this document precedes a place in another one.
        if self.itself().page(end).is_none() { 0 } else { self.itself().query_count_before(selector, end) }
    }

    fn label_count(&self, label: Label) -> usize {
        self.itself().label_count(label)
    }

    fn locator(&self, key: u128, base: Location) -> Option<Location> {
        self.itself().locator(key, base)
    }

    fn pages(&self, location: Location) -> Option<NonZeroUsize> {
        match self.itself().pages(location) {
            Some(pages) => Some(self.number(pages)),
            None => NonZeroUsize::new(self.place(location)?.number),
        }
    }

    fn page(&self, location: Location) -> Option<NonZeroUsize> {
        match self.itself().page(location) {
            Some(page) => Some(self.number(page)),
            None => NonZeroUsize::new(self.place(location)?.number),
        }
    }

    fn position(&self, location: Location) -> Option<DocumentPosition> {
        let position = match self.own.and_then(|own| own.introspector().position(location)) {
            Some(position) => PagedPosition { page: self.number(position.page), ..position },
            None => {
                let place = self.place(location)?;
                PagedPosition { page: NonZeroUsize::new(place.number)?, point: place.named.point }
            }
        };
        Some(DocumentPosition::Paged(position))
    }

    fn page_numbering(&self, location: Location) -> Option<&Numbering> {
        match self.place(location) {
            Some(place) => place.named.numbering.as_ref(),
            None => self.itself().page_numbering(location),
        }
    }

    fn page_supplement(&self, location: Location) -> Option<&Content> {
        self.itself().page_supplement(location)
    }

    fn anchor(&self, _: Location) -> Option<&EcoString> {
        None
    }

    fn document(&self, _: Location) -> Option<Location> {
        None
    }

    fn path(&self, _: Location) -> Option<&VirtualPath> {
        None
    }
}
