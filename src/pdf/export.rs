//! Exports each document of a book, before its pages are dropped: for screens and for a print shop.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use typst::diag::SourceResult;
use typst::foundations::Label;
use typst::introspection::Introspector;
use typst::layout::{Abs, Point};
use typst::model::Document as _;
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};
use typst_pdf::PdfOptions;

use super::join::{Part, Place};
use super::options::{case_path, options, print_options, timeless};
use super::{first_uses, print, screen};
use crate::artifact::{Format, Selection};
use crate::cache::{Key, bundle};
use crate::project::Theme;
use crate::resolve::Book;
use crate::typeset::{Exported, Exporter, blank_after};

/// The documents of a book as PDF.
pub struct Export<'a> {
    book: &'a Book,
    theme: &'a Theme,
    selection: &'a Selection<'a>,
    written: Mutex<Vec<Written>>,
}

/// A document of a book, as far as it is exported.
#[derive(Default)]
pub struct Written {
    /// The document for screens.
    pub screen: Option<Part>,
    /// The number of its pages.
    pub pages: usize,
    /// The document for a print shop, and the number of its pages.
    pub print: Option<(Part, usize)>,
    /// The pages of the front matter. Only when all documents are written, it is known to which standards the book conforms.
    pub front: Option<PagedDocument>,
    /// Whether the fonts have every character.
    pub is_covered: bool,
    /// The places that other documents refer to: the page for screens from 0, and the point on it.
    places: HashMap<String, (usize, Point)>,
}

impl<'a> Export<'a> {
    /// The documents that a selection needs.
    #[must_use]
    pub fn new(book: &'a Book, theme: &'a Theme, selection: &'a Selection<'a>) -> Self {
        let written = (0..=book.cases().len()).map(|_| Written::default()).collect();
        Self { book, theme, selection, written: Mutex::new(written) }
    }

    /// The documents: the front matter, then each case.
    pub fn written(&self) -> MutexGuard<'_, Vec<Written>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the PDFs for screens need a document.
    fn is_shown(&self, index: usize) -> bool {
        let is_case = |index: usize| self.selection.takes(&self.book.cases()[index]);
        self.selection.has(Format::Pdf) || index.checked_sub(1).is_some_and(is_case)
    }

    fn for_screens(&self, exported: &Exported<'_>, written: &mut Written) -> SourceResult<()> {
        let Exported { index, document, is_covered, sheet, .. } = *exported;
        let document = screen::edition(document, sheet);
        written.places = exported.targets.iter().filter_map(|name| place(&document, name)).collect();
        match index.checked_sub(1) {
            None => written.front = Some(document),
            Some(case) => {
                written.pages = document.pages().len();
                let mut info = document.info().clone();
                let case = &self.book.cases()[case];
                info.title = Some(format!("{} — {}", case.plain_title(), self.book.manifest().title).into());
                let options = timeless(options(self.book, &case_path(case), is_covered));
                let document = PagedDocument::new(document.pages().into(), info);
                written.screen = Some(part(&document, exported.head, &options)?);
            }
        }
        Ok(())
    }

    /// The pages for a print shop, with a blank one after the last, if it is a right-hand page and others follow.
    fn for_printers(&self, exported: &Exported<'_>) -> SourceResult<(Part, usize)> {
        let Exported { index, document, sheet, .. } = *exported;
        let mut pages: Vec<Page> = document.pages().to_vec();
        if let Some(last) = pages.last().filter(|_| pages.len() % 2 == 1 && index < self.book.cases().len()) {
            pages.push(blank_after(last));
        }
        let document = PagedDocument::new(pages.into(), document.info().clone());
        let crop_marks = self.book.manifest().sheet.crop_marks;
        let edition = print::edition(&document, self.theme, sheet, crop_marks);
        // The book has the metadata of the front matter.
        let options = print_options(self.book);
        let options = if index == 0 { options } else { timeless(options) };
        Ok((part(&edition, None, &options)?, edition.pages().len()))
    }
}

