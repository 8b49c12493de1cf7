//! Links that lead nowhere, as plain text.

use std::ops::Range;

use super::parts::{Edit, Flaw, Mending};
use super::text::{find, plain as escaped};
use crate::import::others::code_span;

/// The words of a link without the link.
pub(super) fn plain(text: &str, flaw: &Flaw) -> Option<Mending> {
    let link = text.get(flaw.range.clone())?;
    let edits = match link.chars().next()? {
        '[' => brackets(link, flaw.range.start),
        '<' if link.get(1..)?.starts_with(['a', 'A']) && link.get(2..)?.starts_with(char::is_whitespace) => {
            tags(text, &flaw.range)
        }
        '<' => address(link, &flaw.range),
        '{' => role(link, &flaw.range),
        _ => None,
    };
    // An address in running text leads somewhere only by accident.
    let edits = edits.or_else(|| {
        find(text, flaw.range.clone(), "](")
            .is_none()
            .then(|| vec![Edit::new(flaw.range.clone(), escaped(link))])
    })?;
    Some(Mending::new(edits, link, "a link that leads nowhere is plain text"))
}

/// `[words](address)`, `[words][label]`, `[words]`, `[[name|words]]`.
fn brackets(link: &str, start: usize) -> Option<Vec<Edit>> {
    if let Some(inside) = link.strip_prefix("[[").and_then(|inside| inside.strip_suffix("]]")) {
        let words = inside.rsplit_once('|').map_or(inside, |(_, words)| words);
        return Some(vec![Edit::new(start..start + link.len(), words)]);
    }
    let end = closing(link)?;
    Some(vec![Edit::new(start..start + 1, ""), Edit::new(start + end..start + link.len(), "")])
}

/// The offset of the bracket that closes the first one.
fn closing(link: &str) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(sign) = link.get(at..)?.chars().next() {
        match sign {
            '\\' => at += link.get(at + 1..)?.chars().next().map_or(0, char::len_utf8),
            '`' => {
                let rest = link.get(at..)?;
                let run = rest.len() - rest.trim_start_matches('`').len();
                at += code_span(rest).unwrap_or(run) - 1;
            }
            '[' => depth += 1,
            ']' if depth == 1 => return Some(at),
            ']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        at += sign.len_utf8();
    }
    None
}

/// `<a href="address">words</a>`: both tags go. A tag with an id stays as a target.
fn tags(text: &str, range: &Range<usize>) -> Option<Vec<Edit>> {
    let behind = text.get(range.start..)?;
    let opening = behind.find('>')? + 1;
    let tag = behind.get(..opening)?;
    if let Some(target) = ["id=", "name="].iter().find_map(|name| attribute(tag, name)) {
        return Some(vec![Edit::new(range.start..range.start + opening, format!("<a id={target}>"))]);
    }
    let closing = range.start + opening + behind.get(opening..)?.find("</a>")?;
    Some(vec![
        Edit::new(range.start..range.start + opening, ""),
        Edit::new(closing..closing + "</a>".len(), ""),
    ])
}

/// The value of an attribute, with its quotation marks.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let value = tag.split_once(&format!(" {name}"))?.1;
    let mark = value.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    let end = value.get(1..)?.find(mark)? + 2;
    value.get(..end)
}

/// `<project:a.md>`, `<path:a.txt>` or `<scheme:words>`.
fn address(link: &str, range: &Range<usize>) -> Option<Vec<Edit>> {
    let inside = link.strip_prefix('<')?.strip_suffix('>')?;
    let inside =
        ["project:", "path:"].iter().find_map(|scheme| inside.strip_prefix(scheme)).unwrap_or(inside);
    Some(vec![Edit::new(range.clone(), escaped(inside))])
}

/// A role of MyST: `` {doc}`words <path>` ``.
fn role(link: &str, range: &Range<usize>) -> Option<Vec<Edit>> {
    let content = link.split_once('`')?.1.trim_matches('`').trim();
    let words = content.strip_suffix('>').and_then(|content| content.rsplit_once('<'));
    let words = words.map_or(content, |(words, _)| words.trim());
    Some(vec![Edit::new(range.clone(), words)])
}

#[cfg(test)]
mod tests {
    use super::super::{edited, tests::flaw};
    use super::*;
    use crate::diag::Code;

    #[test]
    fn links_become_their_words() {
        for (before, link, after, expected) in [
            ("See ", "[a *b* [c] `]`](x.md \"t\")", ".", "See a *b* [c] `]`."),
            ("", "[a][b]", " c", "a c"),
            ("", "[a\\] b]()", "", "a\\] b"),
            ("", "[[x|words]]", "", "words"),
            ("", "<project:../a_b.md#c>", "", "../a\\_b.md#c"),
            ("", "<a href=\"x.html\">b</a>", "", "b"),
            ("", "<a href=\"x.html\">", "b <i>c</i></a> d", "b <i>c</i> d"),
            ("", "<a id=\"y\" href=\"x.html\">", "b</a>", "<a id=\"y\">b</a>"),
            ("", "{doc}`words <../x>`", "", "words"),
        ] {
            let text = format!("{before}{link}{after}");
            let flaw = flaw(Code::DeadLink, before.len()..before.len() + link.len(), "");
            let edits = plain(&text, &flaw).map(|mending| mending.edits).unwrap_or_default();
            assert_eq!(edited(&text, edits), expected);
        }
    }
}
