//! Puts a backslash before each character of the text that would be read as markup, and before no other.

use super::brackets;
use super::invisible;
use super::line_start;
use super::piece::{Piece, after, before};

/// What the text is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Whether TeX between dollar signs is a formula.
    pub has_formulas: bool,
    /// Whether `@key` cites a work.
    pub has_citations: bool,
    /// Whether straight quotation marks stay as they are. Otherwise they become those of the language.
    pub keeps_straight_marks: bool,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// Lines of their own, which could begin another block.
    Block,
    /// Lines after a mark, such as those of a poem.
    Line,
    /// One line after number signs.
    Heading,
    /// A cell of a table with bars.
    Cell,
}

/// Replaces each character that needs it by its escape. `is_joined` if the text may be read together with another one.
pub fn settle(pieces: &mut [Piece], reading: Reading, site: Site, is_joined: bool) {
    let begins = beginnings(pieces, site);
    let brackets = brackets::escaped(pieces, &begins);
    // The other lines are not known here.
    let counts = if site == Site::Line || is_joined { Counts::many() } else { Counts::of(pieces) };
    let invisible = invisible::removed(pieces);
    let scan = Scan { pieces, reading, site, counts, in_link: in_links(pieces) };
    let is_escaped: Vec<bool> = (0..pieces.len())
        .map(|at| {
            is_trimmed(pieces, at) || brackets.get(at).copied().unwrap_or_default() || scan.needs_escape(at)
        })
        .collect();
    let starts = (0..pieces.len()).filter(|at| begins.get(*at).copied().unwrap_or_default());
    let starts: Vec<usize> =
        starts.filter_map(|at| line_start::escape(pieces, at, site == Site::Block)).collect();
    for (at, piece) in pieces.iter_mut().enumerate() {
        if let Piece::Char(sign) = piece
            && (invisible.get(at).copied().unwrap_or_default()
                || is_escaped.get(at).copied().unwrap_or_default()
                || starts.binary_search(&at).is_ok())
        {
            *piece = Piece::Raw(escape(*sign, reading));
        }
    }
}

/// Whether a no-break space stands at the end of a line, where white space is left out.
fn is_trimmed(pieces: &[Piece], at: usize) -> bool {
    let is_space = |sign: &char| sign.is_whitespace() && *sign != ' ';
    let is_end = |piece: Option<&Piece>| piece.is_none_or(|piece| *piece == Piece::Break);
    let is_at_end =
        is_end(pieces.get(at + 1)) || is_end(at.checked_sub(1).and_then(|before| pieces.get(before)));
    matches!(pieces.get(at), Some(Piece::Char(sign)) if is_space(sign)) && is_at_end
}

/// A character that means itself. A backslash before a bracket would begin a formula.
fn escape(sign: char, reading: Reading) -> String {
    match sign {
        '(' | '[' if reading.has_formulas => format!("&#{};", u32::from(sign)),
        '\u{A0}' => "&nbsp;".to_owned(),
        '\u{200B}' => "<wbr>".to_owned(),
        sign if sign.is_ascii_punctuation() => format!("\\{sign}"),
        sign => format!("&#{};", u32::from(sign)),
    }
}

/// The pieces that begin a line.
fn beginnings(pieces: &[Piece], site: Site) -> Vec<bool> {
    let is_start = |at: usize| match at.checked_sub(1).and_then(|before| pieces.get(before)) {
        None => matches!(site, Site::Block | Site::Line),
        Some(piece) => *piece == Piece::Break && site == Site::Block,
    };
    (0..pieces.len()).map(is_start).collect()
}

/// For each piece, whether it is inside the brackets of a link or an image.
fn in_links(pieces: &[Piece]) -> Vec<bool> {
    let mut inside = vec![false; pieces.len()];
    let mut open = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Enter(_) => open.push(at),
            Piece::Leave(target) => {
                let start = open.pop().unwrap_or_default();
                if target.starts_with("](") {
                    inside.get_mut(start..at).unwrap_or_default().fill(true);
                }
            }
            _ => {}
        }
    }
    inside
}

/// The signs that only mean something in pairs.
const PAIRED: [char; 5] = ['*', '_', '~', '^', '`'];

/// For each of these signs, how many runs of it the text has, and whether there are delimiters or code of it.
struct Counts {
    runs: [usize; PAIRED.len()],
}

impl Counts {
    fn many() -> Self {
        Self { runs: [usize::MAX / PAIRED.len(); PAIRED.len()] }
    }

