//! The directives `{code-block}` and `{code-cell}` of MyST, and the options of cells as in Quarto. They become a fence with
//! attributes, in a `<figure>` if there is a caption.

use std::fmt::Write;
use std::ops::Range;

use super::super::callout::line::words;
use super::super::callout::rewritten::{Bit, Edit};
use super::figure::{caption, opening_tag};
use super::options::{Fenced, Setting, of_cell, of_directive};

/// The directives that contain code.
const DIRECTIVES: [&str; 4] = ["{code-block}", "{code-cell}", "{sourcecode}", "{code}"];

/// Code, with what its options say.
#[derive(Default)]
struct Listing {
    language: String,
    id: Option<String>,
    caption: Vec<Range<usize>>,
    /// The number of the first line.
    first: Option<String>,
    has_numbers: bool,
    marked: Option<String>,
    file_name: Option<String>,
}

/// The edits of a block; none if it is something else, or has an option whose words would be lost.
pub fn edits(text: &str, block: &Fenced<'_>) -> Vec<Edit> {
    let read = directive(text, block).or_else(|| cell(text, block));
    let Some((listing, code)) = read else { return Vec::new() };
    let mark = &text[block.closing.clone()];
    // Colons are no fence of code, and the code may have backticks.
    let fence = if mark.starts_with(':') { longer_than_any(text, code) } else { mark.to_owned() };
    let start = code.first().map_or(block.closing.start, |line| line.start);
    let line_start = code.first().map_or("", |_| "\n");
    let mut opening = Vec::new();
    if !listing.caption.is_empty() {
        opening.push(Bit::Made(format!("{}{}", opening_tag(listing.id.as_deref()), block.before)));
        opening.extend(caption(&listing.caption, &block.before));
        opening.push(Bit::Made(block.before.clone()));
    }
    let before_code = if line_start.is_empty() { &block.before } else { line_start };
    opening.push(Bit::Made(format!("{fence}{}{before_code}", listing.info())));
    let mut edits = vec![Edit { range: block.opening.start..start, with: opening }];
    let after =
        if listing.caption.is_empty() { String::new() } else { format!("{0}{0}</figure>{0}", block.before) };
    if !after.is_empty() || mark != fence {
        let closing = vec![Bit::Made(format!("{fence}{after}"))];
        edits.push(Edit { range: block.closing.clone(), with: closing });
    }
    edits
}

/// A fence of backticks that no line of the code closes.
fn longer_than_any(text: &str, code: &[Range<usize>]) -> String {
    let length = |line: &Range<usize>| {
        let bare = text[line.clone()].trim_start();
        bare.len() - bare.trim_start_matches('`').len()
    };
    "`".repeat(code.iter().map(length).max().unwrap_or(0).max(2) + 1)
}

/// `{code-block} python` with its options, and the lines of the code.
fn directive<'l>(text: &str, block: &Fenced<'l>) -> Option<(Listing, &'l [Range<usize>])> {
    let behind = &text[block.behind.clone()];
    let language = DIRECTIVES.iter().find_map(|name| behind.strip_prefix(name))?.trim();
    let (settings, code) = of_directive(text, block.body)?;
    let is_blank = |line: &&Range<usize>| text[words(text, line)].is_empty();
    let blank = if settings.is_empty() { 0 } else { code.iter().take_while(is_blank).count() };
    let mut listing = Listing { language: of_kernel(language).to_owned(), ..Listing::default() };
    settings.into_iter().all(|setting| listing.set(text, setting)).then_some((listing, &code[blank..]))
}

/// The options of a cell `{python}`, and the lines of its code.
fn cell<'l>(text: &str, block: &Fenced<'l>) -> Option<(Listing, &'l [Range<usize>])> {
    let inside = text[block.behind.clone()].strip_prefix('{')?.strip_suffix('}')?;
    let language = inside.split([',', ' ']).next().filter(|name| !name.is_empty())?;
    let (settings, code) = of_cell(text, block.body);
    let is_name = language.chars().all(|next| next.is_ascii_alphanumeric());
    if settings.is_empty() || !is_name {
        return None;
    }
    let mut listing = Listing { language: language.to_owned(), ..Listing::default() };
    settings.into_iter().all(|setting| listing.set(text, setting)).then_some((listing, code))
}

/// The language of a notebook's kernel: `ipython3` is Python.
fn of_kernel(name: &str) -> &str {
    if matches!(name, "ipython" | "ipython2" | "ipython3") { "python" } else { name }
}

/// Options that say how a tool runs the code and shows it on a screen.
const WITHOUT_WORDS: &[&str] = &[
    "class",
    "dedent",
    "force",
    "tags",
    "load",
    "echo",
    "eval",
    "include",
    "warning",
    "message",
    "error",
    "output",
    "results",
    "cache",
    "cache-vars",
    "dependson",
    "collapse",
    "comment",
    "freeze",
    "panel",
    "layout",
    "layout-ncol",
    "layout-nrow",
    "layout-align",
    "layout-valign",
    "column",
    "fold",
    "out-width",
    "out-height",
    "fig-width",
    "fig-height",
    "fig-asp",
    "fig-align",
    "fig-format",
    "fig-dpi",
    "fig-show",
    "fig-pos",
    "code-fold",
    "code-tools",
    "code-overflow",
    "code-copy",
    "timeit",
    "width",
    "height",
    "renderings",
];

impl Listing {
    /// Applies an option; `false` if its words would be lost.
    fn set(&mut self, text: &str, setting: Setting) -> bool {
        let value = setting.words(text);
        let is_on = !matches!(value.as_str(), "false" | "no" | "False");
        let one_word = |value: &str| !value.is_empty() && !value.contains(['"', ' ', '{', '}']);
        match setting.key.replace('.', "-").as_str() {
            "caption" | "lst-cap" => self.caption = setting.value,
            "label" if value.starts_with("fig-") || value.starts_with("tbl-") => return false,
            "name" | "lst-label" if one_word(&value) => self.id = Some(value),
            "label" if value.starts_with("lst-") && one_word(&value) => self.id = Some(value),
            // A cell has a name for its author.
            "label" => {}
            "linenos" | "code-line-numbers" | "linenums" => self.has_numbers = is_on,
            "lineno-start" | "number-lines" if value.bytes().all(|digit| digit.is_ascii_digit()) => {
                self.has_numbers = true;
                self.first = Some(value).filter(|number| !number.is_empty());
            }
            "emphasize-lines" if !value.contains('"') => self.marked = Some(value),
            "filename" if one_word(&value) => self.file_name = Some(value),
            key => return WITHOUT_WORDS.contains(&key),
        }
        true
    }

    /// The words behind the fence.
    fn info(&self) -> String {
        let mut list = String::new();
        if let (Some(id), true) = (&self.id, self.caption.is_empty()) {
            let _ = write!(list, " #{id}");
        }
        if self.has_numbers || self.first.is_some() {
            list.push_str(" .numberLines");
        }
        let others = [("startFrom", &self.first), ("hl_lines", &self.marked), ("filename", &self.file_name)];
        for (key, value) in others {
            if let Some(value) = value {
                let _ = write!(list, " {key}=\"{value}\"");
            }
        }
        let list = list.trim_start();
        if list.is_empty() { self.language.clone() } else { format!("{} {{{list}}}", self.language) }
    }
}
