//! The changes that a document has recorded.

use std::collections::HashMap;

use crate::import::xml::Element;

/// A change.
#[derive(Debug)]
pub struct Change<'a> {
    /// The text that was deleted; `None` if text was inserted.
    pub deleted: Option<&'a Element>,
    /// The reviewer.
    pub author: String,
}

/// The insertions and deletions of a document, by their ids. Changes of formats have no meaning here.
pub fn changes(content: &Element) -> HashMap<&str, Change<'_>> {
    let regions = content.descendants().filter(|element| element.name() == "text:changed-region");
    let change = |region| {
        let region: &Element = region;
        let id = region.attribute("text:id").or_else(|| region.attribute("xml:id"))?;
        let deletion = region.child("text:deletion");
        let change = deletion.or_else(|| region.child("text:insertion"))?;
        let author = change.child("office:change-info").and_then(|info| info.child("dc:creator"));
        let author = author.map(Element::text).unwrap_or_default();
        Some((id, Change { deleted: deletion, author }))
    };
    regions.filter_map(change).collect()
}
