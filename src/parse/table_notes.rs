//! Notes of a table: paragraphs that share a `div` with its caption or with the table itself, or paragraphs after it that
//! begin with a mark from its cells. They are set smaller, after the table.

use std::iter::Peekable;

use crate::model::{Attributes, Block, BlockKind, Inline, Style, Table, plain_text};
use crate::source::Span;

/// The class of the division with the notes. It has a meaning in every output.
const SMALL: &str = "small";

/// Most paragraphs of notes. A `div` with more of them holds a section, not a table.
const MOST: usize = 4;

/// Divides every `div` of a caption and notes next to a table or figure without a caption: first the caption, and after
/// the table the notes. `is_caption` knows a caption, and `lacks_caption` a table or figure without one.
pub fn part(
    blocks: Vec<Block>,
    is_caption: impl Fn(&Block) -> bool,
    lacks_caption: impl Fn(&Block) -> bool,
) -> Vec<Block> {
    let mut parted: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let follows = parted.last().is_some_and(&lacks_caption);
        let precedes = blocks.peek().is_some_and(&lacks_caption);
        let is_both =
            matches!(&block.kind, BlockKind::Division(inside) if inside.first().is_some_and(&is_caption));
        if is_both && (follows || precedes) {
            divide(block, follows, &mut blocks, &mut parted);
        } else {
            parted.push(block);
        }
    }
    parted
}

/// Adds the caption, the table if it comes next, and the notes.
fn divide(
    block: Block,
    follows: bool,
    blocks: &mut Peekable<impl Iterator<Item = Block>>,
    parted: &mut Vec<Block>,
) {
    let Block { span, attributes, kind: BlockKind::Division(mut inside) } = block else {
        return parted.push(block);
    };
    if !is_notes(&inside[1..]) {
        return parted.push(Block { span, attributes, kind: BlockKind::Division(inside) });
    }
    let rest = inside.split_off(1);
    let without_id = Attributes { id: None, ..attributes.clone() };
    parted.push(Block { span, attributes, kind: BlockKind::Division(inside) });
    if !follows {
        parted.extend(blocks.next());
    }
    parted.push(notes(without_id, rest, span));
}

/// Sets the paragraphs after a table with a caption smaller, if a `div` holds nothing else.
pub fn after_table(mut blocks: Vec<Block>, span: Span) -> Vec<Block> {
    let has_caption = matches!(
        blocks.first().map(|block| &block.kind),
        Some(BlockKind::Table(table)) if table.caption.as_ref().is_some_and(|caption| caption.label.is_some())
    );
    if has_caption && is_notes(&blocks[1..]) {
        let rest = blocks.split_off(1);
        let span = rest.first().map_or(span, |first| first.span);
        blocks.push(notes(Attributes::default(), rest, span));
    }
    blocks
}

/// Sets the paragraphs after a table smaller that begin with a mark from a cell: `^a^ Without boats.`, `\* p < 0.05`.
pub fn marked(blocks: Vec<Block>) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut marks: Vec<String> = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Table(table) => marks = marks_of(table),
            BlockKind::Paragraph(content) if mark(content).is_some_and(|mark| marks.contains(&mark)) => {
                match found.last_mut() {
                    Some(Block { kind: BlockKind::Division(notes), .. }) => notes.push(block),
                    _ => {
                        let span = block.span;
                        found.push(notes(Attributes::default(), vec![block], span));
                    }
                }
                continue;
            }
            _ => marks.clear(),
        }
        found.push(block);
    }
    found
}

/// Signs that mark a note in a cell.
const SIGNS: [char; 5] = ['*', '†', '‡', '§', '¶'];

/// The marks at the ends of the cells: superscripts, and signs.
fn marks_of(table: &Table) -> Vec<String> {
    let cells = table.all_rows().flatten();
    let marks = cells.filter_map(|cell| match cell.content.last()? {
        Inline::Styled(Style::Superscript, words) => Some(plain_text(words)),
        Inline::Text(words) => {
            words.chars().next_back().filter(|sign| SIGNS.contains(sign)).map(String::from)
        }
        _ => None,
    });
    marks.collect()
}

/// The mark that a note begins with.
fn mark(content: &[Inline]) -> Option<String> {
    match content.first()? {
        Inline::Styled(Style::Superscript, words) => Some(plain_text(words)).filter(|_| content.len() > 1),
        Inline::Text(words) => {
            let sign = words.chars().next().filter(|sign| SIGNS.contains(sign))?;
            words.contains(char::is_alphanumeric).then(|| sign.to_string())
        }
        _ => None,
    }
}

fn is_notes(rest: &[Block]) -> bool {
    let are_paragraphs = rest.iter().all(|block| matches!(block.kind, BlockKind::Paragraph(_)));
    are_paragraphs && (1..=MOST).contains(&rest.len())
}

fn notes(mut attributes: Attributes, blocks: Vec<Block>, span: Span) -> Block {
    if !attributes.classes.iter().any(|class| class == SMALL) {
        attributes.classes.push(SMALL.to_owned());
    }
    Block { span, attributes, kind: BlockKind::Division(blocks) }
}
