//! Matches the square brackets of a text before it is parsed.

use std::ops::Range;

/// The pairs for which `is_wanted` holds and that are inside the brackets of a link or an image, as far as the unparsed
/// text shows.
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

/// The pairs of brackets, as byte ranges, in the order of the closing brackets. A pair never spans two paragraphs.
pub fn pairs(text: &str) -> Vec<Range<usize>> {
    let (mut pairs, mut open) = (Vec::new(), Vec::new());
    let mut next = 0;
    while let Some(place) = text[next..].find(['[', ']', '\\', '\n']).map(|found| next + found) {
        next = place + 1;
        match text.as_bytes()[place] {
            // A backslash escapes the next character, but not a line end.
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
