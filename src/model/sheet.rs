//! Page size, margins and bleed, as `book.yaml` sets them.

use crate::source::Span;

/// The key `page` of `book.yaml`. The theme sets everything that is `None` here.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Width and height of the trimmed page.
    pub trim: Option<(Size, Span)>,
    /// The margins.
    pub margins: Margins,
    /// Printed area beyond each edge of the page. It avoids white edges if the cut is slightly off.
    pub bleed: Option<(Length, Span)>,
    /// Whether the PDF for a printer has crop marks.
    pub crop_marks: bool,
    /// The PDF for a printer is filled with blank pages up to a multiple of this number, the pages on one folded sheet.
    pub multiple: u8,
}

/// A book without the key `page`.
impl Default for Sheet {
    fn default() -> Self {
        Self { trim: None, margins: Margins::default(), bleed: None, crop_marks: false, multiple: 2 }
    }
}

/// The four margins of a page.
#[derive(Debug, Clone, Default)]
pub struct Margins {
    /// Margin above the text. It contains the running head.
    pub top: Option<(Length, Span)>,
    /// Margin below the text. It contains the page number.
    pub bottom: Option<(Length, Span)>,
    /// Margin at the spine.
    pub inner: Option<(Length, Span)>,
    /// Margin at the outer edge.
    pub outer: Option<(Length, Span)>,
}

/// A length in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Length(pub f64);

/// Width and height of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// From the spine to the edge that opens.
    pub width: Length,
    /// From foot to head.
    pub height: Length,
}

/// The paper sizes with a name, in the order in which the help lists them (ISO 216; ANSI/ASME Y14.1).
pub const PAPERS: [(&str, Size); 4] = [
    ("A4", Size { width: Length(210.0), height: Length(297.0) }),
    ("A5", Size { width: Length(148.0), height: Length(210.0) }),
    ("US Letter", Size { width: Length(215.9), height: Length(279.4) }),
    ("US Trade", Size { width: Length(152.4), height: Length(228.6) }),
];

impl Length {
    /// Parses a number with a unit: `mm`, `cm`, `in` or `pt`. `None` for any other text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (unit, millimetres) = [("mm", 1.0), ("cm", 10.0), ("in", 25.4), ("pt", 25.4 / 72.0)]
            .into_iter()
            .find(|(unit, _)| text.ends_with(unit))?;
        let number: f64 = text.strip_suffix(unit)?.trim_end().parse().ok()?;
        (number.is_finite() && number >= 0.0).then_some(Self(number * millimetres))
    }
}

impl Size {
    /// Parses the name of a paper size, or width and height with `x` or `×` between them (`6 × 9 in`, `170 × 240 mm`).
    /// `None` for any other text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let same = |name: &str| name.replace(' ', "").eq_ignore_ascii_case(&text.replace([' ', '-'], ""));
        if let Some((_, size)) = PAPERS.iter().find(|(name, _)| same(name)) {
            return Some(*size);
        }
        let (width, height) = text.split_once(['x', '×'])?;
        let height = height.trim();
        let unit = height.trim_start_matches(|character: char| !character.is_ascii_alphabetic());
        let width = Length::read(width).or_else(|| Length::read(&format!("{}{unit}", width.trim())))?;
        Some(Self { width, height: Length::read(height)? })
    }
}
