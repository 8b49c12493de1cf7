//! Tells numbers of notes that a conversion probably read wrong.

use super::clean::lowered;
use super::sentence::distance;

/// Whether a number was probably read wrong for another: one digit differs, or digits are lost.
#[must_use]
pub fn is_misread(found: u32, number: u32) -> bool {
    let (found, number) = (found.to_string(), number.to_string());
    let chars = |text: &str| text.chars().collect::<Vec<_>>();
    let is_part = number.len() > found.len() && (number.starts_with(&found) || number.ends_with(&found));
    let differs =
        number.len() > 1 && number.len() == found.len() && distance(&chars(&found), &chars(&number), 1) == 1;
    is_part || differs
}

/// The text of a note before and after a number that was probably read wrong for another.
#[must_use]
pub fn inside(text: &str, number: u32) -> Option<(String, String)> {
    let words: Vec<&str> = text.split(' ').collect();
    let place = words.iter().enumerate().skip(1).position(|(place, word)| {
        let found = lowered(word).parse().ok().filter(|found: &u32| *found > 0 && word.len() <= 12);
        found.is_some_and(|found| is_misread(found, number))
            && words.get(place + 1).is_some_and(|next| next.len() > 3)
    })?;
    let (before, after) = words.split_at_checked(place + 1)?;
    Some((before.join(" "), after.get(1..)?.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_a_digit_that_differs_or_is_lost_are_misread() {
        for (found, number, expected) in
            [(12, 12, false), (17, 12, true), (1, 12, true), (2, 12, true), (31, 12, false), (112, 12, false)]
        {
            assert_eq!(is_misread(found, number), expected, "{found} {number}");
        }
    }

    #[test]
    fn a_note_inside_another_is_found_by_its_number() {
        let owned = |before: &str, after: &str| Some((before.to_owned(), after.to_owned()));
        for (text, number, expected) in [
            ("A guide, page 4. ¹7 Harbour rolls", 12, owned("A guide, page 4.", "Harbour rolls")),
            ("A guide, page 40.", 12, None),
        ] {
            assert_eq!(inside(text, number), expected, "{text}");
        }
    }
}
