//! Lists the scripts of a book with the families that are used for them, for `casebook fonts`.

use std::collections::{BTreeMap, BTreeSet};

use super::fallback::{ROLES, groups_of};
use super::family::{Family, Origin, families};
use super::script::{Han, Writing};
use super::text::Text;
use crate::project::Theme;
use crate::resolve::Book;
use crate::source::{FileId, Span};

/// A script of a book.
#[derive(Debug)]
pub struct Need {
    /// Name of its characters.
    pub name: String,
    /// How many of its characters the book has, repeated ones included.
    pub count: usize,
    /// Where the first one is, if it is in a case.
    pub place: Option<Span>,
    /// The families that are used for it, with the file of each that belongs to the project.
    pub families: Vec<(String, Option<FileId>)>,
    /// The characters that no family has, without repetition.
    pub missing: BTreeSet<char>,
    /// A free family with the missing characters, if there is one for the whole script.
    pub suggestion: Option<String>,
}

/// The scripts of a book, with a theme that is [complete](super::fallback::complete).
#[must_use]
pub fn of(book: &Book, theme: &Theme) -> Vec<Need> {
    let text = Text::of(book);
    let all: BTreeSet<char> = text.groups.values().flat_map(|group| group.counts.keys().copied()).collect();
    let families = families(theme, &all);
    let mut needs: BTreeMap<(&Writing, Option<Han>), Need> = BTreeMap::new();
    for (role, _) in ROLES {
        for (group, characters) in groups_of(&text, role) {
            let need = needs.entry((&group.writing, group.han)).or_insert_with(|| Need {
                name: group.writing.name.clone(),
                count: 0,
                place: characters.place,
                families: Vec::new(),
                missing: BTreeSet::new(),
                suggestion: group.writing.family.clone(),
            });
            // Text and headings share their groups.
            if role != "heading" {
                need.count += characters.counts.values().sum::<usize>();
            }
            need.place = [need.place, characters.place].into_iter().flatten().min();
            let names = theme.families_for(role, group.han.map(Han::table));
            for character in characters.counts.keys() {
                need.add(*character, &names, &families);
            }
        }
    }
    // Digits and signs that every script shares are no script, but a missing one needs a font.
    needs.into_values().filter(|need| need.suggestion.is_some() || !need.missing.is_empty()).collect()
}

impl Need {
    /// Adds the family that is used for a character.
    fn add(&mut self, character: char, names: &[String], families: &[Family]) {
        let named = names
            .iter()
            .filter_map(|name| families.iter().find(|family| family.name.eq_ignore_ascii_case(name)));
        let Some(family) = named.into_iter().find(|family| family.characters.contains(&character)) else {
            self.missing.insert(character);
            return;
        };
        let file = match family.origin {
            Origin::Project(file) => Some(file),
            Origin::BuiltIn | Origin::Spare => None,
        };
        if !self.families.iter().any(|(name, _)| *name == family.name) {
            self.families.push((family.name.clone(), file));
        }
    }
}
