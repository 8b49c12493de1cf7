//! Styles of `OpenDocument` (part 3, section 16): those with names, those of single places, and their inheritance.

use std::collections::HashMap;

use super::levels::ListStyle;
use crate::import::building::item::Indent;
use crate::import::building::role::{Role, plain, role_named};
use crate::import::xml::Element;
use crate::model::Alignment;

/// The most styles that one builds on.
const CHAIN: usize = 30;

/// The kind of things that have a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// Paragraphs.
    Paragraph,
    /// Words.
    Text,
}

/// A style.
#[derive(Debug)]
pub struct Style<'a> {
    /// The name, without spaces and in lower case.
    pub name: String,
    /// Whether a program made it for single places.
    pub is_automatic: bool,
    parent: Option<&'a str>,
    element: &'a Element,
}

impl<'a> Style<'a> {
    fn new(element: &'a Element, is_automatic: bool) -> Self {
        let name = element.attribute("style:display-name").or_else(|| element.attribute("style:name"));
        let name = plain(&name.unwrap_or_default().replace("_20_", " "));
        Self { name, is_automatic, parent: element.attribute("style:parent-style-name"), element }
    }

    /// A property of text.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.element.child("style:text-properties")?.attribute(name)
    }

    /// A property of paragraphs.
    pub fn paragraph(&self, name: &str) -> Option<&'a str> {
        self.element.child("style:paragraph-properties")?.attribute(name)
    }

    /// The style of the lists of its paragraphs.
    pub fn list(&self) -> Option<&'a str> {
        self.element.attribute("style:list-style-name").filter(|name| !name.is_empty())
    }

    /// The style of the page that begins with its paragraphs.
    fn page(&self) -> Option<&'a str> {
        self.element.attribute("style:master-page-name").filter(|name| !name.is_empty())
    }
}

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles<'a> {
    by_name: HashMap<Family, HashMap<&'a str, Style<'a>>>,
    defaults: HashMap<Family, Style<'a>>,
    /// The families of fonts by the names of their declarations, and whether all letters have the same width.
    fonts: HashMap<&'a str, (&'a str, bool)>,
    lists: HashMap<&'a str, ListStyle>,
    /// Whether headings of a level have numbers.
    numbered: [bool; 10],
}

impl<'a> Styles<'a> {
    /// Adds the styles of a part of the document.
    pub fn add(&mut self, root: &'a Element) {
        for group in root.elements() {
            let is_automatic = group.name() == "office:automatic-styles";
            if matches!(group.name(), "office:styles" | "office:automatic-styles" | "office:font-face-decls")
            {
                group.elements().for_each(|element| self.add_one(element, is_automatic));
            }
        }
    }

    fn add_one(&mut self, element: &'a Element, is_automatic: bool) {
        let family = match element.attribute("style:family") {
            Some("paragraph") => Some(Family::Paragraph),
            Some("text") => Some(Family::Text),
            _ => None,
        };
        let name = element.attribute("style:name");
        match (element.name(), family, name) {
            ("style:style", Some(family), Some(name)) => {
                self.by_name.entry(family).or_default().insert(name, Style::new(element, is_automatic));
            }
            ("style:default-style", Some(family), _) => {
                self.defaults.insert(family, Style::new(element, false));
            }
            ("text:list-style", _, Some(name)) => {
                self.lists.insert(name, ListStyle::new(element));
            }
            ("text:outline-style", ..) => {
                let outline = ListStyle::new(element);
                for (level, is_numbered) in self.numbered.iter_mut().enumerate() {
                    *is_numbered = outline.has_numbers(level);
                }
            }
            ("style:font-face", _, Some(name)) => {
                let family = element.attribute("svg:font-family").unwrap_or(name).trim_matches(['\'', '"']);
                let is_fixed = element.attribute("style:font-pitch") == Some("fixed");
                self.fonts.insert(name, (family, is_fixed));
            }
            _ => {}
        }
    }

