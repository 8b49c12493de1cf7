//! Finds the link that was meant around a note reference. A link cannot hold another one, so there is none.

use std::collections::BTreeSet;

/// How many brackets behind a reference are looked at, so that a paragraph of many notes stays cheap.
const MOST_BRACKETS: usize = 32;

/// Whether the text after a note reference closes a link around it: `](address)`, or `][label]` with a label that is
/// defined. `depth` is how many brackets around the reference are no link: those of a picture.
pub fn is_enclosed(rest: &str, depth: usize, defined: &BTreeSet<String>) -> bool {
    let mut depth = depth;
    let mut seen = 0;
    for (at, bracket) in rest.match_indices(['[', ']']).take(MOST_BRACKETS) {
        if rest[seen..at].contains("\n\n") {
            return false;
        }
        seen = at;
        match bracket {
            _ if rest[..at].ends_with('\\') => {}
            "[" => depth += 1,
            _ if depth > 0 => depth -= 1,
            _ if closes_link(&rest[at + 1..], defined) => return true,
            // The brackets of a span, or of a text that only has brackets, may stand in a link in turn.
            _ => {}
        }
    }
    false
}

fn closes_link(behind: &str, defined: &BTreeSet<String>) -> bool {
    if let Some(address) = behind.strip_prefix('(') {
        let address = address.split([')', ' ', '\n']).next().unwrap_or_default();
        return address.contains(['.', '/', '#']);
    }
    let label = behind.strip_prefix('[').and_then(|label| label.split_once(']'));
    label.is_some_and(|(label, _)| !label.contains("\n\n") && defined.contains(&folded(label)))
}

/// A label as labels are compared: without regard to capitals, and white space as one blank.
pub fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
