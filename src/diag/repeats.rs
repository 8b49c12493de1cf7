//! Complaints that one cause makes in many places: each is told once, at its first place, with the count of the rest.

use std::collections::{BTreeMap, BTreeSet};

use super::Code;
use super::diagnostic::{Diagnostic, named};
use crate::source::{FileId, Span};

/// What the complaints have in common that are told as one: their check, perhaps their file, and their words.
type Cause = (Code, Option<FileId>, String);

/// What complaints of a check are told once for; `None` where each place is a mistake of its own.
fn cause(diagnostic: &Diagnostic) -> Option<Cause> {
    let file = diagnostic.span.map(|span| span.file);
    match diagnostic.code {
        // One line of book.yaml mends all of them; one font, which the help names, all characters of its script.
        Code::NoPublicAddress | Code::MissingGlyph => {
            Some((diagnostic.code, None, diagnostic.help.clone().unwrap_or_default()))
        }
        // Below a heading that was skipped to, all others of its level are said to skip one, too.
        Code::UnknownElement | Code::SkippedLevel => {
            Some((diagnostic.code, file, diagnostic.message.clone()))
        }
        _ => None,
    }
}

/// The complaints of one cause.
#[derive(Default)]
struct Group {
    count: usize,
    /// The first place: a complaint about what comes from a style has none, and would hide it.
    span: Option<Span>,
    characters: Vec<char>,
    met: BTreeSet<char>,
}

impl Group {
    fn add(&mut self, diagnostic: &Diagnostic) {
        self.count += 1;
        self.span = self.span.or(diagnostic.span);
        let new = diagnostic.characters.iter().filter(|character| self.met.insert(**character));
        self.characters.extend(new);
    }

    /// Says of all of them what the first says of itself.
    fn tell(&self, diagnostic: &mut Diagnostic) {
        if self.count < 2 {
            return;
        }
        diagnostic.span = diagnostic.span.or(self.span);
        if !diagnostic.characters.is_empty() {
            let (of_one, of_all) = (named(&diagnostic.characters), named(&self.characters));
            diagnostic.message = diagnostic.message.replace(&of_one, &of_all);
            diagnostic.characters.clone_from(&self.characters);
        }
        diagnostic.message.push_str(&rest(diagnostic.code, self.count - 1));
    }
}

/// Leaves the first complaint of each cause, in the order of the list, and says in it how many more there are.
pub fn fold(list: &mut Vec<Diagnostic>) {
    let mut groups: BTreeMap<Cause, Group> = BTreeMap::new();
    list.retain(|diagnostic| {
        let Some(cause) = cause(diagnostic) else { return true };
        let group = groups.entry(cause).or_default();
        group.add(diagnostic);
        group.count == 1
    });
    for diagnostic in list {
        if let Some(group) = cause(diagnostic).and_then(|cause| groups.get(&cause)) {
            group.tell(diagnostic);
        }
    }
}

fn rest(code: Code, more: usize) -> String {
    match (code, more) {
        (Code::NoPublicAddress, 1) => "; the same holds for another link in the book".to_owned(),
        (Code::NoPublicAddress, more) => format!("; the same holds for {more} other links in the book"),
        (Code::MissingGlyph, 1) => ", here and in another place in the book".to_owned(),
        (Code::MissingGlyph, more) => format!(", here and in {more} other places in the book"),
        (_, 1) => ", here and in another place in this file".to_owned(),
        (_, more) => format!(", here and in {more} other places in this file"),
    }
}
