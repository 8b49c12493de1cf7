//! Finds syntax at the start of a line for the second reading: it is not text, or it is printed as typed.

use std::ops::Range;

use super::code;

/// The part of a line that begins a callout, such as `!!! note` before its title, sets an option of one, or is the box of
/// a task, or the word before the caption of a table.
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
        [b'T' | b't', ..] if words[1..].starts_with("able: ") => caption(&words[7..]) + 7,
        // The definition of an abbreviation.
        [b'*', b'[', ..] if words.contains("]:") => words.len(),
        _ => marker(words)?,
    };
    Some(start..start + length)
}

/// The length of the id of bookdown before a caption: `(\#tab:port)`.
fn caption(words: &str) -> usize {
    let id = words.strip_prefix("(\\#").and_then(|rest| rest.split_once(')'));
    id.map_or(0, |(id, _)| id.len() + "(\\#)".len())
}

/// The parts of a line of cells that begin a block in a cell: the number of a list item, or a fence with its language.
pub fn in_cells(line: &str) -> impl Iterator<Item = Range<usize>> {
    let is_row = line[code::markers(line)..].starts_with('|');
    let bars = line.match_indices('|').filter(move |_| is_row);
    bars.filter_map(move |(bar, _)| {
        let cell = &line[bar + 1..];
        let start = bar + 1 + cell.len() - cell.trim_start().len();
        let word = line[start..].split_whitespace().next()?;
        let number = word.strip_suffix(['.', ')']).unwrap_or_default();
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let is_fence = word.starts_with("```") || word.starts_with("~~~");
        // The language may stand apart from the fence.
        let rest = &line[start + word.len()..];
        let language = if is_fence && !rest.trim_start().starts_with('|') {
            rest.find('|').unwrap_or(rest.len())
        } else {
            0
        };
        (is_number || is_fence).then(|| start..start + word.len() + language)
    })
}
/// The length of the marker of a list with letters or Roman numerals, or of an example.
fn marker(words: &str) -> Option<usize> {
    let open = usize::from(words.starts_with('('));
    let inside = &words[open..];
    let name = inside.find(|end: char| !end.is_alphanumeric() && !"@_-".contains(end))?;
    let is_example = open == 1 && inside.starts_with('@');
    let is_closed = inside[name..].starts_with(')') || open == 0 && inside[name..].starts_with('.');
    let is_marker = is_closed && (is_example || (1..=LONGEST_MARKER).contains(&name));
    (is_marker && inside[name + 1..].starts_with([' ', '\t'])).then_some(open + name + 1)
}

/// The letters of `xxxviii`.
const LONGEST_MARKER: usize = 7;

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
            ("Table: words\n", Some("Table: ")),
            ("Table: (\\#tab:port) words\n", Some("Table: (\\#tab:port)")),
            ("note\n", None),
            ("(iv) words\n", Some("(iv)")),
            ("> a. words\n", Some("a.")),
            ("(@good) words\n", Some("(@good)")),
            ("(see) words\n", Some("(see)")),
            ("a paragraph.\n", None),
            ("*[HTML]: words\n", Some("*[HTML]: words")),
        ];
        for (line, expected) in cases {
            assert_eq!(syntax(line).map(|range| &line[range]), expected, "{line:?}");
        }
    }

    #[test]
    fn numbers_of_items_in_cells_are_syntax() {
        let line = "> | 1. one | ```rust | 2 two | three |";
        let found: Vec<&str> = in_cells(line).map(|range| &line[range]).collect();
        assert_eq!(found, ["1.", "```rust"]);
        assert_eq!(in_cells("a | 1. b").count(), 0);
    }
}
