//! Tells persons with one family name apart, if a style does so in all its citations: `E. Lind 1998`, `K. Lind 1991`. The printing
//! library knows only the rule `by-cite` of CSL 1.0.2, section “Disambiguation”.

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::citationberg::{
    DisambiguationRule, IndependentStyle, InheritableNameOptions, LayoutRenderingElement as Element, Names,
    NamesChild,
};
use hayagriva::types::Person;
use unicode_script::{Script, UnicodeScript};

use super::mend::{branches, lists};
use super::work::marks::with_given;
use super::work::{Name, Work};

/// Whose names a style prints first, in the usual order.
const FIRST: [&str; 4] = ["author", "editor", "translator", "director"];

/// How a style tells persons apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// Whether it does so for the first person of a work only.
    is_first_only: bool,
    /// Whether initials must do.
    has_initials_only: bool,
    /// The text after each initial; `None` if the style prints given names in full.
    after_initial: Option<String>,
    has_hyphens: bool,
}

impl Apart {
    /// The rule of a style, which the library need not follow from there on.
    pub fn in_style(style: &mut IndependentStyle) -> Option<Self> {
        use DisambiguationRule::{AllNamesWithInitials, ByCite, PrimaryName, PrimaryNameWithInitials};
        let rule = style.citation.givenname_disambiguation_rule;
        if !style.citation.disambiguate_add_givenname || rule == ByCite {
            return None;
        }
        style.citation.disambiguate_add_givenname = false;
        let own = lists(style).find_map(|list| initialize_with(list.as_mut_slice()));
        let inherited = [&style.citation.name_options, &style.settings.options];
        let inherited = inherited.into_iter().find_map(|options| options.initialize_with.clone());
        Some(Self {
            is_first_only: matches!(rule, PrimaryName | PrimaryNameWithInitials),
            has_initials_only: matches!(rule, AllNamesWithInitials | PrimaryNameWithInitials),
            after_initial: own.or(inherited),
            has_hyphens: style.settings.initialize_with_hyphen,
        })
    }

    /// The given name with which a person is told apart.
    fn given(&self, name: &Name, is_full: bool) -> String {
        let given = [name.given.as_str(), name.dropping.as_str()].join(" ").trim().to_owned();
        let after = if self.has_initials_only {
            self.after_initial.as_deref().or(Some(". "))
        } else {
            self.after_initial.as_deref()
        };
        let Some(after) = after.filter(|_| !is_full) else { return given };
        let person = Person {
            name: name.family.clone(),
            given_name: Some(given),
            prefix: None,
            suffix: None,
            alias: None,
            comma_suffix: false,
        };
        let mut initials = String::new();
        // Writing to a text cannot fail.
        let _ = person.initials(&mut initials, Some(after), self.has_hyphens);
        initials.trim().to_owned()
    }
}

/// The text after initials of names that a style prints without given names.
fn initialize_with(list: &mut [Element]) -> Option<String> {
    list.iter_mut().find_map(|element| match element {
        Element::Group(group) => initialize_with(&mut group.children),
        Element::Choose(choose) => branches(choose).find_map(|branch| initialize_with(branch)),
        Element::Names(names) => of_names(names),
        Element::Text(_) | Element::Date(_) | Element::Number(_) | Element::Label(_) => None,
    })
}

fn of_names(names: &mut Names) -> Option<String> {
    names.children.iter_mut().find_map(|child| match child {
        NamesChild::Name(name) => {
            name.options(&InheritableNameOptions::default()).initialize_with.map(ToString::to_string)
        }
        NamesChild::Substitute(substitute) => initialize_with(&mut substitute.children),
        NamesChild::EtAl(_) | NamesChild::Label(_) => None,
    })
}

/// Hides given names in the family names of works, to be printed where the family name stands alone.
pub fn mark(works: &mut [&mut Work], apart: &Apart) {
    let count = if apart.is_first_only { 1 } else { usize::MAX };
    let mut persons: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for name in works.iter().flat_map(|work| first_names(work).1.into_iter().take(count)) {
        let forms = (apart.given(&name, false), apart.given(&name, true));
        persons.entry(family(&name)).or_default().insert(forms);
    }
    for work in works {
        let (variable, mut names) = first_names(work);
        for name in names.iter_mut().take(count).filter(|name| is_spaced(name)) {
            let Some(same) = persons.get(&family(name)).filter(|same| same.len() > 1) else { continue };
            let short = apart.given(name, false);
            let is_full = same.iter().filter(|(other, _)| *other == short).count() > 1;
            let shorts: BTreeSet<&String> = same.iter().map(|(short, _)| short).collect();
            if is_full && apart.has_initials_only && shorts.len() == 1 {
                continue;
            }
            name.family = with_given(&name.family, &apart.given(name, is_full && !apart.has_initials_only));
        }
        work.set_names(variable, &names);
    }
}

/// The names at the beginning of a citation, and their variable.
fn first_names(work: &Work) -> (&'static str, Vec<Name>) {
    let mut found = FIRST.into_iter().map(|variable| (variable, work.names(variable)));
    found.find(|(_, names)| !names.is_empty()).unwrap_or((FIRST[0], Vec::new()))
}

fn family(name: &Name) -> String {
    format!("{} {}", name.fixed, name.family)
}

/// Whether a name is of a person, and written with spaces between its parts.
fn is_spaced(name: &Name) -> bool {
    let is_cjk = |letter: char| {
        matches!(letter.script(), Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul)
    };
    !name.given.is_empty() && !name.family.chars().any(is_cjk)
}
