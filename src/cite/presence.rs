//! Lets a citation style use variables that it does not use otherwise: for the presence of names in its conditions, and for the letters
//! of works of one author and year. In the printing library, names that took the place of others are empty from there on, for conditions
//! as well: `<if variable="editor">` would be false in a chapter after its editors are printed.

use hayagriva::citationberg::taxonomy::{NameVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, IndependentStyle, LayoutRenderingElement as Element, NamesChild,
    SortKey, Text, TextTarget,
};

use super::mend::{branches, choose_variables, lists};
use super::work::Work;

/// Variables that few styles use. One that a style does not use can stand for the presence of names.
const SPARE: [StandardVariable; 24] = [
    StandardVariable::Annote,
    StandardVariable::Abstract,
    StandardVariable::CitationKey,
    StandardVariable::Division,
    StandardVariable::License,
    StandardVariable::Keyword,
    StandardVariable::PMCID,
    StandardVariable::PMID,
    StandardVariable::Source,
    StandardVariable::ISSN,
    StandardVariable::Dimensions,
    StandardVariable::ISBN,
    StandardVariable::CallNumber,
    StandardVariable::References,
    StandardVariable::Scale,
    StandardVariable::ReviewedGenre,
    StandardVariable::ReviewedTitle,
    StandardVariable::OriginalPublisher,
    StandardVariable::OriginalPublisherPlace,
    StandardVariable::Jurisdiction,
    StandardVariable::ArchiveCollection,
    StandardVariable::PartTitle,
    StandardVariable::OriginalTitle,
    StandardVariable::Medium,
];

/// The variables that stand for others in a style.
pub struct Presence {
    /// Those that stand for the presence of names.
    names: Vec<(NameVariable, StandardVariable)>,
    /// That which stands for the letters of works, if the style says where these are printed.
    pub letter: Option<StandardVariable>,
    /// The names that the style prints.
    printed: Vec<NameVariable>,
}

impl Presence {
    /// Changes the conditions of a style.
    pub fn in_style(style: &mut IndependentStyle) -> Self {
        let mut found = Found::default();
        for list in lists(style) {
            found.add(list, false);
        }
        let sorts = [&style.citation.sort, &style.bibliography.as_ref().and_then(|list| list.sort.clone())];
        for key in sorts.into_iter().flatten().flat_map(|sort| &sort.keys) {
            if let SortKey::Variable { variable: Variable::Standard(variable), .. } = key {
                found.used.push(*variable);
            }
        }
        let mut names: Vec<NameVariable> = Vec::new();
        for tested in found.tested.iter().filter(|names| found.substitutes.contains(names)) {
            if !names.contains(tested) {
                names.push(*tested);
            }
        }
        let mut spare = SPARE.into_iter().filter(|variable| !found.used.contains(variable));
        let letter = spare.next().filter(|_| found.used.contains(&StandardVariable::YearSuffix));
        let presence = Self { names: names.into_iter().zip(spare).collect(), letter, printed: found.printed };
        for list in lists(style) {
            presence.change(list);
        }
        presence
    }

    /// Whether the style prints some names.
    pub fn prints(&self, names: NameVariable) -> bool {
        self.printed.contains(&names)
    }

    /// Sets the variables of a work.
    pub fn set(&self, work: &mut Work) {
        for (names, variable) in &self.names {
            let is_there = !work.names(&names.to_string()).is_empty();
            work.item.0.remove(&variable.to_string());
            work.set(&variable.to_string(), if is_there { "1" } else { "" });
        }
        if let Some(letter) = self.letter {
            work.item.0.remove(&letter.to_string());
        }
    }

    fn change(&self, list: &mut [Element]) {
        for element in list {
            match element {
                Element::Group(group) => self.change(&mut group.children),
                Element::Choose(choose) => {
                    branches(choose).for_each(|branch| self.change(branch));
                    for tested in choose_variables(choose) {
                        let alias = self.names.iter().find(|(names, _)| *tested == Variable::Name(*names));
                        *tested = alias.map_or(*tested, |(_, variable)| Variable::Standard(*variable));
                    }
                }
                Element::Names(names) => {
                    for child in &mut names.children {
                        if let NamesChild::Substitute(substitute) = child {
                            self.change(&mut substitute.children);
                        }
                    }
                }
                Element::Text(text) => {
                    if let Some(letter) = self.letter.filter(|_| is_letter(text)) {
                        text.target = Variable::Standard(letter).into();
                        *element = Element::Choose(if_there(letter, element.clone()));
                    }
                }
                Element::Date(_) | Element::Number(_) | Element::Label(_) => {}
            }
        }
    }
}

/// Whether an element prints the letter of a work.
fn is_letter(text: &Text) -> bool {
    matches!(text.target, TextTarget::Variable { var: Variable::Standard(StandardVariable::YearSuffix), .. })
}

/// An element under the condition that a work has a variable. Otherwise, an empty variable would suppress a group with “n.d.” in it.
fn if_there(variable: StandardVariable, element: Element) -> Choose {
    let branch = ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: Some(vec![Variable::Standard(variable)]),
        match_: ChooseMatch::All,
        children: vec![element],
    };
    Choose { if_: branch, else_if: Vec::new(), otherwise: None }
}

/// The variables of a style.
#[derive(Default)]
struct Found {
    used: Vec<StandardVariable>,
    tested: Vec<NameVariable>,
    printed: Vec<NameVariable>,
    /// Those that take the place of others.
    substitutes: Vec<NameVariable>,
}

impl Found {
    fn add(&mut self, list: &mut [Element], is_substitute: bool) {
        for element in list {
            match element {
                Element::Text(text) => {
                    if let TextTarget::Variable { var: Variable::Standard(variable), .. } = text.target {
                        self.used.push(variable);
                    }
                }
                Element::Group(group) => self.add(&mut group.children, is_substitute),
                Element::Choose(choose) => {
                    branches(choose).for_each(|branch| self.add(branch, is_substitute));
                    for tested in choose_variables(choose) {
                        match tested {
                            Variable::Standard(variable) => self.used.push(*variable),
                            Variable::Name(names) => self.tested.push(*names),
                            Variable::Page(_) | Variable::Number(_) | Variable::Date(_) => {}
                        }
                    }
                }
                Element::Names(names) => {
                    self.printed.extend(&names.variable);
                    self.substitutes.extend(names.variable.iter().copied().filter(|_| is_substitute));
                    for child in &mut names.children {
                        if let NamesChild::Substitute(substitute) = child {
                            self.add(&mut substitute.children, true);
                        }
                    }
                }
                Element::Date(_) | Element::Number(_) | Element::Label(_) => {}
            }
        }
    }
}
