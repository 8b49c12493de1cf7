//! Writes what the citation style prints into a copy of a case: in the text, or as notes.

use std::collections::HashMap;

use super::inlines::joined;
use crate::model::{
    Attributes, Block, BlockKind, Case, CitationId, Inline, InsideMut, Note, Reference, ReferenceId,
};
use crate::source::Span;

/// What stands in place of a citation.
pub enum Shown {
    /// In the text, or in the note that the author wrote.
    Inlines(Vec<Inline>),
    /// Some words in the text, and a note.
    Note { words: Vec<Inline>, note: Vec<Inline>, span: Span },
}

/// How a language sets the references of notes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// After punctuation.
    AfterPunctuation,
    /// Where the author wrote the citation.
    AsTyped,
}

impl Marks {
    /// The rule of a language, if all publishers agree.
    pub fn of(language: &str) -> Self {
        match language.split('-').next().unwrap_or_default() {
            "en" | "de" | "nl" | "sv" | "da" | "nb" | "nn" | "no" | "fi" => Self::AfterPunctuation,
            _ => Self::AsTyped,
        }
    }
}

/// The case with its citations replaced. Those that are not in `shown` stay as typed.
pub fn rewritten(case: &Case, shown: HashMap<CitationId, Shown>, marks: Marks) -> Case {
    let mut case = case.clone();
    let (mut blocks, mut notes) = (std::mem::take(&mut case.blocks), std::mem::take(&mut case.notes));
    let made = Vec::new();
    let mut rewriter = Rewriter { shown, marks, references: &mut case.references, made };
    rewriter.blocks(&mut blocks);
    for note in &mut notes {
        rewriter.blocks(&mut note.blocks);
    }
    notes.append(&mut rewriter.made);
    (case.blocks, case.notes) = (blocks, notes);
    case.citations.clear();
    case
}

struct Rewriter<'a> {
    shown: HashMap<CitationId, Shown>,
    marks: Marks,
    references: &'a mut Vec<Reference>,
    /// The notes that citations became.
    made: Vec<Note>,
}

impl Rewriter<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            for inside in block.inside_mut() {
                match inside {
                    InsideMut::Text(content) => self.content(content),
                    InsideMut::Blocks(blocks) => self.blocks(blocks),
                }
            }
        }
    }

    fn content(&mut self, content: &mut Vec<Inline>) {
        let mut waiting = std::mem::take(content).into_iter().peekable();
        while let Some(mut inline) = waiting.next() {
            let Inline::Citation(id, typed) = inline else {
                if let Some(children) = inline.children_mut() {
                    self.content(children);
                }
                content.push(inline);
                continue;
            };
            match self.shown.remove(&id) {
                None => content.extend(typed),
                Some(Shown::Inlines(mut inlines)) => {
                    // The full stop of a style is that of the sentence.
                    if waiting.peek().is_some() {
                        without_full_stop(&mut inlines);
                    }
                    content.append(&mut inlines);
                }
                Some(Shown::Note { mut words, note, span }) => {
                    if words.is_empty() {
                        trim_end(content);
                    }
                    content.append(&mut words);
                    if let Some(Inline::Text(after)) =
                        waiting.peek_mut().filter(|_| self.marks == Marks::AfterPunctuation)
                    {
                        let rest =
                            after.trim_start_matches(['.', ',', ';', ':', '!', '?', '…', '”', '’', '»', ')']);
                        let length = if after.starts_with([')', '”', '’', '»']) {
                            0
                        } else {
                            after.len() - rest.len()
                        };
                        content.push(Inline::Text(after.drain(..length).collect()));
                    }
                    content.push(self.note(note, span));
                }
            }
        }
        content.retain(|inline| !matches!(inline, Inline::Text(words) if words.is_empty()));
        *content = joined(std::mem::take(content));
    }

    /// Adds a note, and returns the reference to it.
    fn note(&mut self, content: Vec<Inline>, span: Span) -> Inline {
        let id = ReferenceId::after(self.references.len());
        // No label of an author contains a control character.
        let label = format!("\u{1}{}", self.references.len());
        self.references.push(Reference { label: label.clone(), span });
        let kind = BlockKind::Paragraph(content);
        let block = Block { span, attributes: Attributes::default(), kind };
        self.made.push(Note { label, blocks: vec![block], span });
        Inline::NoteReference(id)
    }
}

/// Removes the spaces before the reference of a note.
fn trim_end(content: &mut [Inline]) {
    if let Some(Inline::Text(words)) = content.last_mut() {
        words.truncate(words.trim_end().len());
    }
}

/// Removes the full stop at the end.
pub fn without_full_stop(content: &mut [Inline]) {
    match content.last_mut() {
        Some(Inline::Text(words)) => {
            words.truncate(words.strip_suffix('.').unwrap_or(words).len());
        }
        Some(other) => {
            if let Some(children) = other.children_mut() {
                without_full_stop(children);
            }
        }
        None => {}
    }
}
