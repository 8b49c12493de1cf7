//! How large a picture is shown, the same in every output.

use crate::model::{Attributes, Case, ImageId};

/// A length that an author gives: `50%`, `3cm`, `200px`. A number alone counts pixels, as in HTML.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    number: f64,
    unit: &'static str,
}

/// The units, the same in CSS and in Typst, apart from `px` and `pc`, which Typst does not have.
const UNITS: [&str; 8] = ["%", "cm", "mm", "in", "pt", "em", "px", "pc"];

/// Units of CSS with their nearest relatives among these: an em of the whole page, and a share of the window.
const RELATIVES: [(&str, &str); 2] = [("rem", "em"), ("vw", "%")];

/// Values of CSS that leave the size open.
const OPEN: [&str; 9] =
    ["auto", "inherit", "initial", "unset", "revert", "none", "max-content", "min-content", "fit-content"];

impl Extent {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let end = text
            .find(|character: char| !character.is_ascii_digit() && character != '.')
            .unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        let unit = unit.trim();
        let relative = RELATIVES.into_iter().find(|(other, _)| unit.eq_ignore_ascii_case(other));
        let unit = match relative.map_or(unit, |(_, known)| known) {
            "" => "px",
            unit => UNITS.into_iter().find(|known| unit.eq_ignore_ascii_case(known))?,
        };
        let number = number.parse().ok().filter(|number| (0.01..=10_000.0).contains(number))?;
        Some(Self { number, unit })
    }

    /// The length in CSS.
    #[must_use]
    pub fn css(&self) -> String {
        format!("{}{}", self.number, self.unit)
    }

    /// The length in Typst: a number and its unit. A pixel of CSS is 0.75 pt, a pica 12 pt.
    #[must_use]
    pub fn typst(&self) -> (f64, &'static str) {
        match self.unit {
            "px" => (0.75 * self.number, "pt"),
            "pc" => (12.0 * self.number, "pt"),
            unit => (self.number, unit),
        }
    }

    fn class(&self, side: &str) -> String {
        let number = self.number.to_string().replace('.', "-");
        format!("{side}-{number}{}", if self.unit == "%" { "pct" } else { self.unit })
    }
}

/// The size that an author gives a picture. If only one side is given, the other follows the proportions.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ImageSize {
    /// Its width.
    pub width: Option<Extent>,
    /// Its height.
    pub height: Option<Extent>,
}

impl ImageSize {
    /// Reads `width` and `height`, and those in `style`.
    #[must_use]
    pub fn of(attributes: &Attributes) -> Self {
        let mut size = Self::default();
        for (side, value) in given(attributes) {
            match side {
                Side::Width => size.width = side.read(value).or(size.width),
                Side::Height => size.height = side.read(value).or(size.height),
            }
        }
        size
    }

    /// The sizes in `width`, `height` and `style` that cannot be read, as the author wrote them.
    pub fn unreadable(attributes: &Attributes) -> impl Iterator<Item = String> {
        let is_open =
            |value: &str| value.is_empty() || OPEN.iter().any(|open| value.eq_ignore_ascii_case(open));
        given(attributes)
            .filter(move |(side, value)| !is_open(value.trim()) && side.read(value).is_none())
            .map(|(side, value)| format!("{}={}", side.name(), value.trim()))
    }

    /// The classes that set it, each with its declarations in CSS.
    pub fn rules(&self) -> impl Iterator<Item = (String, String)> {
        let fit = if self.width.is_some() && self.height.is_some() { " object-fit: contain;" } else { "" };
        let width = self.width.map(|width| {
            let height = if self.height.is_none() { " height: auto;" } else { "" };
            (width.class("width"), format!("width: {};{height}{fit}", width.css()))
        });
        let height = self.height.map(|height| {
            let width = if self.width.is_none() { " width: auto;" } else { "" };
            (height.class("height"), format!("height: {};{width}{fit}", height.css()))
        });
        width.into_iter().chain(height)
    }

    /// Whether nothing is given.
    #[must_use]
    pub fn is_natural(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Clone, Copy)]
enum Side {
    Width,
    Height,
}

