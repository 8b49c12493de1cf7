//! Reads what stands behind an opening fence: the language of the code, and attributes in the forms of pandoc, Quarto and
//! common site generators.

use std::ops::RangeInclusive;

use super::attributes;
use crate::model::{Attributes, CodeLines};

/// The opening of a code block.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fence {
    /// The first word, as written.
    pub word: String,
    /// The words behind the name of a directive: `0.3` of `{versionadded} 0.3`.
    pub argument: String,
    /// The language.
    pub language: Option<String>,
    /// Id, classes and all attributes that are not settings of code.
    pub attributes: Attributes,
    /// The name of the file.
    pub file_name: Option<String>,
    /// Numbers and marks of the lines.
    pub lines: CodeLines,
    /// The caption.
    pub caption: Option<String>,
    /// Whether another tool executes the code.
    pub is_cell: bool,
    /// Whether that tool makes a figure or a table of it, which has a caption.
    pub draws: bool,
}

/// Classes that number the lines.
const NUMBERS: &[&str] = &["numberLines", "number-lines", "lineNumbers", "line-numbers", "linenums"];

/// Keys for the number of the first line. The second list also numbers the lines.
const FIRST: &[&str] = &["startFrom", "start-from", "start", "linenostart"];
const NUMBERED: &[&str] = &["linenums", "line-numbers", "code-line-numbers", "linenos"];

/// Keys for the marked lines.
const MARKED: &[&str] = &["hl_lines", "hl-lines", "highlight-lines", "emphasize-lines", "mark"];

/// Keys for the name of the file, and for the caption.
const FILE: &[&str] = &["filename", "file", "title"];
const CAPTION: &[&str] = &["caption", "lst-cap", "cap"];

/// Options of a cell for the captions of its result.
const DRAWN: &[&str] = &["fig.cap", "fig-cap", "fig.alt", "fig-alt", "tab.cap", "tbl-cap"];

/// Reads the text behind a fence. Words that are neither the language nor a setting have no effect.
#[must_use]
pub fn fence(info: &str) -> Fence {
    let info = info.trim();
    let word = info.split_whitespace().next().unwrap_or_default().to_owned();
    let end = info.find(|next: char| next.is_whitespace() || next == '{').unwrap_or(info.len());
    let (name, rest) = info.split_at(end);
    let argument = info.strip_prefix('{').and_then(|inside| inside.split_once('}'));
    let argument = argument.map_or_else(String::new, |(_, words)| words.trim().to_owned());
    let mut fence = Fence { word, argument, language: language(name), ..Fence::default() };
    match fence.language {
        None if executable(info).is_some() => {
            fence.language = executable(info);
            fence.is_cell = true;
            fence.draws = DRAWN.iter().any(|key| info.contains(key));
        }
        _ => fence.settings(rest.trim()),
    }
    fence
}

/// The name of a language: `rust` of `rust,ignore`.
fn language(name: &str) -> Option<String> {
    let name = name.split(',').next().unwrap_or_default();
    (!name.is_empty()).then(|| name.to_owned())
}

/// The language of a cell that another tool executes: `{r}`, `{python, echo=FALSE}`.
fn executable(info: &str) -> Option<String> {
    let inside = info.strip_prefix('{')?.split('}').next()?;
    let name = inside.split([',', ' ']).next().unwrap_or_default();
    let is_name =
        name.chars().all(|next| next.is_ascii_alphanumeric()) && name.starts_with(char::is_alphabetic);
    is_name.then(|| name.to_owned())
}

impl Fence {
    /// Reads settings: `{.numberLines}`, `{3,5-7}`, both, or `key="value"` without braces.
    fn settings(&mut self, text: &str) {
        if let Some((marked, rest)) = text.strip_prefix('{').and_then(|inside| inside.split_once('}'))
            && let Some(marked) = ranges(marked)
        {
            self.lines.marked = marked;
            return self.settings(rest.trim());
        }
        let is_list = text.starts_with('{');
        let list = if is_list { text.to_owned() } else { format!("{{{text}}}") };
        let Some((found, _)) = attributes::attributes(&list) else { return };
        // Without braces, only settings count: other tools put other words here.
        if is_list || found.id.is_none() && found.classes.is_empty() {
            self.take(found, is_list);
        }
    }

