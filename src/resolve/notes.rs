//! Numbers the notes of a case: from 1, in order of first reference, the same in every output.

use std::collections::{BTreeMap, VecDeque};

use crate::diag::{Code, Diagnostic, Diagnostics, Guesses, did_you_mean, nearest};
use crate::model::{Case, Inline, Nodes, NoteId, ReferenceId};

/// The numbers of the notes of one case, and which reference cites which note.
#[derive(Debug, Default)]
pub struct Notes {
    order: Vec<NoteId>,
    numbers: Vec<usize>,
    cited: Vec<Option<NoteId>>,
    citations: Vec<Vec<ReferenceId>>,
    /// For each reference, the number of earlier references to the same note; `None` if the reference is not in the
    /// text.
    places: Vec<Option<usize>>,
}

impl Notes {
    pub fn order(&self) -> &[NoteId] {
        &self.order
    }

    pub fn number(&self, id: NoteId) -> usize {
        self.numbers[id.index()]
    }

    pub fn cited(&self, id: ReferenceId) -> Option<NoteId> {
        self.cited[id.index()]
    }

    pub fn citations(&self, id: NoteId) -> &[ReferenceId] {
        &self.citations[id.index()]
    }

    pub fn place(&self, id: ReferenceId) -> Option<usize> {
        self.places[id.index()]
    }
}

/// Longest note, in characters, that Kobo e-readers show in full in a pop-up (Kobo's EPUB specification).
const LONGEST: usize = 5_000;

/// Numbers the notes. Reports references without a note, notes without a reference, labels that occur twice, and notes
/// that are empty or too long.
pub fn resolve(case: &Case, diagnostics: &mut Diagnostics) -> Notes {
    let labels = labels(case, diagnostics);
    complain_of_long_notes(case, diagnostics);
    let cited: Vec<Option<NoteId>> =
        case.references.iter().map(|reference| labels.get(&fold(&reference.label)).copied()).collect();
    let guesses = Guesses::default();
    for (reference, note) in case.references.iter().zip(&cited) {
        if note.is_none() {
            let message = format!("note `{}` is not defined in this file", reference.label);
            let is_tried = guesses.may_guess();
            let known = case.notes.iter().map(|note| note.label.as_str()).filter(|_| is_tried);
            let help = match nearest(&reference.label, known) {
                Some(near) => did_you_mean(&format!("[^{near}]")),
                None => format!("add a paragraph `[^{}]: …`", reference.label),
            };
            diagnostics.push(Diagnostic::new(Code::UndefinedNote, reference.span, message).help(help));
        }
    }
    let places = vec![None; cited.len()];
    let mut notes =
        Notes { cited, citations: vec![Vec::new(); case.notes.len()], places, ..Notes::default() };
    let mut is_numbered = vec![false; case.notes.len()];
    let mut is_labelled = vec![false; case.notes.len()];
    for note in labels.values() {
        is_labelled[note.index()] = true;
    }
    // References in the text come first, then references in notes, in the order of the note numbers. So a note that
    // only another note cites comes after all notes that the text cites.
    let mut waiting: VecDeque<ReferenceId> = references_in_text(case).into();
    let mut next_note = 0;
    let mut next_uncited = 0;
    loop {
        while let Some(reference) = waiting.pop_front() {
            let Some(note) = notes.cited(reference) else { continue };
            notes.places[reference.index()] = Some(notes.citations[note.index()].len());
            notes.citations[note.index()].push(reference);
            if !std::mem::replace(&mut is_numbered[note.index()], true) {
                notes.order.push(note);
            }
        }
        if next_note == notes.order.len() {
            let Some(uncited) = (next_uncited..case.notes.len()).find(|index| !is_numbered[*index]) else {
                break;
            };
            // A note whose label occurs twice was reported above.
            if is_labelled[uncited] {
                complain_uncited(case, uncited, diagnostics);
            }
            next_uncited = uncited + 1;
            is_numbered[uncited] = true;
            notes.order.push(NoteId::after(uncited));
        }
        let note = notes.order[next_note];
        waiting.extend(references(Nodes::of_blocks(&case.notes[note.index()].blocks)));
        next_note += 1;
    }
    notes.numbers = vec![0; case.notes.len()];
    for (index, note) in notes.order.iter().enumerate() {
        notes.numbers[note.index()] = index + 1;
    }
    notes
}

/// Normalizes a label for comparison: case and runs of whitespace do not matter, as for link labels in `CommonMark`.
/// The form of a label in which labels are compared.
pub fn fold(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn labels(case: &Case, diagnostics: &mut Diagnostics) -> BTreeMap<String, NoteId> {
    let mut labels: BTreeMap<String, NoteId> = BTreeMap::new();
    for (index, note) in case.notes.iter().enumerate() {
        if let Some(first) = labels.get(&fold(&note.label)) {
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateNote,
                    note.span,
                    format!("note `{}` is defined twice in this file", note.label),
                )
                .related(case.notes[first.index()].span, "first here")
                .help("give one of the two another label, and change its references"),
            );
        } else {
            labels.insert(fold(&note.label), NoteId::after(index));
        }
        if note.blocks.is_empty() {
            diagnostics.push(
                Diagnostic::new(Code::EmptyNote, note.span, format!("note `{}` is empty", note.label))
                    .help("write the note after the colon, or delete it together with its references"),
            );
        }
    }
    labels
}

fn complain_of_long_notes(case: &Case, diagnostics: &mut Diagnostics) {
    for note in &case.notes {
        let length: usize = Nodes::of_blocks(&note.blocks).inlines().map(length).sum();
        if length > LONGEST {
            let message = format!("note `{}` has {length} characters", note.label);
            let help = format!(
                "e-readers that show notes in a pop-up cut them off after {LONGEST}; move part of the note into the text"
            );
            diagnostics.push(Diagnostic::new(Code::LongNote, note.span, message).help(help));
        }
    }
}

fn length(inline: &Inline) -> usize {
    match inline {
        Inline::Text(words) | Inline::Code(words) | Inline::Mention(_, words) => words.chars().count(),
        _ => 0,
    }
}

fn complain_uncited(case: &Case, index: usize, diagnostics: &mut Diagnostics) {
    let note = &case.notes[index];
    diagnostics.push(
        Diagnostic::new(Code::UncitedNote, note.span, format!("note `{}` is never cited", note.label))
            .help("it is printed after the other notes of its case; cite it or delete it"),
    );
}

fn references_in_text(case: &Case) -> Vec<ReferenceId> {
    let title = references(Nodes::of_text(&case.header.title));
    title.chain(references(Nodes::of_blocks(&case.blocks))).collect()
}

fn references(nodes: Nodes<'_>) -> impl Iterator<Item = ReferenceId> {
    nodes.inlines().filter_map(|inline| match inline {
        Inline::NoteReference(id) => Some(*id),
        _ => None,
    })
}
