//! Writes a case as a case file in casebook's Markdown, as a careful author would have typed it.
//!
//! Reading the file again gives the same case: the same words, blocks and notes. Constructs that Markdown has no signs for are
//! written as HTML, which casebook reads into the same model.

mod alignment;
mod attributes;
mod block;
mod brackets;
mod cite;
mod code;
mod code_span;
mod escape;
mod figure;
mod formula;
mod grid;
mod header;
mod inline;
mod invisible;
mod line_start;
mod lines;
mod link;
mod list;
mod markup;
mod notes;
mod numbers;
mod passage;
mod piece;
mod styles;
mod table;
mod wrap;
mod writer;
mod yaml;

pub use escape::Reading;
pub use yaml::scalar;

use numbers::Numbers;
use writer::Writer;

use crate::model::Case;

/// The text of the case file.
#[must_use]
pub fn case(case: &Case, reading: Reading) -> String {
    let mut writer = Writer { case, reading, numbers: Numbers::of(case), depth: 0, is_unknown: false };
    let mut text = writer.header();
    let is_headless = text.is_empty();
    let parts = [writer.title(), writer.blocks(&case.blocks, wrap::WIDTH), writer.notes()];
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push(String::new());
        }
        text.extend(part);
    }
    // Three hyphens at the start would begin a header.
    if let Some(first) = text.first_mut().filter(|first| *first == "---" && is_headless) {
        "***".clone_into(first);
    }
    text.join("\n") + "\n"
}
