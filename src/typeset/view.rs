//! Answers what one Typst document asks about itself and the other documents of the book: labels, headings, page numbers.

use std::num::NonZeroUsize;

use typst::diag::{EcoString, EcoVec, StrResult};
use typst::foundations::{Content, Label, Selector};
use typst::introspection::{DocumentPosition, EmptyIntrospector, Introspector, Location, PagedPosition};
use typst::model::Numbering;
use typst::syntax::VirtualPath;
use typst_layout::{PagedDocument, PagedIntrospector};

/// A laid-out document, and the printed number of each of its pages.
#[derive(Debug, Clone)]
pub struct Numbered {
    pub document: PagedDocument,
    pub numbers: Vec<usize>,
}

impl Numbered {
    fn introspector(&self) -> &PagedIntrospector {
        self.document.introspector()
    }

    /// The position of a location, with the printed number of its page.
    fn position(&self, location: Location) -> Option<PagedPosition> {
        let PagedPosition { page, point } = self.introspector().position(location)?;
        let number = self.numbers.get(page.get() - 1).copied().unwrap_or(page.get());
        Some(PagedPosition { page: NonZeroUsize::new(number).unwrap_or(NonZeroUsize::MIN), point })
    }
}

/// The answers for one document, from the pass before. Questions about elements are about the document itself; a label or a
/// location that it lacks is looked up in the others.
pub struct View<'a> {
    /// The document itself; `None` in the first pass.
    pub own: Option<&'a Numbered>,
    /// All documents, in reading order.
    pub all: Vec<&'a Numbered>,
    /// Whether this is the front matter, whose contents list the headings of all documents.
    pub is_front: bool,
}

impl<'a> View<'a> {
    fn itself(&self) -> &dyn Introspector {
        match self.own {
            Some(own) => own.introspector(),
            None => &EmptyIntrospector,
        }
    }

    /// The document with a location.
    fn with(&self, location: Location) -> Option<&'a Numbered> {
        let has = |numbered: &&Numbered| numbered.introspector().position(location).is_some();
        self.own.filter(has).or_else(|| self.all.iter().copied().find(has))
    }

    /// Another document with a label.
    fn labelled(&self, label: Label) -> Option<&'a Numbered> {
        self.all.iter().copied().find(|numbered| numbered.introspector().label_count(label) > 0)
    }
}

impl Introspector for View<'_> {
    fn query(&self, selector: &Selector) -> EcoVec<Content> {
        if self.is_front {
            return self.all.iter().flat_map(|numbered| numbered.introspector().query(selector)).collect();
        }
        let found = self.itself().query(selector);
        match selector {
            Selector::Label(label) if found.is_empty() => {
                self.labelled(*label).map(|other| other.introspector().query(selector)).unwrap_or_default()
            }
            _ => found,
        }
    }

    fn query_first(&self, selector: &Selector) -> Option<Content> {
        self.itself().query_first(selector).or_else(|| match selector {
            Selector::Location(location) => self.with(*location)?.introspector().query_first(selector),
            Selector::Label(label) => self.labelled(*label)?.introspector().query_first(selector),
            _ => None,
        })
    }

    fn query_unique(&self, selector: &Selector) -> StrResult<Content> {
        self.itself().query_unique(selector)
    }

    fn query_label(&self, label: Label) -> StrResult<&Content> {
        match self.labelled(label) {
            Some(other) if self.itself().label_count(label) == 0 => other.introspector().query_label(label),
            _ => self.itself().query_label(label),
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
        let last = self.with(location)?.numbers.last().copied()?;
        NonZeroUsize::new(last)
    }

    fn page(&self, location: Location) -> Option<NonZeroUsize> {
        Some(self.with(location)?.position(location)?.page)
    }

    fn position(&self, location: Location) -> Option<DocumentPosition> {
        self.with(location)?.position(location).map(DocumentPosition::Paged)
    }

    fn page_numbering(&self, location: Location) -> Option<&Numbering> {
        self.with(location)?.introspector().page_numbering(location)
    }

    fn page_supplement(&self, location: Location) -> Option<&Content> {
        self.with(location)?.introspector().page_supplement(location)
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
