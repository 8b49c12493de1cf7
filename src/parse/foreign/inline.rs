//! Finds constructs inside a line by their first character.

use std::ops::Range;

use super::brackets::cross_reference;
use super::construct::Construct;
use super::found::{Found, before, is_in_word, name_length, window};
use super::{angles, braces, brackets, colons, latex, marks, math, typst};

/// Whether a construct or an address can begin with this byte.
pub fn may_begin(byte: u8) -> bool {
    matches!(
        byte,
        b'@' | b'#'
            | b'('
            | b'['
            | b'!'
            | b'{'
            | b':'
            | b'$'
            | b'\\'
            | b'^'
            | b'*'
            | b'_'
            | b'~'
            | b'='
            | b'+'
            | b'%'
            | b'<'
            | b'&'
            | b'`'
            | b'"'
            | b'\''
            | b'h'
            | b'w'
    )
}

/// The end of the address that begins at `at`. Addresses are skipped, because nothing in them is markup.
pub fn address(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let is_address = ["https://", "http://", "www."].iter().any(|start| rest.starts_with(start));
    if !is_address || is_in_word(text, at) {
        return None;
    }
    let end = rest.find(|end: char| end.is_whitespace() || "<>\"'`|])".contains(end)).unwrap_or(rest.len());
    Some(at + end)
}

/// The construct that begins at `at`. The character at `at` reached the text.
pub fn find(text: &str, at: usize, is_escaped: bool) -> Option<Found> {
    let byte = text.as_bytes()[at];
    if is_escaped {
        // These include a backslash, and only the rest reaches the text.
        return match byte {
            b'@' => bookdown_reference(text, at),
            b'#' => bookdown_label(text, at),
            b'(' | b'[' => math::escaped(text, at),
            b'\\' if text[at + 1..].starts_with(['(', '[']) => math::doubled(text, at),
            _ => None,
        };
    }
    match byte {
        b'@' => citation(text, at),
        b'(' => text_reference(text, at),
        b'[' => brackets::find(text, at),
        b'!' => brackets::embed(text, at),
        b'{' => braces::find(text, at),
        b':' => colons::find(text, at),
        b'$' => math::dollar(text, at),
        b'\\' => latex::find(text, at),
        b'^' => marks::block_id(text, at).or_else(|| marks::pair(text, at)),
        b'#' => typst::find(text, at),
        b'_' if text[..at].ends_with('`') => rst_link(text, at),
        b'~' => latex::tie(text, at).or_else(|| marks::emphasis(text, at)),
        b'*' | b'_' => marks::emphasis(text, at),
        b'=' | b'+' | b'%' => marks::pair(text, at),
        b'<' => angles::find(text, at),
        b'&' => entity(text, at),
        b'`' => tex_quotes(text, at).or_else(|| backtick(text, at)),
        b'"' => textile_link(text, at),
        b'\'' => bold_of_mediawiki(text, at),
        _ => None,
    }
}

fn citation(text: &str, at: usize) -> Option<Found> {
    if before(text, at).is_some_and(|before| before.is_alphanumeric() || "/@._`".contains(before)) {
        return None;
    }
    let key = &text[at + 1..];
    if let Some(length) = cross_reference(key) {
        return Some(Found::new(Construct::CrossReference, at, length + 1));
    }
    let length = name_length(key, "-_:").min(key.len());
    let length = key[..length].trim_end_matches(['-', '_', ':']).len();
    let year = key[..length].trim_end_matches(|end: char| end.is_ascii_lowercase());
    let digits = year.len() - year.trim_end_matches(|end: char| end.is_ascii_digit()).len();
    let is_key = digits >= 2 && digits < year.len() && !key[length..].starts_with(['@', '/']);
    is_key.then(|| Found::new(Construct::TextCitation, at, length + 1))
}

fn bookdown_reference(text: &str, at: usize) -> Option<Found> {
    let key = text[at + 1..].strip_prefix("ref(")?;
    let end = key.find(')').filter(|end| *end > 0 && !key[..*end].contains([' ', '\n']))?;
    Some(Found::new(Construct::CrossReference, at - 1, end + 7))
}

fn bookdown_label(text: &str, at: usize) -> Option<Found> {
    let label = text[at + 1..].split([')', ' ', '\n']).next()?;
    let is_label =
        text[..at - 1].ends_with('(') && label.contains(':') && text[at + 1 + label.len()..].starts_with(')');
    is_label.then(|| Found::new(Construct::BookdownLabel, at - 2, label.len() + 4))
}

fn text_reference(text: &str, at: usize) -> Option<Found> {
    let label = text[at..].strip_prefix("(ref:")?.split([')', ' ', '\n']).next()?;
    let is_label = !label.is_empty() && text[at + 5 + label.len()..].starts_with(')');
    is_label.then(|| Found::new(Construct::BookdownLabel, at, label.len() + 6))
}

