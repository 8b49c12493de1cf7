//! Finds the block that an author edited, by comparing the blocks of two builds.

use crate::api::Book;

/// A block of the book with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockLine {
    /// The id of its element in the HTML.
    pub anchor: String,
    /// The path of its file, below the project folder.
    pub path: String,
    /// Its source text.
    pub text: String,
}

/// The blocks of a book in reading order.
pub fn blocks(book: &Book) -> Vec<BlockLine> {
    let block = |block: crate::api::preview::PlacedBlock| BlockLine {
        path: book.file(block.span).to_owned(),
        text: book.text(block.span).into_owned(),
        anchor: block.anchor,
    };
    book.blocks().into_iter().map(block).collect()
}

/// The index of the first block in `new` that differs from `old`. If blocks were only deleted, that of the block after
/// them. `None` if the texts are equal.
pub fn edited(old: &[BlockLine], new: &[BlockLine]) -> Option<usize> {
    let is_same = |(old, new): &(&BlockLine, &BlockLine)| old.path == new.path && old.text == new.text;
    let first = old.iter().zip(new).take_while(is_same).count();
    if first == old.len() && first == new.len() {
        return None;
    }
    new.len().checked_sub(1).map(|last| first.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(texts: &str) -> Vec<BlockLine> {
        let block =
            |text: &str| BlockLine { anchor: String::new(), path: "a.md".to_owned(), text: text.to_owned() };
        texts.split(' ').map(block).collect()
    }

    #[test]
    fn the_first_change_is_found() {
        for (old, new, index) in [
            ("a b c", "a b c", None),
            ("a b c", "a x c", Some(1)),
            ("a b c", "a x b c", Some(1)),
            ("a b c", "a c", Some(1)),
            ("a b c", "a b", Some(1)),
            ("a b", "a b c", Some(2)),
        ] {
            assert_eq!(edited(&blocks(old), &blocks(new)), index, "{old} → {new}");
        }
    }
}
