//! No-break spaces beside the marks of French.

use super::delimiters::Spacing;
use super::passage::{Change, Passage};

const FULL: char = '\u{A0}';
const NARROW: char = '\u{202F}';

/// The space between a quotation mark and the quotation.
pub(super) fn inside(spacing: Spacing, mark: char) -> Option<char> {
    match spacing {
        Spacing::French if matches!(mark, '«' | '»') => Some(FULL),
        Spacing::Narrow if matches!(mark, '«' | '»' | '‹' | '›') => Some(NARROW),
        Spacing::None | Spacing::French | Spacing::Narrow => None,
    }
}

/// Replaces the single spaces that the author typed beside marks, so that no line begins with the mark. Adds no space where
/// the author typed none.
pub(super) fn add(passage: &Passage, changes: &mut Vec<Change>) {
    let signs = &passage.signs;
    if !passage.has_spacing() {
        return;
    }
    let mut spaces = Vec::new();
    let mut decided = changes.iter().copied().peekable();
    let mut before = None;
    for (at, sign) in signs.iter().enumerate() {
        let own = decided.next_if(|change| change.at == at);
        if *sign == ' ' {
            let next = decided.peek().filter(|change| change.at == at + 1).map(|change| change.sign);
            let next = next.or(signs.get(at + 1).copied());
            let space = space(passage.language_at(at).spacing, before, next, signs.get(at + 2).copied());
            spaces.extend(space.map(|space| Change::of(at, space)));
        }
        before = own.map(|change| change.sign).or(Some(*sign));
    }
    changes.extend(spaces);
    changes.sort_unstable_by_key(|change| change.at);
}

/// The no-break form of a space.
fn space(spacing: Spacing, before: Option<char>, next: Option<char>, after: Option<char>) -> Option<char> {
    if before.is_none_or(char::is_whitespace) {
        return None;
    }
    if let Some(space) =
        before.filter(|mark| matches!(mark, '«' | '‹')).and_then(|mark| inside(spacing, mark))
    {
        return Some(space);
    }
    let is_end = after.is_none_or(|after| !after.is_alphanumeric());
    match (spacing, next?) {
        (Spacing::None, _) => None,
        (_, mark @ ('»' | '›')) => inside(spacing, mark),
        (Spacing::French, ':') if is_end => Some(FULL),
        (_, ':' | ';' | '!' | '?') if is_end => Some(NARROW),
        _ => None,
    }
}
