//! Changes a citation style for the printing library where the library differs from the specification of CSL 1.0.2.

use hayagriva::citationberg::taxonomy::{StandardVariable, Variable};
use hayagriva::citationberg::{
    Choose, IndependentStyle, LayoutRenderingElement as Element, LongShortForm, Names, NamesChild, TextTarget,
};

/// Changes a style.
pub fn mend(style: &mut IndependentStyle) {
    for list in lists(style) {
        elements(list, None);
    }
}

/// The lists of elements of a style.
pub fn lists(style: &mut IndependentStyle) -> impl Iterator<Item = &mut Vec<Element>> {
    let macros = style.macros.iter_mut().map(|named| &mut named.children);
    let lists = std::iter::once(&mut style.citation.layout.elements).chain(macros);
    lists.chain(style.bibliography.iter_mut().map(|list| &mut list.layout.elements))
}

/// Changes elements. Those of `<substitute>` have the names whose place they take.
fn elements(list: &mut Vec<Element>, names: Option<&Names>) {
    for element in list {
        match element {
            Element::Text(text) => {
                if let TextTarget::Variable { var, form } = &mut text.target {
                    *var = variable(*var, *form);
                }
            }
            Element::Group(group) => elements(&mut group.children, names),
            Element::Choose(choose) => {
                for branch in branches(choose) {
                    elements(branch, names);
                }
                for tested in choose_variables(choose) {
                    *tested = variable(*tested, LongShortForm::Long);
                }
            }
            Element::Names(own) => substitute(own, names),
            Element::Date(_) | Element::Number(_) | Element::Label(_) => {}
        }
    }
}

/// The variable that stands for another one: the short form of a container is a variable of its own, and `event` is the former name
/// of `event-title`.
fn variable(variable: Variable, form: LongShortForm) -> Variable {
    Variable::Standard(match (variable, form) {
        (Variable::Standard(StandardVariable::ContainerTitle), LongShortForm::Short) => {
            StandardVariable::ContainerTitleShort
        }
        (Variable::Standard(StandardVariable::Event), _) => StandardVariable::EventTitle,
        (other, _) => return other,
    })
}

/// The elements of all branches of a condition.
pub fn branches(choose: &mut Choose) -> impl Iterator<Item = &mut Vec<Element>> {
    let tested = std::iter::once(&mut choose.if_).chain(&mut choose.else_if);
    tested
        .map(|branch| &mut branch.children)
        .chain(choose.otherwise.iter_mut().map(|branch| &mut branch.children))
}

/// The variables whose presence a condition tests.
pub fn choose_variables(choose: &mut Choose) -> impl Iterator<Item = &mut Variable> {
    let tested = std::iter::once(&mut choose.if_).chain(&mut choose.else_if);
    tested.flat_map(|branch| branch.variable.iter_mut().flatten())
}

/// Names that take the place of others are printed like those. The library knows this only of the children of `<substitute>`,
/// and not of those of a condition in it.
fn substitute(own: &mut Names, names: Option<&Names>) {
    if let Some(names) = names {
        *own = names.from_names_substitute(own);
    }
    let parent = own.clone();
    for child in &mut own.children {
        if let NamesChild::Substitute(substitute) = child {
            elements(&mut substitute.children, Some(&parent));
            substitute.children = apart(std::mem::take(&mut substitute.children));
        }
    }
}

/// The same elements, with each condition once for each of its children: only the first one that prints something takes the place of
/// names, but the library prints all children of a condition.
fn apart(list: Vec<Element>) -> Vec<Element> {
    list.into_iter()
        .flat_map(|element| match element {
            Element::Choose(mut choose) => {
                branches(&mut choose).for_each(|branch| *branch = apart(std::mem::take(branch)));
                let count = branches(&mut choose).map(|branch| branch.len()).max().unwrap_or(0);
                (0..count).map(|index| Element::Choose(with_child(&choose, index))).collect()
            }
            other => vec![other],
        })
        .collect()
}

/// A condition with one child of each branch.
fn with_child(choose: &Choose, index: usize) -> Choose {
    let mut choose = choose.clone();
    for branch in branches(&mut choose) {
        *branch = std::mem::take(branch).into_iter().nth(index).into_iter().collect();
    }
    choose
}
