//! The line that opens a callout or a division: its kind, its title and its attributes.

use std::ops::Range;

use super::super::attributes;
use crate::model::{Attributes, CalloutKind, Fold, PassageKind, StatementKind};

/// What an opening line says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Opening {
    /// Whether it is a callout; otherwise a division.
    pub is_callout: bool,
    pub kind: Option<CalloutKind>,
    /// The form of a poem or an epigraph.
    pub passage: Option<PassageKind>,
    /// The title of a kind that has no word in other languages, such as `Example`.
    pub word: Option<String>,
    pub fold: Option<Fold>,
    pub attributes: Attributes,
    /// The place of the title that the author wrote.
    pub title: Option<Range<usize>>,
    /// Whether a heading as the first block is the title.
    pub takes_heading: bool,
    /// Whether it is a directive of `MyST`, whose options are on the next lines.
    pub has_options: bool,
}

impl Opening {
    /// A callout of the kind that a word names. Any other word is its title.
    pub fn of_word(word: &str) -> Self {
        let kind = CalloutKind::of(word);
        let is_titled =
            kind.is_none() && !matches!(word, "admonition" | "callout" | "sidebar" | "margin" | "topic");
        let word = is_titled.then(|| title_of(word)).filter(|word| !word.is_empty());
        Self { is_callout: true, kind, word, ..Self::default() }
    }

    /// A callout or division with these attributes, which lose what names the callout.
    pub fn of_attributes(mut attributes: Attributes) -> Self {
        let place = attributes.classes.iter().position(|class| CalloutKind::is_callout(class));
        let Some(place) = place else {
            return Self::of_statement(&attributes).unwrap_or_else(|| Self::of_division(attributes));
        };
        let class = attributes.classes.remove(place);
        let kind = CalloutKind::of(&class);
        let takes_heading = class.starts_with("callout-");
        let fold = match take(&mut attributes, "collapse").as_deref() {
            Some("true") => Some(Fold::Closed),
            Some("false") => Some(Fold::Open),
            _ => None,
        };
        for key in ["icon", "appearance"] {
            take(&mut attributes, key);
        }
        Self { is_callout: true, kind, fold, attributes, takes_heading, ..Self::default() }
    }
}

impl Opening {
    /// A theorem or another statement, whose kind its id or a class names.
    fn of_statement(attributes: &Attributes) -> Option<Self> {
        let of_id = attributes.id.as_deref().and_then(StatementKind::of_id);
        let has_name = attributes.other.iter().any(|(key, _)| key == "name");
        let of_class = attributes.classes.iter().find_map(|class| StatementKind::named(class));
        let kind = of_id.or(of_class.filter(|kind| kind.is_clear() || has_name))?;
        let mut attributes = attributes.clone();
        if of_class != Some(kind) {
            attributes.classes.insert(0, kind.class().to_owned());
        }
        Some(Self { is_callout: true, attributes, takes_heading: true, ..Self::default() })
    }

    /// A division, or a poem or an epigraph if a class names one.
    fn of_division(mut attributes: Attributes) -> Self {
        let passage = attributes.classes.iter().find_map(|class| PassageKind::named(class));
        if passage.is_some() {
            attributes.classes.retain(|class| PassageKind::named(class).is_none());
        }
        Self { passage, attributes, ..Self::default() }
    }
}

/// Removes an attribute, and returns its value.
fn take(attributes: &mut Attributes, key: &str) -> Option<String> {
    let index = attributes.other.iter().position(|(other, _)| other == key)?;
    Some(attributes.other.remove(index).1)
}

