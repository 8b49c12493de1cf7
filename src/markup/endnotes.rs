//! Endnotes as markup, in the form that opens over the text in Apple Books, Kindle and Kobo.

use super::case::Writer;
use super::edition::Edition;
use super::element::semantics;
use crate::apparatus::words;
use crate::model::{Attributes, Block, BlockKind, NoteId};

impl<E: Edition> Writer<'_, E> {
    /// The notes of the case under their heading, if it has any.
    pub(super) fn endnotes(&mut self) {
        let case = self.case;
        if case.notes().is_empty() {
            return;
        }
        let level = 2 + E::HEADING_OFFSET;
        let heading = case.endnotes_anchor();
        self.push(&format!(
            "<section class=\"endnotes\"{} aria-labelledby=\"{heading} {}\">\n<h{level} id=\"{heading}\">{}</h{level}>\n<div role=\"list\">\n",
            semantics::<E>("endnotes", "doc-endnotes"),
            // In one file with others, "Notes" alone would name many parts.
            case.title_anchor(),
            words(self.book).notes,
        ));
        for note in case.notes() {
            self.endnote(*note);
        }
        self.push("</div>\n</section>\n");
    }

    fn endnote(&mut self, id: NoteId) {
        let case = self.case;
        let note = &case.source().notes[id.index()];
        let blocks = &note.blocks;
        self.begin_note(note.span);
        self.push(&format!(
            "<div role=\"listitem\" class=\"endnote\">\n<div id=\"{}\"{}>\n",
            case.note_anchor(id),
            semantics::<E>("footnote", "doc-footnote"),
        ));
        // The number stands in the note's first paragraph, or in one of its own.
        let (rest, attributes, content) = match blocks.as_slice() {
            [Block { kind: BlockKind::Paragraph(content), attributes, .. }, rest @ ..] => {
                (rest, attributes.clone(), content.as_slice())
            }
            blocks => (blocks, Attributes::default(), [].as_slice()),
        };
        self.open("p", "", &attributes, "");
        self.backlinks(id);
        self.inlines(content);
        self.push("</p>\n");
        self.blocks(rest);
        self.push("</div>\n</div>\n");
    }

    /// The note's number, which leads back to the text; where several references cite the note, a letter for each.
    fn backlinks(&mut self, id: NoteId) {
        let case = self.case;
        let number = case.number(id);
        let citations: Vec<String> =
            case.citations(id).iter().filter_map(|id| case.reference_anchor(*id)).collect();
        let semantics = semantics::<E>("backlink", "doc-backlink");
        let back = words(self.book).back_to_the_text;
        match citations.as_slice() {
            [] => self.push(&format!("<span class=\"note-number\">{number}.</span> ")),
            [only] => self.push(&format!(
                "<a class=\"note-number\" href=\"#{only}\"{semantics} aria-label=\"{number}. {back}\">{number}.</a> "
            )),
            several => {
                self.push(&format!("<span class=\"note-number\">{number}.</span> "));
                for (place, anchor) in several.iter().enumerate() {
                    let letter = letter(place);
                    self.push(&format!(
                        "<a class=\"backlink\" href=\"#{anchor}\"{semantics} aria-label=\"{back}, {letter}\">{letter}</a> "
                    ));
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
