//! Writes PDFs from the laid-out pages: the whole book for screens and for print shops, and each case.

mod cut;
mod greys;
mod pack;
mod press;
mod print;
mod screen;

use chrono::{DateTime, Datelike, Timelike};
use typst::foundations::{Datetime, Smart};
use typst::layout::Frame;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use self::press::Press;
use crate::artifact::{Artifact, CASES, Content, Format, Selection};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{LinkId, Part};
use crate::parallel;
use crate::resolve::{Book, Target};
use crate::source::Span;
use crate::typeset::Pages;
use crate::typeset::resolution::{self, Pictures};

/// The selected PDFs, those of the book first.
#[must_use]
pub fn artifacts(
    pages: &Pages<'_>,
    selection: &Selection<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Artifact> {
    let book = pages.book;
    let chosen: Vec<usize> =
        (0..book.cases().len()).filter(|index| selection.takes(&book.cases()[*index])).collect();
    for index in &chosen {
        complain_of_lost_links(book, *index, diagnostics);
    }
    let is_print = selection.has(Format::Print);
    let least = if is_print { resolution::PRINT } else { resolution::PLAIN };
    Pictures::of(&pages.document).complain(book, least, diagnostics);
    let print = is_print.then(|| for_printers(pages));
    let document = screen::edition(&pages.document, &pages.sheet);
    let whole = selection.has(Format::Pdf).then_some(Content::Book(Format::Pdf));
    let head = if chosen.is_empty() { None } else { pages.case_head() };
    let whole = whole.into_iter();
    let jobs: Vec<Content> = whole.chain(chosen.into_iter().map(Content::Case)).collect();
    let results = parallel::each(&jobs, |content| for_screens(pages, *content, &document, head.as_ref()));
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
fn for_screens(
    pages: &Pages<'_>,
    content: Content,
    document: &PagedDocument,
    head: Option<&Frame>,
) -> Result<Artifact, Diagnostics> {
    let book = pages.book;
    let cut = match content {
        Content::Case(index) => {
            Some(cut::case(book, index, document, head).ok_or_else(|| unmarked(book, index))?)
        }
        Content::Book(_) | Content::Record | Content::Checksums => None,
    };
    let document = cut.as_ref().unwrap_or(document);
    let path = match content {
        Content::Case(index) => format!("{CASES}/{}", book.cases()[index].pdf_name()),
        Content::Book(_) | Content::Record | Content::Checksums => Format::Pdf.book_file(book.slug()),
    };
    let options = options(book, &path, pages.is_covered);
    let bytes = typst_pdf::pdf(document, &options).map_err(|errors| pages.complaints(&errors))?;
    match pack::packed(&bytes) {
        Ok(bytes) => Ok(Artifact { content, path, pages: Some(document.pages().len()), bytes }),
        Err(error) => Err(unwritten(&path, &error.to_string())),
    }
}

/// The PDF for a print shop.
fn for_printers(pages: &Pages<'_>) -> Result<Artifact, Diagnostics> {
    let Pages { book, theme, sheet, document, .. } = pages;
    let given = &book.manifest().sheet;
    let edition = print::edition(document, theme, sheet, given.crop_marks, given.multiple.into());
    let path = Format::Print.book_file(book.slug());
    let inks = press(book).map_err(|complaint| {
        let mut complaints = Diagnostics::default();
        complaints.push(complaint);
        complaints
    })?;
    // The version on which PDF/X-4 is based.
    let standards = PdfStandards::new(&[PdfStandard::V_1_6]).unwrap_or_default();
    let options = PdfOptions { standards, tagged: false, ..options(book, &path, false) };
    let pdf = typst_pdf::pdf(&edition, &options).map_err(|errors| {
        errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; ")
    });
    let pressed = pdf.and_then(|pdf| pack::pressed(&pdf, sheet, &inks).map_err(|error| error.to_string()));
    let bytes = pressed.map_err(|words| unwritten(&path, &words))?;
    let content = Content::Book(Format::Print);
    Ok(Artifact { content, path, pages: Some(edition.pages().len()), bytes })
}

/// The press whose profile `book.yaml` names, or one with coated paper.
fn press(book: &Book) -> Result<Press, Diagnostic> {
    let Some(profile) = book.output_intent() else { return Ok(Press::standard()) };
    Press::of(&profile.bytes).map_err(|words| {
        let message = format!("`{}` cannot be used as output profile: {words}", profile.path);
        Diagnostic::new(Code::InvalidProfile, profile.span, message)
            .help("use the ICC profile of the press, which your printer has, or remove the key")
    })
}

/// Reports that a PDF cannot be written, with the message of the library.
fn unwritten(path: &str, words: &str) -> Diagnostics {
    let mut complaints = Diagnostics::default();
    complaints.push(Diagnostic::new(Code::Layout, None, format!("`{path}` cannot be written: {words}")));
    complaints
}

/// Reports that the pages of a case cannot be found.
fn unmarked(book: &Book, index: usize) -> Diagnostics {
    let case = &book.cases()[index];
    let message = format!("the pages of `{}` cannot be identified", case.plain_title());
    let mut complaints = Diagnostics::default();
    complaints.push(
        Diagnostic::new(Code::Layout, Span::whole(case.source().file), message)
            .help("let `case` and `case-end` in styles/book.typ set the labels that are passed to them"),
    );
    complaints
}

/// Reports an output profile that cannot be used, whatever the formats.
pub fn check_profile(book: &Book, diagnostics: &mut Diagnostics) {
    if let Err(complaint) = press(book) {
        diagnostics.push(complaint);
    }
}

/// Warns about links that the PDF of a case cannot contain.
pub fn check(book: &Book, diagnostics: &mut Diagnostics) {
    let cases = (0..book.cases().len()).filter(|index| book.cases()[*index].part() == Part::Cases);
    cases.for_each(|index| complain_of_lost_links(book, index, diagnostics));
}

/// Warns about each link to another case that the PDF of the case cannot contain, because the target has no public
/// address.
fn complain_of_lost_links(book: &Book, index: usize, diagnostics: &mut Diagnostics) {
    let case = &book.cases()[index];
    for (number, link) in case.source().links.iter().enumerate() {
        if let Target::Place(place) = case.target(LinkId::after(number))
            && place.case != index
            && place.address.is_none()
        {
            let message =
                format!("in the PDF of this case alone, the link to `{}` has no target", link.destination);
            diagnostics.push(
                Diagnostic::new(Code::NoPublicAddress, link.span, message)
                    .help("its text is kept without a link there; set `site.url` in book.yaml"),
            );
        }
    }
}

/// The PDF options. The standards are PDF/UA-1 and PDF/A-2a, unless a character has no glyph, which both forbid and a
/// diagnostic reports.
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

/// The clock as a Typst timestamp, in UTC.
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
