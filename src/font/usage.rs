//! Collects which characters and faces finished markup needs.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::escape::unescape;
use rayon::prelude::*;

use super::math;
use super::script::Han;
use crate::project::Theme;

/// A face, as a style sheet requests it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Style {
    /// The role of the family: a key of the theme's table `family`.
    pub role: &'static str,
    /// Whether it is bold.
    pub is_bold: bool,
    /// Whether it is italic.
    pub is_italic: bool,
}

/// The characters and styles that a book uses.
#[derive(Debug, Default)]
pub struct Usage {
    /// Every style that occurs.
    pub styles: BTreeSet<Style>,
    /// Whether small capitals occur.
    pub has_small_caps: bool,
    /// The characters by the language that the markup declares.
    languages: BTreeMap<Option<Han>, Characters>,
}

#[derive(Debug, Default)]
struct Characters {
    text: BTreeSet<char>,
    code: BTreeSet<char>,
    math: BTreeSet<char>,
}

const TEXT: Style = Style { role: "text", is_bold: false, is_italic: false };
const HEADING: Style = Style { role: "heading", ..TEXT };

/// The visible ASCII characters, any of which scripts and style sheets may add.
const PRINTABLE: std::ops::RangeInclusive<char> = ' '..='~';

/// Void elements, which have no end tag.
const VOID: [&str; 9] = ["br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// The lightest weight for which the bold face is used.
const BOLD: i64 = 600;

/// The styles of titles and headings in a theme.
pub fn of_headings(theme: &Theme) -> impl Iterator<Item = Style> {
    let value = |table: &str, name: &str| theme.values.get(table).and_then(|table| table.get(name));
    ["title", "case", "section", "subsection", "minor"].into_iter().map(move |name| Style {
        is_bold: value("weight", name).and_then(toml::Value::as_integer).is_none_or(|weight| weight >= BOLD),
        is_italic: value("slant", name).and_then(toml::Value::as_str) == Some("italic"),
        ..HEADING
    })
}

impl Usage {
    /// Collects the usage of the pieces of markup of a book. Regular text and bold headings are always included.
    #[must_use]
    pub fn of(markup: &[&str]) -> Self {
        let usual = Self {
            styles: BTreeSet::from([TEXT, HEADING, Style { is_bold: true, ..HEADING }]),
            has_small_caps: false,
            languages: BTreeMap::from([(
                None,
                Characters { text: PRINTABLE.collect(), ..Characters::default() },
            )]),
        };
        let scanned = markup.par_iter().map(|piece| {
            let mut usage = Self::default();
            usage.scan(piece);
            usage
        });
        usual.and(scanned.reduce(Self::default, Self::and))
    }

    /// What both use.
    fn and(mut self, other: Self) -> Self {
        self.styles.extend(other.styles);
        self.has_small_caps |= other.has_small_caps;
        for (language, Characters { text, code, math }) in other.languages {
            let own = self.languages.entry(language).or_default();
            own.text.extend(text);
            own.code.extend(code);
            own.math.extend(math);
        }
        self
    }

    /// The languages with Han characters that the markup declares, and none for other text.
    pub fn languages(&self) -> impl Iterator<Item = Option<Han>> {
        self.languages.keys().copied()
    }

    /// The characters that a family with this role needs in text of a language. All faces of the family get the same
    /// ones, because a style sheet of the project may make other text bold.
    #[must_use]
    pub fn characters(&self, role: &str, language: Option<Han>) -> Option<&BTreeSet<char>> {
        let characters = self.languages.get(&language)?;
        Some(if role == "code" { &characters.code } else { &characters.text })
    }

    /// The characters of formulas.
    #[must_use]
    pub fn formulas(&self) -> BTreeSet<char> {
        let typed = self.languages.values().flat_map(|characters| &characters.math).copied();
        let shown: BTreeSet<char> =
            typed.flat_map(|character| [Some(character), math::italic(character)]).flatten().collect();
        // The sign of a root is not in the text.
        if shown.is_empty() { shown } else { shown.into_iter().chain(['√']).collect() }
    }

    /// Parses markup of casebook's own writers: well-formed XML, or HTML with all end tags.
    fn scan(&mut self, markup: &str) {
        let mut open: Vec<(Style, Option<Han>)> = vec![(TEXT, None)];
        let mut rest = markup;
        while let Some((words, after)) = rest.split_once('<') {
            let (style, language) = open.last().copied().unwrap_or((TEXT, None));
            self.note(style, language, words);
            let Some((tag, after)) = after.split_once('>') else { return };
            if tag.starts_with('/') {
                open.pop();
            } else if !is_void(tag) {
                self.has_small_caps |= tag.contains("smallcaps");
                open.push((inside(style, tag), declared(tag).map_or(language, Han::of)));
            }
            rest = after;
        }
        self.note(TEXT, None, rest);
    }

    fn note(&mut self, style: Style, language: Option<Han>, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        self.styles.insert(style);
        let characters = self.languages.entry(language).or_default();
        let characters = match style.role {
            "code" => &mut characters.code,
            math::ROLE => &mut characters.math,
            _ => &mut characters.text,
        };
        match unescape(words) {
            Ok(plain) => characters.extend(plain.chars().filter(|character| !character.is_control())),
            Err(_) => characters.extend(words.chars()),
        }
    }
}

/// Whether a tag has no end tag: a void element, a declaration, or a self-closing tag.
fn is_void(tag: &str) -> bool {
    tag.ends_with('/') || tag.starts_with(['!', '?']) || VOID.contains(&element(tag))
}

/// The language that a tag declares.
fn declared(tag: &str) -> Option<&str> {
    tag.split_once(" lang=\"")?.1.split('"').next()
}

fn element(tag: &str) -> &str {
    tag.split([' ', '\n', '/']).next().unwrap_or_default()
}

/// The style inside an element according to `book.css`.
fn inside(style: Style, tag: &str) -> Style {
    let style = match element(tag) {
        "em" | "i" | "cite" | "dfn" | "var" => Style { is_italic: true, ..style },
        "b" | "strong" | "dt" | "th" => Style { is_bold: true, ..style },
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Style { is_bold: true, ..HEADING },
        "table" | "caption" | "figcaption" | "summary" | "nav" | "button" | "label" => HEADING,
        "code" | "pre" | "kbd" | "samp" => Style { role: "code", ..style },
        "math" => Style { role: math::ROLE, ..TEXT },
        "mtext" => TEXT,
        _ => style,
    };
    let has_class = |class: &str| tag.contains(&format!("class=\"{class}\""));
    if has_class("caption-label") || has_class("keyword") {
        Style { is_bold: true, ..style }
    } else if has_class("comment") {
        Style { is_italic: true, ..style }
    } else if has_class("subtitle") || has_class("citation") {
        HEADING
    } else {
        style
    }
}
