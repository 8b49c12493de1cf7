//! The words of a book in the order in which they are read, taken from the model.

use casebook::model::{Block, BlockKind, Caption, Inline, Table};
use casebook::resolve::{Book, BookCase};

/// Text without white space: where lines are broken is no one's word.
pub fn plain(text: &str) -> String {
    // A break opportunity is not a letter of a word.
    let is_break = |character: char| matches!(character, '\u{AD}' | '\u{200B}');
    let is_letter =
        |character: &char| !character.is_whitespace() && !character.is_control() && !is_break(*character);
    text.chars().filter(is_letter).collect()
}

/// The words of a book as HTML has them.
pub fn of_book(book: &Book) -> Vec<String> {
    book.cases().iter().flat_map(|case| of_case(case, Captions::InPlace)).collect()
}

/// The words of a case in the order of the Typst source, where the caption of a table comes after its cells.
pub fn of_case_in_layout(case: &BookCase) -> Vec<String> {
    of_case(case, Captions::Last)
}

/// Where the captions of tables stand.
#[derive(Clone, Copy, PartialEq)]
enum Captions {
    InPlace,
    Last,
}

fn of_case(case: &BookCase, captions: Captions) -> Vec<String> {
    let mut words = Words { pieces: Vec::new(), captions };
    words.inlines(case.title());
    words.blocks(&case.source().blocks);
    for id in case.notes() {
        words.blocks(&case.source().notes[id.index()].blocks);
    }
    words.pieces
}

struct Words {
    pieces: Vec<String>,
    captions: Captions,
}

impl Words {
    fn piece(&mut self, text: &str) {
        let text = plain(text);
        if !text.is_empty() {
            self.pieces.push(text);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(&block.kind);
        }
    }

    fn block(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Heading(_, content) | BlockKind::Paragraph(content) => self.inlines(content),
            BlockKind::Figure(figure) => self.caption(figure.caption.as_ref()),
            BlockKind::Table(table) => self.table(table),
            BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(item)),
            BlockKind::DefinitionList(items) => {
                for item in items {
                    self.inlines(&item.term);
                    item.definitions.iter().for_each(|blocks| self.blocks(blocks));
                }
            }
            BlockKind::Quote(blocks) | BlockKind::Division(blocks) => self.blocks(blocks),
            BlockKind::CodeBlock { text, .. } => self.piece(text),
            BlockKind::Divider => {}
        }
    }

    fn caption(&mut self, caption: Option<&Caption>) {
        let Some(caption) = caption else { return };
        if let Some(label) = &caption.label {
            self.piece(&label.words);
        }
        self.inlines(&caption.content);
    }

    fn table(&mut self, table: &Table) {
        if self.captions == Captions::InPlace {
            self.caption(table.caption.as_ref());
        }
        for cell in table.header.iter().chain(&table.rows).flatten() {
            self.inlines(&cell.content);
        }
        if self.captions == Captions::Last {
            self.caption(table.caption.as_ref());
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(words) | Inline::Code(words) | Inline::Mention(_, words) => self.piece(words),
                _ => self.inlines(inline.children()),
            }
        }
    }
}
