//! Decides how styled text is marked: with delimiters where Markdown reads them as such, and otherwise with tags.

use super::piece::{Piece, UNDECIDED, after, before};
use crate::model::Style;

/// Replaces the starts and ends of styled text by their markup.
pub fn settle(pieces: &mut [Piece]) {
    // The ends of the delimiters around a piece, and their signs.
    let mut around: Vec<(usize, char)> = Vec::new();
    for at in 0..pieces.len() {
        while around.pop_if(|(end, _)| *end <= at).is_some() {}
        let Some(Piece::Open(style)) = pieces.get(at) else { continue };
        let style = *style;
        let Some(end) = partner(pieces, at) else { continue };
        let signs: Vec<char> = around.iter().map(|(_, sign)| *sign).collect();
        let mark = delimiters(style).iter().find(|mark| holds(pieces, at, end, mark, &signs));
        let (opening, closing) = match mark {
            Some(mark) => ((*mark).to_owned(), (*mark).to_owned()),
            None => (format!("<{}>", element(style)), format!("</{}>", element(style))),
        };
        around.extend(mark.and_then(|mark| mark.chars().next()).map(|sign| (end, sign)));
        for (place, markup) in [(at, opening), (end, closing)] {
            if let Some(piece) = pieces.get_mut(place) {
                *piece = Piece::Raw(markup);
            }
        }
    }
}

/// The end of the styled text that starts at a piece.
fn partner(pieces: &[Piece], at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    pieces.iter().enumerate().skip(at).find_map(|(place, piece)| {
        match piece {
            Piece::Open(_) => depth += 1,
            Piece::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0).then_some(place)
    })
}

/// The delimiters of a style, the usual one first.
fn delimiters(style: Style) -> &'static [&'static str] {
    match style {
        Style::Emphasis => &["*", "_"],
        Style::Strong => &["**", "__"],
        Style::Strikethrough => &["~~"],
        Style::Superscript => &["^"],
        Style::Subscript => &["~"],
    }
}

/// The HTML element of a style.
pub fn element(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "em",
        Style::Strong => "strong",
        Style::Strikethrough => "del",
        Style::Superscript => "sup",
        Style::Subscript => "sub",
    }
}

/// Whether Markdown reads a delimiter at both ends of styled text.
fn holds(pieces: &[Piece], at: usize, end: usize, mark: &str, around: &[char]) -> bool {
    let Some(sign) = mark.chars().next() else { return false };
    let (left, first) = (before(pieces, at), after(pieces, at));
    let (last, right) = (before(pieces, end), after(pieces, end));
    let touches = [left, first, last, right].contains(&Some(sign));
    if end == at + 1 || touches || is_blank(first) || is_blank(last) {
        return false;
    }
    if mark == "*" && left.is_none_or(|left| left == '\n') && is_like_abbreviation(pieces, at) {
        return false;
    }
    if matches!(mark, "^" | "~") {
        return pieces.get(at + 1..end).is_some_and(is_plain_script) && is_beside_script(left, right);
    }
    let has_words = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    let is_plain = |piece: &Piece| matches!(piece, Piece::Char(sign) if !"^~".contains(*sign));
    if mark == "~~"
        && !(has_words(first)
            && has_words(last)
            && pieces.get(at + 1..end).is_some_and(|inside| inside.iter().all(is_plain)))
    {
        return false;
    }
    let can_open = !may_be_punctuation(first) || is_blank(left) || is_punctuation(left);
    let can_close = !may_be_punctuation(last) || is_blank(right) || is_punctuation(right);
    // Inside a word, a delimiter could be read as the other end.
    let is_in_word = !is_edge(left) || !is_edge(right);
    let is_free = !is_in_word || sign == '*';
    if around.contains(&sign) && !(is_blank(left) && is_blank(right)) {
        return false;
    }
    can_open && can_close && is_free
}

/// Whether an asterisk before brackets would begin the definition of an abbreviation, `*[HTML]: words`.
fn is_like_abbreviation(pieces: &[Piece], at: usize) -> bool {
    let rest = pieces.get(at + 1..).unwrap_or_default();
    let begins = matches!(rest.first(), Some(Piece::Enter("[") | Piece::Char('[')));
    begins && rest.iter().zip(rest.iter().skip(1)).any(|pair| pair == (&Piece::Char(']'), &Piece::Char(':')))
}

/// The longest superscript between carets.
const LONGEST_SCRIPT: usize = 20;

fn is_plain_script(content: &[Piece]) -> bool {
    let is_plain = |piece: &Piece| matches!(piece, Piece::Char(sign) if sign.is_alphanumeric() || "+−–,.".contains(*sign));
    content.len() <= LONGEST_SCRIPT && content.iter().all(is_plain)
}

/// Whether no other notation begins or ends beside a superscript or a subscript.
fn is_beside_script(left: Option<char>, right: Option<char>) -> bool {
    let is_other = |sign: Option<char>| sign.is_some_and(|sign| "^~[\\*_`<".contains(sign));
    let is_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    !is_other(left) && !is_other(right) && (is_word(left) || !is_word(right))
}

fn is_blank(sign: Option<char>) -> bool {
    sign.is_none_or(char::is_whitespace)
}

fn is_edge(sign: Option<char>) -> bool {
    is_blank(sign) || is_punctuation(sign)
}

/// Whether a character may count as punctuation; Markdown decides by categories of Unicode.
fn may_be_punctuation(sign: Option<char>) -> bool {
    sign.is_some_and(|sign| !sign.is_alphanumeric() && !sign.is_whitespace())
}

/// Whether a character surely counts as punctuation.
fn is_punctuation(sign: Option<char>) -> bool {
    sign.is_some_and(|sign| {
        sign.is_ascii_punctuation()
            || matches!(sign, UNDECIDED | '¡' | '«' | '»' | '¿' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}')
            || matches!(sign, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(before: &str, style: Style, words: &str, after: &str) -> String {
        let chars = |words: &str| words.chars().map(Piece::Char).collect::<Vec<_>>();
        let mut pieces = chars(before);
        pieces.push(Piece::Open(style));
        pieces.extend(chars(words));
        pieces.push(Piece::Close(style));
        pieces.extend(chars(after));
        settle(&mut pieces);
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Char(character) => character.to_string(),
                Piece::Raw(markup) => markup.clone(),
                _ => "?".to_owned(),
            })
            .collect()
    }

    #[test]
    fn delimiters_stand_where_they_are_read() {
        for (before, style, words, after, expected) in [
            ("a ", Style::Emphasis, "b", " c", "a *b* c"),
            ("a", Style::Emphasis, "b", "c", "a*b*c"),
            ("a", Style::Emphasis, "(b)", "c", "a<em>(b)</em>c"),
            ("a ", Style::Emphasis, "b ", "c", "a <em>b </em>c"),
            ("*", Style::Emphasis, "b", " c", "*_b_ c"),
            ("(", Style::Strong, "“b”", ")", "(**“b”**)"),
            ("m", Style::Superscript, "2", ".", "m^2^."),
            ("m", Style::Superscript, "a b", ".", "m<sup>a b</sup>."),
            ("a", Style::Strikethrough, "b", " c", "a<del>b</del> c"),
        ] {
            assert_eq!(settled(before, style, words, after), expected);
        }
    }
}
