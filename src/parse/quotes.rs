//! Decides the quotation marks of a case when its whole text is known. Until then, characters stand for them.

use crate::model::{
    Attributes, Block, BlockKind, Caption, Case, FigureBody, Image, Inline, Row, Section, Shown, plain_text,
};
use crate::typography::{self, Change, DOUBLE, Language, OBJECT, Passage, SINGLE, is_undecided};

/// The character that stands for a straight mark, if the parser made one typographic. `typed` is its source.
pub fn undecided(words: &str, typed: Option<&str>) -> Option<char> {
    match (words, typed?) {
        ("“" | "”", "\"") => Some(DOUBLE),
        ("‘" | "’", "'") => Some(SINGLE),
        _ => None,
    }
}

/// The character that stands for a mark of the element `<q>`.
pub fn element(opens: bool) -> char {
    typography::element(opens)
}

/// Decides all marks of a case in its language, which its header may set.
pub fn decide(case: &mut Case, of_book: Language) {
    let language = case.header.language.as_deref().map_or(of_book, Language::of);
    let mut walk = Walk { sections: &mut case.sections, images: &mut case.images };
    walk.blocks(&mut case.blocks, language);
    for note in &mut case.notes {
        walk.blocks(&mut note.blocks, language);
    }
    // Headings and images that are no longer in the text.
    for section in walk.sections.iter_mut() {
        decide_words(&mut section.text, language);
    }
    for alt in walk.images.iter_mut().filter_map(|image| image.alt.as_mut()) {
        decide_words(alt, language);
    }
}

fn decide_words(words: &mut String, language: Language) {
    if words.contains(is_undecided) {
        *words = typography::decided(words, language);
    }
}

struct Walk<'c> {
    sections: &'c mut [Section],
    images: &'c mut [Image],
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &mut [Block], outer: Language) {
        for block in blocks {
            let language = of(&block.attributes, outer);
            match &mut block.kind {
                BlockKind::Heading(section, content) => {
                    self.text(content, language);
                    self.sections[section.index()].text = plain_text(content);
                }
                BlockKind::Paragraph(content) => self.text(content, language),
                BlockKind::Figure(figure) => {
                    match &mut figure.body {
                        FigureBody::Images(images) => {
                            for image in images {
                                self.alternative(image.image.index(), of(&image.attributes, language));
                            }
                        }
                        FigureBody::Blocks(blocks) => self.blocks(blocks, language),
                    }
                    self.caption(figure.caption.as_mut(), language);
                }
                BlockKind::Table(table) => {
                    self.caption(table.caption.as_mut(), language);
                    table.all_rows_mut().for_each(|row| self.row(row, language));
                }
                BlockKind::List(list) => list.items.iter_mut().for_each(|item| self.blocks(item, language)),
                BlockKind::DefinitionList(items) => {
                    for item in items {
                        self.text(&mut item.term, language);
                        item.definitions.iter_mut().for_each(|blocks| self.blocks(blocks, language));
                    }
                }
                BlockKind::Quote(blocks) | BlockKind::Division(blocks) | BlockKind::Passage(_, blocks) => {
                    self.blocks(blocks, language);
                }
                BlockKind::Callout(callout) => {
                    callout.title.iter_mut().for_each(|title| self.text(title, language));
                    self.blocks(&mut callout.blocks, language);
                }
                BlockKind::CodeBlock { text, .. } => restore(text),
                BlockKind::Divider | BlockKind::PageBreak => {}
            }
        }
    }

    fn row(&mut self, row: &mut Row, language: Language) {
        for cell in row {
            self.text(&mut cell.content, language);
            self.blocks(&mut cell.blocks, language);
        }
    }

    fn caption(&mut self, caption: Option<&mut Caption>, language: Language) {
        if let Some(caption) = caption {
            self.text(&mut caption.content, language);
        }
    }

    fn alternative(&mut self, image: usize, language: Language) {
        if let Some(alt) = &mut self.images[image].alt {
            decide_words(alt, language);
        }
    }

    fn text(&mut self, content: &mut [Inline], language: Language) {
        let mut passage = Passage::default();
        self.read(content, language, &mut passage);
        let changes = typography::changes(&passage);
        if !changes.is_empty() {
            write(content, &mut 0, &mut changes.as_slice());
        }
    }

    /// Collects the characters of a text, and decides what has marks of its own.
    fn read(&mut self, content: &mut [Inline], outer: Language, passage: &mut Passage) {
        for inline in content {
            match inline {
                Inline::Text(words) | Inline::Mention(_, words) => passage.push(words, outer),
                Inline::Code(words) => {
                    restore(words);
                    passage.push(OBJECT.encode_utf8(&mut [0; 4]), outer);
                }
                Inline::Image(image, attributes) => {
                    self.alternative(image.index(), of(attributes, outer));
                    passage.push(OBJECT.encode_utf8(&mut [0; 4]), outer);
                }
                Inline::Formula(..) => passage.push(OBJECT.encode_utf8(&mut [0; 4]), outer),
                Inline::LineBreak => passage.push("\n", outer),
                // A note belongs to the word before it.
                Inline::NoteReference(_) => {}
                Inline::Styled(_, children)
                | Inline::Citation(_, children)
                | Inline::CrossReference(_, children) => {
                    self.read(children, outer, passage);
                }
                Inline::Span(attributes, children) | Inline::Link(_, attributes, children) => {
                    let language = of(attributes, outer);
                    self.read(children, language, passage);
                }
            }
        }
    }
}

fn of(attributes: &Attributes, outer: Language) -> Language {
    attributes.language.as_deref().map_or(outer, Language::of)
}

fn restore(words: &mut String) {
    if words.contains(is_undecided) {
        *words = typography::straight(words);
    }
}

/// Writes the changes into a text. `at` is the number of characters before it in the passage.
fn write(content: &mut [Inline], at: &mut usize, changes: &mut &[Change]) {
    for inline in content {
        if let Inline::Text(words) = inline {
            let end = *at + words.chars().count();
            if changes.first().is_some_and(|change| change.at < end) {
                *words = changed(words, *at, changes);
            }
            *at = end;
            continue;
        }
        *at += match inline.shown() {
            Shown::Words(words) => words.chars().count(),
            Shown::Code(_) | Shown::Formula(_) | Shown::Break => 1,
            Shown::Object => usize::from(matches!(inline, Inline::Image(..))),
            Shown::Children => 0,
        };
        if let Some(children) = inline.children_mut() {
            write(children, at, changes);
        }
    }
}

fn changed(words: &str, start: usize, changes: &mut &[Change]) -> String {
    let mut out = String::with_capacity(words.len());
    for (at, character) in (start..).zip(words.chars()) {
        match changes.split_first().filter(|(change, _)| change.at == at) {
            Some((change, rest)) => {
                out.extend(change.signs());
                *changes = rest;
            }
            None => out.push(character),
        }
    }
    out
}
