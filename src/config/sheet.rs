//! Reads `page:` of `book.yaml`: trim size, margins, and what the printer needs.

use super::book_keys::{MARGINS, PAGE};
use super::fields::Fields;
use super::key::Key;
use crate::diag::{did_you_mean, nearest};
use crate::model::{Length, Margins, PAPERS, Sheet, Size};
use crate::source::Span;

/// The largest plausible length on paper: two metres. A larger one is a mistake.
const LARGEST: Length = Length(2000.0);

pub fn sheet(fields: &mut Fields<'_, '_>) -> Sheet {
    fields.only(&PAGE);
    Sheet {
        trim: trim(fields),
        margins: fields.inside(&PAGE.margins, margins).unwrap_or_default(),
        bleed: length(fields, &PAGE.bleed),
        crop_marks: fields.flag(&PAGE.crop_marks),
        multiple: fields.number(&PAGE.multiple),
    }
}

fn trim(fields: &mut Fields<'_, '_>) -> Option<(Size, Span)> {
    let text = fields.text(&PAGE.trim)?;
    match Size::read(&text) {
        Some(size) if size.width.0 > 0.0 && size.width <= LARGEST && size.height <= LARGEST => {
            Some((size, fields.place(&PAGE.trim)))
        }
        _ => {
            let names = PAPERS.map(|(name, _)| name);
            let help = match nearest(&text, names) {
                Some(name) => did_you_mean(name),
                None => format!(
                    "write {}, or width and height such as `6 × 9 in` or `170 × 240 mm`",
                    names.map(|name| format!("`{name}`")).join(", ")
                ),
            };
            fields.complain(&PAGE.trim, format!("`{text}` is not a paper size"), &help);
            None
        }
    }
}

fn margins(fields: &mut Fields<'_, '_>) -> Margins {
    fields.only(&MARGINS);
    Margins {
        top: length(fields, &MARGINS.top),
        bottom: length(fields, &MARGINS.bottom),
        inner: length(fields, &MARGINS.inner),
        outer: length(fields, &MARGINS.outer),
    }
}

fn length(fields: &mut Fields<'_, '_>, key: &Key) -> Option<(Length, Span)> {
    let text = fields.text(key)?;
    let length = Length::read(&text).filter(|length| *length <= LARGEST);
    if length.is_none() {
        fields.complain(
            key,
            format!("`{text}` is not a length"),
            "write a number with a unit: mm, cm, in or pt",
        );
    }
    Some((length?, fields.place(key)))
}
