//! Quotations with a source, poems and epigraphs as markup.

use super::case::Writer;
use super::edition::Edition;
use super::tag::Tag;
use crate::model::{Attributes, Block, BlockKind, PassageKind, passage};
use crate::vocabulary::{EPIGRAPH, Names, QUOTATION, QUOTE, SOURCE, STANZA, VERSE, VERSE_LINE};

impl<E: Edition> Writer<'_, E> {
    pub(super) fn quotation(&mut self, blocks: &[Block], attributes: &Attributes, anchor: Option<&str>) {
        match passage::with_source(blocks) {
            (words, Some(source)) => self.with_source(QUOTATION, words, Some(source), attributes, anchor),
            (words, None) => self.container(QUOTE, anchor, attributes, words),
        }
    }

    pub(super) fn passage(
        &mut self,
        kind: PassageKind,
        blocks: &[Block],
        attributes: &Attributes,
        anchor: Option<&str>,
    ) {
        let (words, source) = passage::with_source(blocks);
        match kind {
            PassageKind::Epigraph => self.with_source(EPIGRAPH, words, source, attributes, anchor),
            PassageKind::Verse => self.verse(words, source, attributes, anchor),
        }
    }

    /// A `<figure>`, because the source of a quotation stands outside its `<blockquote>` (HTML, section 4.4.4).
    fn with_source(
        &mut self,
        names: Names,
        words: &[Block],
        source: Option<&Block>,
        attributes: &Attributes,
        anchor: Option<&str>,
    ) {
        self.open_named(names.element, names.class, anchor, attributes);
        self.push(&format!("\n{}\n", Tag::new(QUOTE.element).start()));
        self.blocks(words);
        self.close_line(QUOTE.element);
        self.source(SOURCE.element, source);
        self.close_line(names.element);
    }

    fn source(&mut self, element: &str, source: Option<&Block>) {
        let Some(Block { kind: BlockKind::Paragraph(content), attributes, .. }) = source else { return };
        self.open(element, SOURCE.class, attributes);
        self.inlines(content);
        self.close_line(element);
    }

    fn verse(
        &mut self,
        words: &[Block],
        source: Option<&Block>,
        attributes: &Attributes,
        anchor: Option<&str>,
    ) {
        self.open_named(VERSE.element, VERSE.class, anchor, attributes);
        self.push("\n");
        for block in words {
            match &block.kind {
                BlockKind::Paragraph(content) => {
                    self.open(STANZA.element, STANZA.class, &block.attributes);
                    self.lines(content);
                    self.close_line(STANZA.element);
                }
                _ => self.block(block),
            }
        }
        self.source("p", source);
        self.close_line(VERSE.element);
    }

    /// Lines of a poem. The break after each shows without a style sheet too.
    fn lines(&mut self, content: &[crate::model::Inline]) {
        for line in passage::lines(content) {
            self.push(&Tag::new(VERSE_LINE.element).classes(VERSE_LINE.class, &[]).start());
            self.inlines(line);
            self.push(&Tag::new("br").void::<E>());
            self.close(VERSE_LINE.element);
        }
    }
}
