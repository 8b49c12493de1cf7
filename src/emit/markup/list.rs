//! Lists and definition lists as markup.

use super::{Edition, Writer};
use crate::model::{Attributes, Block, BlockKind, DefinitionItem, List};

impl<E: Edition> Writer<'_, E> {
    pub(super) fn list(&mut self, list: &List, attributes: &Attributes, anchor: Option<&str>) {
        let element = if list.start.is_some() { "ol" } else { "ul" };
        let start = list
            .start
            .filter(|start| *start != 1)
            .map(|start| format!(" start=\"{start}\""))
            .unwrap_or_default();
        let class = if list.tight { "tight" } else { "" };
        self.open_named(element, class, anchor, attributes, &start);
        self.push("\n");
        for item in &list.items {
            self.push("<li>");
            self.item(item, list.tight);
            self.push("</li>\n");
        }
        self.push(&format!("</{element}>\n"));
    }

    /// In a tight list the words of an item need no paragraph around them.
    fn item(&mut self, blocks: &[Block], is_tight: bool) {
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
        self.open_named("dl", "definition-list", anchor, attributes, "");
        self.push("\n");
        for item in items {
            self.push("<dt>");
            self.inlines(&item.term);
            self.push("</dt>\n");
            for definition in &item.definitions {
                self.push("<dd>");
                self.item(definition, definition.len() == 1);
                self.push("</dd>\n");
            }
        }
        self.push("</dl>\n");
    }
}
