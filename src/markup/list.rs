//! Lists and definition lists as markup.

use super::case::Writer;
use super::edition::Edition;
use crate::model::{Attributes, Block, BlockKind, DefinitionItem, List, NumberStyle, Numbering};

impl<E: Edition> Writer<'_, E> {
    pub(super) fn list(&mut self, list: &List, attributes: &Attributes, anchor: Option<&str>) {
        let element = if list.numbering.is_some() { "ol" } else { "ul" };
        let numbering = list.numbering.as_ref().map(numbering).unwrap_or_default();
        let class = if list.tight { "tight" } else { "" };
        self.open_named(element, class, anchor, attributes, &numbering);
        self.push("\n");
        for (index, item) in list.items.iter().enumerate() {
            let value = list.numbering.as_ref().filter(|numbering| !numbering.follows(index));
            let value = value.map(|numbering| format!(" value=\"{}\"", numbering.numbers[index]));
            self.push(&format!("<li{}>", value.unwrap_or_default()));
            self.item(item, list.tight);
            self.push("</li>\n");
        }
        self.push(&format!("</{element}>\n"));
    }

    /// In a tight list the words of an item need no paragraph around them, if they are one.
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

/// The attributes of a numbered list whose numbers are not 1, 2, 3.
fn numbering(numbering: &Numbering) -> String {
    let style = match numbering.style {
        NumberStyle::Decimal => String::new(),
        style => format!(" type=\"{}\"", style.html_type()),
    };
    let count = i64::try_from(numbering.numbers.len()).unwrap_or(i64::MAX);
    let usual = if numbering.is_reversed { count } else { 1 };
    let first = numbering.first();
    let start = if first == usual { String::new() } else { format!(" start=\"{first}\"") };
    let reversed = if numbering.is_reversed { " reversed=\"reversed\"" } else { "" };
    format!("{style}{start}{reversed}")
}
