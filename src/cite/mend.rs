//! Changes a citation style for the printing library where the library differs from the specification of CSL 1.0.2.

use hayagriva::citationberg::taxonomy::{StandardVariable, Variable};
use hayagriva::citationberg::{
    IndependentStyle, LayoutRenderingElement, LongShortForm, Names, NamesChild, TextTarget,
};

/// Changes a style.
pub fn mend(style: &mut IndependentStyle) {
    let macros = style.macros.iter_mut().map(|named| &mut named.children);
    let lists = [&mut style.citation.layout.elements].into_iter().chain(macros);
    let lists = lists.chain(style.bibliography.iter_mut().map(|list| &mut list.layout.elements));
    lists.for_each(|list| elements(list.as_mut_slice(), None));
}

/// Changes elements. Those of `<substitute>` have the names whose place they take.
fn elements(list: &mut [LayoutRenderingElement], names: Option<&Names>) {
    for element in list {
        match element {
            LayoutRenderingElement::Text(text) => {
                // The short form of a container is a variable of its own.
                if let TextTarget::Variable { var, form: LongShortForm::Short } = &mut text.target
                    && *var == Variable::Standard(StandardVariable::ContainerTitle)
                {
                    *var = Variable::Standard(StandardVariable::ContainerTitleShort);
                }
            }
            LayoutRenderingElement::Group(group) => elements(&mut group.children, names),
            LayoutRenderingElement::Choose(choose) => {
                for branch in std::iter::once(&mut choose.if_).chain(&mut choose.else_if) {
                    elements(&mut branch.children, names);
                }
                choose.otherwise.iter_mut().for_each(|branch| elements(&mut branch.children, names));
            }
            LayoutRenderingElement::Names(own) => substitute(own, names),
            LayoutRenderingElement::Date(_)
            | LayoutRenderingElement::Number(_)
            | LayoutRenderingElement::Label(_) => {}
        }
    }
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
        }
    }
}
