//! What all parts of the writer know.

use super::escape::Reading;
use super::numbers::Numbers;
use crate::model::Case;

/// How many constructs may be inside each other. What is deeper is written as plain words.
pub const DEEPEST: usize = 60;

/// Writes a case.
pub struct Writer<'c> {
    /// The case.
    pub case: &'c Case,
    /// What its text is read as.
    pub reading: Reading,
    /// The new labels of its notes.
    pub numbers: Numbers,
    /// The number of open blocks.
    pub depth: usize,
    /// Whether a list is open that Markdown does not know, so that the text of an item is read together with the next one.
    pub is_unknown: bool,
}
