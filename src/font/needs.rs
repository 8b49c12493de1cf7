//! Lists the scripts of a book with the families that are used for them, for `casebook fonts`.

use std::collections::{BTreeMap, BTreeSet};

use super::fallback::{ROLES, groups_of};
use super::family::{Family, Origin, families};
use super::script::{Han, Writing};
use super::text::{Characters, Text};
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
    /// Where the first one is, or the first missing one, if it is in a case.
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
            let need = needs.entry((&group.writing, group.han)).or_insert_with(|| Need::of(&group.writing));
            let names = theme.families_for(role, group.han.map(Han::table));
            for character in characters.counts.keys() {
                need.add(*character, &names, &families);
            }
        }
    }
    for (group, characters) in &text.groups {
        if let Some(need) = needs.get_mut(&(&group.writing, group.han)) {
            need.count(characters);
        }
    }
    needs.into_values().filter(|need| need.count > 0).collect()
}

impl Need {
    fn of(writing: &Writing) -> Self {
        Self {
            name: writing.name.clone(),
            count: 0,
            place: None,
            families: Vec::new(),
            missing: BTreeSet::new(),
            suggestion: writing.family.clone(),
        }
    }

    /// Counts its characters. Digits and signs that every script shares are no script, so only missing ones count.
    fn count(&mut self, characters: &Characters) {
        let is_script = self.suggestion.is_some();
        let counted = characters.counts.iter().filter(|(one, _)| is_script || self.missing.contains(one));
        self.count += counted.map(|(_, count)| count).sum::<usize>();
        // The place of a missing character is of more use than that of the first one.
        let is_shown = |one: &char| self.missing.contains(one) || self.missing.is_empty();
        let places = characters.places.iter().filter(|(one, _)| is_shown(one)).map(|(_, place)| *place);
        self.place = self.place.into_iter().chain(places).min();
        if !is_script {
            self.families.clear();
        }
    }

    /// Adds the family that is used for a character.
    fn add(&mut self, character: char, names: &[String], families: &[Family]) {
        let mut of_role = names
            .iter()
            .filter_map(|name| families.iter().find(|family| family.name.eq_ignore_ascii_case(name)));
        let Some(family) = of_role.find(|family| family.characters.contains(&character)) else {
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
