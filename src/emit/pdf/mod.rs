//! The book in pages, laid out once by the embedded Typst; the case PDFs are cut out of the same pages.

pub mod breakable;
mod breaks;
mod complaints;
pub mod cover;
mod coverage;
mod cut;
pub mod drawings;
mod floats;
mod front_matter;
mod hyphens;
mod outside;
mod pack;
mod print;
mod resolution;
mod running;
mod runs;
mod screen;
mod scripts;
pub mod sheet;
mod size;
pub mod source;
mod tables;
mod words;
pub mod world;

use std::sync::Arc;

use chrono::{DateTime, Datelike, Timelike};
use rayon::prelude::*;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::model::Document;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::pages::PageBreaks;
use super::{Artifact, Format, Selection, parallel};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{LinkId, Part};
use crate::project::Theme;
use crate::resolve::{Book, Target};
use crate::source::Span;
use breakable::Room;
use complaints::Places;
use drawings::Drawings;
pub use pack::page_count;
use sheet::Sheet;
use source::Source;
use world::{BookWorld, Stage};

/// The folder of the case PDFs.
pub const CASES: &str = "cases";

/// The version of Typst that is compiled in.
#[must_use]
pub fn typst_version() -> &'static str {
    typst::utils::version().raw()
}

/// The laid-out book.
pub struct Pages<'a> {
    book: &'a Book,
    theme: &'a Theme,
    sheet: Sheet,
    world: BookWorld,
    sources: Vec<Source>,
    /// The pages as they are printed.
    document: PagedDocument,
    /// Whether the fonts have every character.
    is_covered: bool,
}

/// Lays the book out. `None`, with complaints, if that cannot be done.
pub fn layout<'a>(
    book: &'a Book,
    theme: &'a Theme,
    (stage, drawings): (&Arc<Stage>, &Drawings),
    diagnostics: &mut Diagnostics,
) -> Option<Pages<'a>> {
    let sheet = sheet::settle(book.manifest(), theme, diagnostics)?;
    if !size::check(book, diagnostics) {
        return None;
    }
    let room = Room::of_page(sheet.text_width(), theme);
    let sources = source::sources(book, &drawings.shown, room);
    let stand_ins: Vec<Bytes> = drawings.stand_ins().collect();
    let world = BookWorld::of_book(stage, book, theme, &sheet, &sources, &stand_ins);
    let places = Places::of_book(&world, &sources);
    let compiled = typst::compile::<PagedDocument>(&world);
    for warning in &compiled.warnings {
        places.complain(warning, diagnostics);
    }
    let document = match compiled.output {
        Ok(document) => document,
        Err(errors) => {
            errors.iter().for_each(|error| places.complain(error, diagnostics));
            return None;
        }
    };
    if !places.complain_of_tables(&document, diagnostics) {
        return None;
    }
    if !outside::check(&document, &places, diagnostics) {
        return None;
    }
    let language = &book.manifest().language;
    let is_covered = places.complain_of_glyphs(&document, None, language, diagnostics) && drawings.is_covered;
    let document = finish(&document, drawings, &stand_ins);
    Some(Pages { book, theme, sheet, world, sources, document, is_covered })
}

