//! Notes that are missing, occur twice, or stand where none can stand.

use super::parts::{Edit, Flaw, Mending};
use super::text::{find, line};
use crate::import::Reason;

/// A reference without a note, as the characters that it is.
pub(super) fn undefined(text: &str, flaw: &Flaw) -> Option<Mending> {
    let reference = format!("[^{}]", flaw.named());
    let found = find(text, flaw.range.clone(), &reference)
        .or_else(|| find(text, flaw.range.start..text.len(), &reference))?;
    let edit = Edit::new(found.start..found.start + 1, "&#91;");
    let words = text.get(line(text, found.start))?;
    Some(Mending { reason: Reason::NoteMissing, ..Mending::new(vec![edit], words, "") })
}

/// The second note with a label, with a label of its own.
pub(super) fn duplicate(text: &str, flaw: &Flaw) -> Option<Mending> {
    let label = flaw.named();
    let found = find(text, flaw.range.clone(), &format!("[^{label}]"))?;
    let mut names = (2_u32..).map(|number| format!("[^{label}-{number}]"));
    let name = names.find(|name| !text.contains(name.as_str()))?;
    let words = text.get(line(text, found.start))?;
    let what = "two notes have one label; the second has its own now, and no reference leads to it";
    Some(Mending::new(vec![Edit::new(found, name)], words, what))
}

/// A reference inside of a link, which moves behind it.
pub(super) fn enclosed(text: &str, flaw: &Flaw) -> Option<Mending> {
    let reference = text.get(flaw.range.clone())?;
    let end = line(text, flaw.range.end).end;
    let behind = text.get(flaw.range.end..end)?;
    let close = behind.find("](").and_then(|at| Some(at + behind.get(at..)?.find(')')? + 1))?;
    let at = flaw.range.end + close;
    let edits = vec![Edit::new(flaw.range.clone(), ""), Edit::new(at..at, reference)];
    Some(Mending::new(edits, reference, "a note in the words of a link stands behind the link"))
}

#[cfg(test)]
mod tests {
    use super::super::{edited, tests::flaw};
    use super::*;
    use crate::diag::Code;

    #[test]
    fn notes_lose_no_words() {
        let text = "A[^b] [c[^d]](e) f\n\n[^b-2]: g\n\n[^d]: h\n";
        for (mend, words, message, expected) in [
            (undefined as fn(&str, &Flaw) -> Option<Mending>, "[^b]", "note `b` is not", "A&#91;^b] [c"),
            (undefined, "A[", "note `d` is not", "A[^b] [c&#91;^d]](e)"),
            (duplicate, "[^d]: h", "note `d` is", "\n\n[^d-2]: h\n"),
            (enclosed, "[^d]](e) f", "", "A[^b] [c](e)[^d] f\n"),
        ] {
            let start = text.find(words).unwrap_or_default();
            let length = if words.starts_with("[^d]]") { 4 } else { words.len() };
            let flaw = flaw(Code::UndefinedNote, start..start + length, message);
            let edits = mend(text, &flaw).map(|mending| mending.edits).unwrap_or_default();
            let found = edited(text, edits);
            assert!(found.contains(expected), "{found}");
        }
    }
}
