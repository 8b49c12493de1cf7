//! Finds syntax at the start of a line for the second reading: it is not text, or it is printed as typed.

use std::ops::Range;

use super::code;

/// The part of a line that begins a callout, such as `!!! note` before its title, sets an option of one, or is the box of
/// a task.
#[must_use]
pub fn syntax(line: &str) -> Option<Range<usize>> {
    let start = code::markers(line);
    let words = line[start..].trim_end();
    let length = match words.as_bytes() {
        [b':', b':', b':', ..] => {
            let name = words.trim_start_matches(':').trim_start();
            let length = name.find(|end: char| !end.is_alphanumeric() && !"-_".contains(end));
            words.len() - name.len() + length.unwrap_or(name.len())
        }
        [b'!', b'!', b'!', ..] | [b'?', b'?', b'?', ..] => words.find('"').unwrap_or(words.len()),
        [b'[', b'!', ..] => words.find(']')? + 1,
        [b'[', _, b']', ..] => 3,
        [b':', ..] if words[1..].contains(':') => words.len(),
        _ => return None,
    };
    Some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_text() {
        let cases = [
            ("::: note Title\n", Some("::: note")),
            ("  :::tip\n", Some(":::tip")),
            (":::{note} Title\n", Some(":::")),
            ("- !!! note \"Title\"\n", Some("!!! note ")),
            ("> [!NOTE]- Title\n", Some("[!NOTE]")),
            (":class: tip\n", Some(":class: tip")),
            (": a definition\n", None),
            ("- [x] done\n", Some("[x]")),
            ("note\n", None),
        ];
        for (line, expected) in cases {
            assert_eq!(syntax(line).map(|range| &line[range]), expected, "{line:?}");
        }
    }
}
