//! Constructs in square brackets: broken links, citations, wiki links, tags.

use super::construct::Construct;
use super::found::{Found, before, is_in_word, name_length, window};

/// How many bytes are searched for the closing bracket, and how deep brackets may nest.
const FAR: usize = 1500;
const DEEP: usize = 3;

/// The construct that begins at `at`.
pub fn find(text: &str, at: usize) -> Option<Found> {
    if text[..at].ends_with('^') {
        return inline_note(text, at);
    }
    if text[at..].starts_with("[[") {
        return wiki(text, at);
    }
    if text[at..].starts_with("[/") {
        return tag(text, at);
    }
    let rest = &text[at..text.floor_char_boundary(text.len().min(at + FAR))];
    let close = closing(rest)?;
    let (inside, behind) = (&rest[1..close], &text[at + close + 1..]);
    if let Some(construct) = of_other(inside, behind) {
        return Some(Found::new(construct, at, close + 1));
    }
    link(text, at, inside, behind).or_else(|| {
        let construct = citation(inside)?;
        Some(Found::new(construct, at, close + 1))
    })
}

/// The notes and citations of Org mode and reStructuredText: `[fn:1]`, `[cite:@port]`, `[1]_`, `[#port]_`, `[PORT2001]_`.
fn of_other(inside: &str, behind: &str) -> Option<Construct> {
    let cites = (inside.starts_with("cite:") || inside.starts_with("cite/")) && inside.contains('@');
    if cites || inside.strip_prefix("fn:").is_some_and(|name| !name.is_empty() && !name.starts_with(' ')) {
        return Some(Construct::Org);
    }
    let name = inside.strip_prefix(['#', '*']).unwrap_or(inside);
    let is_name =
        !inside.is_empty() && name.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_.".contains(sign));
    let is_end = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
    behind.strip_prefix('_').is_some_and(|rest| is_name && is_end(rest)).then_some(Construct::RstLink)
}

/// An embedded file, `![[port.png]]`. A broken image is found at its bracket.
pub fn embed(text: &str, at: usize) -> Option<Found> {
    let name = text[at..].strip_prefix("![[")?;
    let end = name.find(']').filter(|end| *end > 0 && name[*end..].starts_with("]]"))?;
    (!name[..end].contains(['\n', '['])).then(|| Found::new(Construct::Embed, at, end + 5))
}

/// The end of the bracket that `rest` begins with, in the same paragraph.
fn closing(rest: &str) -> Option<usize> {
    let mut depth = 0;
    let mut after_backslash = false;
    for (offset, byte) in rest.bytes().enumerate() {
        match byte {
            _ if after_backslash => {}
            b'[' if depth == DEEP => return None,
            b'\n' if rest.as_bytes()[offset - 1] == b'\n' => return None,
            b'[' => depth += 1,
            b']' if depth == 1 => return Some(offset),
            b']' => depth -= 1,
            _ => {}
        }
        after_backslash = byte == b'\\' && !after_backslash;
    }
    None
}

fn inline_note(text: &str, at: usize) -> Option<Found> {
    let mark = at - 1;
    if matches!(before(text, mark), Some('[' | '\\')) {
        return None;
    }
    let rest = &text[at..text.floor_char_boundary(text.len().min(at + 2 * FAR))];
    let begins = rest[1..].starts_with(char::is_alphanumeric);
    match closing(rest) {
        Some(close) => (close > 1).then(|| Found::new(Construct::InlineNote, mark, close + 2)),
        None => begins.then(|| Found::new(Construct::InlineNote, mark, 2)),
    }
}

fn wiki(text: &str, at: usize) -> Option<Found> {
    let name = &text[at + 2..];
    let end = name.find([']', '[', '\n'])?;
    let page = &name[..end];
    if name[end..].starts_with("][") {
        // Org syntax, with the text after the address.
        let words = &name[end + 2..];
        let close = words.find([']', '\n']).filter(|close| words[*close..].starts_with("]]"))?;
        return Some(Found::new(Construct::WikiLink, at, end + close + 6));
    }
    let is_page =
        name[end..].starts_with("]]") && !page.starts_with([' ', '-']) && page.contains(char::is_alphabetic);
    // A TOML table in the text of a template is alone on its line above its keys.
    let mut lines = window(name, end, 300).lines();
    let is_table = lines.next() == Some("]]") && lines.next().is_some_and(|line| line.contains(" = "));
    let is_contents = matches!(page.to_ascii_lowercase().as_str(), "_toc_" | "toc");
    let construct = if is_contents { Construct::Contents } else { Construct::WikiLink };
    (is_page && !is_table && !is_in_word(text, at)).then(|| Found::new(construct, at, end + 4))
}

/// Names of `BBCode` tags. Other names may be words of the author.
const TAGS: &[&str] = &[
    "b",
    "i",
    "u",
    "s",
    "url",
    "img",
    "quote",
    "code",
    "list",
    "color",
    "size",
    "center",
    "caption",
    "gallery",
    "embed",
    "video",
    "audio",
    "spoiler",
    "table",
    "tr",
    "td",
    "pullquote",
    "blockquote",
    "button",
    "column",
    "row",
];

