//! Text in brackets, in the second reading of the sources.

/// Whether braces contain an attribute list: `{#id .class key=value}`. Other braces are printed.
pub fn is_attribute_list(braces: &str) -> bool {
    let inside = braces.trim_start_matches('{').trim_end_matches('}').trim();
    inside == "-"
        || inside.starts_with(['#', '.'])
        || inside.split(['"', ' ']).next().is_some_and(|first| first.contains('='))
}

/// Whether parentheses contain a link destination: one word or text in angle brackets, perhaps with a title.
pub fn is_destination(parentheses: &str) -> bool {
    let inside = parentheses.trim_start_matches('(').trim_start();
    let Some((_, rest)) = inside.split_once(|c: char| c.is_whitespace()) else { return true };
    inside.starts_with('<') || rest.trim_start().starts_with(['"', '\'', '(', ')'])
}

/// Length of the bracketed text at the beginning, within one paragraph and at most `longest` bytes.
pub fn bracketed(text: &str, open: char, close: char, longest: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut before = '\0';
    for (place, character) in text.char_indices().take_while(|(place, _)| *place < longest) {
        if before == '\n' && character == '\n' {
            return None;
        }
        if before != '\\' {
            depth += usize::from(character == open);
            depth = depth.saturating_sub(usize::from(character == close));
        }
        if depth == 0 {
            return Some(place + character.len_utf8());
        }
        before = if before == '\\' { '\0' } else { character };
    }
    None
}
