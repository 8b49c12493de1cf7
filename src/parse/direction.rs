//! Marks the texts inside right-to-left text that have only letters of left-to-right scripts, such as a paragraph in
//! English or the cell `C++`. Without a direction of their own, the signs at their end would be at their left.

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
        // A direction that the author sets holds for everything inside.
        let direction = match block.attributes.direction() {
            Some(_) => Direction::LeftToRight.name(),
            None => block.attributes.reading_direction().unwrap_or(outer),
        };
        for inside in block.inside_mut() {
            match inside {
                InsideMut::Text(content) => text(content, direction),
                InsideMut::Blocks(inner) => blocks(inner, direction),
            }
        }
    }
}

fn text(content: &mut Vec<Inline>, direction: &str) {
    if direction == Direction::RightToLeft.name() && needs_left_to_right(content) {
        let other = vec![("dir".to_owned(), Direction::LeftToRight.name().to_owned())];
        let attributes = Attributes { other, ..Attributes::default() };
        *content = vec![Inline::Span(attributes, std::mem::take(content))];
    }
}

/// Whether all letters of a text belong to left-to-right scripts, and its beginning or end, which is no letter, depends
/// on the direction around it.
fn needs_left_to_right(content: &[Inline]) -> bool {
    let mut letters = Letters::default();
    letters.read(content);
    let has = |direction| letters.directions.contains(&Some(direction));
    let depends = letters.directions.first().is_some_and(Option::is_none)
        || letters.directions.last().is_some_and(Option::is_none);
    has(Direction::LeftToRight) && !has(Direction::RightToLeft) && depends
}

/// The directions of the letters of a text. What is no letter has none; several such signs count as one.
#[derive(Default)]
struct Letters {
    directions: Vec<Option<Direction>>,
}

impl Letters {
    fn read(&mut self, content: &[Inline]) {
        for inline in content {
            match inline.shown() {
                Shown::Words(words) => {
                    let visible = words.chars().filter(|character| !character.is_whitespace());
                    visible.for_each(|character| self.add(Direction::of_letter(character)));
                }
                // Code and formulas have a direction of their own.
                Shown::Code(_) | Shown::Formula(_) | Shown::Object => self.add(None),
                Shown::Break | Shown::Children => {}
            }
            self.read(inline.children());
        }
    }

    fn add(&mut self, direction: Option<Direction>) {
        if self.directions.last() != Some(&direction) {
            self.directions.push(direction);
        }
    }
}
