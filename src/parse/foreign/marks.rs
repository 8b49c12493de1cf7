//! Paired delimiters: broken emphasis, highlights, insertions, comments of Obsidian.

use super::construct::Construct;
use super::found::{Found, before, window};

/// Broken emphasis that begins at `at`. Significance stars in tables and their legends, powers, globs and rows of stars
/// are excluded.
pub fn emphasis(text: &str, at: usize) -> Option<Found> {
    let mark = text[at..].chars().next()?;
    if text[..at].ends_with(mark) {
        return None;
    }
    let length = text[at..].len() - text[at..].trim_start_matches(mark).len();
    match length {
        1 if mark == '*' => around_sign(text, at, 1).or_else(|| in_html(text, at)),
        2 | 3 if mark == '*' || length == 2 => {
            around_sign(text, at, length).or_else(|| around_words(text, at, length))
        }
        _ => None,
    }
}

/// `*words*`, which Markdown would have read: only in HTML, emphasis reaches the text as typed.
fn in_html(text: &str, at: usize) -> Option<Found> {
    let is_free = before(text, at).is_none_or(|c| c.is_whitespace() || "(>“\"".contains(c));
    let inside = window(text, at + 1, 200);
    let end = inside.find(['*', '\n']).filter(|end| inside[*end..].starts_with('*'))?;
    let (words, behind) = (&inside[..end], inside[end + 1..].chars().next());
    let is_tight = words.starts_with(char::is_alphabetic) && !words.ends_with([' ', '\\', '|']);
    let is_apart = behind.is_none_or(|c| !c.is_alphanumeric() && c != '*');
    (is_free && is_tight && is_apart).then(|| Found::new(Construct::HtmlMarkdown, at, end + 2))
}

/// `words*.*`: delimiters around punctuation next to a word.
fn around_sign(text: &str, at: usize, length: usize) -> Option<Found> {
    let marks = &text[at..at + length];
    if !marks.starts_with('*')
        || !before(text, at)?.is_alphanumeric() && !matches!(before(text, at)?, ')' | '”' | '"' | '’')
    {
        return None;
    }
    let inside = &text[at + length..];
    let end = inside.find(marks).filter(|end| (1..6).contains(end))?;
    let is_punctuation = |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !"*/|\\".contains(c);
    let behind = inside[end + length..].chars().next();
    let is_lone =
        inside[..end].chars().all(is_punctuation) && behind.is_none_or(|c| !c.is_alphanumeric() && c != '*');
    is_lone.then(|| Found::new(Construct::Emphasis, at, end + 2 * length))
}

/// `**words **`, `** words**`: a pair of which one has a space inside, or a word outside.
fn around_words(text: &str, at: usize, length: usize) -> Option<Found> {
    let marks = &text[at..at + length];
    let outside = before(text, at);
    if outside.is_some_and(|c| c.is_alphanumeric() || "/.\\".contains(c)) {
        return None;
    }
    let inside = window(text, at + length, 500);
    let end = inside.find(marks)?;
    let (words, behind) = (&inside[..end], &inside[end + length..]);
    let mark = marks.chars().next()?;
    let is_closed =
        !behind.starts_with(mark) && !behind.starts_with('/') && words.contains(char::is_alphabetic);
    // Two underscores may be a blank to fill in: "at __ (quoting …".
    if mark == '_' && !words.starts_with(char::is_alphanumeric) {
        return None;
    }
    let touches = !words.starts_with([' ', '\n', '/']) || !words.ends_with([' ', '\n', '/']);
    // `"**.pdf"` and `"**.md"` are globs. `**p < 0.05; **q < 0.01` is a legend, with stars before each entry.
    let is_glob = words.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let is_legend = words.ends_with([' ', '\n']) && words.contains(['<', '=']);
    let crosses = words.contains(['|']) || words.contains("\n- ") || words.contains("\n* ");
    (is_closed && touches && !is_glob && !is_legend && !crosses)
        .then(|| Found::new(Construct::Emphasis, at, end + 2 * length))
}

/// `==words==`, `++words++`, `^^words^^`, `%%words%%`.
pub fn pair(text: &str, at: usize) -> Option<Found> {
    let mark = text[at..].chars().next()?;
    let marks = &text.get(at..at + 2)?;
    let is_double = marks.chars().all(|other| other == mark) && !text[at + 2..].starts_with(mark);
    let outside = before(text, at);
    if !is_double || outside.is_some_and(|c| c.is_alphanumeric() || c == mark || ")]".contains(c)) {
        return None;
    }
    let inside = window(text, at + 2, 400);
    let end = inside.find(marks)?;
    let (words, behind) = (&inside[..end], &inside[end + 2..]);
    let is_apart = !behind.starts_with(|c: char| c.is_alphanumeric() || c == mark);
    let begins_line = text[..at].trim_end_matches([' ', '>']).ends_with('\n');
    let is_tight = !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace);
    let touches = is_tight || mark == '%' && (begins_line || !words.starts_with(char::is_whitespace));
    let construct = match mark {
        '=' => Construct::Highlight,
        '%' => Construct::HiddenComment,
        _ => Construct::Insertion,
    };
    (is_apart && touches && words.contains(char::is_alphabetic)).then(|| Found::new(construct, at, end + 4))
}

/// `^port` at the end of a line: a block identifier of Obsidian.
pub fn block_id(text: &str, at: usize) -> Option<Found> {
    let id = window(text, at + 1, 60).lines().next()?.trim_end();
    let is_id = id.len() > 3 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let is_apart = before(text, at).is_none_or(char::is_whitespace);
    (is_id && is_apart).then(|| Found::new(Construct::BlockId, at, id.len() + 1))
}