impl Side {
    fn name(self) -> &'static str {
        match self {
            Self::Width => "width",
            Self::Height => "height",
        }
    }

    fn read(self, value: &str) -> Option<Extent> {
        let extent = Extent::read(value)?;
        // A share of the height of nothing in particular means nothing.
        (!matches!(self, Self::Height) || extent.unit != "%").then_some(extent)
    }
}

/// The sides that attributes and their `style` give, each with its value.
fn given(attributes: &Attributes) -> impl Iterator<Item = (Side, &str)> {
    let styles = attributes.other.iter().filter(|(key, _)| key == "style");
    let styles = styles.flat_map(|(_, style)| style.split(';')).filter_map(|rule| rule.split_once(':'));
    let keys = attributes.other.iter().map(|(key, value)| (key.as_str(), value.as_str())).chain(styles);
    keys.filter_map(|(key, value)| match key.trim() {
        "width" => Some((Side::Width, value)),
        "height" => Some((Side::Height, value)),
        _ => None,
    })
}

/// Where a picture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// In a figure.
    Alone,
    /// In a line of text.
    InLine,
}

/// The largest height in pixels of an icon.
const ICON: u32 = 64;

/// Whether a picture is as high as the line that it is in. `size` is that of its file in pixels, if it is known.
#[must_use]
pub fn is_icon(setting: Setting, size: Option<(u32, u32)>, given: ImageSize) -> bool {
    setting == Setting::InLine && given.is_natural() && size.is_some_and(|(_, height)| height <= ICON)
}

/// The sizes that authors give the pictures of a case.
pub fn sizes(case: &Case) -> impl Iterator<Item = ImageSize> {
    let attributes = case.attributes_of_images();
    (0..case.images.len()).map(ImageId::after).map(move |id| ImageSize::of(&attributes[id.index()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_authors_write_them() {
        for (key, value, expected) in [
            ("width", "50%", (Some("50%"), None)),
            ("width", "200", (Some("200px"), None)),
            ("width", "200px", (Some("200px"), None)),
            ("height", "3cm", (None, Some("3cm"))),
            ("height", " 1.5 IN ", (None, Some("1.5in"))),
            ("style", "width: 80%; height: 4cm", (Some("80%"), Some("4cm"))),
            ("style", "border: 1px", (None, None)),
            ("height", "50%", (None, None)),
            ("width", "auto", (None, None)),
            ("width", "0", (None, None)),
            ("width", "-3cm", (None, None)),
            ("width", "3furlongs", (None, None)),
            ("width", "50vw", (Some("50%"), None)),
        ] {
            let other = vec![(key.to_owned(), value.to_owned())];
            let size = ImageSize::of(&Attributes { other, ..Attributes::default() });
            let css = |extent: Option<Extent>| extent.map(|extent| extent.css());
            let expected = (expected.0.map(str::to_owned), expected.1.map(str::to_owned));
            assert_eq!((css(size.width), css(size.height)), expected, "{key}={value}");
        }
    }

    #[test]
    fn relative_units_of_css_become_others() {
        for (text, unit) in [("7rem", "em"), ("7vw", "%"), ("7 REM", "em")] {
            assert_eq!(Extent::read(text).map(|extent| (extent.number, extent.unit)), Some((7.0, unit)));
        }
    }

    #[test]
    fn sizes_that_cannot_be_read_are_known() {
        for (key, value, is_unreadable) in [
            ("width", "huge", true),
            ("width", "-3cm", true),
            ("width", "0", true),
            ("width", "3furlongs", true),
            ("width", "\\textwidth", true),
            ("height", "50%", true),
            ("style", "width: calc(100% - 2px)", true),
            ("width", "auto", false),
            ("width", "", false),
            ("width", "50%", false),
            ("style", "max-width: huge", false),
            ("data-width", "huge", false),
        ] {
            let other = vec![(key.to_owned(), value.to_owned())];
            let attributes = Attributes { other, ..Attributes::default() };
            assert_eq!(
                ImageSize::unreadable(&attributes).count(),
                usize::from(is_unreadable),
                "{key}={value}"
            );
        }
    }
}
