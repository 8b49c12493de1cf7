//! Joins the numbers of notes that a conversion put on a line of their own to the text of the notes.

use super::clean::raised;
use super::lines::{Line, arabic};

/// Fewest numbers in a row by which they are those of notes.
const FEWEST: usize = 5;

/// Numbers before one among which the one before it is looked for.
const NEIGHBOURS: usize = 60;

/// Numbers that a conversion may have lost between two others.
const LOST: u32 = 3;

/// Puts each number before the text after it, as a raised number. The numbers rise by one, and may begin with 1 again. A
/// text without pages stays as it is, because its numbers are those of pages.
pub fn join(lines: &mut [Line]) {
    if lines.last().is_none_or(|line| line.page < 2) {
        return;
    }
    let alone: Vec<(usize, usize, u32)> =
        (0..lines.len()).filter_map(|index| number_before(lines, index)).collect();
    for (number_at, text_at, number) in sequence(&alone) {
        if let Some(line) = lines.get_mut(number_at) {
            line.text.clear();
        }
        if let Some(line) = lines.get_mut(text_at) {
            line.text = format!("{} {}", raised(&number.to_string()), line.text);
        }
    }
}

/// The line of a number that stands alone, the line after it, and the number.
fn number_before(lines: &[Line], index: usize) -> Option<(usize, usize, u32)> {
    let line = lines.get(index)?;
    let is_digits = line.text.bytes().all(|byte| byte.is_ascii_digit()) && !line.text.starts_with('0');
    let number = arabic(&line.text).filter(|number| is_digits && *number < 1000)?;
    let after = lines.iter().enumerate().skip(index + 1).take(2).find(|(_, next)| !next.is_blank());
    let (text_at, next) = after.filter(|(_, next)| next.page == line.page && arabic(&next.text).is_none())?;
    next.text.chars().any(char::is_alphanumeric).then_some((index, text_at, number))
}

/// The longest sequence of numbers.
fn sequence(alone: &[(usize, usize, u32)]) -> Vec<(usize, usize, u32)> {
    let mut links: Vec<(u32, Option<usize>)> = Vec::with_capacity(alone.len());
    for (place, (.., number)) in alone.iter().enumerate() {
        let before = place.saturating_sub(NEIGHBOURS)..place;
        let value = |earlier: usize| {
            let (.., earlier_number) = alone.get(earlier)?;
            let score = links.get(earlier)?.0;
            match number.checked_sub(*earlier_number) {
                Some(1) => Some(score + 3),
                Some(step) if (2..=1 + LOST).contains(&step) => Some(score + 1),
                // A sequence that begins again is worth as much as one that begins.
                _ if *number == 1 => Some(score),
                _ => None,
            }
        };
        let best = before.filter_map(|earlier| Some((value(earlier)?, earlier))).max();
        links.push(best.map_or((0, None), |(score, earlier)| (score, Some(earlier))));
    }
    let mut at = (0..links.len()).max_by_key(|place| links.get(*place).map(|link| link.0));
    let mut found = Vec::new();
    while let Some(place) = at {
        found.extend(alone.get(place).copied());
        at = links.get(place).and_then(|link| link.1);
    }
    if found.len() < FEWEST { Vec::new() } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::flat::lines;

    fn joined(text: &str) -> Vec<String> {
        let mut lines = lines::read(text);
        join(&mut lines);
        lines.into_iter().map(|line| line.text).filter(|text| text.contains("Note")).collect()
    }

    #[test]
    fn numbers_on_lines_of_their_own_go_to_their_notes() {
        let page = |first: u32| {
            format!("Text.\n\n{first}\n\nNote A.\n\n{}\n    Note B.\nIt goes on.\n\u{C}", first + 1)
        };
        let text: String = [1, 3, 1].into_iter().map(page).collect();
        let expected = ["¹ Note A.", "² Note B.", "³ Note A.", "⁴ Note B.", "¹ Note A.", "² Note B."];
        assert_eq!(joined(&text), expected);
        // Without pages, and without a sequence, numbers stay.
        assert_eq!(joined(&text.replace('\u{C}', ""))[0], "Note A.");
        let apart: String = [7, 70, 12].into_iter().map(page).collect();
        assert_eq!(joined(&apart)[0], "Note A.");
    }
}
