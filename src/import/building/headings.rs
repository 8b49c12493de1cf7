//! Numbers that authors typed before headings, which are no part of the words.

use std::collections::HashMap;

use super::item::{Atom, Item, Kind, Paragraph};
use super::role::Role;

/// Removes the typed numbers of headings if these count up: `1`, `1.1`, `1.2`, `2`. Gives the paragraph of the first one.
pub fn remove_numbers(items: &mut [Item]) -> Option<usize> {
    let mut found: Vec<(u8, &mut Paragraph, usize, u32)> = Vec::new();
    for item in items {
        let Item::Paragraph(paragraph) = item else { continue };
        let Role::Heading(level) = paragraph.role else { continue };
        let (length, number) = number(&paragraph.words()).unwrap_or((0, 0));
        found.push((level, paragraph, length, number));
    }
    let counted: Vec<(u8, u32)> = found.iter().map(|(level, _, _, number)| (*level, *number)).collect();
    if !count_up(&counted) {
        return None;
    }
    let mut first = None;
    for (_, paragraph, length, number) in found {
        if number > 0 {
            remove(paragraph, length);
            first = first.or(Some(paragraph.number));
        }
    }
    first
}

/// The length and the last part of the number at the beginning: 2 for `1.2 Words`.
fn number(words: &str) -> Option<(usize, u32)> {
    let end = words.find([' ', '\u{A0}'])?;
    let token = words.get(..end)?;
    let digits = token.trim_end_matches(['.', ')']);
    let parts: Vec<&str> = digits.split('.').collect();
    let is_part =
        |part: &&str| (1..=3).contains(&part.len()) && part.chars().all(|digit| digit.is_ascii_digit());
    let follows_letter = words.get(end..)?.trim_start().chars().next()?.is_alphabetic();
    if !parts.iter().all(is_part) || !follows_letter {
        return None;
    }
    Some((token.chars().count(), parts.last()?.parse().ok()?))
}

/// Whether the numbers, with 0 for none, count up from 1 at each level.
fn count_up(headings: &[(u8, u32)]) -> bool {
    let mut last: HashMap<u8, u32> = HashMap::new();
    let mut count = 0;
    for (level, number) in headings {
        last.retain(|own, _| own <= level);
        if *number == 0 {
            continue;
        }
        let before = last.insert(*level, *number).unwrap_or(0);
        if *number != before + 1 {
            return false;
        }
        count += 1;
    }
    count > 1
}

/// Removes the first characters of the text, and the white space after them.
fn remove(paragraph: &mut Paragraph, length: usize) {
    let mut left = length;
    for Atom { kind, .. } in &mut paragraph.atoms {
        let Kind::Text(text) = kind else { continue };
        let mut rest = text.trim_start();
        let end = rest.char_indices().nth(left).map_or(rest.len(), |(end, _)| end);
        left -= rest.get(..end).unwrap_or_default().chars().count();
        rest = rest.get(end..).unwrap_or_default().trim_start();
        *text = rest.to_owned();
        if left == 0 && !text.is_empty() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_count_up_are_removed() {
        for (headings, expected) in [
            (
                &[(1, "1 One"), (2, "1.1 Two"), (2, "1.2. Three"), (1, "2\tFour")][..],
                &["One", "Two", "Three", "Four"][..],
            ),
            (&[(1, "Preface"), (1, "1. One"), (1, "2. Two")], &["Preface", "One", "Two"]),
            (&[(1, "2004 elections"), (1, "2005 elections")], &["2004 elections", "2005 elections"]),
            (&[(1, "159. And it came"), (1, "160. Then")], &["159. And it came", "160. Then"]),
            (&[(1, "10 reasons"), (1, "Two")], &["10 reasons", "Two"]),
            (&[(1, "1 One")], &["1 One"]),
        ] {
            let item = |(level, words): &(u8, &str)| {
                let kind = Kind::Text((*words).to_owned());
                let atoms = vec![Atom { format: super::super::format::Format::default(), kind }];
                Item::Paragraph(Box::new(Paragraph {
                    role: Role::Heading(*level),
                    atoms,
                    ..Paragraph::default()
                }))
            };
            let mut items: Vec<Item> = headings.iter().map(item).collect();
            remove_numbers(&mut items);
            let words = items.iter().map(|item| match item {
                Item::Paragraph(paragraph) => paragraph.words(),
                Item::Table(_) | Item::List(_) => String::new(),
            });
            assert_eq!(words.collect::<Vec<_>>(), expected);
        }
    }
}
