//! Chooses the families for the characters that the families of the theme lack. Page layout, EPUB and HTML take the
//! lists of families from the theme, so they all use this choice.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::family::{Design, Family, Origin, families, spare_families};
use super::full_width;
use super::math;
use super::script::Han;
use super::text::{Characters, Group, Text};
use crate::project::{FontFile, Theme};
use crate::resolve::Book;

/// The roles of families in the theme, and the design that fits each best, if no family of the theme has one.
pub const ROLES: [(&str, Design); 3] =
    [("text", Design::Serif), ("heading", Design::Sans), ("code", Design::Code)];

/// Adds to the families of a theme those that the characters of a book need. The families that the theme names come
/// first, then those in the folder `fonts/` of the project, then the built-in ones. A theme whose families have every
/// character stays as it is.
pub fn complete(book: &Book, theme: &mut Theme) {
    for (_, family) in theme.families() {
        add_spare(theme, &family);
    }
    let text = Text::of(book);
    let needed: BTreeSet<char> =
        text.groups.values().flat_map(|group| group.counts.keys().copied()).collect();
    let mut families = families(theme, &needed);
    let named = theme.families();
    if !is_complete(&text, &families, &named) {
        add_families(theme, &text, &named, &needed, &mut families);
    }
    theme.full_width = full_width::of(Han::of(&book.manifest().language), theme, &families);
    if math::is_needed(book) {
        add_math(theme);
    }
}

/// Adds the family of formulas, unless the theme names one.
fn add_math(theme: &mut Theme) {
    if let Some(Value::Table(families)) = theme.values.get_mut("family") {
        families
            .entry(math::ROLE)
            .or_insert_with(|| Value::Array(vec![Value::String(math::FAMILY.to_owned())]));
    }
    add_spare(theme, math::FAMILY);
}

fn add_families(
    theme: &mut Theme,
    text: &Text,
    named: &[(String, String)],
    needed: &BTreeSet<char>,
    families: &mut Vec<Family>,
) {
    let known: BTreeSet<String> = families.iter().map(|family| family.name.to_lowercase()).collect();
    let spare = spare_families(theme, needed).into_iter();
    families.extend(spare.filter(|family| !known.contains(&family.name.to_lowercase())));
    let choice = Choice { text, families, named };
    let lists: BTreeMap<Han, Table> = choice.languages().map(|han| (han, choice.lists(han))).collect();
    let added: BTreeSet<String> = lists.values().flat_map(names).collect();
    let usual = lists[&text.han].clone();
    if lists.values().any(|list| *list != usual) {
        let tables = lists.into_iter().map(|(han, list)| (han.table().to_owned(), Value::Table(list)));
        theme.values.extend(tables);
    }
    theme.values.insert("family".to_owned(), Value::Table(usual));
    for name in added {
        add_spare(theme, &name);
    }
    theme.has_fallbacks = true;
}

/// Whether every group has its characters in the families that the theme names for it.
fn is_complete(text: &Text, families: &[Family], named: &[(String, String)]) -> bool {
    ROLES.iter().all(|(role, _)| {
        let mut has: BTreeSet<char> = BTreeSet::new();
        for family in of_role(families, named, role) {
            has.extend(&family.characters);
        }
        groups_of(text, role).all(|(_, group)| group.counts.keys().all(|character| has.contains(character)))
    })
}

/// The groups that are set in the family of a role. Headings occur in running heads and contents, so the families for
/// text and for headings need the same characters.
pub fn groups_of<'t>(text: &'t Text, role: &str) -> impl Iterator<Item = (&'t Group, &'t Characters)> {
    let is_code = role == "code";
    text.groups.iter().filter(move |(group, _)| group.is_code == is_code)
}

/// The families with these names in a role, in the order of the names.
fn of_role<'f>(
    families: &'f [Family],
    named: &[(String, String)],
    role: &str,
) -> impl Iterator<Item = &'f Family> {
    let in_role = named.iter().filter(move |(of, _)| of == role);
    in_role.filter_map(|(_, name)| families.iter().find(|family| family.name.eq_ignore_ascii_case(name)))
}

fn names(lists: &Table) -> Vec<String> {
    let lists = lists.values().filter_map(Value::as_array).flatten();
    lists.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Adds the files of a built-in family that is not used for every book.
fn add_spare(theme: &mut Theme, name: &str) {
    let Some(spare) = theme.spare.iter().find(|family| family.name.eq_ignore_ascii_case(name)) else {
        return;
    };
    let is_known = |font: &FontFile| spare.files.iter().any(|bytes| *bytes == &*font.bytes);
    if !theme.fonts.iter().any(is_known) {
        let files = spare.files.iter().map(|bytes| FontFile { bytes: Cow::Borrowed(*bytes), file: None });
        theme.fonts.extend(files);
    }
}

struct Choice<'a> {
    text: &'a Text,
    families: &'a [Family],
    /// Roles and families of the theme.
    named: &'a [(String, String)],
}

