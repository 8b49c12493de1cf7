//! Hides characters that pulldown-cmark would misread, without changing any offset in the text.
//!
//! Each hidden character is replaced by a control character of the same length. The text contains no other control
//! characters, because [repair](crate::repair) removes them first.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::brackets;
use super::run::{self, Found};

/// Replaces a colon that does not begin a definition.
const COLON: char = '\u{1}';
/// Replace the caret of a note reference and the underscores in its label.
const CARET: char = '\u{5}';
const UNDERSCORE: char = '\u{6}';
/// Replace the marks of a superscript and of a subscript after a word.
const RAISED: char = '\u{3}';
const LOWERED: char = '\u{4}';

const STAND_INS: [(char, char); 5] =
    [(COLON, ':'), (CARET, '^'), (UNDERSCORE, '_'), (RAISED, '^'), (LOWERED, '~')];

/// The masked text for the parser.
///
/// - Masks colons at the start of a line without a space after them: `:::`, `:label:` and `:warning: text` are not
///   definitions.
/// - Masks carets of note references inside the brackets of a link or an image, and before a bracket: pulldown-cmark
///   would recognize neither the link nor the reference.
/// - Masks the marks of superscripts and subscripts after a word if the text has strikethrough: pulldown-cmark takes them for
///   text, and after them would not find the opening `~~`.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    let mut hidden = Vec::new();
    false_definitions(text, &mut hidden);
    references_beside_brackets(text, &mut hidden);
    if text.contains("~~") {
        scripts(text, &mut hidden);
    }
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    hidden.sort_unstable();
    hidden.dedup_by_key(|(place, _)| *place);
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

/// The text of an event with the hidden characters restored.
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

/// Whether the text of an event is, or begins with, the masked label of a note.
#[must_use]
pub fn is_label(words: &str) -> bool {
    words.starts_with(CARET)
}

/// The label of a note after its masked caret.
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

fn scripts(text: &str, hidden: &mut Vec<(usize, char)>) {
    for found in run::find_in_markup(text) {
        let (whole, words, mark) = match found {
            Found::Superscript(whole, words) => (whole, words, RAISED),
            Found::Subscript(whole, words) => (whole, words, LOWERED),
            Found::Address(_) => continue,
        };
        // The last mark of `~~a~b~~` is half of another one.
        let behind = &text[whole.end..];
        let is_half = mark == LOWERED && behind.starts_with('~') && !behind.starts_with("~~");
        // pulldown-cmark finds those after a bracket, which may be that of a link.
        let is_found = text[..whole.start].ends_with([')', ']']);
        // Next to a stand-in, other marks could lose their meaning: it is no punctuation.
        let is_plain = |sign: char| sign.is_alphanumeric() || "+-−–,.()=".contains(sign);
        let words = text[words.clone()].replace("\\ ", "");
        let styled = words.trim_matches('*');
        let is_word = styled.len() == words.len()
            || styled.starts_with(char::is_alphanumeric) && styled.ends_with(char::is_alphanumeric);
        // Marks behind it must end something, as in `**x^2^** and`.
        let next = behind.trim_start_matches(['*', '_']);
        let is_ended = next.len() == behind.len() || next.is_empty() || next.starts_with(char::is_whitespace);
        let is_apart = is_word && styled.chars().all(is_plain) && is_ended;
        if is_apart && !is_half && !is_found {
            hidden.extend([(whole.start, mark), (whole.end - 1, mark)]);
        }
    }
}

fn is_false_definition(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(':') else { return false };
    // The delimiter row of a table may begin with a colon.
    let row = line.trim_end();
    let is_delimiter_row = row.contains('-') && row.trim_matches(['|', ':', '-', ' ', '\t']).is_empty();
    !rest.starts_with([' ', '\t']) && !is_delimiter_row
}

/// Masks references to defined notes inside the text of a link, and before a bracket.
fn references_beside_brackets(text: &str, hidden: &mut Vec<(usize, char)>) {
    if !text.contains("[^") {
        return;
    }
    let defined = definitions(text);
    let is_cited = |pair: &Range<usize>| {
        // With an address after it, this is a link; with a colon, a definition.
        let is_alone = !text[pair.end..].starts_with(['(', ':']);
        let label = reference(&text[pair.start..]).filter(|_| is_alone);
        label.is_some_and(|label| defined.contains(&folded(label)))
    };
    let pairs = brackets::pairs(text);
    // An escaped bracket counts too, because pulldown-cmark searches for the end of a label after it.
    let is_beside = |pair: &Range<usize>| text[pair.end..].trim_start_matches('\\').starts_with('[');
    let beside = pairs.iter().filter(|pair| is_beside(pair) && is_cited(pair)).cloned();
    for pair in brackets::inside_links(text, &pairs, is_cited).into_iter().chain(beside) {
        hide(pair.start, &text[pair.start + 2..pair.end - 1], hidden);
    }
}

/// The label of the note reference at the start of a text.
#[must_use]
pub fn reference(text: &str) -> Option<&str> {
    let label = text.strip_prefix("[^")?.split([']', '[', '\n']).next()?;
    (is_plain(label) && text[label.len() + 2..].starts_with(']')).then_some(label)
}

fn hide(start: usize, label: &str, hidden: &mut Vec<(usize, char)>) {
    hidden.push((start + 1, CARET));
    hidden.extend(label.match_indices('_').map(|(place, _)| (start + 2 + place, UNDERSCORE)));
}

/// Whether a label has no character with a meaning in Markdown.
fn is_plain(label: &str) -> bool {
    !label.is_empty()
        && !label.contains("--")
        && !label.contains("..")
        && label.chars().all(|character| character.is_alphanumeric() || "-_.:".contains(character))
}

/// The labels of all notes that a text defines.
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
    fn scripts_after_a_word_are_hidden_if_the_text_has_strikethrough() {
        for (text, is_hidden) in [
            ("~~x^2^~~", true),
            ("~~a~~ x^*b*^ x^b\\ c^", true),
            ("~~a~~ x^*!*^ x^b^*c*", false),
            ("~~a **x^2^** b~~", true),
            ("~~CO~2~ and~~", true),
            ("~~a~b~~", false),
            ("x^2^ y~2~", false),
            ("~~a~~ 2^10", false),
            ("~~a~~ ^b^", false),
            ("~~a~~ [b](c)^d^ [^1]^e^", false),
        ] {
            let masked = masked(text);
            assert_eq!(masked != text, is_hidden, "{text:?}");
            assert_eq!(restored(&masked), text);
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
