//! Finds what pulldown-cmark does not recognize in running text: bare URLs, superscripts and subscripts inside a word,
//! and references to undefined notes.

use std::ops::Range;

/// A construct found in a run of words, with its range in the run.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// `https://example.org/`
    Address(Range<usize>),
    /// `^2^` in `m^2^`: the marks, and the words between them.
    Superscript(Range<usize>, Range<usize>),
    /// `~2~` in `CO~2~`.
    Subscript(Range<usize>, Range<usize>),
}

impl Found {
    /// The whole range, including the delimiters.
    pub fn range(&self) -> Range<usize> {
        match self {
            Found::Address(range) | Found::Superscript(range, _) | Found::Subscript(range, _) => {
                range.clone()
            }
        }
    }
}

/// The constructs in a run of source text that pulldown-cmark read as words, in order and without overlap.
pub fn find(text: &str) -> Vec<Found> {
    find_in(text, false)
}

/// The same in source text, where pulldown-cmark recognizes scripts that are not behind a word.
pub fn find_in_markup(text: &str) -> Vec<Found> {
    find_in(text, true)
}

fn find_in(text: &str, has_markup: bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut offset = 0;
    while let Some(next) = text[offset..].find(['h', '^', '~']).map(|next| offset + next) {
        let before = text[..next].chars().next_back();
        if before == Some('\\') {
            offset = next + 1;
            continue;
        }
        let byte = text.as_bytes()[next];
        let hit = match byte {
            b'h' => address(text, next, before),
            // Half of `~~`, or a note reference.
            mark if before == Some('[') || before == Some(char::from(mark)) => None,
            mark => script(text, next, mark),
        };
        // As in `x^a^~b~`.
        let is_behind = found.last().is_some_and(|last: &Found| last.range().end == next);
        let is_word = before.is_some_and(|before| before.is_alphanumeric() || ")]".contains(before));
        let is_hit = byte == b'h' || is_word || is_behind;
        offset = hit.as_ref().filter(|_| is_hit || has_markup).map_or(next + 1, |hit| hit.range().end);
        found.extend(hit.filter(|_| is_hit));
    }
    found
}

fn address(text: &str, start: usize, before: Option<char>) -> Option<Found> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text[start..].starts_with(scheme))?;
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let rest = &text[start..];
    let ends = |end: char| end.is_whitespace() || "<>\"“”«»".contains(end) || is_wide_punctuation(end);
    let end = rest.find(ends).unwrap_or(rest.len());
    let end = closing_bracket(&rest[..end]).unwrap_or(end);
    let end = without_sentence(&rest[..end]).len();
    (end > scheme.len()).then(|| Found::Address(start..start + end))
}

/// The offset of the bracket that closes one before the address: `[https://example.org][label]`.
fn closing_bracket(address: &str) -> Option<usize> {
    let mut open = 0_usize;
    for (place, character) in address.char_indices() {
        match character {
            '[' => open += 1,
            ']' if open == 0 => return Some(place),
            ']' => open -= 1,
            _ => {}
        }
    }
    None
}

