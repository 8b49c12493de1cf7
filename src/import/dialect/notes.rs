//! The definitions of notes.

use super::lines;
use super::wrap::WIDTH;
use super::writer::Writer;
use crate::model::Note;

impl Writer<'_> {
    /// The definitions of the notes.
    pub(super) fn notes(&mut self) -> Vec<String> {
        let mut found = Vec::new();
        let order: Vec<&Note> =
            self.numbers.order.iter().filter_map(|index| self.case.notes.get(*index)).collect();
        let mut was_long = false;
        for (note, number) in order.into_iter().zip(1..) {
            let of_note = self.note(note, number);
            // Notes of several paragraphs are set apart.
            let is_long = of_note.iter().any(String::is_empty);
            if !found.is_empty() && (is_long || was_long) {
                found.push(String::new());
            }
            was_long = is_long;
            found.extend(of_note);
        }
        found
    }

    fn note(&mut self, note: &Note, number: usize) -> Vec<String> {
        let mark = format!("[^{number}]: ");
        let content = self.blocks(&note.blocks, WIDTH - 4);
        let begins_plainly = content.first().is_some_and(|first| !first.is_empty());
        lines::hung(if begins_plainly { &mark } else { mark.trim_end() }, "    ", content)
    }
}
