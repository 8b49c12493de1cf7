//! Finds where the cases begin, which headings are parts, and how the pieces are arranged in the book.

use std::ops::Range;

use super::build::Leveled;
use super::sentence::key;
use crate::import::arrangement::{Arrangement, PartPieces};

/// Words of back matter, as [`key`] writes them.
const BACK: [&str; 14] = [
    "references",
    "bibliography",
    "workscited",
    "index",
    "literature",
    "acknowledgements",
    "acknowledgments",
    "glossary",
    "abbreviations",
    "literatur",
    "literaturverzeichnis",
    "bibliographie",
    "bibliografía",
    "register",
];

/// Whether the letters of a heading are words of back matter.
#[must_use]
pub fn is_back(key: &str) -> bool {
    BACK.contains(&key)
}

/// The first words of a heading over several cases, in lower case.
const PART: [&str; 8] = ["part", "section", "teil", "partie", "parte", "deel", "часть", "book"];

/// Where a piece stands in the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Before the cases.
    Front,
    /// Among the cases.
    Case,
    /// A heading that is the title of a part.
    Part,
    /// In the part before it.
    InPart,
    /// After the cases.
    Back,
}

/// Gives each piece its place in the book.
#[derive(Debug, Default)]
pub struct Arranger {
    /// The arrangement so far.
    pub arrangement: Arrangement,
    pieces: usize,
}

impl Arranger {
    /// Opens a part.
    pub fn open(&mut self, title: &str) {
        self.arrangement.parts.push(PartPieces { title: title.to_owned(), ..PartPieces::default() });
    }

    /// Adds the next piece.
    pub fn add(&mut self, role: Role) {
        let piece = self.pieces;
        self.pieces += 1;
        match role {
            Role::Front => self.arrangement.front.push(piece),
            Role::Back => self.arrangement.back.push(piece),
            Role::InPart => {
                self.arrangement.parts.last_mut().into_iter().for_each(|part| part.cases.push(piece));
            }
            Role::Case | Role::Part => {}
        }
    }
}

/// The level of the cases, and the places where pieces and parts begin.
#[must_use]
pub fn cuts(chunks: &[Leveled]) -> (u8, Vec<(usize, Role)>) {
    let top = chunks.iter().filter_map(|(_, level)| *level).min().unwrap_or(1);
    let starts = places(chunks, 0..chunks.len(), top);
    let ends = starts.iter().skip(1).copied().chain([chunks.len()]);
    let tops: Vec<Range<usize>> = starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect();
    let mut cuts = Vec::new();
    // Text before the first heading of the top level is a case of its own.
    if starts.first() != Some(&0) && !chunks.is_empty() {
        cuts.push((0, Role::Case));
    }
    for (range, role) in tops.iter().zip(roles(chunks, &tops, top)) {
        cuts.push((range.start, role));
        if role == Role::Part {
            let inside = places(chunks, range.start + 1..range.end, top + 1);
            cuts.extend(inside.into_iter().map(|place| (place, Role::InPart)));
        }
    }
    (top, cuts)
}

/// The headings of a level.
fn places(chunks: &[Leveled], range: Range<usize>, level: u8) -> Vec<usize> {
    let here = chunks.iter().enumerate().take(range.end).skip(range.start);
    here.filter(|(_, (_, own))| *own == Some(level)).map(|(place, _)| place).collect()
}

