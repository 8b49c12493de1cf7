//! Pairs the square brackets of a text, before it is parsed.

use std::ops::Range;

/// The pairs that `is_wanted` names and that stand between the brackets of a link or an image, as far as they can be told
/// from the text alone.
pub fn inside_links(
    text: &str,
    pairs: &[Range<usize>],
    is_wanted: impl Fn(&Range<usize>) -> bool,
) -> Vec<Range<usize>> {
    let (mut inside, mut waiting) = (Vec::new(), Vec::<Range<usize>>::new());
    for pair in pairs {
        if text[pair.end..].starts_with(['(', '[']) {
            let first = waiting.partition_point(|other| other.start < pair.start);
            inside.extend(waiting.drain(first..));
        }
        if is_wanted(pair) {
            waiting.push(pair.clone());
        }
    }
    inside
}

/// The pairs of brackets, each with what is between them, in the order in which they close. A pair lies in one paragraph.
pub fn pairs(text: &str) -> Vec<Range<usize>> {
    let (mut pairs, mut open) = (Vec::new(), Vec::new());
    let mut next = 0;
    while let Some(place) = text[next..].find(['[', ']', '\\', '\n']).map(|found| next + found) {
        next = place + 1;
        match text.as_bytes()[place] {
            // The character behind a backslash is text; a line end is none.
            b'\\' if text[next..].starts_with(['[', ']', '\\']) => next += 1,
            b'\n' if is_blank_line(&text[next..]) => open.clear(),
            b'[' => open.push(place),
            b']' => pairs.extend(open.pop().map(|start| start..next)),
            _ => {}
        }
    }
    pairs
}

fn is_blank_line(rest: &str) -> bool {
    let line = rest.split('\n').next().unwrap_or_default();
    line.trim_matches([' ', '\t', '\r', '>']).is_empty()
}
