//! Builds a case of the model from its chunks and notes.

use std::collections::HashMap;

use super::caption::{caption_label, is_caption};
use super::chunk::{Chunk, Form};
use super::hyphen::OPEN;
use super::inline;
use super::notes::Note;
use super::sentence::opening;
use crate::import::{Doubt, Place, Reason};
use crate::model::{
    Alignment, Attributes, Block, BlockKind, Caption, CaptionId, Captioned, Case, Cell, Delimiter, Header,
    Inline, Label, LabelKind, List, NumberStyle, Numbering, Reference, ReferenceId, Row, Section, SectionId,
    Table, plain_text,
};
use crate::source::{FileId, Span};

/// A chunk with its level, if it is a heading.
pub type Leveled = (Chunk, Option<u8>);

/// The case with a title and the text under it. `level` is the level of the title among all headings.
#[must_use]
pub fn case(title: &str, level: u8, chunks: &[Leveled], notes: &[Note], doubts: &mut Vec<Doubt>) -> Case {
    let mut builder =
        Builder { case: Case::empty(FileId(0), Header::default()), notes, labels: HashMap::new(), doubts };
    builder.case.header.title = builder.text(title, 0);
    let mut index = 0;
    while let Some((chunk, heading)) = chunks.get(index) {
        let used =
            builder.add(chunk, heading.map(|heading| heading.saturating_sub(level) + 1), chunks, index);
        index += used.max(1);
    }
    builder.case
}

fn nowhere() -> Span {
    Span::whole(FileId(0))
}

fn block(kind: BlockKind) -> Block {
    Block { span: nowhere(), attributes: Attributes::default(), kind }
}

#[derive(Debug)]
struct Builder<'a> {
    case: Case,
    notes: &'a [Note],
    /// The labels of the notes that the case has.
    labels: HashMap<usize, String>,
    doubts: &'a mut Vec<Doubt>,
}

