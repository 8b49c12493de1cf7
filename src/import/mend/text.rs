//! Places in a text that is mended.

use std::ops::Range;

use super::parts::{Edit, Flaw, Mending};

/// The line at an offset, without its end.
pub(super) fn line(text: &str, at: usize) -> Range<usize> {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |end| at + end);
    start..end
}

/// The first place of words in a range.
pub(super) fn find(text: &str, range: Range<usize>, words: &str) -> Option<Range<usize>> {
    let at = range.start + text.get(range)?.find(words).filter(|_| !words.is_empty())?;
    Some(at..at + words.len())
}

/// Words as plain text.
pub(super) fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for sign in words.chars() {
        if "\\`*_[]<>$".contains(sign) {
            out.push('\\');
        }
        out.push(sign);
    }
    out
}

/// Words as a code span, which a bar of a table does not break.
pub(super) fn code(words: &str, is_in_table: bool) -> String {
    let fence = "`".repeat(crate::import::others::longest_run(words, '`') + 1);
    let pad = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    let words = if is_in_table { words.replace('|', "\\|") } else { words.to_owned() };
    format!("{fence}{pad}{words}{pad}{fence}")
}

/// The `<` of a construct that would swallow the text after it, as a character.
pub(super) fn escaped(text: &str, flaw: &Flaw) -> Option<Mending> {
    let start = flaw.range.start;
    text.get(start..)?.starts_with('<').then_some(())?;
    let words = text.get(line(text, start))?;
    let what = "a tag or comment without an end is printed as text";
    Some(Mending::new(vec![Edit::new(start..start + 1, "&lt;")], words, what))
}