    fn take(&mut self, found: Attributes, keeps_others: bool) {
        let mut has_numbers = false;
        let mut first = None;
        for class in found.classes {
            if NUMBERS.contains(&class.as_str()) {
                has_numbers = true;
            } else if self.language.is_none() {
                self.language = Some(class);
            } else {
                self.attributes.classes.push(class);
            }
        }
        for (key, value) in found.other {
            let is = |keys: &[&str]| keys.iter().any(|known| known.eq_ignore_ascii_case(&key));
            let value = value.trim();
            if is(FIRST) {
                first = value.parse().ok();
            } else if is(NUMBERED) {
                has_numbers = !["false", "no", "0"].contains(&value);
                first = first.or_else(|| value.parse().ok());
            } else if is(MARKED) && ranges(value).is_some() {
                self.lines.marked.extend(ranges(value).unwrap_or_default());
            } else if is(FILE) && !value.is_empty() {
                self.file_name = Some(value.to_owned());
            } else if is(CAPTION) && !value.is_empty() {
                self.caption = Some(value.to_owned());
            } else if keeps_others {
                self.attributes.other.push((key, value.to_owned()));
            }
        }
        self.attributes.id = found.id;
        self.attributes.language = found.language.filter(|_| keeps_others);
        self.lines.first = has_numbers.then_some(first.unwrap_or(1));
    }
}

/// The ranges in `3,5-7` or `3 5-7`; `None` if this is something else.
fn ranges(text: &str) -> Option<Vec<RangeInclusive<usize>>> {
    let parts = text.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty());
    let range = |part: &str| {
        let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (first > 0 && first <= last).then_some(first..=last)
    };
    let ranges: Option<Vec<_>> = parts.map(range).collect();
    ranges.filter(|ranges| !ranges.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_found_in_every_form() {
        for (info, expected) in [
            ("rust", Some("rust")),
            ("rust,ignore,does_not_compile", Some("rust")),
            ("rust ignore", Some("rust")),
            ("c++", Some("c++")),
            ("{.rust}", Some("rust")),
            ("{#lst-x .rust .numberLines}", Some("rust")),
            ("{.numberLines .rust}", Some("rust")),
            ("js{1,3}", Some("js")),
            ("{r}", Some("r")),
            ("{python, echo=FALSE}", Some("python")),
            ("{=html}", None),
            ("{code-block} python", None),
            ("", None),
            ("{.numberLines}", None),
        ] {
            assert_eq!(fence(info).language.as_deref(), expected, "{info}");
        }
    }

    #[test]
    fn lines_are_numbered_and_marked() {
        for (info, first, marked) in [
            ("{.c .numberLines}", Some(1), vec![]),
            ("{.c .numberLines startFrom=\"10\"}", Some(10), vec![]),
            ("{.c startFrom=10}", None, vec![]),
            ("c linenums=\"5\" hl_lines=\"2 4-6\"", Some(5), vec![2..=2, 4..=6]),
            ("c {hl_lines=\"3-5\"}", None, vec![3..=5]),
            ("c {3,5-7}", None, vec![3..=3, 5..=7]),
            ("c{3} {.numberLines}", Some(1), vec![3..=3]),
            ("{.c code-line-numbers=\"true\"}", Some(1), vec![]),
            ("{.c code-line-numbers=\"false\"}", None, vec![]),
            ("c {7-5}", None, vec![]),
            ("c {0}", None, vec![]),
            ("c hl_lines=\"x\"", None, vec![]),
        ] {
            assert_eq!(fence(info).lines, CodeLines { first, marked }, "{info}");
        }
    }

    #[test]
    fn names_captions_and_ids_are_taken() {
        let found = fence("{.c #lst-x .wide filename=\"src/a b.c\" lst-cap=\"Words\" lang=fr data=x}");
        assert_eq!(found.file_name.as_deref(), Some("src/a b.c"));
        assert_eq!(found.caption.as_deref(), Some("Words"));
        assert_eq!(found.attributes.id.as_deref(), Some("lst-x"));
        assert_eq!(found.attributes.classes, ["wide"]);
        assert_eq!(found.attributes.language.as_deref(), Some("fr"));
        assert_eq!(found.attributes.other, [("data".to_owned(), "x".to_owned())]);
        let bare = fence("c title=\"a.c\" other=1");
        assert_eq!((bare.file_name.as_deref(), bare.attributes), (Some("a.c"), Attributes::default()));
        assert_eq!(fence("c .a #b").attributes, Attributes::default());
    }
}
