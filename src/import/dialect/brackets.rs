//! Square brackets of the text: which of them Markdown would take for those of a link, a note or a span.

use super::piece::{Piece, after};

/// For each piece, whether it is a bracket that needs an escape.
pub fn escaped(pieces: &[Piece], begins: &[bool]) -> Vec<bool> {
    let mut found = vec![false; pieces.len()];
    let has_markup = pieces.iter().any(is_bracket_of_markup);
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Enter(_) => open.push((at, true)),
            Piece::Leave(_) => {
                while let Some((place, is_markup)) = open.pop() {
                    if is_markup {
                        break;
                    }
                    mark(&mut found, place);
                }
            }
            Piece::Char('[') => open.push((at, false)),
            Piece::Char(']') => match open.pop_if(|(_, is_markup)| !*is_markup) {
                Some((start, _)) if means_something(pieces, begins, start, at) => {
                    mark(&mut found, start);
                    // Without its partner, it would close the one around.
                    if !open.is_empty() {
                        mark(&mut found, at);
                    }
                }
                None if has_markup || is_continued(pieces, at) => mark(&mut found, at),
                Some(_) | None => {}
            },
            _ => {}
        }
    }
    for (place, _) in open.into_iter().filter(|_| has_markup) {
        mark(&mut found, place);
    }
    found
}

fn mark(found: &mut [bool], place: usize) {
    if let Some(is_escaped) = found.get_mut(place) {
        *is_escaped = true;
    }
}

fn is_bracket_of_markup(piece: &Piece) -> bool {
    match piece {
        Piece::Enter(_) => true,
        Piece::Raw(markup) => markup.starts_with('['),
        _ => false,
    }
}

/// Whether what follows a closing bracket would belong to it.
fn is_continued(pieces: &[Piece], close: usize) -> bool {
    after(pieces, close).is_some_and(|next| "([{".contains(next))
}

/// Whether a pair of brackets would be a link, a span, a note, the mark of a callout or of a task, or a definition.
fn means_something(pieces: &[Piece], begins: &[bool], open: usize, close: usize) -> bool {
    let begins_line = begins.get(open).copied().unwrap_or_default();
    let first = after(pieces, open);
    let is_task = close == open + 2 && matches!(first, Some(' ' | 'x' | 'X'));
    let inside = pieces.get(open..close).unwrap_or_default();
    // A bracket inside styled text has no partner outside.
    let is_crossed = inside
        .iter()
        .any(|piece| matches!(piece, Piece::Raw(markup) if markup.starts_with(['*', '_', '~', '^', '<'])));
    is_continued(pieces, close)
        || is_crossed && pieces.iter().any(|piece| matches!(piece, Piece::Enter(_)))
        || first == Some('^')
        || begins_line && (first == Some('!') || is_task || after(pieces, close) == Some(':'))
}
