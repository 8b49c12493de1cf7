//! A text of its own, such as the body, a note, a cell or a text box, while a reader reads it.

use super::item::{Item, Paragraph};

/// A text that is being read.
#[derive(Default)]
pub struct Story {
    /// What has been read.
    pub items: Vec<Item>,
    /// A paragraph whose end is left out, so that the next one continues it.
    pub joined: Option<Paragraph>,
}

impl Story {
    /// Adds a paragraph.
    pub fn push(&mut self, paragraph: Paragraph) {
        self.items.push(Item::Paragraph(Box::new(paragraph)));
    }

    /// Ends the paragraph that waits for another one.
    pub fn end(&mut self) {
        if let Some(paragraph) = self.joined.take() {
            self.push(paragraph);
        }
    }
}