impl Pages<'_> {
    /// Where each page begins in the text.
    #[must_use]
    pub fn breaks(&self) -> PageBreaks {
        let Self { book, world, sources, sheet, .. } = self;
        breaks::Reader { book, world, sources, sheet }.breaks(&self.document)
    }

    /// The PDFs that are selected.
    pub fn artifacts(&self, selection: &Selection<'_>, diagnostics: &mut Diagnostics) -> Vec<Artifact> {
        let Self { book, theme, sheet, .. } = self;
        let chosen: Vec<usize> =
            (0..book.cases().len()).filter(|index| selection.takes(&book.cases()[*index])).collect();
        for index in &chosen {
            complain_of_lost_links(book, *index, diagnostics);
        }
        let is_print = selection.has(Format::Print);
        let least = if is_print { resolution::PRINT } else { resolution::PLAIN };
        resolution::check(book, &self.document, least, diagnostics);
        let print = is_print.then(|| printed(book, theme, sheet, &self.document));
        let document = screen::edition(&self.document, sheet);
        let whole = selection.has(Format::Pdf).then(|| (Format::Pdf.book_file(book.slug()), None));
        let cases = chosen
            .into_iter()
            .map(|index| (format!("{CASES}/{}", book.cases()[index].pdf_name()), Some(index)));
        let jobs: Vec<(String, Option<usize>)> = whole.into_iter().chain(cases).collect();
        let results: Vec<Result<Artifact, Diagnostics>> =
            parallel::each(&jobs, |(path, case)| self.artifact(path.clone(), *case, &document));
        let mut artifacts = Vec::new();
        for result in results.into_iter().chain(print) {
            match result {
                Ok(artifact) => artifacts.push(artifact),
                Err(complaints) => diagnostics.append(complaints),
            }
        }
        artifacts
    }

    /// The PDF of the whole book, or of one case.
    fn artifact(
        &self,
        path: String,
        case: Option<usize>,
        document: &PagedDocument,
    ) -> Result<Artifact, Diagnostics> {
        let book = self.book;
        let cut = match case {
            Some(index) => Some(cut::case(book, index, document).ok_or_else(|| unmarked(book, index))?),
            None => None,
        };
        let options = options(book, &path, self.is_covered);
        let bytes = typst_pdf::pdf(cut.as_ref().unwrap_or(document), &options).map_err(|errors| {
            let places = Places::of_book(&self.world, &self.sources);
            let mut complaints = Diagnostics::default();
            errors.iter().for_each(|error| places.complain(error, &mut complaints));
            complaints
        })?;
        match pack::packed(&bytes) {
            Ok(bytes) => Ok(Artifact { path, bytes }),
            Err(error) => Err(unwritten(&path, &error.to_string())),
        }
    }
}

/// Finds what only paper shows, without setting the running text: tables that fit no page, pictures that are too coarse,
/// characters that no font has.
pub fn check(
    book: &Book,
    theme: &Theme,
    (stage, drawings): (&Arc<Stage>, &Drawings),
    diagnostics: &mut Diagnostics,
) {
    coverage::check(book, theme, stage, diagnostics);
    let cases = (0..book.cases().len()).filter(|index| book.cases()[*index].part() == Part::Cases);
    cases.for_each(|index| complain_of_lost_links(book, index, diagnostics));
    let Some(sheet) = sheet::settle(book.manifest(), theme, diagnostics) else { return };
    if !size::check(book, diagnostics) {
        return;
    }
    let room = Room::of_page(sheet.text_width(), theme);
    let sources = floats::sources(book, &drawings.shown, room);
    let stand_ins: Vec<Bytes> = drawings.stand_ins().collect();
    let world = BookWorld::of_book(stage, book, theme, &sheet, &sources, &stand_ins);
    let places = Places::of_book(&world, &sources);
    match typst::compile::<PagedDocument>(&world).output {
        Ok(document) => {
            places.complain_of_tables(&document, diagnostics);
            resolution::check(book, &document, resolution::PLAIN, diagnostics);
        }
        Err(errors) => errors.iter().for_each(|error| places.complain(error, diagnostics)),
    }
}

/// The file for the printer.
fn printed(
    book: &Book,
    theme: &Theme,
    sheet: &Sheet,
    document: &PagedDocument,
) -> Result<Artifact, Diagnostics> {
    let given = &book.manifest().sheet;
    let edition = print::edition(document, theme, sheet, given.crop_marks, given.multiple.into());
    let path = Format::Print.book_file(book.slug());
    let options =
        PdfOptions { standards: PdfStandards::default(), tagged: false, ..options(book, &path, false) };
    let pdf = typst_pdf::pdf(&edition, &options).map_err(|errors| {
        errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; ")
    });
    let boxed = pdf.and_then(|pdf| pack::boxed(&pdf, sheet).map_err(|error| error.to_string()));
    boxed.map(|bytes| Artifact { path: path.clone(), bytes }).map_err(|words| unwritten(&path, &words))
}

