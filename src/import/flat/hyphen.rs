//! Decides whether a hyphen at the end of a line belongs to the word.

use std::collections::HashSet;

/// Stands for a hyphen at the end of a line until [`Vocabulary::settle`] decides.
pub const OPEN: char = '\u{E002}';

/// The words of a text, in lower case, with their hyphens.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: HashSet<String>,
    /// Whether the text has a sign of its own for the hyphens that break lines.
    keeps_all: bool,
}

impl Vocabulary {
    /// The words of some texts.
    #[must_use]
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let words = texts.flat_map(|text| text.split(|sign: char| !sign.is_alphanumeric() && sign != '-'));
        Self { keeps_all: false, words: words.map(|word| word.trim_matches('-').to_lowercase()).collect() }
    }

    /// The same words, for a text that marks the hyphens of broken lines as soft hyphens, so that all others stay.
    #[must_use]
    pub fn with_soft_hyphens(self, has_soft: bool) -> Self {
        Self { keeps_all: has_soft, ..self }
    }

    /// The text with its open hyphens kept or removed. A word that the text has elsewhere is written as there.
    /// Otherwise the hyphen goes, because most of them come from the breaking of lines.
    #[must_use]
    pub fn settle(&self, text: &str) -> String {
        let mut settled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(OPEN) {
            settled.push_str(before);
            let start =
                settled.rfind(|sign: char| !sign.is_alphanumeric() && sign != '-').map_or(0, |at| at + 1);
            let start =
                (start..=settled.len()).find(|at| settled.is_char_boundary(*at)).unwrap_or(settled.len());
            let end = after.find(|sign: char| !sign.is_alphanumeric()).unwrap_or(after.len());
            let first = settled.get(start..).unwrap_or_default().to_lowercase();
            let second = after.get(..end).unwrap_or_default().to_lowercase();
            if self.keeps(&first, &second) {
                settled.push('-');
            }
            rest = after;
        }
        settled + rest
    }

    fn keeps(&self, first: &str, second: &str) -> bool {
        if self.keeps_all {
            return true;
        }
        let has = |word: &str| self.words.contains(word);
        if has(&format!("{first}{second}")) {
            return false;
        }
        // A part that is a compound already goes on as one: `one-on-` and `one`.
        has(&format!("{first}-{second}")) || (first.contains('-') && has(second))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_is_written_as_elsewhere() {
        let vocabulary = Vocabulary::of(["They cooperate in an inter-agency group, one by one."].into_iter());
        for (text, expected) in [
            ("co\u{E002}operate", "cooperate"),
            ("an inter\u{E002}agency group", "an inter-agency group"),
            ("the har\u{E002}bour", "the harbour"),
            ("one-on\u{E002}one", "one-on-one"),
        ] {
            assert_eq!(vocabulary.settle(text), expected);
        }
        let vocabulary = vocabulary.with_soft_hyphens(true);
        assert_eq!(vocabulary.settle("the hoped\u{E002}for harbour"), "the hoped-for harbour");
    }
}
