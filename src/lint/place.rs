//! Finds words of the running text in the source, where markup, line ends and note references may be between them.

use std::collections::BTreeMap;

use crate::source::Span;

/// The place of the `nth` occurrence of these words in `block`, counted from 0; the whole block if they are not found.
pub fn of_words(text: &str, block: Span, words: &[&str], nth: usize) -> Span {
    let wanted: Vec<String> =
        words.iter().flat_map(|words| runs(words)).map(|(_, run)| run.to_lowercase()).collect();
    let Some(source) = text.get(block.range()) else { return block };
    let found: Vec<(usize, &str)> = runs(source).collect();
    if wanted.is_empty() || found.len() < wanted.len() {
        return block;
    }
    let is_here =
        |at: &usize| found[*at..].iter().zip(&wanted).all(|((_, run), wanted)| run.to_lowercase() == *wanted);
    match (0..=found.len() - wanted.len()).filter(is_here).nth(nth) {
        Some(at) => {
            let (last, run) = found[at + wanted.len() - 1];
            let start = block.range().start;
            Span::new(block.file, start + found[at].0..start + last + run.len())
        }
        None => block,
    }
}

/// Counts the messages for each block. Finding a place reads the block again, so ten messages for one block are enough:
/// a table of a thousand cells may repeat one mistake a thousand times.
#[derive(Default)]
pub struct Told {
    blocks: BTreeMap<Span, u32>,
}

impl Told {
    /// Counts one more message for the block. Returns false if it has ten already.
    pub fn has_room(&mut self, block: Span) -> bool {
        let told = self.blocks.entry(block).or_default();
        *told += 1;
        *told <= 10
    }
}

/// The runs of letters and digits in a text, with their byte offsets.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let pieces = text.split(|character: char| !character.is_alphanumeric());
    let start = text.as_ptr() as usize;
    pieces.filter(|run| !run.is_empty()).map(move |run| (run.as_ptr() as usize - start, run))
}

/// How often the words occur in a row in a text.
pub fn count(text: &str, words: &str) -> usize {
    let wanted: Vec<String> = runs(words).map(|(_, run)| run.to_lowercase()).collect();
    let found: Vec<String> = runs(text).map(|(_, run)| run.to_lowercase()).collect();
    if wanted.is_empty() {
        0
    } else {
        found.windows(wanted.len()).filter(|window| **window == wanted[..]).count()
    }
}