impl Builder<'_> {
    /// Adds the chunk at an index, with those that belong to it, and returns their number.
    fn add(&mut self, chunk: &Chunk, level: Option<u8>, chunks: &[Leveled], index: usize) -> usize {
        match (&chunk.form, level) {
            (_, Some(level)) => self.heading(chunk, level),
            (Form::Table(rows), None) => return self.table(rows, chunks, index),
            (Form::Item(_), None) => return self.list(chunks, index),
            (Form::Quote, None) => {
                let paragraph = self.paragraph(&chunk.text, chunk.line);
                self.push(BlockKind::Quote(vec![paragraph]));
            }
            (Form::Words | Form::Heading(_), None) => return self.words(chunk, chunks, index),
        }
        1
    }

    fn push(&mut self, kind: BlockKind) {
        self.case.blocks.push(block(kind));
    }

    fn heading(&mut self, chunk: &Chunk, level: u8) {
        let content = self.text(&chunk.text, chunk.line);
        let id = SectionId::after(self.case.sections.len());
        let text = plain_text(&content);
        self.case.sections.push(Section { level: level.clamp(2, 6), text, span: nowhere() });
        self.push(BlockKind::Heading(id, content));
    }

    /// A paragraph, or the caption above a table together with the table.
    fn words(&mut self, chunk: &Chunk, chunks: &[Leveled], index: usize) -> usize {
        if is_caption(&chunk.text) {
            if let Some((Chunk { form: Form::Table(rows), .. }, None)) = chunks.get(index + 1) {
                let has_own = chunks.get(index + 2).is_some_and(|(next, _)| is_table_caption(next));
                if is_table_caption(chunk) && !has_own {
                    let caption = self.caption(chunk);
                    self.push_table(rows, caption, chunks.get(index + 1).map_or(0, |(table, _)| table.line));
                    return 2;
                }
            }
            if !is_table_caption(chunk) {
                self.doubt(chunk, Reason::PictureAbsent);
            }
        }
        let content = self.text(&chunk.text, chunk.line);
        self.push(BlockKind::Paragraph(content));
        1
    }

    fn doubt(&mut self, chunk: &Chunk, reason: Reason) {
        let words = opening(&chunk.text);
        self.doubts.push(Doubt { place: Place::Line(chunk.line), piece: None, words, reason });
    }

    /// A table with the caption under it.
    fn table(&mut self, rows: &[Vec<String>], chunks: &[Leveled], index: usize) -> usize {
        let below = chunks.get(index + 1).map(|(chunk, _)| chunk).filter(|chunk| is_table_caption(chunk));
        let caption = below.and_then(|chunk| self.caption(chunk));
        let used = 1 + usize::from(caption.is_some());
        self.push_table(rows, caption, chunks.get(index).map_or(0, |(table, _)| table.line));
        used
    }

    fn push_table(&mut self, rows: &[Vec<String>], caption: Option<Caption>, line: usize) {
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut rows: Vec<Row> = rows.iter().map(|row| self.row(row, count, line)).collect();
        let header = if rows.len() > 1 { rows.drain(..1).collect() } else { Vec::new() };
        let header: Vec<Row> = header.into_iter().map(as_header).collect();
        let columns = vec![Alignment::Start; count];
        self.push(BlockKind::Table(Table {
            columns,
            widths: Vec::new(),
            header,
            rows,
            foot: Vec::new(),
            caption,
        }));
    }

    fn row(&mut self, cells: &[String], count: usize, line: usize) -> Row {
        let cells = cells.iter().map(String::as_str).chain(std::iter::repeat("")).take(count);
        cells.map(|cell| Cell::of_text(self.text(cell, line))).collect()
    }

    fn caption(&mut self, chunk: &Chunk) -> Option<Caption> {
        let (label, after) = caption_label(&chunk.text)?;
        let label = Label { words: label.to_owned(), name: label.to_lowercase(), kind: LabelKind::Table };
        let content = self.text(after.trim_end_matches('*'), chunk.line);
        let id = CaptionId::after(self.case.captions.len());
        self.case.captions.push(Captioned {
            id: None,
            kind: LabelKind::Table,
            label: Some(label.clone()),
            text: plain_text(&content),
            span: nowhere(),
        });
        Some(Caption { id, label: Some(label), content, span: nowhere() })
    }

    /// The items of a list from an index on.
    fn list(&mut self, chunks: &[Leveled], index: usize) -> usize {
        let kind = |form: &Form| match form {
            Form::Item(number) => Some(number.is_some()),
            Form::Words | Form::Heading(_) | Form::Table(_) | Form::Quote => None,
        };
        let first = chunks.get(index).and_then(|(chunk, _)| kind(&chunk.form));
        let items: Vec<&Chunk> = chunks
            .iter()
            .skip(index)
            .map(|(chunk, _)| chunk)
            .take_while(|chunk| chunk.entry.is_none() && kind(&chunk.form) == first)
            .collect();
        let numbers: Vec<i64> = items
            .iter()
            .filter_map(|chunk| match chunk.form {
                Form::Item(number) => number.map(i64::from),
                Form::Words | Form::Heading(_) | Form::Table(_) | Form::Quote => None,
            })
            .collect();
        let used = items.len();
        let items = items
            .into_iter()
            .map(|chunk| vec![block(BlockKind::Paragraph(self.text(&chunk.text, chunk.line)))]);
        let items: Vec<Vec<Block>> = items.collect();
        let numbering = (first == Some(true)).then_some(Numbering {
            style: NumberStyle::Decimal,
            is_reversed: false,
            numbers,
            delimiter: Delimiter::Point,
        });
        self.push(BlockKind::List(List { numbering, tight: true, items }));
        used
    }

    /// Running text. The notes that it marks become notes of the case, numbered in order.
    fn text(&mut self, text: &str, line: usize) -> Vec<Inline> {
        // The cells of tables may have an open hyphen.
        let read = inline::read(text.replace(OPEN, "").trim(), self.case.links.len());
        self.case.links.extend(read.links);
        for words in read.images {
            self.doubts.push(Doubt {
                place: Place::Line(line),
                piece: None,
                words,
                reason: Reason::PictureAbsent,
            });
        }
        let mut content = read.content;
        self.refer(&mut content);
        content
    }

    fn refer(&mut self, content: &mut [Inline]) {
        for inline in content {
            match inline {
                Inline::NoteReference(id) => {
                    let place = id.index();
                    let known = self.labels.get(&place).cloned();
                    let label = known.clone().unwrap_or_else(|| (self.case.notes.len() + 1).to_string());
                    *id = ReferenceId::after(self.case.references.len());
                    self.case.references.push(Reference { label: label.clone(), span: nowhere() });
                    if let Some(note) = self.notes.get(place).filter(|_| known.is_none()) {
                        self.labels.insert(place, label.clone());
                        let blocks =
                            note.paragraphs.iter().map(|text| self.paragraph(text, note.line)).collect();
                        self.case.notes.push(crate::model::Note { label, blocks, span: nowhere() });
                    }
                }
                other => {
                    if let Some(children) = other.children_mut() {
                        self.refer(children);
                    }
                }
            }
        }
    }

    fn paragraph(&mut self, text: &str, line: usize) -> Block {
        let content = self.text(text, line);
        block(BlockKind::Paragraph(content))
    }
}

fn as_header(mut row: Row) -> Row {
    for cell in &mut row {
        cell.is_header = true;
    }
    row
}

/// Whether a chunk is the caption of a table.
fn is_table_caption(chunk: &Chunk) -> bool {
    let label = caption_label(&chunk.text).filter(|_| chunk.form == Form::Words);
    label.is_some_and(|(label, _)| label.to_lowercase().starts_with("tab"))
}
