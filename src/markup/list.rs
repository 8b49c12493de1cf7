//! Lists and definition lists as markup.

use super::case::{Writer, tag};
use super::edition::Edition;
use super::tag::Tag;
use crate::model::{Attributes, Block, BlockKind, DefinitionItem, List, NumberStyle, Numbering};
use crate::vocabulary::{BULLET_LIST, DEFINITION_LIST, ORDERED_LIST, TIGHT, signs};

impl<E: Edition> Writer<'_, E> {
    pub(super) fn list(&mut self, list: &List, attributes: &Attributes, anchor: Option<&str>) {
        let element = if list.numbering.is_some() { ORDERED_LIST.element } else { BULLET_LIST.element };
        let signs = list.numbering.as_ref().and_then(signs);
        let classes: Vec<&str> = list.tight.then_some(TIGHT).into_iter().chain(signs).collect();
        let class = classes.join(" ");
        let tag = tag::<E>(element, &class, anchor, attributes);
        let tag = match &list.numbering {
            Some(numbering) => numbered(tag, numbering),
            None => tag,
        };
        self.push(&(tag.start() + "\n"));
        for (index, item) in list.items.iter().enumerate() {
            let value = list.numbering.as_ref().filter(|numbering| !numbering.follows(index));
            let value = value.map(|numbering| numbering.numbers[index]);
            self.push(&Tag::new("li").with_some("value", value).start());
            self.item(item, list.tight);
            self.close_line("li");
        }
        self.close_line(element);
    }

    /// In a tight list, an item with a single paragraph needs no `<p>`.
    fn item(&mut self, blocks: &[Block], is_tight: bool) {
        let paragraphs = blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph(_)));
        let is_tight = is_tight && paragraphs.count() == 1;
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) if is_tight && block.attributes == Attributes::default() => {
                    self.inlines(content);
                    if blocks.len() > 1 {
                        self.push("\n");
                    }
                }
                _ => self.block(block),
            }
        }
    }

    pub(super) fn definition_list(
        &mut self,
        items: &[DefinitionItem],
        attributes: &Attributes,
        anchor: Option<&str>,
    ) {
        self.open_named(DEFINITION_LIST.element, DEFINITION_LIST.class, anchor, attributes);
        self.push("\n");
        for item in items {
            self.push(&Tag::new("dt").start());
            self.inlines(&item.term);
            self.close_line("dt");
            for definition in &item.definitions {
                self.push(&Tag::new("dd").start());
                self.item(definition, definition.len() == 1);
                self.close_line("dd");
            }
        }
        self.close_line(DEFINITION_LIST.element);
    }
}

/// Adds the attributes of a list with other numbers than 1, 2, 3.
fn numbered<'n>(tag: Tag<'n>, numbering: &Numbering) -> Tag<'n> {
    let style = match numbering.style {
        NumberStyle::Decimal => None,
        style => Some(style.html_type()),
    };
    let count = i64::try_from(numbering.numbers.len()).unwrap_or(i64::MAX);
    let usual = if numbering.is_reversed { count } else { 1 };
    let first = Some(numbering.first()).filter(|first| *first != usual);
    let reversed = numbering.is_reversed.then_some("reversed");
    tag.with_some("type", style).with_some("start", first).with_some("reversed", reversed)
}
