//! The sheet of paper that a book is printed on, as `book.yaml` gives it.

use crate::source::Span;

/// What `page:` says. What it leaves open, the theme decides.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Width and height of the finished page.
    pub trim: Option<(Size, Span)>,
    /// The margins that are given.
    pub margins: Margins,
    /// What is printed beyond the edge of the page, so that nothing white shows where the knife strays.
    pub bleed: Option<(Length, Span)>,
    /// Whether the printer's file has marks where to cut.
    pub crop_marks: bool,
    /// What the number of pages in the printer's file is a multiple of: the pages on one folded sheet.
    pub multiple: u8,
}

/// The four margins of a page. The inner one is at the spine.
#[derive(Debug, Clone, Default)]
pub struct Margins {
    /// Above the text, the running head being part of it.
    pub top: Option<(Length, Span)>,
    /// Below the text, the page number being part of it.
    pub bottom: Option<(Length, Span)>,
    /// At the spine.
    pub inner: Option<(Length, Span)>,
    /// At the edge that opens.
    pub outer: Option<(Length, Span)>,
}

/// A length on paper, in millimetres.
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

/// The papers that have a name, in the order in which help names them (ISO 216; ANSI/ASME Y14.1).
pub const PAPERS: [(&str, Size); 4] = [
    ("A4", Size { width: Length(210.0), height: Length(297.0) }),
    ("A5", Size { width: Length(148.0), height: Length(210.0) }),
    ("US Letter", Size { width: Length(215.9), height: Length(279.4) }),
    ("US Trade", Size { width: Length(152.4), height: Length(228.6) }),
];

impl Length {
    /// Reads a number and a unit: `mm`, `cm`, `in` or `pt`.
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
    /// Reads the name of a paper, or width and height with `x` or `×` between them (`6 × 9 in`, `170 × 240 mm`).
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
