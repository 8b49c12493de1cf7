//! The straight marks of a passage, and what each could be by its sides.

use super::elisions;
use super::passage::Passage;
use super::sides::{self, Side};
use super::signs::{CLOSING, DOUBLE, OPENING, SINGLE, is_undecided};

/// A straight mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Number of characters before it.
    pub at: usize,
    pub kind: Kind,
    pub could: Could,
    /// Whether it begins the text, or a colon announces it.
    pub is_announced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Double,
    Single,
    /// The mark of an element.
    Element,
}

/// What a mark could be by its sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Could {
    Open,
    Close,
    /// It closes a quotation if one is open; otherwise it opens one.
    Either,
    /// It opens a quotation of one word, `'em'`; inside a quotation, it is an apostrophe.
    OpenOrJoin,
    /// It is an apostrophe, whatever is open.
    Join,
}

/// All marks of a passage, in order.
pub(super) fn of(passage: &Passage) -> Vec<Mark> {
    let signs = &passage.signs;
    if !signs.iter().any(|sign| is_undecided(*sign)) {
        return Vec::new();
    }
    let (befores, behinds) = (sides::befores(signs), sides::behinds(signs));
    let mut marks = Vec::new();
    let mut is_announced = true;
    for (at, sign) in signs.iter().enumerate() {
        let (before, behind) = (befores[at], behinds[at]);
        let (kind, could) = match *sign {
            DOUBLE => (Kind::Double, double(before, behind)),
            SINGLE => (Kind::Single, single(passage, at, before, behind)),
            OPENING => (Kind::Element, Could::Open),
            CLOSING => (Kind::Element, Could::Close),
            ':' | '：' => {
                is_announced = true;
                continue;
            }
            other => {
                is_announced &= other.is_whitespace();
                continue;
            }
        };
        marks.push(Mark { at, kind, could, is_announced });
    }
    marks
}

fn double(before: Side, behind: Side) -> Could {
    match (before, behind) {
        (Side::Blank | Side::Opening, Side::Blank | Side::Closing)
        | (Side::Neutral | Side::Ellipsis | Side::Wide | Side::Closing, Side::Ellipsis) => Could::Either,
        (Side::Blank | Side::Opening, _) | (Side::Neutral, Side::Word | Side::Opening) => Could::Open,
        (_, Side::Blank | Side::Closing | Side::Ellipsis) | (Side::Word, Side::Neutral) => Could::Close,
        _ => Could::Either,
    }
}

fn single(passage: &Passage, at: usize, before: Side, behind: Side) -> Could {
    let signs = &passage.signs;
    match (before, behind) {
        (Side::Word, Side::Word) => Could::Join,
        (Side::Closing, Side::Word) if is_genitive(signs, at) => Could::Join,
        (Side::Blank | Side::Opening | Side::Neutral, Side::Word)
            if elisions::begins(signs, at, passage.language_at(at).elisions) =>
        {
            if elisions::is_between_marks(signs, at) { Could::OpenOrJoin } else { Could::Join }
        }
        (Side::Blank | Side::Opening, Side::Closing)
        | (Side::Neutral | Side::Ellipsis | Side::Wide, Side::Ellipsis) => Could::Either,
        (_, Side::Blank) | (Side::Word, Side::Neutral | Side::Opening) => Could::Close,
        (Side::Blank | Side::Opening, _) | (Side::Neutral, Side::Word | Side::Opening) => Could::Open,
        (_, Side::Closing | Side::Ellipsis) => Could::Close,
        _ => Could::Either,
    }
}

/// Whether a mark after a bracket or a full stop begins the ending of a genitive: `(CEO)'s`, `et al.'s`.
fn is_genitive(signs: &[char], at: usize) -> bool {
    let is_end = !signs.get(at + 2).is_some_and(|next| next.is_alphanumeric());
    at > 0
        && matches!(signs[at - 1], '.' | ')' | ']' | '!' | '?' | '%')
        && signs.get(at + 1) == Some(&'s')
        && is_end
}