    fn of(pieces: &[Piece]) -> Self {
        let runs = PAIRED.map(|sign| {
            let begins = |at: usize| {
                pieces.get(at) == Some(&Piece::Char(sign))
                    && at.checked_sub(1).and_then(|before| pieces.get(before)) != Some(&Piece::Char(sign))
            };
            let of_text = (0..pieces.len()).filter(|at| begins(*at)).count();
            let is_markup = |piece: &&Piece| match piece {
                Piece::Raw(markup) => markup.contains(sign) && !markup.starts_with(['[', '<']),
                _ => false,
            };
            of_text + pieces.iter().filter(is_markup).count()
        });
        Self { runs }
    }

    /// Whether a sign stands alone, so that it can be no delimiter.
    fn is_alone(&self, sign: char) -> bool {
        // Carets and tildes break each other's pairs.
        let counts = |other: char| other == sign || "^~".contains(other) && "^~".contains(sign);
        let runs =
            PAIRED.into_iter().zip(self.runs).filter(|(other, _)| counts(*other)).map(|(_, runs)| runs);
        runs.sum::<usize>() < 2
    }
}

struct Scan<'p> {
    pieces: &'p [Piece],
    reading: Reading,
    site: Site,
    counts: Counts,
    in_link: Vec<bool>,
}

impl Scan<'_> {
    fn needs_escape(&self, at: usize) -> bool {
        let Some(Piece::Char(sign)) = self.pieces.get(at) else { return false };
        let (left, right) = (before(self.pieces, at), after(self.pieces, at));
        let is_apart = is_blank(left) && is_blank(right);
        match sign {
            '"' | '\'' => self.reading.keeps_straight_marks,
            '\\' => right.is_none_or(|next| {
                next.is_ascii_punctuation() || next.is_alphabetic() || next.is_whitespace()
            }),
            '*' => !(self.counts.is_alone('*') || is_apart),
            '_' => !(self.counts.is_alone('_') || is_between_words(left, right) || is_apart),
            '^' => right == Some('[') || left == Some('[') || !self.counts.is_alone('^'),
            '~' | '`' => !self.counts.is_alone(*sign),
            '!' => matches!(self.pieces.get(at + 1), Some(Piece::Enter("["))),
            '<' => right.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
            '&' => is_entity(&self.words(at)),
            '-' => right == Some('-'),
            '.' => self.is_third_point(at),
            '$' => self.reading.has_formulas,
            '@' => self.begins_key(at),
            '|' => self.site == Site::Cell,
            '{' => self.begins_list(at, right),
            ':' => self.is_of_address(at) || self.follows_note(at),
            '(' => self.follows_markup(at),
            '#' => self.site == Site::Heading && self.is_at_end(at),
            _ => false,
        }
    }

    /// The text from a piece on, up to the next markup.
    fn words(&self, at: usize) -> String {
        let rest = self.pieces.get(at..).unwrap_or_default();
        rest.iter()
            .take(40)
            .map_while(|piece| if let Piece::Char(sign) = piece { Some(*sign) } else { None })
            .collect()
    }

    /// The first, fourth and so on of several full stops, so that no three stand together.
    fn is_third_point(&self, at: usize) -> bool {
        let is_point = |at: usize| self.pieces.get(at) == Some(&Piece::Char('.'));
        let before = (0..at).rev().take_while(|at| is_point(*at)).count();
        let behind = (at + 1..self.pieces.len()).take_while(|at| is_point(*at)).count();
        before + behind >= 2 && before.is_multiple_of(3)
    }

    fn begins_key(&self, at: usize) -> bool {
        let words = self.words(at);
        let key = words.get(1..).unwrap_or_default();
        let is_free = match at.checked_sub(1).and_then(|before| self.pieces.get(before)) {
            Some(Piece::Char(left)) => !left.is_alphanumeric() && !"_@/.".contains(*left),
            _ => true,
        };
        let is_key = key.starts_with(|next: char| next.is_alphanumeric() || "_{".contains(next));
        is_free && is_key && (self.reading.has_citations || is_of_reference(key)) || self.is_example(at, key)
    }

    /// `(@good)`, the number of an example.
    fn is_example(&self, at: usize, key: &str) -> bool {
        let follows = at.checked_sub(1).and_then(|before| self.pieces.get(before)) == Some(&Piece::Char('('));
        follows && key.contains(')')
    }

    /// Whether a brace would begin an attribute list or a tag.
    fn begins_list(&self, at: usize, right: Option<char>) -> bool {
        let previous = at.checked_sub(1).and_then(|before| self.pieces.get(before));
        let is_beside = matches!(previous, Some(Piece::Raw(_) | Piece::Leave(_) | Piece::Char(']')));
        let is_tag = matches!(right, Some('{' | '%'));
        is_beside || is_tag || self.site == Site::Heading && self.is_list_at_end(at)
    }

    fn is_list_at_end(&self, at: usize) -> bool {
        let rest = self.pieces.get(at..).unwrap_or_default();
        rest.iter().rev().find(|piece| **piece != Piece::Char(' ')) == Some(&Piece::Char('}'))
    }

    /// Whether a colon is that of an address, which would become a link.
    fn is_of_address(&self, at: usize) -> bool {
        let is_word = |word: &str| {
            let start = at.checked_sub(word.len());
            let typed = start.and_then(|start| self.pieces.get(start..at)).unwrap_or_default();
            let is_same = !typed.is_empty()
                && typed.iter().zip(word.chars()).all(|(piece, sign)| *piece == Piece::Char(sign));
            is_same && !start.and_then(|start| before(self.pieces, start)).is_some_and(char::is_alphanumeric)
        };
        // Inside a link, an address is text unless it would take markup with it.
        let rest = self.pieces.get(at..).unwrap_or_default().iter();
        let is_plain = rest
            .take_while(|piece| **piece != Piece::Char(' '))
            .all(|piece| matches!(piece, Piece::Char(_) | Piece::Leave(_)));
        let in_link = is_plain && self.in_link.get(at).copied().unwrap_or_default();
        !in_link && self.words(at).starts_with("://") && (is_word("http") || is_word("https"))
    }

    fn follows_note(&self, at: usize) -> bool {
        let previous = at.checked_sub(1).and_then(|before| self.pieces.get(before));
        matches!(previous, Some(Piece::Raw(markup)) if markup.starts_with("[^"))
    }

    /// Whether a parenthesis would be read as the address of the brackets before it.
    fn follows_markup(&self, at: usize) -> bool {
        match at.checked_sub(1).and_then(|before| self.pieces.get(before)) {
            Some(Piece::Raw(markup) | Piece::Leave(markup)) => markup.ends_with(']'),
            _ => false,
        }
    }

    /// Whether only number signs follow up to the end.
    fn is_at_end(&self, at: usize) -> bool {
        let rest = self.pieces.get(at..).unwrap_or_default();
        rest.iter().all(|piece| matches!(piece, Piece::Char('#' | ' ')))
    }
}

