//! Marks the texts inside right-to-left text that have only letters of left-to-right scripts, such as a paragraph or a
//! cell in English. Without a direction of their own, their final full stop would be at their left.

use crate::model::{Attributes, Block, Case, Direction, Inline, InsideMut, Shown};

/// Marks them in a case of a book with this direction.
pub fn mark(case: &mut Case, of_book: Direction) {
    let direction = case.header.language.as_deref().map_or(of_book, Direction::of);
    if direction == Direction::LeftToRight && !case.has_right_to_left() {
        return;
    }
    text(&mut case.header.title, direction.name());
    blocks(&mut case.blocks, direction.name());
    for note in &mut case.notes {
        blocks(&mut note.blocks, direction.name());
    }
}

fn blocks(of: &mut [Block], outer: &'static str) {
    for block in of {
        let direction = block.attributes.reading_direction().unwrap_or(outer);
        for inside in block.inside_mut() {
            match inside {
                InsideMut::Text(content) => text(content, direction),
                InsideMut::Blocks(inner) => blocks(inner, direction),
            }
        }
    }
}

fn text(content: &mut Vec<Inline>, direction: &str) {
    if direction == Direction::RightToLeft.name() && runs_left_to_right(content) {
        let other = vec![("dir".to_owned(), Direction::LeftToRight.name().to_owned())];
        let attributes = Attributes { other, ..Attributes::default() };
        *content = vec![Inline::Span(attributes, std::mem::take(content))];
    }
}

/// Whether all letters of a text belong to left-to-right scripts, and there are some. Code has a direction of its own.
fn runs_left_to_right(content: &[Inline]) -> bool {
    let mut letters = Letters::default();
    letters.read(content);
    letters.has_left_to_right && !letters.has_right_to_left
}

#[derive(Default)]
struct Letters {
    has_left_to_right: bool,
    has_right_to_left: bool,
}

impl Letters {
    fn read(&mut self, content: &[Inline]) {
        for inline in content {
            if let Shown::Words(words) = inline.shown() {
                for direction in words.chars().filter_map(Direction::of_letter) {
                    self.has_left_to_right |= direction == Direction::LeftToRight;
                    self.has_right_to_left |= direction == Direction::RightToLeft;
                }
            }
            self.read(inline.children());
        }
    }
}
