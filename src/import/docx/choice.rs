//! Chooses one of the forms in which the same content is given for old and new programs.

use crate::import::xml::Element;

/// The extensions that this reader knows.
const KNOWN: &[&str] = &["wps", "wpg", "wpc", "wp14", "w14", "w15", "w16", "w16se", "a14", "a16", "pic14"];

/// The branch of a choice that is read. The other one shows the same. If no branch for this reader has content, the first
/// one is read, so that its words are not lost.
pub fn chosen(choice: &Element) -> Option<&Element> {
    let is_known = |branch: &&Element| {
        let requires = branch.attribute("Requires").unwrap_or_default();
        branch.name() == "mc:Choice" && requires.split_whitespace().all(|name| KNOWN.contains(&name))
    };
    let fallback = || choice.child("mc:Fallback").filter(|branch| !branch.children.is_empty());
    choice.elements().find(is_known).or_else(fallback).or_else(|| choice.elements().next())
}
