//! Languages that are other ones than that of the document: of words, and of a whole case, which has one key in its header
//! instead of many marks.

use std::rc::Rc;

use super::make;
use crate::model::{Attributes, Block, BlockKind, Case, Inline, InsideMut};

/// The language of marked words, if it differs from that of the document.
pub fn foreign(language: &str, document: &str) -> Option<Rc<str>> {
    let tag = oxilangtag::LanguageTag::parse(language).ok()?;
    let own = document.split('-').next().unwrap_or_default();
    let is_foreign = tag.primary_language() != own && !matches!(tag.primary_language(), "x" | "zxx" | "und");
    is_foreign.then(|| Rc::from(tag.as_str()))
}

/// Moves the language of all paragraphs into the header.
pub fn settle(case: &mut Case) {
    let mut paragraphs = case.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph(_)));
    let Some(language) = paragraphs.next().and_then(|first| first.attributes.language.clone()) else {
        return;
    };
    if paragraphs.any(|block| block.attributes.language.as_ref() != Some(&language)) {
        return;
    }
    unmark(&mut case.blocks, &language);
    for note in &mut case.notes {
        unmark(&mut note.blocks, &language);
    }
    case.header.language = Some(language);
}

/// Removes the marks of a language.
fn unmark(blocks: &mut [Block], language: &str) {
    for block in blocks {
        remove(&mut block.attributes, language);
        for inside in block.inside_mut() {
            match inside {
                InsideMut::Text(words) => unmark_words(words, language),
                InsideMut::Blocks(blocks) => unmark(blocks, language),
            }
        }
    }
}

fn remove(attributes: &mut Attributes, language: &str) {
    if attributes.language.as_deref() == Some(language) {
        attributes.language = None;
    }
}

fn unmark_words(words: &mut Vec<Inline>, language: &str) {
    for mut inline in std::mem::take(words) {
        if let Some(inside) = inline.children_mut() {
            unmark_words(inside, language);
        }
        match inline {
            Inline::Span(mut attributes, inside) => {
                remove(&mut attributes, language);
                if attributes == Attributes::default() {
                    make::extend(words, inside);
                } else {
                    words.push(Inline::Span(attributes, inside));
                }
            }
            inline => make::add(words, inline),
        }
    }
}
