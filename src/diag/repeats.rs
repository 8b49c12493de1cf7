//! Complaints that one cause makes in many places: each is told once, at its first place, with the count of the rest.

use std::collections::BTreeMap;

use super::{Code, Diagnostic};
use crate::source::FileId;

/// What the complaints have in common that are told as one: their check, perhaps their file, and their words.
type Cause = (Code, Option<FileId>, String);

/// What complaints of a check are told once for; `None` where each place is a mistake of its own.
fn cause(diagnostic: &Diagnostic) -> Option<Cause> {
    let file = diagnostic.span.map(|span| span.file);
    match diagnostic.code {
        // One line of book.yaml mends all of them.
        Code::NoPublicAddress => Some((diagnostic.code, None, diagnostic.help.clone().unwrap_or_default())),
        Code::UnknownElement => Some((diagnostic.code, file, diagnostic.message.clone())),
        _ => None,
    }
}

/// Leaves the first complaint of each cause, in the order of the list, and says in it how many more there are.
pub fn fold(list: &mut Vec<Diagnostic>) {
    let mut counts: BTreeMap<Cause, usize> = BTreeMap::new();
    list.retain(|diagnostic| {
        let Some(cause) = cause(diagnostic) else { return true };
        let count = counts.entry(cause).or_default();
        *count += 1;
        *count == 1
    });
    for diagnostic in list {
        let more = cause(diagnostic).and_then(|cause| counts.get(&cause)).map_or(0, |count| count - 1);
        if more > 0 {
            diagnostic.message.push_str(&rest(diagnostic.code, more));
        }
    }
}

fn rest(code: Code, more: usize) -> String {
    match (code, more) {
        (Code::NoPublicAddress, 1) => "; the same holds for another link of the book".to_owned(),
        (Code::NoPublicAddress, more) => format!("; the same holds for {more} other links of the book"),
        (_, 1) => ", here and in another place of this file".to_owned(),
        (_, more) => format!(", here and in {more} other places of this file"),
    }
}
