//! Figures and tables without the text around them: what is wrong with them shows on pages that take no time to set.

use super::breakable::Room;
use super::case::Writer;
use super::front_matter;
use super::source::Source;
use crate::model::{Block, BlockKind, DefinitionItem, List};
use crate::picture::Drawn;
use crate::resolve::Book;

/// Functions of the page layout that lead to what these pages do not have: notes, headings, other cases.
const WITHOUT_LINKS: &str = "\
    #let note-reference(number, target, name) = super(str(number)); \
    #let link-to(name, page: none, body) = body; \
    #let mention(name, body) = box(body); \
    #let anchor(name) = none; \
    #let anchored(name, body) = body";

/// The sources of a book that has nothing but figures and tables: the first includes the others.
pub fn sources(book: &Book, drawn: &[Drawn], room: Room) -> Vec<Source> {
    let mut sources = vec![front_matter::main(book, &[], room)];
    for (index, case) in book.cases().iter().enumerate() {
        let writer = Writer::new(book, drawn, index, case, room);
        let mut source = writer.opening();
        source.line(WITHOUT_LINKS, None);
        for block in floats(&case.source().blocks) {
            source.line(&format!("#{}", writer.block(&block)), Some(block.span));
        }
        sources.push(source);
    }
    sources
}

/// The figures and tables among blocks, and what they stand in: a quotation leaves less room than a page.
fn floats(blocks: &[Block]) -> Vec<Block> {
    blocks.iter().filter_map(|block| Some(Block { kind: float(&block.kind)?, ..block.clone() })).collect()
}

fn float(kind: &BlockKind) -> Option<BlockKind> {
    let some = |blocks: Vec<Block>| (!blocks.is_empty()).then_some(blocks);
    match kind {
        BlockKind::Figure(_) | BlockKind::Table(_) => Some(kind.clone()),
        BlockKind::Quote(blocks) => some(floats(blocks)).map(BlockKind::Quote),
        BlockKind::Division(blocks) => some(floats(blocks)).map(BlockKind::Division),
        BlockKind::List(list) => {
            let items: Vec<Vec<Block>> = list.items.iter().filter_map(|item| some(floats(item))).collect();
            (!items.is_empty()).then(|| BlockKind::List(List { items, ..list.clone() }))
        }
        BlockKind::DefinitionList(items) => {
            let kept: Vec<DefinitionItem> = items
                .iter()
                .filter_map(|item| {
                    let definitions: Vec<Vec<Block>> =
                        item.definitions.iter().filter_map(|blocks| some(floats(blocks))).collect();
                    (!definitions.is_empty()).then(|| DefinitionItem { term: Vec::new(), definitions })
                })
                .collect();
            (!kept.is_empty()).then_some(BlockKind::DefinitionList(kept))
        }
        BlockKind::Heading(..)
        | BlockKind::Paragraph(_)
        | BlockKind::CodeBlock { .. }
        | BlockKind::Divider => None,
    }
}