/// Character references that HTML accepts without a semicolon. Others could be words.
const ENTITIES: &[&str] = &[
    "nbsp", "amp", "lt", "gt", "quot", "apos", "copy", "reg", "trade", "mdash", "ndash", "hellip", "lsquo",
    "rsquo", "ldquo", "rdquo", "laquo", "raquo", "euro", "pound", "sect", "para", "middot", "bull", "times",
    "deg", "shy", "eacute", "egrave", "agrave", "aacute", "ouml", "auml", "uuml", "szlig", "ccedil",
    "ntilde", "thinsp", "emsp", "ensp",
];

fn entity(text: &str, at: usize) -> Option<Found> {
    let name = &text[at + 1..];
    let length = if let Some(number) = name.strip_prefix('#') {
        let digits = number.find(|end: char| !end.is_ascii_digit()).unwrap_or(number.len());
        if digits > 1 { digits + 1 } else { 0 }
    } else {
        let length = name_length(name, "");
        if ENTITIES.contains(&&name[..length]) { length } else { 0 }
    };
    let is_lone = length > 0 && !name[length..].starts_with([';', '=', '_', '-']);
    let stands_alone = is_lone && (!is_in_word(text, at) || name.starts_with("nbsp"));
    stands_alone.then(|| Found::new(Construct::Entity, at, length + 1))
}

/// The underscore after what Markdown reads as code: `` `words <https://e.org>`_ ``, `` `words`_ ``.
fn rst_link(text: &str, at: usize) -> Option<Found> {
    let start = text[..at - 1].rfind(['`', '\n']).filter(|start| text[*start..].starts_with('`'))?;
    let is_word =
        before(text, start).is_some_and(|before| before.is_alphanumeric() || "_`:}".contains(before));
    let behind = text[at..].trim_start_matches('_');
    let is_link = !is_word && !behind.starts_with(|next: char| next.is_alphanumeric() || "`*".contains(next));
    is_link.then(|| Found::new(Construct::RstLink, at, 1))
}

fn tex_quotes(text: &str, at: usize) -> Option<Found> {
    let words = text[at..].strip_prefix("``")?;
    if text[..at].ends_with('`') || !words.starts_with(char::is_alphanumeric) {
        return None;
    }
    let end = window(words, 0, 1000).find("''")?;
    Some(Found::new(Construct::TexQuotes, at, end + 4))
}

/// Backticks without a partner. In HTML, a pair of them reaches the text, too.
fn backtick(text: &str, at: usize) -> Option<Found> {
    if text[..at].ends_with('`') {
        return None;
    }
    let length = |from: usize| text[from..].len() - text[from..].trim_start_matches('`').len();
    let own = length(at);
    let words = window(text, at + own, 300).split(['|', '<']).next()?;
    let others = words.match_indices('`').map(|(place, _)| at + own + place);
    let mut starts = others.filter(|place| !text[..*place].ends_with('`'));
    let Some(end) = starts.find(|place| length(*place) == own) else {
        return Some(Found::new(Construct::Backtick, at, own));
    };
    let behind = end + own;
    let is_link = text[behind..].starts_with('_') && rst_link(text, behind).is_some();
    let construct = if is_link { Construct::RstLink } else { Construct::HtmlMarkdown };
    Some(Found::new(construct, at, behind - at))
}

/// Whether code that touches a word begins or ends inside another word or at a space: `` 2018), `yyyy` (e.g. ``.
pub fn is_mispaired(text: &str, code: &Range<usize>) -> bool {
    // Two backticks are seldom a slip.
    let words = text[code.clone()].trim_start_matches('`');
    let words = if words.len() + 1 == code.len() { words.trim_end_matches('`') } else { return false };
    if !words.contains(char::is_alphanumeric) {
        return false;
    }
    let is_loose = |end: Option<char>| end.is_some_and(|end| end.is_whitespace() || end == '-');
    let behind = text[code.end..].chars().next();
    let follows_word = before(text, code.start).is_some_and(char::is_alphanumeric);
    follows_word && is_loose(words.chars().next())
        || behind.is_some_and(char::is_alphanumeric) && is_loose(words.chars().next_back())
}

fn textile_link(text: &str, at: usize) -> Option<Found> {
    let address = text[at..].strip_prefix("\":")?;
    let is_link = address.starts_with("http://") || address.starts_with("https://");
    (is_link && !before(text, at)?.is_whitespace()).then(|| Found::new(Construct::Textile, at, 2))
}

fn bold_of_mediawiki(text: &str, at: usize) -> Option<Found> {
    let words = text[at..].strip_prefix("'''").filter(|words| words.starts_with(char::is_alphanumeric))?;
    if text[..at].ends_with('\'') {
        return None;
    }
    let end = window(words, 0, 300).find("'''")?;
    Some(Found::new(Construct::MediaWiki, at, end + 6))
}
