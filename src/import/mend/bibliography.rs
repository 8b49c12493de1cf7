//! Entries of a bibliography that cannot be read, or have the key of another.

use std::ops::Range;

use super::parts::{Edit, Flaw, Mending};

/// A file with works in BibTeX without the entry at a place.
pub(super) fn without(text: &str, flaw: &Flaw) -> Option<Mending> {
    let entry = entry(text, flaw.range.start)?;
    let words = text.get(entry.clone())?.lines().next()?;
    let what = if flaw.message.contains("two works") {
        "an entry of the bibliography with the key of another is left out".to_owned()
    } else {
        format!("an entry of the bibliography is left out: {}", flaw.message)
    };
    Some(Mending::new(vec![Edit::new(entry, "")], words, &what))
}

/// The entry at a place: from its `@` to the brace that closes it, or to the next entry.
fn entry(text: &str, at: usize) -> Option<Range<usize>> {
    let upto = at + usize::from(text.get(at..)?.starts_with('@'));
    let start =
        text.get(..upto)?.rfind("\n@").map(|at| at + 1).or_else(|| text.starts_with('@').then_some(0))?;
    let mut depth = 0_usize;
    for (offset, sign) in text.get(start..)?.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth <= 1 => return Some(start..start + offset + 1),
            '}' => depth -= 1,
            '@' if offset > 0 && text.get(..start + offset)?.ends_with('\n') => {
                return Some(start..start + offset);
            }
            _ => {}
        }
    }
    Some(start..text.len())
}

#[cfg(test)]
mod tests {
    use super::super::{edited, tests::flaw};
    use super::*;
    use crate::diag::Code;

    #[test]
    fn an_entry_is_left_out() {
        for (text, place, expected) in [
            ("@a{x, t={b {c}}}\n\n@a{x, t={d}}\n@b{y}\n", 21, "@a{x, t={b {c}}}\n\n\n@b{y}\n"),
            ("@a{x, t={b}\n\n@b{y}\n", 3, "@b{y}\n"),
        ] {
            let flaw = flaw(Code::InvalidBibliography, place..place, "");
            let edits = without(text, &flaw).map(|mending| mending.edits).unwrap_or_default();
            assert_eq!(edited(text, edits), expected);
        }
    }
}
