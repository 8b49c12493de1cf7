//! Lines of a header, or of `book.yaml`, that cannot be used.

use super::parts::{Edit, Flaw, Mending};
use super::text::line;

/// A header whose line at a place is a comment, with the lines that belong to it.
pub(super) fn commented(text: &str, flaw: &Flaw) -> Option<Mending> {
    let first = line(text, flaw.range.start);
    let words = text.get(first.clone())?;
    if words.trim().is_empty() || words.starts_with('#') || words.starts_with("---") {
        return None;
    }
    let mut edits = vec![Edit::new(first.start..first.start, "# ")];
    let mut at = first.end + 1;
    while let Some(next) =
        text.get(at..).filter(|rest| rest.starts_with([' ', '\t']) && !words.starts_with(' '))
    {
        edits.push(Edit::new(at..at, "# "));
        at += next.find('\n').map_or(next.len(), |end| end + 1);
    }
    let what = format!("a line of the header is a comment: {}", flaw.message);
    Some(Mending::new(edits, words, &what))
}

#[cfg(test)]
mod tests {
    use super::super::{edited, tests::flaw};
    use super::*;
    use crate::diag::Code;

    #[test]
    fn wrong_lines_are_comments() {
        let text = "---\ntitle: A\nlanguage: no tag\nb:\n  - c\nd: e\n---\n";
        for (words, expected) in [
            ("no tag", "---\ntitle: A\n# language: no tag\nb:\n  - c\nd: e\n---\n"),
            ("b:", "---\ntitle: A\nlanguage: no tag\n# b:\n#   - c\nd: e\n---\n"),
        ] {
            let start = text.find(words).unwrap_or_default();
            let flaw = flaw(Code::InvalidValue, start..start + words.len(), "");
            let edits = commented(text, &flaw).map(|mending| mending.edits).unwrap_or_default();
            assert_eq!(edited(text, edits), expected);
        }
    }
}
