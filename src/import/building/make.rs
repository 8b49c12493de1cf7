//! Makes parts of the model, which have no place in a source file here.

use crate::model::{Attributes, Block, BlockKind, Inline};
use crate::source::{FileId, Span};

/// The place of everything.
pub const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

/// A block without attributes.
pub fn block(kind: BlockKind) -> Block {
    Block { span: NOWHERE, attributes: Attributes::default(), kind }
}

/// Adds elements to running text.
pub fn extend(words: &mut Vec<Inline>, more: impl IntoIterator<Item = Inline>) {
    for inline in more {
        add(words, inline);
    }
}

/// Adds an element to running text. Text joins the text before it.
pub fn add(words: &mut Vec<Inline>, inline: Inline) {
    match (words.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(more)) => before.push_str(&more),
        (_, inline) => words.push(inline),
    }
}
