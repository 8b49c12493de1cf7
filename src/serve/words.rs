//! Finds the words that an author pointed at in the source of a block, because a long paragraph has many lines.

use std::ops::Range;

use serde::Deserialize;

/// Neighbouring words as they are shown, without punctuation.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    words: Vec<String>,
    /// The index of the word that the author pointed at.
    at: usize,
}

/// How many words on each side are compared.
const REACH: usize = 3;

impl Words {
    /// The words around a place in a line of text, given as a share of its length.
    pub fn around(line: &str, share: f64) -> Self {
        let words: Vec<Range<usize>> = words(line).collect();
        // The cast ends at the bounds for shares outside of 0 to 1.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let offset = (line.len() as f64 * share) as usize;
        let at = words.iter().take_while(|word| word.end <= offset).count();
        // Beside the end of a line, its last word.
        let at = at.min(words.len().saturating_sub(1));
        let (start, end) = (at.saturating_sub(REACH), words.len().min(at + REACH + 1));
        let near = words.get(start..end).unwrap_or_default();
        let words = near.iter().map(|word| line[word.clone()].to_owned()).collect();
        Self { words, at: at - start }
    }

    /// The offset of the word in the source of its block. Without a match, fewer neighbours are compared, down to one.
    pub fn find(&self, source: &str) -> Option<usize> {
        let places: Vec<Range<usize>> = words(source).collect();
        (1..=REACH).rev().find_map(|reach| {
            let start = self.at.saturating_sub(reach);
            let wanted = self.words.get(start..self.words.len().min(self.at.saturating_add(reach + 1)))?;
            let is_match = |places: &&[Range<usize>]| {
                places.iter().zip(wanted).all(|(place, word)| source[place.clone()] == **word)
            };
            let found = places.windows(wanted.len().max(2)).filter(|_| wanted.len() > 1).find(is_match)?;
            Some(found.get(self.at - start)?.start)
        })
    }
}

/// The runs of letters and digits in a text.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_their_source() {
        let source = "It's “one”\nof the *two* [words](to/one.md)\nof the last line, the last one.";
        for (line, share, found) in [
            ("It’s “one” of the two", 0.4, Some("one”")),
            ("two words", 0.9, Some("words]")),
            ("of the last line", 1.0, Some("line,")),
            ("the last one.", 0.9, Some("one.")),
            ("hy of the last line lin", 0.5, Some("last line")),
            ("alone", 0.5, None),
            ("", 0.5, None),
        ] {
            let offset = Words::around(line, share).find(source);
            let is_found = |words: &str| offset.is_some_and(|offset| source[offset..].starts_with(words));
            assert!(found.map_or(offset.is_none(), is_found), "{line}: {offset:?}");
        }
    }
}
