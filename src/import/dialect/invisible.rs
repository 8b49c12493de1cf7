//! Invisible characters, which casebook keeps only where they have a meaning.

use super::piece::Piece;

/// For each piece, whether it is an invisible character that would be removed where it stands.
pub fn removed(pieces: &[Piece]) -> Vec<bool> {
    let is_right_to_left =
        pieces.iter().any(|piece| matches!(piece, Piece::Char(sign) if is_right_to_left(*sign)));
    let takes = |at: Option<usize>| {
        let piece = at.and_then(|at| pieces.get(at));
        matches!(piece, Some(Piece::Char(sign)) if takes_joiners(*sign))
    };
    let is_removed = |(at, piece): (usize, &Piece)| match piece {
        Piece::Char('\u{200B}'..='\u{200D}' | '\u{2060}') => {
            !takes(at.checked_sub(1)) || !takes(at.checked_add(1))
        }
        Piece::Char(
            '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202C}' | '\u{2066}'..='\u{2069}',
        ) => !is_right_to_left,
        Piece::Char('\u{202D}' | '\u{202E}' | '\u{FEFF}') => true,
        _ => false,
    };
    pieces.iter().enumerate().map(is_removed).collect()
}

/// Whether a character is of a script written from right to left.
fn is_right_to_left(sign: char) -> bool {
    matches!(sign, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        && sign.is_alphabetic()
}

/// Whether joiners have a meaning beside a character.
fn takes_joiners(sign: char) -> bool {
    sign >= '\u{590}' && !matches!(sign, '\u{1E00}'..='\u{218F}')
}