impl Exporter for Export<'_> {
    fn shows_heads(&self) -> bool {
        // The fonts of the book have the characters of the head, and the book must not depend on what else is built.
        self.selection.has(Format::Cases) || self.selection.has(Format::Pdf)
    }

    fn key(&self, key: Key) -> Key {
        let (book, manifest) = (self.book, self.book.manifest());
        let formats = [Format::Pdf, Format::Print, Format::Cases].map(|format| self.selection.has(format));
        key.with_all(formats.map(|is_wanted| [u8::from(is_wanted)]))
            .with(&manifest.title)
            .with(manifest.identifier.as_deref().unwrap_or_default())
            .with(book.slug())
            .with_number(manifest.sheet.crop_marks)
    }

    fn keep(&self, index: usize) -> Option<Vec<u8>> {
        self.written()[index].packed()
    }

    fn recall(&self, index: usize, kept: &[u8]) -> Option<()> {
        let written = Written::unpacked(kept)?;
        // A case that was not selected in the earlier build has no PDF yet.
        let is_enough = written.screen.is_some() || !self.is_shown(index);
        is_enough.then(|| self.written()[index] = written)
    }

    fn export(&self, exported: &Exported<'_>) -> SourceResult<()> {
        let mut written = Written { is_covered: exported.is_covered, ..Written::default() };
        if self.is_shown(exported.index) {
            self.for_screens(exported, &mut written)?;
        }
        if self.selection.has(Format::Print) {
            written.print = Some(self.for_printers(exported)?);
        }
        self.written()[exported.index] = written;
        Ok(())
    }
}

/// What is kept of an exported document besides its files.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Of the document for screens.
    unprinted: Option<usize>,
    has_head: bool,
    pages: usize,
    /// The number of pages for a print shop, without and with unprinted ones.
    print: Option<(usize, usize)>,
    /// Names with their pages and points, whose bits are kept, because text would be rounded.
    places: Vec<(String, usize, u64, u64)>,
}

impl Written {
    /// The document for later builds, if it needs no more work.
    fn packed(&self) -> Option<Vec<u8>> {
        let Self { screen, pages, print, front: None, is_covered: true, places } = self else { return None };
        let bits = |at: Abs| at.to_raw().to_bits();
        let place = |(name, (page, point)): (&String, &(usize, Point))| {
            (name.clone(), *page, bits(point.x), bits(point.y))
        };
        let mut places: Vec<_> = places.iter().map(place).collect();
        places.sort_unstable();
        let kept = Kept {
            unprinted: screen.as_ref().map(|part| part.unprinted),
            has_head: screen.as_ref().is_some_and(|part| part.has_head),
            pages: *pages,
            print: print.as_ref().map(|(part, pages)| (*pages, part.unprinted)),
            places,
        };
        let file = |part: Option<&Part>| part.map(|part| part.pdf.clone()).unwrap_or_default();
        let print = file(print.as_ref().map(|(part, _)| part));
        Some(bundle::pack(&[&serde_json::to_vec(&kept).ok()?, &file(screen.as_ref()), &print]))
    }

    fn unpacked(kept: &[u8]) -> Option<Self> {
        let [kept, screen, print] = bundle::unpack(kept)?;
        let Kept { unprinted, has_head, pages, print: print_pages, places } =
            serde_json::from_slice(kept).ok()?;
        let length = |bits: u64| Abs::raw(f64::from_bits(bits));
        let place = |(name, page, x, y)| (name, (page, Point::new(length(x), length(y))));
        Some(Self {
            screen: unprinted.map(|unprinted| Part { pdf: screen.to_vec(), unprinted, has_head }),
            pages,
            print: print_pages
                .map(|(pages, unprinted)| (Part { unprinted, ..Part::plain(print.to_vec()) }, pages)),
            front: None,
            is_covered: true,
            places: places.into_iter().map(place).collect(),
        })
    }
}

/// A document as a part of the book, with the page of the head for a file of its own.
pub fn part(document: &PagedDocument, head: Option<&Page>, options: &PdfOptions) -> SourceResult<Part> {
    let first = first_uses::page(document);
    let (unprinted, has_head) = (first.iter().len() + head.iter().len(), head.is_some());
    let pages = first.into_iter().chain(head.cloned()).chain(document.pages().iter().cloned());
    let document = PagedDocument::new(pages.collect::<Vec<_>>().into(), document.info().clone());
    Ok(Part { pdf: typst_pdf::pdf(&document, options)?, unprinted, has_head })
}

/// The place of a name in a document.
fn place(document: &PagedDocument, name: &str) -> Option<(String, (usize, Point))> {
    let introspector = document.introspector();
    let label = Label::new(PicoStr::intern(name))?;
    let position = introspector.position(introspector.query_label(label).ok()?.location()?)?;
    Some((name.to_owned(), (position.page.get() - 1, position.point)))
}

/// The place in the book to which a name leads.
pub fn find(written: &[Written], name: &str) -> Option<Place> {
    let found = |(part, written): (usize, &Written)| {
        let (page, point) = *written.places.get(name)?;
        Some(Place { part, page, x: point.x.to_pt(), y: point.y.to_pt() })
    };
    written.iter().enumerate().find_map(found)
}
