//! Builds lists, which Word does not nest: each paragraph only says its list and level.

use super::item::Listed;
use super::item::Marker;
use super::make::block;
use crate::model::{Block, BlockKind, List, Numbering};

/// A paragraph of a list, or one that continues an item.
pub struct Entry {
    /// Its place; `None` for one that continues an item.
    pub listed: Option<Listed>,
    /// Indentation of its text.
    pub left: i64,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// Differences of indentation up to this have no meaning.
pub const TOLERANCE: i64 = 60;

/// A list that is open.
struct Open {
    listed: Listed,
    left: i64,
    list: List,
}

impl Open {
    /// Whether an item belongs to this list: Word divides a list when its numbers start again or its tasks are checked.
    fn continues_with(&self, item: &Listed, left: i64) -> bool {
        if self.listed.place == item.place {
            return true;
        }
        let is_same_level =
            self.listed.place.level == item.place.level && (self.left - left).abs() <= TOLERANCE;
        is_same_level
            && match (&self.listed.marker, &item.marker) {
                (
                    Some(Marker::Number { style, delimiter, number, .. }),
                    Some(Marker::Number { style: own, delimiter: sign, number: next, .. }),
                ) => style == own && delimiter == sign && number.checked_add(1) == Some(*next),
                (Some(Marker::Task(_)), Some(Marker::Task(_))) => true,
                _ => false,
            }
    }
}

/// The lists of consecutive paragraphs.
pub fn build(entries: Vec<Entry>) -> Vec<Block> {
    let mut done = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for entry in entries {
        match entry.listed {
            Some(Listed { place, marker: Some(marker) }) => {
                let listed = Listed { place, marker: Some(marker) };
                close_before(&mut open, &listed, entry.left, &mut done);
                add(&mut open, listed, entry.left, entry.blocks);
            }
            _ => continue_item(&mut open, entry.left, entry.blocks, &mut done),
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut done);
    }
    done
}

/// Closes the lists to which an item does not belong.
fn close_before(open: &mut Vec<Open>, item: &Listed, left: i64, done: &mut Vec<Block>) {
    let same_list = |own: &Open| own.listed.place.list == item.place.list;
    let same = open.iter().rposition(|own| same_list(own) && own.listed.place.level == item.place.level);
    let above = open.iter().rposition(|own| same_list(own) && own.listed.place.level < item.place.level);
    let keep = match (same, above) {
        (Some(same), _) => same + 1,
        (None, Some(above)) => above + 1,
        // Of two lists, the one that is further in is inside the other.
        (None, None) => {
            let outer = |own: &&Open| {
                own.left + TOLERANCE < left
                    || own.left <= left + TOLERANCE && own.listed.place.level < item.place.level
            };
            let keep = open.iter().take_while(outer).count();
            keep + usize::from(open.get(keep).is_some_and(|own| own.continues_with(item, left)))
        }
    };
    while open.len() > keep {
        close(open, done);
    }
}

/// Adds an item to the list that is open, or opens one.
fn add(open: &mut Vec<Open>, listed: Listed, left: i64, blocks: Vec<Block>) {
    if let Some(own) = open.last_mut().filter(|own| own.continues_with(&listed, left)) {
        own.listed = listed.clone();
        own.list.items.push(blocks);
        if let (Some(numbering), Some(Marker::Number { number, .. })) =
            (&mut own.list.numbering, &listed.marker)
        {
            numbering.numbers.push(*number);
        }
        return;
    }
    let numbering = match &listed.marker {
        Some(Marker::Number { style, delimiter, number, .. }) => Some(Numbering {
            style: *style,
            is_reversed: false,
            numbers: vec![*number],
            delimiter: *delimiter,
        }),
        Some(Marker::Bullet | Marker::Task(_)) | None => None,
    };
    let list = List { numbering, tight: true, items: vec![blocks] };
    open.push(Open { listed, left, list });
}

/// Adds a paragraph to the item whose text has its indentation.
fn continue_item(open: &mut Vec<Open>, left: i64, blocks: Vec<Block>, done: &mut Vec<Block>) {
    let keep = open.iter().take_while(|own| own.left <= left + TOLERANCE).count().max(1);
    while open.len() > keep {
        close(open, done);
    }
    match open.last_mut().and_then(|own| own.list.items.last_mut()) {
        Some(item) => item.extend(blocks),
        None => done.extend(blocks),
    }
}

/// Closes the innermost list, which becomes a part of the item around it.
fn close(open: &mut Vec<Open>, done: &mut Vec<Block>) {
    let Some(Open { mut list, .. }) = open.pop() else { return };
    list.tight = is_tight(&list);
    let block = block(BlockKind::List(list));
    match open.last_mut().and_then(|own| own.list.items.last_mut()) {
        Some(item) => item.push(block),
        None => done.push(block),
    }
}

/// Whether no item of a list has several paragraphs.
pub fn is_tight(list: &List) -> bool {
    let is_paragraph = |block: &&Block| !matches!(block.kind, BlockKind::List(_));
    list.items.iter().all(|item| item.iter().filter(is_paragraph).count() < 2)
}

#[cfg(test)]
mod tests {
    use super::super::item::ListPlace;
    use super::*;
    use crate::model::{Delimiter, Inline, NumberStyle};

