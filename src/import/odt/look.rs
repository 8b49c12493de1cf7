//! The look of words: their marks, which follow from the styles around them.

use super::styles::{Family, Style, Styles};
use crate::import::building::format::{Mark, Marks, is_ideograph, is_monospaced};
use crate::import::building::role::{Role, is_code_style};
use crate::model::Direction;

/// The style of paragraphs in header rows.
pub const TABLE_HEADING: &str = "tableheading";

/// The sources of the properties of words, from the nearest to the farthest.
pub struct Look<'s, 'a> {
    styles: &'s Styles<'a>,
    /// The styles of the words.
    words: Vec<&'s Style<'a>>,
    /// The styles of the paragraph.
    paragraph: &'s [&'s Style<'a>],
    role: Role,
}

impl<'s, 'a> Look<'s, 'a> {
    /// The look of words with these styles, the innermost last.
    pub fn new(styles: &'s Styles<'a>, spans: &[&str], paragraph: &'s [&'s Style<'a>], role: Role) -> Self {
        let words = spans.iter().rev().flat_map(|name| styles.chain(Family::Text, Some(name))).collect();
        Self { styles, words, paragraph, role }
    }

    /// The property that the author has given the words.
    fn marked(&self, name: &str) -> Option<&'a str> {
        let direct = self.paragraph.iter().take_while(|style| style.is_automatic);
        self.words.iter().chain(direct).find_map(|style| style.text(name))
    }

    /// The property of the named style of the paragraph.
    fn base(&self, name: &str) -> Option<&'a str> {
        let named = self.paragraph.iter().skip_while(|style| style.is_automatic).copied();
        named.chain(self.styles.usual(Family::Paragraph)).find_map(|style| style.text(name))
    }

    fn property(&self, name: &str) -> Option<&'a str> {
        self.marked(name).or_else(|| self.base(name))
    }

    /// Whether words differ in a property from the rest of the paragraph.
    fn is_set_off(&self, name: &str, is_on: fn(&str) -> bool) -> bool {
        let base = self.base(name).is_some_and(is_on);
        let own = self.marked(name).map_or(base, is_on);
        // The style of a heading or a quotation says how these look, not what is emphasized in them.
        let is_plain = matches!(self.role, Role::Body | Role::List | Role::Definition)
            && !self.paragraph.iter().any(|style| style.name == TABLE_HEADING);
        own != (base && !is_plain)
    }

    /// Whether the words are not shown.
    pub fn is_hidden(&self) -> bool {
        self.property("text:display") == Some("none")
    }

    /// The name of the font.
    pub fn font(&self) -> Option<&'a str> {
        self.face().map(|(family, _)| family)
    }

    fn face(&self) -> Option<(&'a str, bool)> {
        let declared = self.property("style:font-name").map(|name| self.styles.font(name));
        declared.or_else(|| Some((self.property("fo:font-family")?.trim_matches(['\'', '"']), false)))
    }

    /// The language that the author has given the words, and that of the words.
    pub fn languages(&self, text: &str) -> (Option<String>, Option<String>) {
        let is_from_right = |letter| Direction::of_letter(letter) == Some(Direction::RightToLeft);
        let (language, country) = if text.contains(is_ideograph) {
            ("style:language-asian", "style:country-asian")
        } else if text.contains(is_from_right) {
            ("style:language-complex", "style:country-complex")
        } else {
            ("fo:language", "fo:country")
        };
        let tag = |language: Option<&str>, country: Option<&str>| {
            let language = language.filter(|language| !matches!(*language, "none" | "zxx" | ""))?;
            let country = country.filter(|country| !matches!(*country, "none" | ""));
            Some(country.map_or_else(|| language.to_owned(), |country| format!("{language}-{country}")))
        };
        let marked = tag(self.marked(language), self.marked(country));
        (marked, tag(self.property(language), self.property(country)))
    }

    /// The marks of the words. `has_code` says whether a font of fixed width marks code.
    pub fn marks(&self, has_code: bool) -> Marks {
        let mut marks = Marks::default();
        let is_line = |line: &str| line != "none";
        marks.set(Mark::Strong, self.is_set_off("fo:font-weight", is_bold));
        marks.set(Mark::Emphasis, self.is_set_off("fo:font-style", |style| style != "normal"));
        marks.set(Mark::SmallCaps, self.is_set_off("fo:font-variant", |variant| variant == "small-caps"));
        let strikes = ["style:text-line-through-style", "style:text-line-through-type"];
        marks.set(Mark::Strike, self.is_set_off(strikes[0], is_line) || self.is_set_off(strikes[1], is_line));
        marks.set(Mark::Underline, self.is_underlined());
        match self.marked("style:text-position").map(raise) {
            Some(1..) => marks.set(Mark::Superscript, true),
            Some(..0) => marks.set(Mark::Subscript, true),
            Some(0) | None => {}
        }
        let is_named = self.words.iter().any(|style| is_code_style(&style.name));
        let has_fixed_width = has_code && self.role != Role::Code && self.is_monospaced();
        marks.set(Mark::Code, is_named || has_fixed_width);
        marks.set(Mark::FixedWidth, has_fixed_width && !is_named);
        marks
    }

    /// Whether all letters have the same width.
    pub fn is_monospaced(&self) -> bool {
        self.face().is_some_and(|(family, is_fixed)| is_fixed || is_monospaced(family))
    }

    /// Whether the author underlined the words.
    pub fn is_underlined(&self) -> bool {
        let is_link = self.words.iter().any(|style| style.name.ends_with("internetlink"));
        !is_link && self.marked("style:text-underline-style").is_some_and(|line| line != "none")
    }
}

fn is_bold(weight: &str) -> bool {
    weight == "bold" || weight.parse::<u16>().is_ok_and(|weight| weight >= 600)
}

/// How far above the line words stand: `super 58%`, `33% 58%`.
fn raise(position: &str) -> i8 {
    match position.split_whitespace().next().unwrap_or_default() {
        "super" => 1,
        "sub" => -1,
        percent => {
            let number: f32 = percent.trim_end_matches('%').parse().unwrap_or_default();
            if number > 0.0 {
                1
            } else if number < 0.0 {
                -1
            } else {
                0
            }
        }
    }
}
