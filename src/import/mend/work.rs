//! Citations of works that the bibliography does not have: a key in brackets is in bold with a question mark, as pandoc prints
//! it, and one in the text, which may be a name of a network, stays as typed.

use std::ops::Range;

use super::parts::{Edit, Flaw, Mending};
use super::text::line;

/// A citation without a key.
pub(super) fn unknown(text: &str, flaw: &Flaw) -> Option<Mending> {
    let key = flaw.named();
    let shown = format!("**{}?**", super::text::plain(key));
    let edits = in_role(text, &flaw.range, &shown).or_else(|| in_text(text, &flaw.range, &shown))?;
    let what = "the text cites a work that the bibliography does not have; its key is text";
    Some(Mending::new(edits, key, what))
}

/// A key of a role of MyST: `` {cite:p}`one,two` ``.
fn in_role(text: &str, key: &Range<usize>, shown: &str) -> Option<Vec<Edit>> {
    let line = line(text, key.start);
    let before = text.get(line.start..key.start)?;
    let tick = before.rfind('`')?;
    let role = before
        .get(..tick)?
        .rfind("{cite")
        .filter(|_| before.get(..tick).is_some_and(|start| start.ends_with('}')))?;
    let start = line.start + tick + 1;
    let end = start + text.get(start..line.end)?.find('`')?;
    let parts = text.get(start..end)?.split_inclusive([',', ';']);
    let mut at = start;
    let mut rest = String::new();
    for part in parts {
        let place = at..at + part.len();
        at = place.end;
        if !(place.contains(&key.start)) {
            rest.push_str(part);
        }
    }
    let rest = rest.trim().trim_end_matches([',', ';']).trim();
    let role = line.start + role;
    if rest.is_empty() {
        return Some(vec![Edit::new(role..end + 1, format!("({shown})"))]);
    }
    Some(vec![Edit::new(start..end, rest), Edit::new(end + 1..end + 1, format!(" ({shown})"))])
}

/// `[see @key, p. 3; @other]`, or `@key` in the text.
fn in_text(text: &str, key: &Range<usize>, shown: &str) -> Option<Vec<Edit>> {
    let before = text.get(..key.start)?;
    let braces = usize::from(before.ends_with('{'));
    let sign = before.get(..before.len() - braces)?;
    let start = sign.strip_suffix('@')?;
    let start = start.strip_suffix('-').unwrap_or(start).len();
    let end = key.end + braces;
    let Some(group) = group(text, start, end) else { return Some(vec![Edit::new(start..start, "\\")]) };
    let inside = text.get(group.start + 1..group.end - 1)?;
    let others = inside.matches('@').count() > 1 && inside.contains(';');
    if !others {
        return Some(vec![
            Edit::new(group.start..group.start + 1, "("),
            Edit::new(start..end, shown),
            Edit::new(group.end - 1..group.end, ")"),
        ]);
    }
    let from = text.get(group.start + 1..start)?.rfind(';').map(|at| group.start + 1 + at);
    let to = end + text.get(end..group.end)?.find([';', ']'])?;
    let item = match from {
        Some(from) => from..to,
        None => group.start + 1..to + 1,
    };
    Some(vec![Edit::new(item, ""), Edit::new(group.end..group.end, format!(" ({shown})"))])
}

/// The brackets around a place on its lines.
fn group(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let before = text.get(..start)?;
    let paragraph = before.rfind("\n\n").map_or(0, |at| at + 2);
    let open = paragraph + before.get(paragraph..)?.rfind(['[', ']'])?;
    text.get(open..)?.starts_with('[').then_some(())?;
    let close = end + text.get(end..)?.find(['[', ']'])?;
    (text.get(close..)?.starts_with(']') && !text.get(open..close)?.contains("\n\n"))
        .then_some(open..close + 1)
}

#[cfg(test)]
mod tests {
    use super::super::{edited, tests::flaw};
    use super::*;
    use crate::diag::Code;

    #[test]
    fn unknown_keys_are_shown() {
        for (text, expected) in [
            ("As @key says", "As \\@key says"),
            ("a [@key]", "a (**key?**)"),
            ("a [see @key, p. 3] b", "a (see **key?**, p. 3) b"),
            ("a [@one; @key, p. 3] b", "a [@one] (**key?**) b"),
            ("a [@key; @two] b", "a [ @two] (**key?**) b"),
            ("a {cite}`key` b", "a (**key?**) b"),
            ("a {cite:p}`one,key,two` b", "a {cite:p}`one,two` (**key?**) b"),
            ("a @{key} b", "a \\@{key} b"),
        ] {
            let start = text.find("key").unwrap_or_default();
            let flaw = flaw(Code::UnknownWork, start..start + 3, "the bibliography has no work `key`");
            let edits = unknown(text, &flaw).map(|mending| mending.edits).unwrap_or_default();
            assert_eq!(edited(text, edits), expected);
        }
    }
}
