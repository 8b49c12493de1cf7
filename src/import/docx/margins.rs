//! Headers and footers of pages, which casebook makes itself.

use super::package::{Relationships, targets};
use crate::import::Reason;
use crate::import::archive::Archive;
use crate::import::building::margins;
use crate::import::building::pool::Pool;
use crate::import::unreadable::Error;

/// Notes headers and footers with words of their own: one doubt for each kind.
///
/// # Errors
///
/// If a part is damaged.
pub fn doubts(
    package: &mut Archive<'_>,
    relationships: &Relationships,
    title: &str,
    pool: &mut Pool,
) -> Result<(), Error> {
    for (kind, reason) in [("header", Reason::Header), ("footer", Reason::Footer)] {
        let mut found = Vec::new();
        for target in targets(relationships, kind) {
            let Some(root) = package.part(target)? else { continue };
            let paragraphs = root.descendants().filter(|element| element.name() == "w:p");
            for paragraph in paragraphs {
                let texts = paragraph.descendants().filter(|element| element.name() == "w:t");
                let words: String = texts.map(crate::import::xml::Element::text).collect();
                found.push(words);
            }
        }
        margins::doubt(&found, title, reason, pool);
    }
    Ok(())
}
