//! What finished markup asks of the fonts: which characters, and which faces of which family.

use std::collections::BTreeSet;

use quick_xml::escape::unescape;

/// A face as a style sheet asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Style {
    /// What the family is for: a key of the theme's table `family`.
    pub role: &'static str,
    /// Whether it is bold.
    pub is_bold: bool,
    /// Whether it is italic.
    pub is_italic: bool,
}

/// What is used of the fonts.
#[derive(Debug)]
pub struct Usage {
    /// Every style that occurs.
    pub styles: BTreeSet<Style>,
    /// Whether anything is set in small capitals.
    pub has_small_caps: bool,
    text: BTreeSet<char>,
    code: BTreeSet<char>,
}

const TEXT: Style = Style { role: "text", is_bold: false, is_italic: false };
const HEADING: Style = Style { role: "heading", ..TEXT };

/// The ASCII characters that are seen: scripts and style sheets may add any of them.
const PRINTABLE: std::ops::RangeInclusive<char> = ' '..='~';

/// Elements without an end tag.
const VOID: [&str; 9] = ["br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];

impl Usage {
    /// What the markup of a book uses, piece by piece. Text and bold headings are in every book.
    #[must_use]
    pub fn of<'m>(markup: impl IntoIterator<Item = &'m str>) -> Self {
        let mut usage = Self {
            styles: BTreeSet::from([TEXT, HEADING, Style { is_bold: true, ..HEADING }]),
            has_small_caps: false,
            text: PRINTABLE.collect(),
            code: BTreeSet::new(),
        };
        markup.into_iter().for_each(|piece| usage.scan(piece));
        usage
    }

    /// The characters that a family with this role needs. They are the same for all faces of a text: where a style sheet
    /// of a project makes something bold that is not so here, the face must have all its letters.
    #[must_use]
    pub fn characters(&self, role: &str) -> &BTreeSet<char> {
        if role == "code" { &self.code } else { &self.text }
    }

    /// Reads markup as the writers of this program make it: well-formed, or HTML with all its end tags.
    fn scan(&mut self, markup: &str) {
        let mut open: Vec<Style> = vec![TEXT];
        let mut rest = markup;
        while let Some((words, after)) = rest.split_once('<') {
            let style = open.last().copied().unwrap_or(TEXT);
            self.note(style, words);
            let Some((tag, after)) = after.split_once('>') else { return };
            if tag.starts_with('/') {
                open.pop();
            } else if !is_void(tag) {
                self.has_small_caps |= tag.contains("smallcaps");
                open.push(inside(style, tag));
            }
            rest = after;
        }
        self.note(TEXT, rest);
    }

    fn note(&mut self, style: Style, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        self.styles.insert(style);
        let characters = if style.role == "code" { &mut self.code } else { &mut self.text };
        match unescape(words) {
            Ok(plain) => characters.extend(plain.chars().filter(|character| !character.is_control())),
            Err(_) => characters.extend(words.chars()),
        }
    }
}

/// Whether a tag has no end tag: it is a void element, a declaration, or closes itself.
fn is_void(tag: &str) -> bool {
    tag.ends_with('/') || tag.starts_with(['!', '?']) || VOID.contains(&element(tag))
}

fn element(tag: &str) -> &str {
    tag.split([' ', '\n', '/']).next().unwrap_or_default()
}

/// The style inside an element, as `book.css` has it.
fn inside(style: Style, tag: &str) -> Style {
    let style = match element(tag) {
        "em" | "i" | "cite" | "dfn" | "var" => Style { is_italic: true, ..style },
        "b" | "strong" | "dt" | "th" => Style { is_bold: true, ..style },
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Style { is_bold: true, ..HEADING },
        "table" | "caption" | "figcaption" | "summary" | "nav" | "button" | "label" => HEADING,
        "code" | "pre" | "kbd" | "samp" => Style { role: "code", ..style },
        _ => style,
    };
    let has_class = |class: &str| tag.contains(&format!("class=\"{class}\""));
    if has_class("caption-label") {
        Style { is_bold: true, ..style }
    } else if has_class("subtitle") {
        HEADING
    } else {
        style
    }
}