/// Removes from the end of an address what belongs to the sentence: punctuation, an unmatched closing bracket, and an
/// entity (GFM, section 6.9).
fn without_sentence(address: &str) -> &str {
    let mut address = address;
    while let Some(last) = address.chars().next_back() {
        let entity = address.strip_suffix(';').and_then(|before| before.rsplit_once('&'));
        if let Some((before, name)) = entity
            && !name.is_empty()
            && name.chars().all(|character| character.is_ascii_alphanumeric())
        {
            address = before;
            continue;
        }
        let brackets = [('(', ')'), ('[', ']'), ('{', '}')];
        let is_closing = brackets.into_iter().any(|(open, close)| {
            last == close && address.matches(open).count() < address.matches(close).count()
        });
        if !is_closing && !"?!.,:;*_~'’…".contains(last) {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}

/// Punctuation of Chinese and Japanese, which can follow an address without a space.
fn is_wide_punctuation(character: char) -> bool {
    matches!(character,
        '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}' | '\u{FF01}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF3D}' | '\u{FF5B}'..='\u{FF65}')
}

/// A superscript or subscript: the delimiter, text without whitespace, and the delimiter again.
fn script(text: &str, start: usize, mark: u8) -> Option<Found> {
    let inside = &text[start + 1..];
    let length = inside.find(char::from(mark))?;
    // An escaped space joins words.
    let is_one_word = length > 0
        && !inside[..length]
            .replace("\\ ", "")
            .contains(|character: char| character.is_whitespace() || "^~".contains(character));
    let (whole, words) = (start..start + length + 2, start + 1..start + 1 + length);
    is_one_word.then_some(if mark == b'^' {
        Found::Superscript(whole, words)
    } else {
        Found::Subscript(whole, words)
    })
}

/// The references to undefined notes in a run, as ranges and labels.
pub fn undefined_notes(text: &str) -> Vec<(Range<usize>, &str)> {
    let labels = text.match_indices("[^").filter_map(|(offset, _)| {
        let label = text[offset + 2..].split([']', '\n', '[']).next().unwrap_or_default();
        let end = offset + 2 + label.len();
        let is_escaped = text[..offset].ends_with('\\');
        let is_label =
            !is_escaped && !label.is_empty() && !label.starts_with(' ') && text[end..].starts_with(']');
        is_label.then_some((offset..end + 1, label))
    });
    labels.collect()
}

/// The labels of lines that look like definitions of notes, because they begin with `[^label]:`.
pub fn defined_notes(text: &str) -> Vec<String> {
    let labels =
        text.lines().filter_map(|line| Some(line.trim_start().strip_prefix("[^")?.split_once("]:")?.0));
    labels.map(str::to_owned).collect()
}

/// The pieces of a run that overlap `range`, in order.
pub fn pieces<'r>(
    run: &'r [(String, Range<usize>)],
    range: &Range<usize>,
) -> impl Iterator<Item = &'r (String, Range<usize>)> {
    let first = run.partition_point(|(_, place)| place.end <= range.start);
    let end = range.end;
    run[first..].iter().take_while(move |(_, place)| place.start < end)
}

/// The text in `range` of the source of a run. Escapes and entities are decoded; quotation marks and dashes stay as
/// typed.
pub fn as_typed(source: &str, run: &[(String, Range<usize>)], range: Range<usize>) -> String {
    pieces(run, &range)
        .map(|(words, place)| {
            let typed =
                source.get(place.start.max(range.start)..place.end.min(range.end)).unwrap_or_default();
            if typed.starts_with('&') && typed.ends_with(';') { words } else { typed }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_follow_a_word_or_another_script() {
        for (text, found) in [
            ("x^2^", vec!["^2^"]),
            ("x^a^~b~", vec!["^a^", "~b~"]),
            ("x~a~^b^ and y^c^", vec!["~a~", "^b^", "^c^"]),
            ("x^a b^", vec![]),
            ("x^a^~~b~~", vec!["^a^"]),
            ("2^10 a^b", vec![]),
            ("~a~b~ c", vec!["~b~"]),
        ] {
            let places: Vec<_> = find(text).iter().map(|found| text[found.range()].to_owned()).collect();
            assert_eq!(places, found, "{text}");
        }
    }

    #[test]
    fn scripts_in_markup_are_not_behind_the_end_of_another() {
        for (text, found) in [("^a^*b^c*", vec![]), ("^a^b^c^", vec!["^c^"]), ("[^1]a^ b^", vec![])] {
            let places: Vec<_> =
                find_in_markup(text).iter().map(|found| text[found.range()].to_owned()).collect();
            assert_eq!(places, found, "{text}");
        }
    }

    #[test]
    fn an_address_ends_before_the_sentence_goes_on() {
        let address = "https://e.org/a_(b)";
        for (text, found) in [
            ("(see https://e.org/a_(b))", address),
            ("[see https://e.org/a_(b)]", address),
            ("{https://e.org/a_(b)}.", address),
            ("(https://e.org/a_(b)],", address),
            ("https://e.org/a_(b)**", address),
            ("https://e.org/a_(b)。次", address),
            ("（https://e.org/a_(b)）", address),
            ("「https://e.org/a_(b)」", address),
            ("https://e.org/a_(b)&gt;", address),
            ("«https://e.org/a_(b)»", address),
            ("[[https://e.org/a_(b)][label]]", address),
            ("https://e.org/[doi]/x", "https://e.org/[doi]/x"),
            ("https://e.org/?a=1&b=2;", "https://e.org/?a=1&b=2"),
        ] {
            let places: Vec<_> = find(text).iter().map(|found| text[found.range()].to_owned()).collect();
            assert_eq!(places, [found], "{text}");
        }
    }
}
