//! Finds definition lists: terms with their definitions, which may have lists, code and tables between their paragraphs.

use super::item::{Item, Paragraph};
use super::lists::TOLERANCE;
use super::role::Role;

/// An item, or a definition list.
pub enum Group {
    /// An item outside definition lists.
    Item(Item),
    /// The terms, each with the content of its definition.
    Definitions(Vec<(Paragraph, Vec<Item>)>),
}

/// The items, with those of each definition list together.
pub fn grouped(items: Vec<Item>) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut rest = items.into_iter();
    loop {
        match length(rest.as_slice()) {
            0 => match rest.next() {
                Some(item) => groups.push(Group::Item(item)),
                None => return groups,
            },
            count => groups.push(Group::Definitions(divided(rest.by_ref().take(count)))),
        }
    }
}

/// The part of an item in a definition list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Term,
    Definition,
    /// Part of a definition if a term or a definition follows.
    Inside,
    /// Part of a definition only if a definition follows.
    Perhaps,
    Outside,
}

fn place(item: &Item) -> Place {
    let Item::Paragraph(paragraph) = item else {
        return if matches!(item, Item::List(_)) { Place::Inside } else { Place::Perhaps };
    };
    match paragraph.role {
        _ if paragraph.begins_page => Place::Outside,
        Role::Term => Place::Term,
        _ if paragraph.list.is_some() => Place::Inside,
        Role::Definition => Place::Definition,
        Role::List | Role::Code => Place::Inside,
        Role::Quote => Place::Perhaps,
        _ => Place::Outside,
    }
}

/// The number of items of the definition list at the beginning; 0 if the first one is no term.
fn length(items: &[Item]) -> usize {
    let mut end = 0;
    let mut has_doubtful = false;
    for (index, item) in items.iter().enumerate() {
        match place(item) {
            Place::Term if has_doubtful => break,
            Place::Term => end = index + 1,
            Place::Definition if end > 0 => {
                end = index + 1;
                has_doubtful = false;
            }
            Place::Inside if end > 0 => {}
            Place::Perhaps if end > 0 => has_doubtful = true,
            Place::Definition | Place::Inside | Place::Perhaps | Place::Outside => break,
        }
    }
    let (list, rest) = items.split_at_checked(end).unwrap_or_default();
    end + list.last().map_or(0, |last| rest.iter().take_while(|item| follows(last, item)).count())
}

/// Whether an item behind the last paragraph of a definition list belongs to it.
fn follows(last: &Item, item: &Item) -> bool {
    let (Item::Paragraph(last), Place::Inside) = (last, place(item)) else { return false };
    let is_deeper = |item: &Paragraph| {
        last.indent.left > 0 && item.indent.left + item.indent.first > last.indent.left + TOLERANCE
    };
    // A term must have a definition.
    last.role == Role::Term || matches!(item, Item::Paragraph(item) if is_deeper(item))
}

/// The terms, each with the items up to the next one.
fn divided(items: impl Iterator<Item = Item>) -> Vec<(Paragraph, Vec<Item>)> {
    let mut terms: Vec<(Paragraph, Vec<Item>)> = Vec::new();
    for item in items {
        match (item, terms.last_mut()) {
            (Item::Paragraph(term), _) if term.role == Role::Term => terms.push((*term, Vec::new())),
            (item, Some((_, definition))) => definition.push(item),
            (_, None) => {}
        }
    }
    terms
}
