//! Hides characters from pulldown-cmark that would mislead it, without moving any place in the text.
//!
//! Each hidden character has a stand-in of the same length: a control character, which no text has, because they are cut out
//! before.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// Stands for a colon that begins no definition.
const COLON: char = '\u{1}';
/// Stand for what makes a note reference of a label between brackets, and for what could be emphasis in it.
const CARET: char = '\u{5}';
const UNDERSCORE: char = '\u{6}';

const STAND_INS: [(char, char); 3] = [(COLON, ':'), (CARET, '^'), (UNDERSCORE, '_')];

/// The text for the parser.
///
/// - Colons at the beginning of lines that no blank follows: `:::`, `:label:` and `:warning: text` are not definitions.
/// - The carets of note references between the brackets of a link or an image: pulldown-cmark would see neither.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    let mut hidden = Vec::new();
    false_definitions(text, &mut hidden);
    references_in_brackets(text, &mut hidden);
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

/// The masked label of a note that the words of an event are, or begin with.
#[must_use]
pub fn is_label(words: &str) -> bool {
    words.starts_with(CARET)
}

/// The label of a note behind its masked caret.
#[must_use]
pub fn label(words: &str) -> String {
    restored(words.trim_start_matches(CARET)).into_owned()
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

/// Hides the note references in brackets that an address or a label follows. One pass: brackets may nest.
fn references_in_brackets(text: &str, hidden: &mut Vec<(usize, char)>) {
    let mut defined: Option<BTreeSet<String>> = None;
    let mut open = Vec::new();
    let mut references: Vec<(usize, &str)> = Vec::new();
    let mut next = 0;
    while let Some(place) = text[next..].find(['[', ']', '\\', '\n']).map(|found| next + found) {
        next = place + 1;
        match text.as_bytes()[place] {
            // The character behind a backslash is text; a line end is none.
            b'\\' if text[next..].starts_with(['[', ']', '\\']) => next += 1,
            b'\n' if is_blank_line(&text[next..]) => {
                open.clear();
                references.clear();
            }
            b'[' => match reference(&text[place..]) {
                Some(label) => {
                    next = place + label.len() + "[^]".len();
                    let defined = defined.get_or_insert_with(|| definitions(text));
                    if !open.is_empty() && is_alone(&text[next..]) && defined.contains(&folded(label)) {
                        references.push((place, label));
                    }
                }
                None => open.push(place),
            },
            b']' => {
                let start = open.pop().unwrap_or(place);
                let inside = references.partition_point(|(reference, _)| *reference < start);
                if text[next..].starts_with(['(', '[']) {
                    references.drain(inside..).for_each(|(place, label)| hide(place, label, hidden));
                }
                if open.is_empty() {
                    references.clear();
                }
            }
            _ => {}
        }
    }
}

/// The label of a note reference that a text begins with.
#[must_use]
pub fn reference(text: &str) -> Option<&str> {
    let label = text.strip_prefix("[^")?.split([']', '[', '\n']).next()?;
    (is_plain(label) && text[label.len() + 2..].starts_with(']')).then_some(label)
}

/// Whether what follows a note reference leaves its brackets alone: an address would make a link of them.
fn is_alone(rest: &str) -> bool {
    !rest.starts_with('(') && (!rest.starts_with('[') || rest.starts_with("[^"))
}

fn is_blank_line(rest: &str) -> bool {
    let line = rest.split('\n').next().unwrap_or_default();
    line.trim_matches([' ', '\t', '\r', '>']).is_empty()
}

fn hide(start: usize, label: &str, hidden: &mut Vec<(usize, char)>) {
    hidden.push((start + 1, CARET));
    hidden.extend(label.match_indices('_').map(|(place, _)| (start + 2 + place, UNDERSCORE)));
}

/// Whether a label has no character that Markdown reads in another way.
fn is_plain(label: &str) -> bool {
    !label.is_empty()
        && !label.contains("--")
        && !label.contains("..")
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
    fn references_in_brackets_are_hidden_if_their_note_is_defined() {
        let cases = [
            ("![a[^1] b](x)\n\n[^1]: n", true),
            ("![a[^n_1]][x]\n\n> [^N_1]: n", true),
            ("![[b] a[^1]](x)\n\n[^1]: n", true),
            ("[a[^1]](x)\n\n[^1]: n", true),
            ("[[a[^1]]{.k} b](x)\n\n[^1]: n", true),
            ("[a[^1][^1] b][x]\n\n[^1]: n", true),
            ("[a\n[^1]](x)\n\n[^1]: n", true),
            ("\\\\[a[^1]](x)\n\n[^1]: n", true),
            ("![a](x)[^1]\n\n[^1]: n", false),
            ("[a[^1](y) b](x)\n\n[^1]: n", false),
            ("![a[^1]](x)\n\n[^2]: n", false),
            ("![a[^1]] b\n\n[^1]: n", false),
            ("\\[a[^1]](x)\n\n[^1]: n", false),
            ("[a\n\n[^1]](x)\n\n[^1]: n", false),
        ];
        for (text, is_hidden) in cases {
            let masked = masked(text);
            assert_eq!(masked != text, is_hidden, "{text:?}");
            assert_eq!(restored(&masked), text);
        }
    }
}
