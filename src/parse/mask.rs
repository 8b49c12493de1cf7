//! Hides characters from pulldown-cmark that would mislead it, without moving any place in the text.
//!
//! Each hidden character has a stand-in of the same length: a control character, which no text has, because they are cut out
//! before.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// Stands for a colon that begins no definition.
const COLON: char = '\u{1}';
/// Stand for what a note reference between the brackets of an image is written with.
const OPENING: char = '\u{3}';
const CLOSING: char = '\u{4}';
const CARET: char = '\u{5}';
const UNDERSCORE: char = '\u{6}';

const STAND_INS: [(char, char); 5] =
    [(COLON, ':'), (OPENING, '['), (CLOSING, ']'), (CARET, '^'), (UNDERSCORE, '_')];

/// The text for the parser.
///
/// - Colons at the beginning of lines that no blank follows: `:::`, `:label:` and `:warning: text` are not definitions.
/// - Note references between the brackets of an image: pulldown-cmark would not see the image.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    let mut hidden = Vec::new();
    false_definitions(text, &mut hidden);
    references_in_images(text, &mut hidden);
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    hidden.sort_unstable();
    hidden.dedup();
    let mut masked = String::with_capacity(text.len());
    let mut copied = 0;
    for (place, stand_in) in hidden {
        masked.push_str(&text[copied..place]);
        masked.push(stand_in);
        copied = place + 1;
    }
    masked.push_str(&text[copied..]);
    Cow::Owned(masked)
}

/// The words of an event with what was hidden in them.
#[must_use]
pub fn restored(words: &str) -> Cow<'_, str> {
    let is_stand_in = |character: char| STAND_INS.iter().any(|(stand_in, _)| *stand_in == character);
    if !words.contains(is_stand_in) {
        return Cow::Borrowed(words);
    }
    let shown = |character: char| {
        STAND_INS.iter().find(|(stand_in, _)| *stand_in == character).map_or(character, |(_, shown)| *shown)
    };
    Cow::Owned(words.chars().map(shown).collect())
}

/// The first masked note reference in the words of an event.
#[must_use]
pub fn reference(words: &str) -> Option<Range<usize>> {
    let start = words.find(OPENING)?;
    let end = start + words[start..].find(CLOSING)?;
    Some(start..end + 1)
}

/// The label of a masked note reference.
#[must_use]
pub fn label(reference: &str) -> String {
    restored(reference.trim_matches([OPENING, CARET, CLOSING])).into_owned()
}

fn false_definitions(text: &str, hidden: &mut Vec<(usize, char)>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let colon = start + line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        if is_false_definition(&text[colon..start + line.len()]) {
            hidden.push((colon, COLON));
        }
        start += line.len();
    }
}

fn is_false_definition(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(':') else { return false };
    // The line below the head of a table may begin with a colon.
    let row = line.trim_end();
    let is_delimiter_row = row.contains('-') && row.trim_matches(['|', ':', '-', ' ', '\t']).is_empty();
    !rest.starts_with([' ', '\t']) && !is_delimiter_row
}

fn references_in_images(text: &str, hidden: &mut Vec<(usize, char)>) {
    let mut defined: Option<BTreeSet<String>> = None;
    let mut end = 0;
    for (image, _) in text.match_indices("![") {
        if image < end {
            continue;
        }
        let Some(length) = bracketed(&text[image + 1..]) else { continue };
        end = image + 1 + length;
        let inside = image + 2..end - 1;
        if !text[end..].starts_with(['(', '[']) || !text[inside.clone()].contains("[^") {
            continue;
        }
        let defined = defined.get_or_insert_with(|| definitions(text));
        for (place, _) in text[inside.clone()].match_indices("[^") {
            let start = inside.start + place;
            let name = text[start + 2..inside.end].split([']', '[', '\n']).next().unwrap_or_default();
            if is_plain(name) && defined.contains(&folded(name)) {
                hide_reference(start, name, hidden);
            }
        }
    }
}

fn hide_reference(start: usize, label: &str, hidden: &mut Vec<(usize, char)>) {
    hidden.push((start, OPENING));
    hidden.push((start + 1, CARET));
    hidden.extend(label.match_indices('_').map(|(place, _)| (start + 2 + place, UNDERSCORE)));
    hidden.push((start + 2 + label.len(), CLOSING));
}

/// The longest text between the brackets of an image that is searched for references, in bytes.
const LONGEST: usize = 10_000;

/// The length of a text in brackets, brackets included; `None` if it begins with no bracket or has no end in its paragraph.
fn bracketed(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut before = '\0';
    for (place, character) in text.char_indices().take(LONGEST) {
        match character {
            '[' if before != '\\' => depth += 1,
            ']' if before != '\\' => depth = depth.saturating_sub(1),
            '\n' if before == '\n' => return None,
            _ => {}
        }
        if depth == 0 {
            return (place > 0).then_some(place + 1);
        }
        before = if before == '\\' { '\0' } else { character };
    }
    None
}

/// Whether a label has no character that Markdown reads in another way.
fn is_plain(label: &str) -> bool {
    !label.is_empty()
        && label.chars().all(|character| character.is_alphanumeric() || "-_.:".contains(character))
}

/// The labels of the notes that a text defines.
fn definitions(text: &str) -> BTreeSet<String> {
    let of_line = |line: &str| {
        let rest = line.trim_start_matches([' ', '\t', '>']).strip_prefix("[^")?.to_owned();
        rest.split_once("]:").map(|(label, _)| folded(label))
    };
    text.lines().filter_map(of_line).collect()
}

fn folded(label: &str) -> String {
    label.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_colon_before_a_blank_defines() {
        let cases = [
            ("Term\n: words", true),
            ("Term\n:\twords", true),
            ("Term\n> : words", true),
            ("A\n:---|---:\n1", true),
            ("Words\n:::", false),
            ("Words\n  :label: x", false),
            ("> :warning: x", false),
            ("Words\n:", false),
        ];
        for (text, is_definition) in cases {
            assert_eq!(masked(text) == text, is_definition, "{text:?}");
            assert_eq!(restored(&masked(text)), text);
        }
    }

    #[test]
    fn references_in_images_are_hidden_if_their_note_is_defined() {
        let cases = [
            ("![a[^1] b](x)\n\n[^1]: n", true),
            ("![a[^n_1]][x]\n\n> [^N_1]: n", true),
            ("![[b] a[^1]](x)\n\n[^1]: n", true),
            ("![a](x)[^1]\n\n[^1]: n", false),
            ("![a[^1]](x)\n\n[^2]: n", false),
            ("![a[^1]] b\n\n[^1]: n", false),
            ("[a[^1]](x)\n\n[^1]: n", false),
        ];
        for (text, is_hidden) in cases {
            let masked = masked(text);
            assert_eq!(masked != text, is_hidden, "{text:?}");
            assert_eq!(restored(&masked), text);
            assert_eq!(reference(&masked).map(|place| label(&masked[place])).is_some(), is_hidden);
        }
    }
}
