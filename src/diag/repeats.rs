//! Merges diagnostics with one cause: they are reported once, at the first place, with the number of the others.

use std::collections::{BTreeMap, BTreeSet};

use super::Code;
use super::diagnostic::{Diagnostic, named};
use crate::source::{FileId, Span};

/// What merged diagnostics have in common: their check, in some cases their file, and the message.
type Cause = (Code, Option<FileId>, String);

/// The scope within which diagnostics of a check are merged; `None` if each place is a mistake of its own.
fn cause(diagnostic: &Diagnostic) -> Option<Cause> {
    let file = diagnostic.span.map(|span| span.file);
    match diagnostic.code {
        // One line of book.yaml fixes all of them; one font, which the help names, fixes all characters of its script.
        Code::NoPublicAddress | Code::MissingGlyph => {
            Some((diagnostic.code, None, diagnostic.help.clone().unwrap_or_default()))
        }
        // After a skipped level, all following headings of the same level would be reported too.
        Code::UnknownElement | Code::SkippedLevel => {
            Some((diagnostic.code, file, diagnostic.message.clone()))
        }
        _ => None,
    }
}

/// The diagnostics of one cause.
#[derive(Default)]
struct Group {
    count: usize,
    /// The first place. A diagnostic about text from a style has no place, and must not hide it.
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

    /// Extends the message of the first diagnostic to all of them.
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

/// Keeps the first diagnostic of each cause, in the order of the list, and adds the number of the others to it.
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
