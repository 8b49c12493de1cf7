//! Chooses one of the forms in which the same content is given for old and new programs.

use crate::import::xml::Element;

/// The extensions that this reader knows.
const KNOWN: &[&str] = &["wps", "wpg", "wpc", "wp14", "w14", "w15", "w16", "w16se", "a14", "a16", "pic14"];

/// The branch of a choice that is read. The other one shows the same.
pub fn chosen(choice: &Element) -> Option<&Element> {
    let is_known = |branch: &&Element| {
        let requires = branch.attribute("Requires").unwrap_or_default();
        branch.name() == "mc:Choice" && requires.split_whitespace().all(|name| KNOWN.contains(&name))
    };
    choice.elements().find(is_known).or_else(|| choice.child("mc:Fallback"))
}
