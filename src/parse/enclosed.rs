//! Finds a link that an author wrote around a note reference. Links cannot nest, so pulldown-cmark does not report it.

use std::collections::BTreeSet;

/// How many brackets after a reference are examined. The limit keeps the cost of a paragraph with many notes linear.
const MOST_BRACKETS: usize = 32;

/// Whether the text after a note reference closes a link around it: `](address)`, or `][label]` with a defined label.
/// `depth` is the number of enclosing brackets that belong to images, not to links.
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
            // The brackets of a span, or plain brackets, may themselves be inside a link.
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

/// Normalizes a label for comparison: case is ignored, and whitespace collapses to one space.
pub fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
