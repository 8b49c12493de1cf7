//! Styles: their inheritance, and what a paragraph of a style is.

use std::collections::HashMap;

use crate::import::building::role::{Role, plain, role_named};
use crate::import::xml::{Element, Node};

/// The most styles that one builds on.
const CHAIN: usize = 30;

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    by_id: HashMap<String, Style>,
    default: Option<String>,
    defaults: Option<Element>,
}

/// A style.
#[derive(Debug)]
pub struct Style {
    id: String,
    /// The name, without spaces and in lower case.
    pub name: String,
    based_on: Option<String>,
    element: Element,
}

impl Style {
    /// The properties of its paragraphs.
    pub fn paragraph(&self) -> Option<&Element> {
        self.element.child("w:pPr")
    }

    /// The properties of its runs.
    pub fn run(&self) -> Option<&Element> {
        self.element.child("w:rPr")
    }
}

impl Styles {
    /// The styles of a part.
    pub fn new(root: Option<Element>) -> Self {
        let mut styles = Self::default();
        for node in root.into_iter().flat_map(|root| root.children) {
            let Node::Element(element) = node else { continue };
            match element.name() {
                "w:style" => styles.add(element),
                "w:docDefaults" => styles.defaults = Some(element),
                _ => {}
            }
        }
        styles
    }

    fn add(&mut self, element: Element) {
        let Some(id) = element.attribute("w:styleId").map(str::to_owned) else { return };
        let is_default = matches!(element.attribute("w:default"), Some("1" | "true" | "on"));
        if is_default && element.attribute("w:type") == Some("paragraph") {
            self.default = Some(id.clone());
        }
        let name = plain(element.value_of("w:name").unwrap_or(&id));
        let based_on = element.value_of("w:basedOn").map(str::to_owned);
        self.by_id.insert(id.clone(), Style { id, name, based_on, element });
    }

    /// A style and those that it builds on. Without an id, the default style of paragraphs.
    pub fn paragraph_chain(&self, id: Option<&str>) -> Vec<&Style> {
        let known = id.filter(|id| self.by_id.contains_key(*id));
        self.chain(known.or(self.default.as_deref()))
    }

    /// A style and those that it builds on.
    pub fn chain(&self, id: Option<&str>) -> Vec<&Style> {
        let first = id.and_then(|id| self.by_id.get(id));
        let next = |style: &&Style| self.by_id.get(style.based_on.as_deref()?);
        std::iter::successors(first, next).take(CHAIN).collect()
    }

    /// The properties that all runs have.
    pub fn run_defaults(&self) -> Option<&Element> {
        self.defaults.as_ref()?.child("w:rPrDefault")?.child("w:rPr")
    }

    /// The properties that all paragraphs have.
    pub fn paragraph_defaults(&self) -> Option<&Element> {
        self.defaults.as_ref()?.child("w:pPrDefault")?.child("w:pPr")
    }

    /// What a paragraph of a style is.
    pub fn role(&self, id: Option<&str>) -> Role {
        let chain = self.paragraph_chain(id);
        let named = |style: &&Style| role_named(&style.name).or_else(|| role_named(&plain(&style.id)));
        let by_name = chain.iter().find_map(named);
        // A program that writes no styles still names them.
        let by_name = by_name.or_else(|| role_named(&plain(id.filter(|_| chain.is_empty())?)));
        by_name.filter(|role| *role != Role::List).or_else(|| heading(&chain)).or(by_name).unwrap_or_default()
    }

    /// Whether the style with this id, or one that it builds on, has the given name.
    pub fn is(&self, id: Option<&str>, wanted: &str) -> bool {
        let wanted = plain(wanted);
        let same = |style: &Style| style.name == wanted || plain(&style.id) == wanted;
        self.chain(id).into_iter().any(same) || id.is_some_and(|id| plain(id) == wanted)
    }
}

/// The level of a heading by the level of the outline.
fn heading(chain: &[&Style]) -> Option<Role> {
    let level = chain.iter().find_map(|style| style.paragraph()?.value_of("w:outlineLvl"))?;
    level.parse().ok().filter(|level| *level < 9).map(|level: u8| Role::Heading(level + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml::{Budget, parse};

    const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    #[test]
    fn roles_follow_from_names_in_any_language_and_from_inheritance() {
        let text = format!(
            "<w:styles xmlns:w='{W}'>
            <w:style w:type='paragraph' w:default='1' w:styleId='Standard'><w:name w:val='Normal'/></w:style>
            <w:style w:type='paragraph' w:styleId='berschrift1'><w:name w:val='heading 1'/><w:basedOn w:val='Standard'/></w:style>
            <w:style w:type='paragraph' w:styleId='Kapitel'><w:name w:val='Kapitel'/><w:basedOn w:val='berschrift1'/></w:style>
            <w:style w:type='paragraph' w:styleId='Zitat'><w:name w:val='Quote'/></w:style>
            <w:style w:type='paragraph' w:styleId='Abschnitt'><w:name w:val='Abschnitt'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style>
            <w:style w:type='paragraph' w:styleId='Verzeichnis1'><w:name w:val='toc 1'/></w:style>
            <w:style w:type='paragraph' w:styleId='Kreis'><w:name w:val='Kreis'/><w:basedOn w:val='Kreis'/></w:style>
            <w:style w:type='paragraph' w:styleId='Ti1'><w:name w:val='Titre 1'/></w:style>
            </w:styles>"
        );
        let Ok(root) = parse(text.as_bytes(), "styles", &mut Budget::default()) else { panic!("styles") };
        let styles = Styles::new(Some(root));
        for (id, role) in [
            (None, Role::Body),
            (Some("berschrift1"), Role::Heading(1)),
            (Some("Kapitel"), Role::Heading(1)),
            (Some("Ti1"), Role::Heading(1)),
            (Some("Zitat"), Role::Quote),
            (Some("Abschnitt"), Role::Heading(2)),
            (Some("Verzeichnis1"), Role::Contents),
            (Some("Kreis"), Role::Body),
            (Some("Unknown"), Role::Body),
        ] {
            assert_eq!(styles.role(id), role, "{id:?}");
        }
        assert_eq!(Styles::default().role(Some("Heading2")), Role::Heading(2));
    }
}
