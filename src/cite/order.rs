//! The citations of a case in the order in which they are read: those in a note where the text cites the note.

use std::collections::{HashMap, HashSet};

use crate::model::{Block, Case, CitationId, Inline, Nodes, NoteId};
use crate::resolve::fold;

/// A citation in the reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    pub id: CitationId,
    /// The number of the note that it is in, or that it becomes.
    pub note: usize,
    /// Whether it is in a note that the author wrote.
    pub is_in_note: bool,
}

/// What has the number of a note.
enum Numbered {
    Note(NoteId),
    Citation(CitationId),
}

/// The citations of a case.
pub fn occurrences(case: &Case) -> Vec<Occurrence> {
    let labels: HashMap<String, NoteId> = case
        .notes
        .iter()
        .enumerate()
        .rev()
        .map(|(index, note)| (fold(&note.label), NoteId::after(index)))
        .collect();
    let (mut numbered, mut known) = (Vec::new(), HashSet::new());
    let mut add = |numbered: &mut Vec<Numbered>, inline: &Inline, is_in_note: bool| match inline {
        Inline::NoteReference(reference) => {
            let note = labels.get(&fold(&case.references[reference.index()].label));
            numbered.extend(note.filter(|note| known.insert(**note)).map(|note| Numbered::Note(*note)));
        }
        Inline::Citation(id, _) if !is_in_note => numbered.push(Numbered::Citation(*id)),
        _ => {}
    };
    inlines(&case.blocks).for_each(|inline| add(&mut numbered, inline, false));
    let mut found = Vec::new();
    let mut next = 0;
    loop {
        while let Some(item) = numbered.get(next) {
            next += 1;
            match *item {
                Numbered::Citation(id) => found.push(Occurrence { id, note: next, is_in_note: false }),
                Numbered::Note(note) => {
                    for inline in inlines(&case.notes[note.index()].blocks) {
                        if let Inline::Citation(id, _) = inline {
                            found.push(Occurrence { id: *id, note: next, is_in_note: true });
                        }
                        add(&mut numbered, inline, true);
                    }
                }
            }
        }
        // Notes that nothing cites come last.
        let is_open = |note: &NoteId| {
            !numbered.iter().any(|item| matches!(item, Numbered::Note(known) if known == note))
        };
        match (0..case.notes.len()).map(NoteId::after).find(is_open) {
            Some(note) => numbered.push(Numbered::Note(note)),
            None => return found,
        }
    }
}

fn inlines(blocks: &[Block]) -> impl Iterator<Item = &Inline> {
    Nodes::of_blocks(blocks).inlines()
}
