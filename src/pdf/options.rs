//! The options with which typst-pdf writes the documents of a book.

use chrono::{DateTime, Datelike, Timelike};
use typst::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::artifact::{CASES, Format};
use crate::resolve::{Book, BookCase};

/// The path of the PDF of a case.
pub fn case_path(case: &BookCase) -> String {
    format!("{CASES}/{}", case.pdf_name())
}

/// The PDF options. The standards are PDF/UA-1 and PDF/A-2a, unless a character has no glyph, which both forbid and a
/// diagnostic reports.
pub fn options(book: &Book, name: &str, is_covered: bool) -> PdfOptions {
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

/// The same options with the time 0, so that a part of a book can be kept for builds at another time.
pub fn timeless(options: PdfOptions) -> PdfOptions {
    PdfOptions { timestamp: timestamp(0), ..options }
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

/// The options for a print shop: the version on which PDF/X-4 is based.
pub fn print_options(book: &Book) -> PdfOptions {
    let standards = PdfStandards::new(&[PdfStandard::V_1_6]).unwrap_or_default();
    PdfOptions { standards, tagged: false, ..options(book, &Format::Print.book_file(book.slug()), false) }
}
