//! Finds words of the running text in the author's text, where marks, line ends and note references stand between them.

use std::collections::BTreeMap;

use crate::source::Span;

/// The place inside `block` where these words follow each other for the time `nth`, counted from 0; else the block.
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

/// How much has been told of each block. To find a place is to read the block again, so ten places of one are enough: a
/// table of a thousand cells has one mistake a thousand times.
#[derive(Default)]
pub struct Told {
    blocks: BTreeMap<Span, u32>,
}

impl Told {
    /// Whether one more may be told of this block; counts it.
    pub fn has_room(&mut self, block: Span) -> bool {
        let told = self.blocks.entry(block).or_default();
        *told += 1;
        *told <= 10
    }
}

/// The runs of letters and digits in a text, with their offsets.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let pieces = text.split(|character: char| !character.is_alphanumeric());
    let start = text.as_ptr() as usize;
    pieces.filter(|run| !run.is_empty()).map(move |run| (run.as_ptr() as usize - start, run))
}

/// How often the words follow each other in a text.
pub fn count(text: &str, words: &str) -> usize {
    let wanted: Vec<String> = runs(words).map(|(_, run)| run.to_lowercase()).collect();
    let found: Vec<String> = runs(text).map(|(_, run)| run.to_lowercase()).collect();
    if wanted.is_empty() {
        0
    } else {
        found.windows(wanted.len()).filter(|window| **window == wanted[..]).count()
    }
}