impl Choice<'_> {
    /// The languages with Han characters that occur, that of the book included.
    fn languages(&self) -> impl Iterator<Item = Han> {
        let found: BTreeSet<Han> = self.text.groups.keys().filter_map(|group| group.han).collect();
        found.into_iter().chain([self.text.han])
    }

    /// The families of each role for text in a language.
    fn lists(&self, han: Han) -> Table {
        let list = |(role, design): (&str, Design)| {
            let named = self.named.iter().filter(|(of, _)| of == role).map(|(_, name)| name.clone());
            let own = of_role(self.families, self.named, role).find_map(|family| family.design);
            let added =
                self.added(role, own.unwrap_or(design), han).into_iter().map(|family| family.name.clone());
            (role.to_owned(), Value::Array(named.chain(added).map(Value::String).collect()))
        };
        Table::from_iter(ROLES.map(list))
    }

    /// The families to add for a role: first those for the characters of this language, then those for other scripts.
    fn added(&self, role: &str, design: Design, han: Han) -> Vec<&Family> {
        let mut groups: Vec<_> = groups_of(self.text, role).collect();
        groups.sort_by_key(|(group, _)| group.han != Some(han));
        let mut used: Vec<&Family> = of_role(self.families, self.named, role).collect();
        let count = used.len();
        for (group, characters) in groups {
            let mut missing: BTreeSet<char> = characters.counts.keys().copied().collect();
            missing.retain(|character| !used.iter().any(|family| family.characters.contains(character)));
            while let Some(best) = self.best(&missing, &used, design, group.han) {
                missing.retain(|character| !best.characters.contains(character));
                used.push(best);
            }
        }
        used.split_off(count)
    }

    /// The best unused family for characters of a group: it has at least half of them; it belongs to the project; it
    /// is made for the language, or for none; its design fits the role; it has most of them; it is the first by name.
    fn best(
        &self,
        missing: &BTreeSet<char>,
        used: &[&Family],
        design: Design,
        han: Option<Han>,
    ) -> Option<&Family> {
        let unused = self.families.iter().filter(|family| !used.iter().any(|one| one.name == family.name));
        let rated = unused.filter_map(|family| {
            let count = missing.intersection(&family.characters).count();
            let fits_language =
                if han.is_none() || family.han == han { 2 } else { u8::from(family.han.is_none()) };
            let rank = (
                2 * count >= missing.len(),
                Reverse(tier(family.origin)),
                fits_language,
                family.design == Some(design),
                count,
                Reverse(&family.name),
            );
            (count > 0).then_some((rank, family))
        });
        rated.max_by(|one, two| one.0.cmp(&two.0)).map(|(_, family)| family)
    }
}

fn tier(origin: Origin) -> u8 {
    match origin {
        Origin::Project(_) => 0,
        Origin::BuiltIn => 1,
        Origin::Spare => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::script::Writing;

    fn family(name: &str, characters: &str, design: Design, han: Option<Han>) -> Family {
        let origin = Origin::Project(crate::source::FileId(0));
        let characters = characters.chars().collect();
        Family { name: name.to_owned(), origin, characters, design: Some(design), han }
    }

    fn group(han: Han, characters: &str) -> (Group, Characters) {
        let writing = Writing { name: "Chinese characters".to_owned(), family: None };
        let counts = characters.chars().map(|character| (character, 1)).collect();
        (Group { is_code: false, writing, han: Some(han) }, Characters { counts, places: BTreeMap::new() })
    }

    #[test]
    fn the_best_family_follows_from_language_design_and_coverage() {
        let groups = [group(Han::Simplified, "骨书"), group(Han::Japanese, "骨図")];
        let text = Text { groups: groups.into_iter().collect(), han: Han::Simplified };
        let mut families = vec![
            family("A Sans SC", "骨书図", Design::Sans, Some(Han::Simplified)),
            family("B Serif JP", "骨书図", Design::Serif, Some(Han::Japanese)),
            family("C Serif SC", "骨书図", Design::Serif, Some(Han::Simplified)),
            family("D Serif SC", "骨书図", Design::Serif, Some(Han::Simplified)),
        ];
        let added = |families: &[Family], (role, design), han| -> Vec<String> {
            let choice = Choice { text: &text, families, named: &[] };
            choice.added(role, design, han).into_iter().map(|family| family.name.clone()).collect()
        };
        let [body, heading, _] = ROLES;
        assert_eq!(added(&families, body, Han::Simplified), ["C Serif SC"]);
        assert_eq!(added(&families, heading, Han::Simplified), ["A Sans SC"]);
        assert_eq!(added(&families, body, Han::Japanese), ["B Serif JP"]);
        assert_eq!(added(&families, heading, Han::Japanese), ["B Serif JP"]);
        // What a family lacks comes from the next one.
        families[1].characters = "骨".chars().collect();
        assert_eq!(added(&families, body, Han::Japanese), ["B Serif JP", "C Serif SC"]);
        families[1].characters.clear();
        assert_eq!(added(&families, body, Han::Japanese), ["C Serif SC"]);
        // Coverage decides between families that are alike.
        families[2].characters.remove(&'书');
        assert_eq!(added(&families, body, Han::Simplified), ["D Serif SC"]);
    }
}
