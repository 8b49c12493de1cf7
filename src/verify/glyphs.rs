//! Identifies characters that a PDF prints without a glyph.
//!
//! The first such character of each font has no entry in the table from glyphs to characters; all others have an
//! `ActualText`. So each font has at most one unknown character. It follows from the pieces in which every other
//! character is known.

use std::collections::BTreeMap;

use super::expected::Unit;
use super::piece::{Piece, UNNAMED};
use super::sign::is_sign;

/// Maximum number of expected pieces of the same length that a piece is compared with.
const MOST_LOOKS: usize = 64;

/// Replaces each sign by its character, as far as `units` determine it, otherwise by U+FFFD.
pub fn name(pieces: &mut [Piece], units: &[Unit]) {
    let mut by_length: BTreeMap<usize, Vec<&Unit>> = BTreeMap::new();
    if pieces.iter().any(|piece| piece.key.contains(is_sign)) {
        for unit in units {
            by_length.entry(unit.piece.key.chars().count()).or_default().push(unit);
        }
    }
    loop {
        let named = vote(pieces, &by_length);
        if named.is_empty() {
            break;
        }
        put(pieces, |character| match named.get(&character) {
            Some(Meaning::Nothing) => None,
            Some(Meaning::Character(named)) => Some(*named),
            None => Some(character),
        });
    }
    put(pieces, |character| Some(if is_sign(character) { UNNAMED } else { character }));
}

fn put(pieces: &mut [Piece], character_of: impl Fn(char) -> Option<char>) {
    for piece in pieces.iter_mut().filter(|piece| piece.key.contains(is_sign)) {
        for text in [&mut piece.key, &mut piece.words, &mut piece.plain] {
            *text = text.chars().filter_map(&character_of).collect();
        }
    }
}

/// The meaning of a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    /// An invisible character, such as a break opportunity.
    Nothing,
    Character(char),
}

/// The meaning of each sign. Each piece with only one sign votes, with the number of its known characters as its
/// weight.
fn vote(pieces: &[Piece], by_length: &BTreeMap<usize, Vec<&Unit>>) -> BTreeMap<char, Meaning> {
    let mut votes: BTreeMap<char, BTreeMap<Meaning, usize>> = BTreeMap::new();
    for piece in pieces {
        let Some(sign) = piece.key.chars().find(|character| is_sign(*character)) else { continue };
        let known = sorted(piece.key.chars().filter(|character| *character != sign));
        if known.is_empty() || known.iter().any(|character| is_sign(*character)) {
            continue;
        }
        let units = |length: usize| by_length.get(&length).into_iter().flatten().take(MOST_LOOKS);
        for unit in units(piece.key.chars().count()).chain(units(known.len())) {
            if let Some(meaning) = rest(&sorted(unit.piece.key.chars()), &known) {
                *votes.entry(sign).or_default().entry(meaning).or_default() += known.len();
            }
        }
    }
    let winner = |votes: BTreeMap<Meaning, usize>| {
        let most = votes.values().max().copied()?;
        let mut winners = votes.iter().filter(|(_, count)| **count == most);
        winners.next().map(|(meaning, _)| *meaning).filter(|_| winners.next().is_none())
    };
    votes.into_iter().filter_map(|(sign, votes)| Some((sign, winner(votes)?))).collect()
}

/// Sorts characters by code, because right-to-left words are in visual order, and replaces the other hyphens by one.
fn sorted(characters: impl Iterator<Item = char>) -> Vec<char> {
    let plain = |character| if matches!(character, '\u{2010}' | '\u{2011}') { '-' } else { character };
    let mut characters: Vec<char> = characters.map(plain).collect();
    characters.sort_unstable();
    characters
}

/// The difference between `all` and `known`: nothing, or one character any number of times.
fn rest(all: &[char], known: &[char]) -> Option<Meaning> {
    let mut rest = None;
    let mut known = known.iter().peekable();
    for character in all {
        if known.next_if_eq(&character).is_some() {
            continue;
        }
        if rest.is_some_and(|rest| rest != *character) {
            return None;
        }
        rest = Some(*character);
    }
    known.peek().is_none().then(|| rest.map_or(Meaning::Nothing, Meaning::Character))
}