/// The roles of the pieces at the top level. The headings over cases are parts if they have most of the book and no
/// other piece stands between them, because a book has its cases before its parts.
fn roles(chunks: &[Leveled], tops: &[Range<usize>], top: u8) -> Vec<Role> {
    let over: Vec<usize> = (0..tops.len())
        .filter(|index| tops.get(*index).is_some_and(|range| is_over(chunks, range, top)))
        .collect();
    let span = over.first().zip(over.last()).map_or(0..0, |(first, last)| *first..last + 1);
    let length: usize = tops.get(span.clone()).unwrap_or_default().iter().map(Range::len).sum();
    let named = || over.iter().all(|index| tops.get(*index).is_some_and(|range| is_named(chunks, range)));
    let is_proved = over.len() == span.len() && length * 2 > chunks.len() && (span.len() == 1 || named());
    let span = if is_proved { span } else { 0..0 };
    let words = |index: usize| {
        tops.get(index).and_then(|range| chunks.get(range.start)).map(|(chunk, _)| key(&chunk.text))
    };
    let back = (0..tops.len())
        .rev()
        .take_while(|index| *index > 0 && words(*index).is_some_and(|key| is_back(&key)));
    let cases = tops.len() - back.count();
    let role = |index: usize| match index {
        _ if span.contains(&index) => Role::Part,
        _ if index >= cases || (is_proved && index >= span.end) => Role::Back,
        _ => Role::Case,
    };
    (0..tops.len()).map(role).collect()
}

/// Whether a heading stands over cases: it has no text of its own, and at least two headings below, which have headings
/// themselves.
fn is_over(chunks: &[Leveled], range: &Range<usize>, top: u8) -> bool {
    let begins = chunks.get(range.start + 1).is_some_and(|(_, level)| *level == Some(top + 1));
    let count = |level| places(chunks, range.clone(), level).len();
    let children = count(top + 1);
    begins && children >= 2 && count(top + 2) >= children
}

/// Whether a heading names a part: `Part One`, `Teil II`.
fn is_named(chunks: &[Leveled], range: &Range<usize>) -> bool {
    let text = chunks.get(range.start).map(|(chunk, _)| chunk.text.to_lowercase()).unwrap_or_default();
    text.split_once(' ').is_some_and(|(word, _)| PART.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::flat::chunk::{Chunk, Form};

    /// Headings by level and title, and text without a level.
    fn roles_of(outline: &[(u8, &str)]) -> Vec<(Role, String)> {
        let leveled = outline.iter().map(|(level, text)| {
            let (text, level) = ((*text).to_owned(), Some(*level).filter(|level| *level > 0));
            let form = if level.is_some() { Form::Heading(0) } else { Form::Words };
            (Chunk { line: 1, page: 0, form, text, opens_page: false, entry: None, ends_full: None }, level)
        });
        let leveled: Vec<Leveled> = leveled.collect();
        cuts(&leveled).1.into_iter().map(|(place, role)| (role, leveled[place].0.text.clone())).collect()
    }

    #[test]
    fn headings_over_cases_are_parts() {
        use Role::{Back, Case, InPart, Part};
        let case = |title| [(2, title), (3, "Law"), (0, "It is long."), (3, "Ships"), (0, "They are few.")];
        let book = |first, second, between: &[(u8, &'static str)]| {
            [
                &[(1, "Method"), (0, "Words."), (1, first)],
                &case("Oman")[..],
                &case("Chad"),
                between,
                &[(1, second)],
                &case("Peru"),
                &case("Fiji"),
                &[(1, "Index"), (0, "Fish 3")],
            ]
            .concat()
        };
        let names = |roles: &[(Role, String)]| roles.iter().map(|(role, _)| *role).collect::<Vec<_>>();
        let two = roles_of(&book("Part One", "Part Two", &[]));
        assert_eq!(names(&two), [Case, Part, InPart, InPart, Part, InPart, InPart, Back]);
        // Chapters without a text of their own are no parts, and a text between parts has no place in the book.
        for (first, second, between) in
            [("Ports", "Quays", &[][..]), ("Part One", "Part Two", &[(1, "Interlude"), (0, "Words.")])]
        {
            let found = roles_of(&book(first, second, between));
            assert!(names(&found).iter().all(|role| matches!(role, Case | Back)), "{found:?}");
        }
        let one = [
            &[(1, "Method"), (0, "Words."), (1, "Cases")],
            &case("Oman")[..],
            &case("Chad"),
            &[(1, "References"), (0, "A book.")],
        ]
        .concat();
        assert_eq!(names(&roles_of(&one)), [Case, Part, InPart, InPart, Back]);
    }
}
