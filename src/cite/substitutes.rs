//! Completes titles that take the place of names. The printing library prints a variable only once in `<substitute>`, and takes a
//! condition or a group for printing, so that “Tables of the Moon (3rd ed.)” would lose its edition.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use hayagriva::citationberg::{
    ChooseBranch, IndependentStyle, LayoutRenderingElement as Element, NamesChild, TextTarget,
};
use hayagriva::{ElemChild, ElemChildren, ElemMeta};

use super::complete::{has_names, words};
use super::work::marks::shown;

/// Prints a work in a variant of the style.
pub type Print<'a> = dyn Fn(&IndependentStyle) -> ElemChildren + 'a;

/// The elements of a style that may take the place of names in its list of works.
pub struct Substitutes {
    elements: Vec<Substitute>,
}

struct Substitute {
    element: Element,
    /// The style with the element as its only one, prepared when it is first needed.
    alone: OnceLock<IndependentStyle>,
}

impl Substitutes {
    /// Those of a style.
    pub fn in_list(style: &IndependentStyle) -> Self {
        let mut search = Search { style, macros: BTreeSet::new(), found: Vec::new() };
        search.list(style.bibliography.as_ref().map_or(&[], |list| &list.layout.elements), false);
        let element = |element: &Element| Substitute { element: element.clone(), alone: OnceLock::new() };
        Self { elements: search.found.into_iter().map(element).collect() }
    }

    /// Prints elements in place of names once more, on their own, if they lost words.
    pub fn complete(&self, printed: &mut ElemChildren, csl: &IndependentStyle, print: &Print<'_>) {
        for child in &mut printed.0 {
            let ElemChild::Elem(element) = child else { continue };
            let is_names = matches!(element.meta, Some(ElemMeta::Names(_)));
            if !is_names {
                self.complete(&mut element.children, csl, print);
            } else if !has_names(&element.children)
                && let Some(whole) = self.whole(&words(&element.children), csl, print)
            {
                element.children = whole;
            }
        }
    }

    /// The element that was printed with some words, if it has more. `None` if another element has exactly these.
    fn whole(&self, part: &str, csl: &IndependentStyle, print: &Print<'_>) -> Option<ElemChildren> {
        let part = plain(part);
        let mut found = None;
        for Substitute { element, alone } in &self.elements {
            let printed = print(alone.get_or_init(|| alone_in(csl, element)));
            let whole = plain(&words(&printed));
            if whole == part {
                return None;
            }
            if found.is_none() && has_more(&whole, &part) {
                found = Some(printed);
            }
        }
        found
    }
}

/// A style with only one element in its citations.
fn alone_in(csl: &IndependentStyle, element: &Element) -> IndependentStyle {
    let mut csl = csl.clone();
    let layout = &mut csl.citation.layout;
    (layout.prefix, layout.suffix, layout.elements) = (None, None, vec![element.clone()]);
    csl
}

/// Looks for elements in `<substitute>`.
struct Search<'s> {
    style: &'s IndependentStyle,
    /// The macros that are known.
    macros: BTreeSet<&'s str>,
    found: Vec<&'s Element>,
}

impl<'s> Search<'s> {
    fn list(&mut self, list: &'s [Element], is_substitute: bool) {
        for element in list {
            match element {
                Element::Names(names) => {
                    for child in &names.children {
                        if let NamesChild::Substitute(substitute) = child {
                            self.list(&substitute.children, true);
                        }
                    }
                    continue;
                }
                Element::Group(group) => self.list(&group.children, false),
                Element::Choose(choose) => {
                    let branches = std::iter::once(&choose.if_).chain(&choose.else_if);
                    branches.for_each(|branch: &ChooseBranch| self.list(&branch.children, false));
                    choose.otherwise.iter().for_each(|branch| self.list(&branch.children, false));
                }
                Element::Text(text) => {
                    if let TextTarget::Macro { name } = &text.target {
                        self.named(name);
                    }
                }
                Element::Date(_) | Element::Number(_) | Element::Label(_) => {}
            }
            if is_substitute {
                self.found.push(element);
            }
        }
    }

    fn named(&mut self, name: &'s str) {
        let found = self.style.macros.iter().find(|known| known.name == name);
        if let Some(found) = found.filter(|_| self.macros.insert(name)) {
            self.list(&found.children, false);
        }
    }
}

/// The words of a text, separated by spaces.
fn plain(text: &str) -> String {
    let text = shown(text).to_lowercase();
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a text has all words of another one in their order, and more.
fn has_more(whole: &str, part: &str) -> bool {
    let mut rest = whole.split(' ');
    whole.len() > part.len() && part.split(' ').all(|word| rest.any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_in_their_order() {
        for (whole, part, expected) in [
            ("Tables of the Moon (3rd ed.)", "Tables of the Moon", true),
            ("“Port open”", "“Port open,”", false),
            ("Tables of the Moon", "Tables of the Moon, 1985", false),
            ("The Moon Tables", "Tables Moon", false),
        ] {
            assert_eq!(has_more(&plain(whole), &plain(part)), expected, "{whole}");
        }
    }
}