fn is_blank(sign: Option<char>) -> bool {
    sign.is_none_or(char::is_whitespace)
}

fn is_between_words(left: Option<char>, right: Option<char>) -> bool {
    left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
}

/// Whether a text begins with an entity: `&amp;`, `&#65;`.
fn is_entity(words: &str) -> bool {
    let Some((name, _)) = words.strip_prefix('&').and_then(|rest| rest.split_once(';')) else { return false };
    let digits = name.strip_prefix('#').map(|digits| digits.trim_start_matches(['x', 'X']));
    match digits {
        Some(digits) => !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_hexdigit()),
        None => !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric()),
    }
}

/// Whether a key is the id of a figure, a table, a listing, a section or an equation.
fn is_of_reference(key: &str) -> bool {
    let kind = key.split(['-', ':']).next().unwrap_or_default();
    kind.len() < key.len()
        && ["fig", "tbl", "tab", "lst", "sec", "eq"].contains(&kind.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::dialect::piece::gather_words;

    const PLAIN: Reading = Reading { has_formulas: false, has_citations: false, keeps_straight_marks: false };

    /// The text with its escapes.
    fn written(words: &str, site: Site) -> String {
        let mut pieces = Vec::new();
        gather_words(words, &mut pieces);
        settle(&mut pieces, PLAIN, site, false);
        let text = |piece: &Piece| match piece {
            Piece::Char(sign) => sign.to_string(),
            Piece::Raw(text) => text.clone(),
            piece => format!("{piece:?}"),
        };
        pieces.iter().map(text).collect()
    }

    #[test]
    fn only_lines_of_their_own_can_begin_a_block() {
        for (words, escaped) in [
            ("159. And so", "159\\. And so"),
            ("- a", "\\- a"),
            ("> a", "\\> a"),
            ("(a) b", "(a\\) b"),
            ("Table: a", "Table\\: a"),
            ("Words, and more.", "Words, and more."),
        ] {
            assert_eq!(written(words, Site::Block), escaped);
            assert_eq!(written(words, Site::Heading), words);
        }
        // Number signs at the end of a heading would close it.
        assert_eq!(written("C #", Site::Heading), "C \\#");
    }
}
