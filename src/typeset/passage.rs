//! Quotations, poems and epigraphs as Typst source.

use super::call::{Call, Markup, Value};
use super::case::Writer;
use super::language::in_language;
use crate::model::{Block, BlockKind, PassageKind, passage};
use crate::vocabulary::{EPIGRAPH, QUOTE, VERSE};

impl Writer<'_> {
    /// A quotation, perhaps with its source.
    pub(super) fn quotation(&self, blocks: &[Block]) -> Call {
        let (words, source) = passage::with_source(blocks);
        self.sourced(QUOTE.function, self.blocks(words), source)
    }

    /// A call with a text, and its source after it.
    fn sourced(&self, function: &'static str, words: Markup, source: Option<&Block>) -> Call {
        match source {
            None => Call::new(function).body(words),
            Some(source) => {
                Call::new(function).with(Value::content(words)).named("source", self.source_of(source))
            }
        }
    }

    /// A poem or an epigraph.
    pub(super) fn passage(&self, kind: PassageKind, blocks: &[Block]) -> Call {
        let (words, source) = passage::with_source(blocks);
        let (function, body) = match kind {
            PassageKind::Verse => (VERSE.function, words.iter().map(|block| self.stanza(block)).collect()),
            PassageKind::Epigraph => (EPIGRAPH.function, self.blocks(words)),
        };
        self.sourced(function, body, source)
    }

    fn source_of(&self, source: &Block) -> Value {
        let BlockKind::Paragraph(content) = &source.kind else { return Value::none() };
        let writer = Self { is_inside: true, ..self.in_room(self.room.inside()) };
        Value::content(writer.running(content))
    }

    /// A paragraph of a poem, line by line. Any other block is set as usual.
    fn stanza(&self, block: &Block) -> Markup {
        let BlockKind::Paragraph(content) = &block.kind else {
            return self.blocks(std::slice::from_ref(block));
        };
        let writer = Self { is_inside: true, ..self.in_room(self.room.inside()) };
        let lines = passage::lines(content).map(|line| Value::content(writer.running(line)));
        let stanza = Call::new("stanza").with(Value::array(lines));
        self.anchor(&block.attributes).and(in_language(&block.attributes, stanza))
    }
}
