//! Decimal alignment: the space around each number of a column so that the decimal points are below each other.
//!
//! In a right-aligned column, numbers get space after them; in a centred one, before them too, so that all are equally
//! wide.

use std::ops::Range;

use crate::model::{Alignment, Cell, Table, grid};

/// Signs before a number.
const BEFORE: &[char] =
    &['-', '\u{2212}', '–', '+', '±', '~', '≈', '<', '>', '≤', '≥', '$', '€', '£', '¥', '(', '['];

/// Signs after a number.
const AFTER: &[char] = &['%', '‰', '*', '†', '‡', ')', ']', '€', '£', '¥', '$', '\u{A0}', '\u{202F}', ' '];

/// The decimal places of the columns of a table.
pub struct Decimals {
    /// For each column, its widest parts; `None` if the column needs no alignment.
    columns: Vec<Option<Widest>>,
}

/// The widest parts of the numbers of a column.
#[derive(Debug, Default)]
struct Widest {
    /// The decimal mark.
    mark: char,
    /// Before the mark; empty in a right-aligned column.
    head: String,
    /// From the mark to the end.
    tail: String,
}

/// The space around a number.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Room {
    /// Before it.
    pub before: Option<Gap>,
    /// After it.
    pub after: Option<Gap>,
}

/// A space as wide as one text is wider than another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The wider text.
    pub most: String,
    /// The narrower one.
    pub own: String,
}

impl Gap {
    fn of(most: &str, own: &str) -> Option<Self> {
        (width(most) > width(own)).then(|| Self { most: most.to_owned(), own: own.to_owned() })
    }

    /// The gap as characters: a figure space is as wide as a digit, and a punctuation space as wide as a point.
    #[must_use]
    pub fn spaces(&self) -> String {
        let [most, own] = [&self.most, &self.own].map(|text| width(text));
        let is_narrow = |text: &str| text.chars().filter(|character| units(*character) % 2 == 1).count();
        let points = (most - own) % 2;
        let points = if points == 0 && is_narrow(&self.most) > is_narrow(&self.own) { 2 } else { points };
        "\u{2008}".repeat(points) + &"\u{2007}".repeat((most - own - points) / 2)
    }
}

impl Decimals {
    /// Analyses the right-aligned and the centred columns of `table`.
    #[must_use]
    pub fn of(table: &Table) -> Self {
        let count = table.columns.len();
        let mut texts: Vec<Vec<String>> = vec![Vec::new(); count];
        let places = grid::columns(table.below_header(), count);
        for (cell, place) in table.below_header().flatten().zip(places.into_iter().flatten()) {
            if let Some(column) = only(&place) {
                texts[column].push(cell.words());
            }
        }
        let widest = |(alignment, texts): (&Alignment, Vec<String>)| match alignment {
            Alignment::Start => None,
            Alignment::Center => Widest::of(&texts, true),
            Alignment::End => Widest::of(&texts, false),
        };
        Self { columns: table.columns.iter().zip(texts).map(widest).collect() }
    }

    /// The space around the number in a cell that covers these columns; none if the cell is not a number.
    #[must_use]
    pub fn room(&self, columns: &Range<usize>, cell: &Cell) -> Room {
        let widest = only(columns).and_then(|column| self.columns.get(column)?.as_ref());
        let Some(widest) = widest else { return Room::default() };
        let words = cell.words();
        let Some((head, tail)) = parts(&words, widest.mark) else { return Room::default() };
        Room { before: Gap::of(&widest.head, head), after: Gap::of(&widest.tail, tail) }
    }
}

impl Widest {
    fn of(texts: &[String], is_centred: bool) -> Option<Self> {
        let mark = if texts.iter().any(|text| has_decimal_comma(text)) { ',' } else { '.' };
        let numbers: Vec<_> = texts.iter().filter_map(|text| parts(text, mark)).collect();
        let widest = |texts: &mut dyn Iterator<Item = &str>| {
            texts.max_by_key(|text| width(text)).unwrap_or_default().to_owned()
        };
        let tail = widest(&mut numbers.iter().map(|(_, tail)| *tail));
        let head = widest(&mut numbers.iter().map(|(head, _)| *head).filter(|_| is_centred));
        (!numbers.is_empty()).then_some(Self { mark, head, tail })
    }
}