    /// A style and those that it builds on.
    pub fn chain(&self, family: Family, name: Option<&str>) -> Vec<&Style<'a>> {
        let Some(styles) = self.by_name.get(&family) else { return Vec::new() };
        let first = name.and_then(|name| styles.get(name));
        let next = |style: &&Style<'a>| styles.get(style.parent?);
        std::iter::successors(first, next).take(CHAIN).collect()
    }

    /// The properties that everything of a family has.
    pub fn usual(&self, family: Family) -> Option<&Style<'a>> {
        self.defaults.get(&family)
    }

    /// A style of lists.
    pub fn list(&self, name: &str) -> Option<&ListStyle> {
        self.lists.get(name)
    }

    /// Whether headings of a level have numbers.
    pub fn is_numbered(&self, level: u8) -> bool {
        self.numbered.get(usize::from(level).saturating_sub(1)).copied().unwrap_or(false)
    }

    /// The family of a declared font, and whether all letters have the same width.
    pub fn font(&self, name: &'a str) -> (&'a str, bool) {
        self.fonts.get(name).copied().unwrap_or((name, false))
    }
}

/// What a paragraph with these styles is. A program may only name a style that the document does not have.
pub fn role(chain: &[&Style<'_>], name: Option<&str>) -> Role {
    let unknown = || role_named(&plain(&name.filter(|_| chain.is_empty())?.replace("_20_", " ")));
    chain.iter().find_map(|style| role_named(&style.name)).or_else(unknown).unwrap_or_default()
}

/// The nearest property of paragraphs.
pub fn property<'a>(chain: &[&Style<'a>], name: &str) -> Option<&'a str> {
    chain.iter().find_map(|style| style.paragraph(name))
}

/// The indentation of a paragraph.
pub fn indent(chain: &[&Style<'_>]) -> Indent {
    let length = |name: &str| property(chain, name).and_then(twentieths).unwrap_or_default();
    Indent { left: length("fo:margin-left"), first: length("fo:text-indent") }
}

/// The alignment of a paragraph.
pub fn alignment(chain: &[&Style<'_>]) -> Option<Alignment> {
    match property(chain, "fo:text-align")? {
        "center" => Some(Alignment::Center),
        "end" | "right" => Some(Alignment::End),
        "start" | "left" => Some(Alignment::Start),
        _ => None,
    }
}

/// Whether a paragraph begins a page. A new style of page begins one, too.
pub fn begins_page(chain: &[&Style<'_>]) -> bool {
    property(chain, "fo:break-before") == Some("page")
        || chain.iter().take_while(|style| style.is_automatic).any(|style| style.page().is_some())
}

/// Whether a paragraph is followed by a page break.
pub fn ends_page(chain: &[&Style<'_>]) -> bool {
    property(chain, "fo:break-after") == Some("page")
}

/// Whether an empty paragraph shows a line.
pub fn is_rule(chain: &[&Style<'_>]) -> bool {
    let has_line = |style: &&Style<'_>| {
        let lines =
            ["fo:border-bottom", "fo:border-top"].into_iter().filter_map(|name| style.paragraph(name));
        lines.into_iter().any(|line| line != "none" && !line.starts_with('0'))
    };
    chain.iter().any(|style| style.name == "horizontalline")
        || chain.iter().take_while(|style| style.is_automatic).any(has_line)
}

/// A length in twentieths of a point: `0.5in`, `1.27cm`.
fn twentieths(length: &str) -> Option<i64> {
    let end = length.find(|sign: char| sign.is_ascii_alphabetic() || sign == '%')?;
    let (number, unit) = length.split_at_checked(end)?;
    let number: f64 = number.trim().parse().ok()?;
    let points = match unit {
        "in" | "inch" => 72.0,
        "cm" => 72.0 / 2.54,
        "mm" => 72.0 / 25.4,
        "pc" => 12.0,
        "px" => 0.75,
        "pt" => 1.0,
        _ => return None,
    };
    #[expect(clippy::cast_possible_truncation, reason = "a cast from a float saturates")]
    let twentieths = (number * points * 20.0).round() as i64;
    Some(twentieths)
}

#[cfg(test)]
mod tests {
    use super::twentieths;

    #[test]
    fn lengths_have_units() {
        for (length, expected) in [
            ("0.5in", Some(720)),
            ("1.27cm", Some(720)),
            (concat!("12.7", "mm"), Some(720)),
            (concat!("36", "pt"), Some(720)),
            ("-0.25in", Some(-360)),
            ("10%", None),
            ("", None),
            ("wide", None),
        ] {
            assert_eq!(twentieths(length), expected, "{length}");
        }
    }
}
