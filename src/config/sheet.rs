//! Reads `page:` of `book.yaml`: trim size, margins, and what the printer needs.

use super::fields::Fields;
use crate::diag::{did_you_mean, nearest};
use crate::model::{Length, Margins, PAPERS, Sheet, Size};
use crate::source::Span;

/// The largest length that is a length on paper and no slip: two metres.
const LARGEST: Length = Length(2000.0);

pub fn sheet(fields: &mut Fields<'_, '_>) -> Sheet {
    fields.only(&["trim", "margins", "bleed", "crop-marks", "multiple"]);
    Sheet {
        trim: trim(fields),
        margins: fields.inside("margins", margins).unwrap_or_default(),
        bleed: length(fields, "bleed"),
        crop_marks: fields.flag("crop-marks", false),
        multiple: fields.number("multiple", 1..=64, 1),
    }
}

fn trim(fields: &mut Fields<'_, '_>) -> Option<(Size, Span)> {
    let text = fields.text("trim")?;
    match Size::read(&text) {
        Some(size) if size.width.0 > 0.0 && size.width <= LARGEST && size.height <= LARGEST => {
            Some((size, fields.place("trim")))
        }
        _ => {
            let names = PAPERS.map(|(name, _)| name);
            let help = match nearest(&text, names) {
                Some(name) => did_you_mean(name),
                None => format!(
                    "write {} or width and height such as `6 × 9 in` or `170 × 240 mm`",
                    names.map(|name| format!("`{name}`")).join(", ")
                ),
            };
            fields.complain("trim", format!("`{text}` is no size of paper"), &help);
            None
        }
    }
}

fn margins(fields: &mut Fields<'_, '_>) -> Margins {
    fields.only(&["top", "bottom", "inner", "outer"]);
    Margins {
        top: length(fields, "top"),
        bottom: length(fields, "bottom"),
        inner: length(fields, "inner"),
        outer: length(fields, "outer"),
    }
}

fn length(fields: &mut Fields<'_, '_>, key: &str) -> Option<(Length, Span)> {
    let text = fields.text(key)?;
    let length = Length::read(&text).filter(|length| *length <= LARGEST);
    if length.is_none() {
        fields.complain(
            key,
            format!("`{text}` is no length"),
            "write a number and its unit: mm, cm, in or pt",
        );
    }
    Some((length?, fields.place(key)))
}