/// The only column of a cell.
fn only(columns: &Range<usize>) -> Option<usize> {
    (columns.len() == 1).then_some(columns.start)
}

/// A number such as `−1,200.5***` in two parts: before its decimal mark, and from there on. `None` if it is no number.
fn parts(words: &str, mark: char) -> Option<(&str, &str)> {
    let number = words.trim_start_matches(BEFORE);
    let end = words.trim_end_matches(AFTER).len();
    let start = words.len() - number.len();
    let bare = words.get(start..end)?;
    let (whole, fraction) = bare.split_once(mark).unwrap_or((bare, ""));
    let is_group = |character: char| ",.'’\u{A0}\u{202F}\u{2009} ".contains(character) && character != mark;
    let mut groups = whole.split(is_group);
    let is_whole = groups.next().is_some_and(are_digits)
        && groups.all(|group| are_digits(group) && (2..=3).contains(&group.chars().count()));
    // `.35` has no digit before its point.
    let is_number =
        (is_whole || whole.is_empty() && !fraction.is_empty()) && fraction.chars().all(char::is_numeric);
    is_number.then(|| words.split_at(start + whole.len()))
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_numeric)
}

/// Whether the comma of a number is a decimal mark: after points, or before digits that are no group of three.
fn has_decimal_comma(words: &str) -> bool {
    let Some((before, after)) = words.trim_end_matches(AFTER).rsplit_once(',') else { return false };
    let is_group = after.chars().count() == 3;
    let starts_with_zero = before.trim_start_matches(BEFORE) == "0";
    parts(words, ',').is_some() && (!is_group || starts_with_zero || before.contains('.'))
}

/// The width of a text of digits and signs, in halves of a digit.
fn width(text: &str) -> usize {
    text.chars().map(units).sum()
}

const fn units(character: char) -> usize {
    match character {
        '.' | ',' | '(' | ')' | '[' | ']' | '\'' | '’' | '\u{A0}' | '\u{202F}' | '\u{2009}' | ' ' => 1,
        '%' | '‰' => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted_at_their_decimal_mark() {
        for (words, mark, expected) in [
            ("5", '.', Some(("5", ""))),
            ("−1,200.5", '.', Some(("−1,200", ".5"))),
            ("0.12***", '.', Some(("0", ".12***"))),
            ("12 %", '.', Some(("12", " %"))),
            ("(1,200)", '.', Some(("(1,200", ")"))),
            ("1 200 000,5", ',', Some(("1 200 000", ",5"))),
            ("1.234.567", ',', Some(("1.234.567", ""))),
            (".35", '.', Some(("", ".35"))),
            ("$3", '.', Some(("$3", ""))),
            ("10–20", '.', None),
            ("n/a", '.', None),
            ("–", '.', None),
            ("", '.', None),
            ("12.03.2004", '.', None),
            ("3a", '.', None),
        ] {
            assert_eq!(parts(words, mark), expected, "{words}");
        }
    }

    #[test]
    fn a_comma_is_the_decimal_mark_only_if_it_is_no_separator_of_groups() {
        for words in ["0,35", "1.200,5", "0,125", "12,5 %"] {
            assert!(has_decimal_comma(words), "{words}");
        }
        for words in ["1,200", "1,234,567", "1,200.5", "Words, more", "12"] {
            assert!(!has_decimal_comma(words), "{words}");
        }
    }

    #[test]
    fn gaps_have_the_spaces_of_what_is_missing() {
        let spaces = |most: &str, own: &str| Gap::of(most, own).map(|gap| gap.spaces());
        assert_eq!(spaces(".25", ""), Some("\u{2008}\u{2007}\u{2007}".to_owned()));
        assert_eq!(spaces(".25", ".5"), Some("\u{2007}".to_owned()));
        assert_eq!(spaces(")", ""), Some("\u{2008}".to_owned()));
        assert_eq!(spaces(".12***", ".12"), Some("\u{2007}".repeat(3)));
        assert_eq!(spaces("", ".5"), None);
        assert_eq!(spaces("1,200", "5"), Some("\u{2008}\u{2007}\u{2007}\u{2007}".to_owned()));
    }
}
