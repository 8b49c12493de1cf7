//! Metadata in the middle of a file, which pandoc allows: `key: value` between `---` lines. It is left out.

use super::super::callout::Edit;
use super::super::foreign::{Construct, Found};
use super::page::Page;

/// The most lines of metadata.
const MOST: usize = 500;

/// Leaves out the metadata of a text, and collects its places in the source.
pub fn edit(page: &mut Page<'_>, found: &mut Vec<Found>) {
    let mut line = 0;
    while line < page.lines.len() {
        let Some(last) = end(page, line) else {
            line += 1;
            continue;
        };
        let whole = page.words(line).start..page.words(last).end;
        found.push(Found { construct: Construct::Metadata, range: page.text.range(&whole) });
        page.taken[line..=last].fill(true);
        page.edits.push(Edit { range: whole, with: Vec::new() });
        line = last + 1;
    }
}

/// The last line of the metadata that begins at a line, after a blank one.
fn end(page: &Page<'_>, first: usize) -> Option<usize> {
    let begins = first.checked_sub(1).is_none_or(|before| page.words(before).is_empty());
    let start = page.prefix(first);
    let is_marked = start.contains(|sign: char| !matches!(sign, ' ' | '\t' | '>'));
    if !begins || is_marked || !page.is_live(first) || page.str(page.words(first)) != "---" {
        return None;
    }
    let lines = first + 1..page.lines.len().min(first + MOST);
    let body: Vec<&str> = lines.map_while(|line| behind(page, line, start)).collect();
    let last = body.iter().position(|line| matches!(*line, "---" | "..."))?;
    (is_key(body.first()?) && body[..last].iter().all(|line| is_part(line))).then_some(first + 1 + last)
}

/// A line of the same list and quotation, behind what stands before the first, without blanks at its end.
fn behind<'p>(page: &'p Page<'_>, line: usize, start: &str) -> Option<&'p str> {
    let whole = page.str(page.lines[line].clone()).trim_end();
    whole.strip_prefix(start).or_else(|| start.starts_with(whole).then_some(""))
}

/// Whether a line can be within YAML.
fn is_part(line: &str) -> bool {
    line.is_empty() || line.starts_with([' ', '\t', '#', '}', ']']) || line.starts_with("- ") || is_key(line)
}

/// Whether a line begins with a key of YAML.
fn is_key(line: &str) -> bool {
    let key = line.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with([' ', '\t']));
    key.is_some_and(|(key, _)| {
        key.starts_with(|first: char| first.is_ascii_alphabetic())
            && key.chars().all(|sign| sign.is_ascii_alphanumeric() || "-_".contains(sign))
    })
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::Options;

    use super::super::super::callout::Rewritten;
    use super::super::read;

    #[test]
    fn metadata_is_told_from_headings_and_dividers() {
        for (text, count) in [
            ("a\n\n---\nauthor: X\n---\n\nb", 1),
            ("a\n\n---\nauthor: X\ntags:\n- b\n  c\n\n# d\nnocite: |\n  @e\n...\nb", 1),
            ("a\n\n---\na: b\n---\n\nc\n\n---\nd: e\n---\n", 2),
            ("a\n\n---\n\nauthor: X\n\n---", 0),
            ("a\n\n---\nWords: more\nwords without a key\n---", 0),
            ("a\n---\nauthor: X\n---", 0),
            ("a\n\n---\nhttps://e.org\n---", 0),
            ("```\n\n---\nauthor: X\n---\n```", 0),
            ("> ---\n> author: X\n> ---\n>\n> b", 1),
            ("> ---\n> author: X\n---", 0),
            ("- a\n\n  ---\n  author: X\n  tags:\n    - b\n  ...\n\n  c", 1),
            ("- a\n\n  ---\n  author: X\n\n---", 0),
            ("a\n\n---\nauthor: X", 0),
        ] {
            let notation = read(Rewritten::new(text), Options::empty());
            assert_eq!(notation.left_out.len(), count, "{text:?}");
        }
    }
}