    /// An item from its list, level, number (0 for a bullet, -1 for a paragraph without one) and indentation.
    fn entry((list, level, number, left): (&str, usize, i64, i64)) -> Entry {
        let marker = match number {
            0 => Marker::Bullet,
            number => {
                let (style, delimiter) = (NumberStyle::Decimal, Delimiter::Point);
                Marker::Number { style, delimiter, number, is_exact: true }
            }
        };
        let place = ListPlace { list: list.to_owned(), level };
        let listed = (number >= 0).then_some(Listed { place, marker: Some(marker) });
        let words = vec![Inline::Text("x".to_owned())];
        Entry { listed, left, blocks: vec![block(BlockKind::Paragraph(words))] }
    }

    fn shown(blocks: &[Block]) -> String {
        let one = |block: &Block| match &block.kind {
            BlockKind::List(list) => {
                let numbers = list.numbering.as_ref().map(|numbering| numbering.numbers.clone());
                let item = |(index, item): (usize, &Vec<Block>)| {
                    let number = numbers.as_ref().and_then(|numbers| numbers.get(index));
                    let sign = number.map_or("-".to_owned(), ToString::to_string);
                    format!("{sign}{}", shown(item))
                };
                format!("({})", list.items.iter().enumerate().map(item).collect::<Vec<_>>().join(" "))
            }
            _ => "x".to_owned(),
        };
        blocks.iter().map(one).collect()
    }

    #[test]
    fn levels_lists_and_indentation_nest_items() {
        for (entries, expected) in [
            (&[("1", 0, 1, 720), ("1", 0, 2, 720)][..], "(1x 2x)"),
            (&[("1", 0, 1, 720), ("1", 1, 1, 1440), ("1", 1, 2, 1440), ("1", 0, 2, 720)], "(1x(1x 2x) 2x)"),
            // A level is left out.
            (&[("1", 0, 1, 720), ("1", 2, 1, 2160), ("1", 1, 1, 1440)], "(1x(1x)(1x))"),
            // Another list at the same level, and one that is further in.
            (&[("1", 0, 1, 720), ("2", 0, 0, 720)], "(1x)(-x)"),
            (&[("1", 0, 1, 720), ("2", 0, 0, 1080), ("1", 0, 2, 720)], "(1x(-x) 2x)"),
            // Word has divided a list whose numbers go on.
            (&[("1", 0, 1, 720), ("2", 0, 2, 720), ("2", 0, 3, 720)], "(1x 2x 3x)"),
            (&[("1", 0, 1, 720), ("2", 1, 0, 720), ("1", 0, 2, 720)], "(1x(-x) 2x)"),
            // A list begins further in than the next.
            (&[("1", 1, 1, 1440), ("1", 0, 1, 720)], "(1x)(1x)"),
            // Paragraphs without a number continue the item with their indentation.
            (&[("1", 0, 1, 720), ("1", 1, 1, 1440), ("", 0, -1, 1440), ("", 0, -1, 720)], "(1x(1xx)x)"),
        ] {
            assert_eq!(shown(&build(entries.iter().copied().map(entry).collect())), expected, "{entries:?}");
        }
    }
}
