//! The numbers of the notes of a case, in the order in which the text refers to them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Case, Inline, Nodes};

/// The new labels of the notes.
pub struct Numbers {
    /// The number of each label.
    by_label: BTreeMap<String, usize>,
    /// The notes in the order of their numbers, as indices.
    pub order: Vec<usize>,
}

impl Numbers {
    /// Numbers the notes of a case. A note without a reference comes last.
    pub fn of(case: &Case) -> Self {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (index, note) in case.notes.iter().enumerate() {
            places.entry(folded(&note.label)).or_insert(index);
        }
        let (mut order, mut seen) = (Vec::new(), BTreeSet::new());
        let mut meet = |nodes: Nodes<'_>, order: &mut Vec<usize>| {
            for label in labels(case, nodes) {
                if let Some(index) = places.get(&label).filter(|index| seen.insert(**index)) {
                    order.push(*index);
                }
            }
        };
        meet(Nodes::of_text(&case.header.title), &mut order);
        meet(Nodes::of_blocks(&case.blocks), &mut order);
        let mut next = 0;
        while let Some(note) = order.get(next).and_then(|index| case.notes.get(*index)) {
            meet(Nodes::of_blocks(&note.blocks), &mut order);
            next += 1;
        }
        let rest: Vec<usize> = (0..case.notes.len()).filter(|index| !order.contains(index)).collect();
        order.extend(rest);
        let numbers: BTreeMap<usize, usize> = order.iter().copied().zip(1..).collect();
        let number = |(label, index): (String, usize)| Some((label, *numbers.get(&index)?));
        Self { by_label: places.into_iter().filter_map(number).collect(), order }
    }

    /// The number of the note with a label.
    pub fn get(&self, label: &str) -> Option<usize> {
        self.by_label.get(&folded(label)).copied()
    }
}

fn folded(label: &str) -> String {
    label.to_lowercase()
}

/// The labels of the references among nodes, in order.
fn labels<'c>(case: &'c Case, nodes: Nodes<'c>) -> impl Iterator<Item = String> {
    nodes.inlines().filter_map(|inline| match inline {
        Inline::NoteReference(id) => Some(folded(&case.references.get(id.index())?.label)),
        _ => None,
    })
}