fn tag(text: &str, at: usize) -> Option<Found> {
    let name = &text[at + 2..];
    let length = name_length(name, "_");
    let is_tag = name[length..].starts_with(']') && TAGS.contains(&&name[..length]);
    is_tag.then(|| Found::new(Construct::BbCode, at, length + 3))
}

fn link(text: &str, at: usize, inside: &str, behind: &str) -> Option<Found> {
    // An undefined note inside the brackets is already reported, and is the reason why there is no link.
    if inside.contains("[^") {
        return None;
    }
    let whole = |construct, more: usize| Some(Found::new(construct, at, inside.len() + 2 + more));
    let is_in_word = is_in_word(text, at);
    if let Some(destination) = behind.strip_prefix('(') {
        let destination = window(destination, 0, 500);
        let end = destination.find([')', '\n']).unwrap_or(destination.len());
        let target = without_title(&destination[..end]);
        return (is_address(target) && (!is_in_word || is_certain(target)))
            .then(|| whole(Construct::BrokenLink, end + 1))
            .flatten();
    }
    if let Some(key) = behind.strip_prefix('[') {
        let end = key.find([']', '[', '\n']).filter(|end| key[*end..].starts_with(']'))?;
        let label = if end == 0 { inside } else { &key[..end] };
        let is_word = |words: &str| words.contains(char::is_alphabetic) && words.chars().count() > 1;
        let is_link = is_word(inside) && is_word(label) && !label.starts_with(['^', '@']) && !is_in_word;
        return is_link.then(|| whole(Construct::UndefinedLink, end + 2)).flatten();
    }
    let address = behind.strip_prefix(" (")?;
    let is_spaced = ["http://", "https://"].iter().any(|start| address.starts_with(start));
    let end = address.find([')', '\n', ' ']).filter(|end| address[*end..].starts_with(')'))?;
    (is_spaced && !inside.is_empty()).then(|| whole(Construct::SpacedLink, end + 3)).flatten()
}

/// A destination without the title after it.
fn without_title(destination: &str) -> &str {
    let destination = destination.trim();
    let is_title = |blank: &usize| destination[blank + 1..].starts_with(['"', '\'', '=', '“']);
    let title = destination.match_indices(' ').map(|(blank, _)| blank).find(is_title);
    destination[..title.unwrap_or(destination.len())].trim_end()
}

/// Extensions of files that a book links to or shows.
const ENDINGS: &[&str] = &[
    "md", "markdown", "mdx", "qmd", "rmd", "html", "htm", "png", "jpg", "jpeg", "gif", "svg", "webp", "tif",
    "tiff", "bmp", "pdf", "csv", "xls", "xlsx", "doc", "docx", "ppt", "pptx", "zip", "txt", "mp3", "mp4",
    "ipynb", "epub", "json",
];

/// Whether it must be an address: it has a scheme or a file extension.
fn is_certain(target: &str) -> bool {
    let target = target.trim_start_matches('<').trim_end_matches('>');
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    target.contains("://") || target.starts_with("mailto:") || ENDINGS.contains(&ending.as_str())
}

fn is_address(target: &str) -> bool {
    is_certain(target)
        || ["./", "../", "/", "#"].iter().any(|start| target.starts_with(start) && target.len() > start.len())
}

/// Whether the text in brackets is a citation: `@key`, `-@key`, or, among other words, a key that cannot be the name of
/// a person.
fn citation(inside: &str) -> Option<Construct> {
    let first = inside.trim_start_matches('-').strip_prefix('@').map(|key| key.trim_start_matches('{'));
    if first.is_some_and(|key| cross_reference(key).is_some()) {
        return Some(Construct::CrossReference);
    }
    if first.is_some_and(|key| key.starts_with(|c: char| c.is_alphanumeric() || c == '_')) {
        return Some(Construct::Citation);
    }
    let is_key = |(at, _): (usize, &str)| {
        let key = inside[at + 1..].split([' ', ',', ';', ']', '\n']).next().unwrap_or_default();
        let is_apart = matches!(before(inside, at), Some(' ' | '\n' | '-' | ';' | '('));
        is_apart
            && key.starts_with(char::is_alphabetic)
            && key.contains(|c: char| c.is_ascii_digit() || ":_-".contains(c))
    };
    inside.match_indices('@').any(is_key).then_some(Construct::Citation)
}

/// Prefixes of cross-references in Quarto and pandoc-crossref.
const KINDS: &[&str] = &[
    "fig", "tbl", "sec", "eq", "lst", "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "sol", "rem",
    "alg", "tip", "nte", "wrn", "imp", "cau", "vid", "supptbl", "suppfig",
];

/// The length of a cross-reference after its `@`.
pub fn cross_reference(key: &str) -> Option<usize> {
    let kind = name_length(key, "");
    let is_kind = KINDS.contains(&key[..kind].to_ascii_lowercase().as_str());
    let name = key[kind..].strip_prefix(['-', ':'])?;
    let length = name.find(|end: char| !end.is_alphanumeric() && !"-_:.".contains(end)).unwrap_or(name.len());
    let length = name[..length].trim_end_matches(['.', ':', '-', '_']).len();
    let is_package = name[length..].starts_with(['/', '@']);
    (is_kind && length > 0 && !is_package).then_some(kind + 1 + length)
}
