//! Links that name a heading by its words, as pandoc reads them: `[words][Heading]`, `[Heading][]`.

use std::cell::{OnceCell, RefCell};
use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, LinkType};

use super::super::enclosed::folded;

/// The headings of a text, which are read when the first link without an address is found.
pub struct HeadingLinks<'t> {
    text: &'t str,
    headings: OnceCell<HashSet<String>>,
    /// The places of brackets whose words are those of a heading, and which are printed as typed.
    typed: RefCell<Vec<Range<usize>>>,
}

impl<'t> HeadingLinks<'t> {
    pub fn of(text: &'t str) -> Self {
        Self { text, headings: OnceCell::new(), typed: RefCell::default() }
    }

    /// The destination of a link whose address is not defined. `[Heading]` alone may be a remark in brackets, so it is no link.
    pub fn destination(&self, link: &BrokenLink<'_>) -> Option<String> {
        let label = &*link.reference;
        if self.text[link.span.clone()].starts_with('!') {
            return None;
        }
        let is_heading = || self.headings.get_or_init(|| headings(self.text)).contains(&folded_words(label));
        match link.link_type {
            LinkType::Reference | LinkType::Collapsed if is_heading() => Some(format!("#{}", words(label))),
            LinkType::Shortcut if label.len() > 2 && !label.starts_with(['^', '@']) && is_heading() => {
                self.typed.borrow_mut().push(link.span.clone());
                None
            }
            _ => None,
        }
    }

    /// The places of brackets around the words of a heading.
    pub fn typed(self) -> Vec<Range<usize>> {
        self.typed.into_inner()
    }
}

/// The words of the headings, as labels.
fn headings(text: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    let (mut before, mut is_code) = ("", false);
    for line in text.lines() {
        let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            is_code = !is_code;
        } else if !is_code && bare.starts_with('#') {
            found.insert(folded_words(bare.trim_matches('#')));
        } else if !is_code && !bare.is_empty() && bare.trim_matches(['=', '-']).is_empty() {
            found.insert(folded_words(before));
        }
        before = bare;
    }
    found
}

fn folded_words(label: &str) -> String {
    folded(&words(label))
}

/// A heading without emphasis, escapes and the attribute list at its end.
fn words(heading: &str) -> String {
    let heading = heading.trim().trim_end_matches('#').trim_end();
    let list = heading.rfind(" {").filter(|_| heading.ends_with('}'));
    let words = &heading[..list.unwrap_or(heading.len())];
    let is_mark = |(at, sign): &(usize, char)| match sign {
        '*' | '`' | '\\' => true,
        // Within a word, it is no mark of emphasis.
        '_' => {
            let is_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
            !(is_word(words[..*at].chars().next_back()) && is_word(words[at + 1..].chars().next()))
        }
        _ => false,
    };
    words.char_indices().filter(|place| !is_mark(place)).map(|(_, sign)| sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_by_their_words() {
        let text = "# One *thing* {#one}\n\nTwo\nthings\n===\n\n> ## `Three` ##\n\n# `snake_case`\n\n```\n# Four\n```\n";
        let found = headings(text);
        for (label, is_heading) in [
            ("one thing", true),
            ("Things", true),
            ("three", true),
            ("snake_case", true),
            ("Four", false),
            ("", false),
        ] {
            assert_eq!(found.contains(&folded_words(label)), is_heading, "{label}");
        }
    }
}
