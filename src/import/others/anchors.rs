//! The places of a text that a link can lead to: ids, and headings in the way that other tools name them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Diagnostics;
use crate::model::{Case, Direction};
use crate::parse::{self, Dialect};
use crate::source::FileId;
use crate::typography::Language;

/// The places of a text.
#[derive(Debug, Default)]
pub struct Anchors {
    /// The ids that the author has set.
    pub ids: BTreeSet<String>,
    /// The letters and digits of the headings, and how many have them.
    headings: BTreeMap<String, usize>,
}

impl Anchors {
    /// The places of a text without header.
    #[must_use]
    pub fn of(text: &str, has_formulas: bool) -> Self {
        let dialect = Dialect {
            smart_punctuation: false,
            links_remote_images: true,
            implicit_figures: true,
            has_formulas,
            language: Language::of("en"),
            direction: Direction::LeftToRight,
            has_citations: false,
            references: &[],
        };
        let case: Case = parse::case(FileId(0), "", text, dialect, &mut Diagnostics::default());
        let ids = case.author_ids.into_iter().map(|author| author.id).chain(case.header.id);
        let mut headings = BTreeMap::new();
        for section in &case.sections {
            *headings.entry(bare(&section.text)).or_default() += 1;
        }
        Self { ids: ids.collect(), headings }
    }

    /// Whether a fragment, without its sign, names a place. Tools differ in the signs between the words of a heading, and they
    /// add a number to the second heading with the same words.
    #[must_use]
    pub fn has(&self, fragment: &str) -> bool {
        let is_another = || {
            let (words, number) = fragment.rsplit_once('-')?;
            Some(*self.headings.get(&bare(words))? > number.parse().ok()?)
        };
        self.ids.contains(fragment)
            || self.headings.contains_key(&bare(fragment))
            || is_another().unwrap_or(false)
    }
}

/// The letters and digits of a text, in lower case.
fn bare(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_name_ids_and_headings() {
        let text = "# The `Box<T>` type\n\n(port)=\n## Two\n\n## Two\n\n### Three {#third}\n\n<a id=\"a.b\"></a>Words.\n";
        let anchors = Anchors::of(text, false);
        for (fragment, is_there) in [
            ("the-boxt-type", true),
            ("the-box-t-type", true),
            ("two", true),
            ("two-1", true),
            ("two-2", false),
            ("port", true),
            ("third", true),
            ("a.b", true),
            ("words", false),
            ("", false),
        ] {
            assert_eq!(anchors.has(fragment), is_there, "{fragment}");
        }
    }
}
