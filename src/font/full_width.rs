//! In Chinese and Japanese text, quotation marks, dashes, ellipses and middle dots are as wide as a character. They share
//! their code points with the narrow Latin ones, so a Latin family must leave them to the family of the other characters.

use std::collections::BTreeSet;

use unicode_script::{Script, UnicodeScript};

use super::family::Family;
use super::script::Han;
use crate::project::{FullWidth, Theme};

/// The signs. The single quotation marks are not among them: `’` is also the apostrophe of Latin words.
const SIGNS: [char; 6] = ['\u{B7}', '\u{2014}', '\u{2015}', '“', '”', '…'];

/// The families before the first one with Han characters, in a book in Chinese or Japanese.
#[must_use]
pub fn of(language: Option<Han>, theme: &Theme, families: &[Family]) -> FullWidth {
    let mut found = FullWidth { families: BTreeSet::new(), signs: SIGNS.into() };
    if !matches!(language, Some(Han::Simplified | Han::Traditional | Han::Japanese)) {
        return FullWidth::default();
    }
    let tables = Han::ALL.map(|han| Some(han.table())).into_iter().chain([None]);
    for (table, role) in tables.flat_map(|table| [(table, "text"), (table, "heading")]) {
        let names = theme.families_for(role, table);
        let known =
            names.iter().filter_map(|name| families.iter().find(|one| one.name.eq_ignore_ascii_case(name)));
        let known: Vec<&Family> = known.collect();
        let is_of_han = |family: &&Family| family.characters.iter().any(|one| one.script() == Script::Han);
        if let Some(first) = known.iter().position(is_of_han) {
            found.signs.retain(|sign| known[first].characters.contains(sign));
            found.families.extend(known[..first].iter().map(|family| family.name.to_lowercase()));
        }
    }
    if found.signs.is_empty() { FullWidth::default() } else { found }
}
