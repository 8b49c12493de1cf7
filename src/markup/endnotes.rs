//! Endnotes as markup, in the form that Apple Books, Kindle and Kobo show as pop-ups.

use super::case::Writer;
use super::edition::Edition;
use super::tag::Tag;
use crate::model::{Attributes, Block, BlockKind, NoteId};
use crate::vocabulary::{BACKLINK, ENDNOTE, ENDNOTES, HEADING, NOTE_NUMBER, PARAGRAPH};

impl<E: Edition> Writer<'_, E> {
    /// The notes of the case under a heading; empty if there are none.
    pub(super) fn endnotes(&mut self) {
        let case = self.case;
        if case.notes().is_empty() {
            return;
        }
        let level = format!("{}{}", HEADING.element, 2 + E::HEADING_OFFSET);
        let heading = case.endnotes_anchor();
        // In a single file, "Notes" alone would be the name of many landmarks.
        let names = format!("{heading} {}", case.title_anchor());
        let section = Tag::new(ENDNOTES.element)
            .classes(ENDNOTES.class, &[])
            .semantics::<E>("endnotes", "doc-endnotes")
            .with("aria-labelledby", names);
        self.push(&(section.start() + "\n"));
        let language = self.book.language_inside(case);
        let title = Tag::new(&level).with("id", heading).document_language::<E>(language);
        self.push(&(title.text(&self.book.wording().notes) + "\n"));
        self.push(&(Tag::new("div").with("role", "list").start() + "\n"));
        for note in case.notes() {
            self.endnote(*note);
        }
        self.close_line("div");
        self.close_line(ENDNOTES.element);
    }

    fn endnote(&mut self, id: NoteId) {
        let case = self.case;
        let note = &case.source().notes[id.index()];
        let blocks = &note.blocks;
        self.begin_note(note.span);
        let item = Tag::new(ENDNOTE.element).with("role", "listitem").classes(ENDNOTE.class, &[]);
        let text = Tag::new("div").with("id", case.note_anchor(id));
        let text = text.semantics::<E>("footnote", "doc-footnote");
        self.push(&format!("{}\n{}\n", item.start(), text.start()));
        // The number is in the first paragraph of the note, or in a paragraph of its own.
        let (rest, attributes, content) = match blocks.as_slice() {
            [Block { kind: BlockKind::Paragraph(content), attributes, .. }, rest @ ..] => {
                (rest, attributes.clone(), content.as_slice())
            }
            blocks => (blocks, Attributes::default(), [].as_slice()),
        };
        self.open(PARAGRAPH.element, "", &attributes);
        self.backlinks(id);
        self.inlines(content);
        self.close_line(PARAGRAPH.element);
        self.blocks(rest);
        self.close_line("div");
        self.close_line(ENDNOTE.element);
    }

    /// The number of the note, which links back to the text; with a letter for each reference if there are several.
    fn backlinks(&mut self, id: NoteId) {
        let case = self.case;
        let number = case.number(id);
        let citations: Vec<String> =
            case.citations(id).iter().filter_map(|id| case.reference_anchor(*id)).collect();
        let plain =
            || Tag::new(NOTE_NUMBER.element).classes(NOTE_NUMBER.class, &[]).text(format!("{number}.")) + " ";
        let link = |class: &str, anchor: &str, label: String, words: String| {
            let link = Tag::new(BACKLINK.element).classes(class, &[]).with("href", format!("#{anchor}"));
            let link = link.semantics::<E>("backlink", "doc-backlink").with("aria-label", label);
            link.text(words) + " "
        };
        let back = &self.book.wording().back_to_text;
        match citations.as_slice() {
            [] => self.push(&plain()),
            [only] => {
                let label = format!("{number}. {back}");
                self.push(&link(NOTE_NUMBER.class, only, label, format!("{number}.")));
            }
            several => {
                self.push(&plain());
                for (place, anchor) in several.iter().enumerate() {
                    let letter = letter(place);
                    self.push(&link(BACKLINK.class, anchor, format!("{back}, {letter}"), letter));
                }
            }
        }
    }
}

/// a, b, … z, aa, ab, …
fn letter(index: usize) -> String {
    let last = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    match index / 26 {
        0 => last.to_string(),
        more => letter(more - 1) + &last.to_string(),
    }
}
