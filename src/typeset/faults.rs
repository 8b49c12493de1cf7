//! What readers would miss on laid-out pages: columns of tables, text outside the page, characters without a font.

use typst_layout::PagedDocument;

use super::complaints::{Missing, Places};
use super::outside::{self, Outside};
use crate::diag::{Diagnostic, Diagnostics};
use crate::resolve::{Book, BookCase};
use crate::source::Span;

/// What readers would miss on some pages.
#[derive(Default)]
pub struct Faults {
    /// The tables that are too wide for the page.
    tables: Vec<Diagnostic>,
    outside: Outside,
    missing: Missing,
}

impl Faults {
    /// What readers would miss in a document.
    pub fn of(document: &PagedDocument, places: &Places<'_>) -> Self {
        Self {
            tables: places.too_wide(document),
            outside: outside::find(document, places),
            missing: places.missing_glyphs(document),
        }
    }

    /// Whether readers would miss text.
    pub fn are_errors(&self) -> bool {
        !self.tables.is_empty() || !self.outside.is_empty()
    }

    /// Whether readers would miss nothing.
    pub fn are_none(&self) -> bool {
        !self.are_errors() && self.missing.is_empty()
    }

    /// Adds what readers would miss in another document.
    pub fn add(&mut self, other: &Self) {
        self.tables.extend_from_slice(&other.tables);
        self.outside.add(&other.outside);
        self.missing.add(&other.missing);
    }

    /// Reports everything. Returns whether the fonts have all characters; `None` if there are errors.
    pub fn complain(&self, book: &Book, diagnostics: &mut Diagnostics) -> Option<bool> {
        diagnostics.extend(self.tables.iter().cloned());
        // A table that is too wide runs out of the page, too.
        if !self.tables.is_empty() || !self.outside.complain(diagnostics) {
            return None;
        }
        let language = |place: Option<Span>| {
            let is_there = |case: &&BookCase| place.is_some_and(|place| place.file == case.source().file);
            let case = book.cases().iter().find(is_there);
            case.and_then(BookCase::language).unwrap_or(&book.manifest().language)
        };
        Some(self.missing.complain(None, &language, diagnostics))
    }
}
