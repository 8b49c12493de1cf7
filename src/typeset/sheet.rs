//! Computes the page size and margins from `book.yaml` and the theme.

use toml::{Table, Value};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Length, Manifest};
use crate::project::Theme;
use crate::source::Span;

/// Minimum width and height of the text on a page, in millimetres. Less than this is probably a mistake.
const LEAST: f64 = 30.0;

/// Page size and margins of a book, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    width: f64,
    height: f64,
    top: f64,
    bottom: f64,
    /// Margin at the spine.
    pub inner: f64,
    /// Margin at the outer edge.
    pub outer: f64,
    /// Printed area beyond each edge.
    bleed: f64,
}

/// The page of a book. Returns `None` and adds a diagnostic if the margins leave too little space for text.
pub fn settle(manifest: &Manifest, theme: &Theme, diagnostics: &mut Diagnostics) -> Option<Sheet> {
    let Some(usual) = of_theme(theme) else {
        let message = "the theme must set `width`, `height`, `top`, `bottom`, `inner`, `outer` and `bleed` under `[page]`";
        diagnostics.push(
            Diagnostic::new(Code::Layout, None, message)
                .help("write each as a number with a unit: mm, cm, in or pt"),
        );
        return None;
    };
    let given = &manifest.sheet;
    let trim = given.trim.map(|(size, _)| size);
    let (width, height) = trim.map_or((usual.width, usual.height), |size| (size.width.0, size.height.0));
    // On a wider page the margins grow and the lines keep their length, because long lines are hard to read. On a
    // narrower page everything shrinks in proportion.
    let side = |margin: f64| {
        if width < usual.width { margin * width / usual.width } else { margin + (width - usual.width) / 2.0 }
    };
    let upright = |margin: f64| margin * height / usual.height;
    let or = |length: Option<(Length, Span)>, usual: f64| length.map_or(usual, |(length, _)| length.0);
    let sheet = Sheet {
        width,
        height,
        top: or(given.margins.top, upright(usual.top)),
        bottom: or(given.margins.bottom, upright(usual.bottom)),
        inner: or(given.margins.inner, side(usual.inner)),
        outer: or(given.margins.outer, side(usual.outer)),
        bleed: or(given.bleed, usual.bleed),
    };
    let place = |lengths: [Option<(Length, Span)>; 2]| {
        let spans = lengths.into_iter().flatten().max_by(|one, two| one.0.0.total_cmp(&two.0.0));
        spans.map(|(_, span)| span).or(given.trim.map(|(_, span)| span))
    };
    let across = sheet.width - sheet.inner - sheet.outer;
    let along = sheet.height - sheet.top - sheet.bottom;
    let narrow = (across < LEAST)
        .then(|| ("wide", across, sheet.width, place([given.margins.inner, given.margins.outer])));
    let low = (along < LEAST)
        .then(|| ("high", along, sheet.height, place([given.margins.top, given.margins.bottom])));
    for (word, room, all, span) in [narrow, low].into_iter().flatten() {
        let room = room.max(0.0);
        let message = format!("the margins leave {room:.0} mm for the text on a page {all:.0} mm {word}");
        let help = format!("text needs at least {LEAST} mm: reduce the margins, or enlarge the page");
        diagnostics.push(Diagnostic::new(Code::Margins, span, message).help(help));
    }
    (narrow.is_none() && low.is_none()).then_some(sheet)
}

fn of_theme(theme: &Theme) -> Option<Sheet> {
    let length = |key: &str| Some(Length::read(theme.value("page", key)?)?.0);
    Some(Sheet {
        width: length("width")?,
        height: length("height")?,
        top: length("top")?,
        bottom: length("bottom")?,
        inner: length("inner")?,
        outer: length("outer")?,
        bleed: length("bleed")?,
    })
}

impl Sheet {
    /// Width and height of the trimmed page, in points.
    #[must_use]
    pub fn trim(&self) -> (f64, f64) {
        (self.width * 72.0 / 25.4, self.height * 72.0 / 25.4)
    }

    /// Width of the text, in points.
    #[must_use]
    pub fn text_width(&self) -> f64 {
        (self.width - self.inner - self.outer) * 72.0 / 25.4
    }

    /// Top and bottom of the text on a page of this height, in points from the top edge.
    #[must_use]
    pub fn text_area(&self, height: f64) -> std::ops::Range<f64> {
        let points = |millimetres: f64| millimetres * 72.0 / 25.4;
        points(self.top)..height - points(self.bottom)
    }

    /// Bleed, in points.
    #[must_use]
    pub fn bleed(&self) -> f64 {
        self.bleed * 72.0 / 25.4
    }

    /// The values of the theme with this page, in the form that the page layout reads.
    #[must_use]
    pub fn values(&self, theme: &Theme) -> Table {
        let mut values = theme.values.clone();
        let page = [
            ("width", self.width),
            ("height", self.height),
            ("top", self.top),
            ("bottom", self.bottom),
            ("inner", self.inner),
            ("outer", self.outer),
            ("bleed", self.bleed),
        ];
        let page = page.map(|(key, length)| (key.to_owned(), Value::from(format!("{length:.4}mm"))));
        values.insert("page".to_owned(), Value::Table(Table::from_iter(page)));
        values
    }
}