/// A word as a title: `seealso` is "See also", `key-point` is "Key point".
fn title_of(word: &str) -> String {
    let words = if word == "seealso" { "see also" } else { word };
    let words = words.replace(['-', '_'], " ").to_lowercase();
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Directives of `MyST` that are boxes.
const DIRECTIVES: [&str; 17] = [
    "note",
    "tip",
    "hint",
    "important",
    "warning",
    "caution",
    "attention",
    "danger",
    "error",
    "seealso",
    "admonition",
    "dropdown",
    "topic",
    "sidebar",
    "margin",
    "todo",
    "example",
];

/// The statement of a directive, `{prf:theorem}`. Those of another extension have no prefix: `{exercise}`.
fn statement(name: &str) -> Option<StatementKind> {
    let bare = ["exercise", "solution"].contains(&name);
    StatementKind::named(name.strip_prefix("prf:").or(bare.then_some(name))?)
}

/// `{note} Title`. The range is that of the words in `text`.
pub fn directive(text: &str, words: Range<usize>) -> Option<Opening> {
    let inside = text[words.clone()].strip_prefix('{')?;
    let end = inside.find('}')?;
    let name = &inside[..end];
    let title = trimmed(text, words.start + end + 2..words.end);
    let opening = match name {
        "div" | "container" => {
            let classes = text[title].split_whitespace().map(str::to_owned).collect();
            Opening { attributes: Attributes { classes, ..Attributes::default() }, ..Opening::default() }
        }
        name if PassageKind::named(name).is_some() => {
            Opening { passage: PassageKind::named(name), ..Opening::default() }
        }
        "dropdown" => Opening {
            is_callout: true,
            fold: Some(Fold::Closed),
            title: Some(title).filter(|title| !title.is_empty()),
            ..Opening::default()
        },
        name if statement(name).is_some() => {
            let classes = statement(name).map(|kind| kind.class().to_owned()).into_iter().collect();
            let attributes = Attributes { classes, ..Attributes::default() };
            let title = Some(title).filter(|title| !title.is_empty());
            Opening { is_callout: true, title, attributes, ..Opening::default() }
        }
        name if DIRECTIVES.contains(&name) => {
            Opening { title: Some(title).filter(|title| !title.is_empty()), ..Opening::of_word(name) }
        }
        _ => return None,
    };
    Some(Opening { has_options: true, ..opening })
}

/// Applies an option of a directive: `:class: tip`. Returns whether the line is one.
pub fn option(opening: &mut Opening, line: &str) -> bool {
    let option = line.trim().strip_prefix(':').and_then(|rest| rest.split_once(':'));
    let Some((key, value)) = option else { return false };
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    if !is_key || !(value.is_empty() || value.starts_with(' ')) {
        return false;
    }
    match key {
        "class" => {
            for class in value.split_whitespace() {
                match CalloutKind::of(class) {
                    Some(kind) if opening.is_callout => opening.kind = Some(kind),
                    _ if class == "dropdown" => opening.fold = opening.fold.or(Some(Fold::Closed)),
                    _ => opening.attributes.classes.push(class.to_owned()),
                }
            }
        }
        "name" | "label" => opening.attributes.id = Some(value.trim().to_owned()).filter(|id| !id.is_empty()),
        "open" if value.trim() != "false" => opening.fold = Some(Fold::Open),
        _ => {}
    }
    true
}

/// `{.note title="Title"}`, `note`, `note Title`, `note[Title]{.class}`: the words after the colons of a fence. Trailing
/// colons do not count.
pub fn fence(text: &str, words: Range<usize>) -> Option<Opening> {
    let words = words.start..words.start + text[words.clone()].trim_end_matches([':', ' ', '\t']).len();
    if text[words.clone()].starts_with('{') {
        return list(text, words.clone()).or_else(|| directive(text, words));
    }
    let whole = &text[words.clone()];
    let length = whole.find(|end: char| !is_name(end)).unwrap_or(whole.len());
    let (name, rest) = whole.split_at(length);
    if name.is_empty() {
        return None;
    }
    let mut opening = named(name);
    let behind = words.start + length;
    let (title, list) = match rest.strip_prefix('[').and_then(|inside| inside.find(']')) {
        Some(end) => (behind + 1..behind + 1 + end, &rest[end + 2..]),
        None if rest.starts_with([' ', '\t']) => (trimmed(text, behind..words.end), ""),
        None => (behind..behind, rest),
    };
    let list = list.trim();
    if let Some((more, _)) = attributes::attributes(list).filter(|(_, length)| *length == list.len()) {
        attributes::merge(&mut opening.attributes, more);
    } else if !list.is_empty() {
        return None;
    }
    opening.title = Some(title).filter(|title| !title.is_empty());
    // A division has no title, so another name before a title is a callout without a kind.
    opening.is_callout |= opening.title.is_some();
    Some(opening)
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || "-_".contains(character)
}

/// The division that a name without braces opens, or the callout.
fn named(name: &str) -> Opening {
    match name {
        "details" => Opening { is_callout: true, fold: Some(Fold::Closed), ..Opening::default() },
        _ => Opening::of_attributes(Attributes { classes: vec![name.to_owned()], ..Attributes::default() }),
    }
}

/// `{.note title="Title"}`
fn list(text: &str, words: Range<usize>) -> Option<Opening> {
    let inside = text[words.clone()].strip_prefix('{')?;
    if inside.trim_start().strip_prefix('}') == Some("") {
        return Some(Opening::default());
    }
    let (list, length) = attributes::attributes(&text[words.clone()])?;
    if length < words.len() {
        return None;
    }
    let mut opening = Opening::of_attributes(list);
    if !opening.is_callout {
        return Some(opening);
    }
    let name = take(&mut opening.attributes, "name");
    if let Some(title) = take(&mut opening.attributes, "title").or(name) {
        let start = words.start + text[words.clone()].find(&title).unwrap_or_default();
        opening.title = Some(start..start + title.len()).filter(|title| !title.is_empty());
    }
    Some(opening)
}

/// `note "Title"` after the three marks of `!!! note "Title"`, and whether it can be folded.
pub fn admonition(text: &str, words: Range<usize>) -> Option<Opening> {
    let marks = &text[words.clone()];
    let (fold, length) = match marks.get(..3)? {
        "!!!" => (None, 3),
        "???" if marks[3..].starts_with('+') => (Some(Fold::Open), 4),
        "???" => (Some(Fold::Closed), 3),
        _ => return None,
    };
    let rest = &marks[length..];
    let names = rest[..rest.find('"').unwrap_or(rest.len())].trim();
    let mut names = names.split_whitespace();
    let name = names.next().filter(|name| name.starts_with(char::is_alphabetic))?;
    let classes: Vec<String> = names.map(str::to_owned).collect();
    let is_word = |word: &str| word.chars().all(is_name);
    if !is_word(name) || !classes.iter().all(|class| is_word(class)) {
        return None;
    }
    let mut opening = Opening { fold, ..Opening::of_word(&name.to_lowercase()) };
    opening.attributes.classes = classes;
    if let Some(start) = rest.find('"') {
        let title = rest[start + 1..].trim_end().strip_suffix('"')?;
        let start = words.start + length + start + 1;
        opening.word = None;
        opening.title = Some(start..start + title.len()).filter(|title| !title.is_empty());
        // An empty title means that the author wants none.
        opening.kind = opening.kind.filter(|_| opening.title.is_some());
    }
    Some(opening)
}

/// `[!NOTE]- Title` at the start of a quotation.
pub fn alert(text: &str, words: Range<usize>) -> Option<Opening> {
    let inside = text[words.clone()].strip_prefix("[!")?;
    let end = inside.find(']')?;
    let name = inside[..end].split('|').next().unwrap_or_default();
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    let behind = words.start + 2 + end + 1;
    let sign = text[behind..words.end].chars().next();
    let (fold, length) = match sign {
        Some('+') => (Some(Fold::Open), 1),
        Some('-') => (Some(Fold::Closed), 1),
        _ => (None, 0),
    };
    let title = trimmed(text, behind + length..words.end);
    let is_apart = title.is_empty() || text[behind + length..].starts_with([' ', '\t']);
    let mut opening = Opening { fold, ..Opening::of_word(&name.to_lowercase()) };
    if !title.is_empty() {
        opening.title = Some(title);
        opening.word = None;
    }
    is_apart.then_some(opening)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.start + words.len() - words.trim_start().len();
    start..start + words.trim().len()
}