/// Complains that a PDF cannot be written, in the words of whom it was left to.
fn unwritten(path: &str, words: &str) -> Diagnostics {
    let mut complaints = Diagnostics::default();
    complaints.push(Diagnostic::new(Code::Layout, None, format!("`{path}` cannot be written: {words}")));
    complaints
}

/// The pages as they are exported: with the drawings in place of their stand-ins, and hyphens as readers need them.
#[must_use]
pub fn finish(document: &PagedDocument, drawings: &Drawings, stand_ins: &[Bytes]) -> PagedDocument {
    let mut pages: Vec<Page> = document.pages().to_vec();
    pages.par_iter_mut().for_each(|page| {
        hyphens::keep_hard(&mut page.frame);
        words::keep_whole(&mut page.frame);
        drawings.put_into(&mut page.frame, stand_ins);
    });
    PagedDocument::new(pages.into(), document.info().clone())
}

/// Complains that the pages of a case cannot be found.
fn unmarked(book: &Book, index: usize) -> Diagnostics {
    let case = &book.cases()[index];
    let message = format!("the pages of `{}` cannot be told from the others", case.plain_title());
    let mut complaints = Diagnostics::default();
    complaints.push(
        Diagnostic::new(Code::Layout, Span::whole(case.source().file), message)
            .help("`case` and `case-end` in styles/book.typ must set the labels that they are given"),
    );
    complaints
}

/// Warns of each link from a case to another that its own PDF cannot have: there is no public address to lead to.
fn complain_of_lost_links(book: &Book, index: usize, diagnostics: &mut Diagnostics) {
    let case = &book.cases()[index];
    for (number, link) in case.source().links.iter().enumerate() {
        if let Target::Place(place) = case.target(LinkId::after(number))
            && place.case != index
            && place.address.is_none()
        {
            let message = format!(
                "in the PDF of this case alone, the link to `{}` has nowhere to lead",
                link.destination
            );
            diagnostics.push(
                Diagnostic::new(Code::NoPublicAddress, link.span, message)
                    .help("its words stay without a link there; give book.yaml a `site:` with a `url:`"),
            );
        }
    }
}

/// PDF/UA-1 and PDF/A-2a, unless a character has no glyph: both standards forbid that, and the author has been told.
fn options(book: &Book, name: &str, is_covered: bool) -> PdfOptions {
    let standards: &[PdfStandard] = if is_covered { &[PdfStandard::Ua_1, PdfStandard::A_2a] } else { &[] };
    let manifest = book.manifest();
    let identity = manifest.identifier.as_deref().unwrap_or(&manifest.title);
    PdfOptions {
        ident: Smart::Custom(format!("{identity} {name}")),
        creator: Smart::Custom(Some(format!("casebook {}", env!("CARGO_PKG_VERSION")))),
        timestamp: timestamp(book.clock().unwrap_or(0)),
        standards: PdfStandards::new(standards).unwrap_or_default(),
        ..PdfOptions::default()
    }
}

/// The clock as Typst wants it, in UTC.
fn timestamp(seconds: i64) -> Option<Timestamp> {
    let time = DateTime::from_timestamp(seconds, 0)?.naive_utc();
    let part = |value: u32| u8::try_from(value).ok();
    let datetime = Datetime::from_ymd_hms(
        time.year(),
        part(time.month())?,
        part(time.day())?,
        part(time.hour())?,
        part(time.minute())?,
        part(time.second())?,
    )?;
    Some(Timestamp::new_utc(datetime))
}
