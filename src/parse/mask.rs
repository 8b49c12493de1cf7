//! Hides characters from pulldown-cmark that would mislead it, without moving any place in the text.
//!
//! Each hidden character has a stand-in of the same length: a control character, which no text has, because they are cut out
//! before.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::brackets;

/// Stands for a colon that begins no definition.
const COLON: char = '\u{1}';
/// Stand for what makes a note reference of a label between brackets, and for what could be emphasis in it.
const CARET: char = '\u{5}';
const UNDERSCORE: char = '\u{6}';

const STAND_INS: [(char, char); 3] = [(COLON, ':'), (CARET, '^'), (UNDERSCORE, '_')];

/// The text for the parser.
///
/// - Colons at the beginning of lines that no blank follows: `:::`, `:label:` and `:warning: text` are not definitions.
/// - The carets of note references between the brackets of a link or an image, and before a bracket: pulldown-cmark would
///   see neither the link nor the reference.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    let mut hidden = Vec::new();
    false_definitions(text, &mut hidden);
    references_beside_brackets(text, &mut hidden);
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

/// Hides the references to defined notes in brackets that an address or a label follows, and those before a bracket.
fn references_beside_brackets(text: &str, hidden: &mut Vec<(usize, char)>) {
    if !text.contains("[^") {
        return;
    }
    let defined = definitions(text);
    let is_cited = |pair: &Range<usize>| {
        // An address behind it makes a link of it, and a colon its definition.
        let is_alone = !text[pair.end..].starts_with(['(', ':']);
        let label = reference(&text[pair.start..]).filter(|_| is_alone);
        label.is_some_and(|label| defined.contains(&folded(label)))
    };
    let pairs = brackets::pairs(text);
    // A bracket that a backslash makes text counts: pulldown-cmark looks for the end of a label behind it all the same.
    let is_beside = |pair: &Range<usize>| text[pair.end..].trim_start_matches('\\').starts_with('[');
    let beside = pairs.iter().filter(|pair| is_beside(pair) && is_cited(pair)).cloned();
    for pair in brackets::inside_links(text, &pairs, is_cited).into_iter().chain(beside) {
        hide(pair.start, &text[pair.start + 2..pair.end - 1], hidden);
    }
}

/// The label of a note reference that a text begins with.
#[must_use]
pub fn reference(text: &str) -> Option<&str> {
    let label = text.strip_prefix("[^")?.split([']', '[', '\n']).next()?;
    (is_plain(label) && text[label.len() + 2..].starts_with(']')).then_some(label)
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
    fn references_beside_brackets_are_hidden_if_their_note_is_defined() {
        let cases = [
            ("![a[^1] b](x)\n\n[^1]: n", true),
            ("![a[^n_1]][x]\n\n> [^N_1]: n", true),
            ("![[b] a[^1]](x)\n\n[^1]: n", true),
            ("[a[^1]](x)\n\n[^1]: n", true),
            ("[[a[^1]]{.k} b](x)\n\n[^1]: n", true),
            ("[a[^1][^1] b][x]\n\n[^1]: n", true),
            ("a[^1][b](x)\n\n[^1]: n", true),
            ("a[^1]\\[b\\]\n\n[^1]: n", true),
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
