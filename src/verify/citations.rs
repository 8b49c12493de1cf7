//! Citations and cross-references in the second reading of the sources. What is printed instead of them is not known here.

use std::collections::BTreeSet;

use super::brackets::bracketed;
use super::scan::{Scan, Sign};

/// What the ids of figures, theorems and the like begin with.
const KINDS: [&str; 18] = [
    "fig", "tbl", "tab", "lst", "sec", "eq", "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "alg",
    "prf", "rem", "sol",
];

/// Roles whose code names a place.
const ROLES: [&str; 10] =
    ["{numref}", "{ref}", "{eq}", "{doc}", "{prf:ref}", ":numref:", ":ref:", ":eqref:", ":eq:", ":doc:"];

/// Commands whose argument names a place.
const COMMANDS: [&str; 6] = ["\\@ref(", "\\ref{", "\\eqref{", "\\autoref{", "\\cref{", "\\Cref{"];

impl Scan<'_> {
    /// Marks what may be a citation or a cross-reference: brackets with an `@`, a key, and the code after a role.
    pub(super) fn citations(&mut self, body: usize, has_citations: bool) {
        let examples = examples(&self.text[body..]);
        let mut offset = body;
        while let Some(at) =
            self.text[offset..].find(['[', '@', '{', ':', '\\', '(']).map(|next| offset + next)
        {
            let rest = &self.text[at..];
            let length = length(rest, has_citations).or_else(|| example(rest, &examples));
            let end = at + length.unwrap_or(1);
            // The cited part of a work may follow: `@key [p. 3]`.
            let after = self.text[end..].trim_start_matches(' ');
            let part = bracketed(after, '[', ']', 500).filter(|_| rest.starts_with('@') && has_citations);
            let end = if let Some(part) = part { self.text.len() - after.len() + part } else { end };
            if end > at + 1 {
                // A note takes away the space before it, which joins the words around it if none comes after it.
                let is_joined = self.text[end..]
                    .starts_with(|next: char| !next.is_whitespace() && !".,;:!?)".contains(next));
                let before = self.text[..at].trim_end();
                let word = before.rfind(char::is_whitespace).map_or(0, |space| space + 1);
                let start = if is_joined { word.max(body) } else { at };
                self.mark(start..end, Sign::Doubtful);
            }
            offset = end.max(at + 1);
        }
    }
}

/// The labels of examples: lines that begin with `(@port) `.
fn examples(text: &str) -> BTreeSet<&str> {
    let label = |line| {
        let line: &str = line;
        let inside = line.trim_start_matches([' ', '\t', '>']).strip_prefix("(@")?;
        inside.split_once(") ").map(|(label, _)| label)
    };
    text.lines().filter_map(label).collect()
}

/// The length of a reference to an example: `@port`.
fn example(rest: &str, examples: &BTreeSet<&str>) -> Option<usize> {
    let name = rest.strip_prefix('@')?;
    let fits = |label: &&&str| {
        name.strip_prefix(**label)
            .is_some_and(|after| !after.starts_with(|next: char| next.is_alphanumeric()))
    };
    examples.iter().filter(fits).map(|label| label.len() + 1).max()
}

/// The length of the citation or cross-reference that a text begins with.
fn length(rest: &str, has_citations: bool) -> Option<usize> {
    let is_wanted = |inside: &str| {
        inside.match_indices('@').any(|(at, _)| has_citations || names_place(&inside[at + 1..]))
    };
    match rest.as_bytes()[0] {
        b'[' => bracketed(rest, '[', ']', 5_000).filter(|end| is_wanted(&rest[..*end])),
        b'@' if is_wanted(rest.split(char::is_whitespace).next()?) => {
            Some(rest.find(char::is_whitespace).unwrap_or(rest.len()))
        }
        b'{' | b':' if ROLES.iter().any(|role| rest.starts_with(role)) => code(rest),
        b'{' if has_citations && rest.starts_with("{cite") => code(rest),
        b'\\' if COMMANDS.iter().any(|command| rest.starts_with(command)) => {
            rest.find([')', '}']).map(|end| end + 1)
        }
        // An id as text: `(port)=`, `(\#fig:port)`.
        b'(' => {
            let (inside, after) = rest.split_once(')')?;
            let is_id = after.starts_with('=') || inside.starts_with("(\\#");
            (is_id && !inside.contains(char::is_whitespace)).then_some(inside.len() + 2)
        }
        _ => None,
    }
}

/// Where the code after a role ends.
fn code(rest: &str) -> Option<usize> {
    rest.find('`').and_then(|open| Some(open + 2 + rest[open + 1..].find('`')?))
}

/// Whether a key is the id of a figure or the like.
fn names_place(key: &str) -> bool {
    key.split_once(['-', ':']).is_some_and(|(kind, _)| KINDS.contains(&kind.to_lowercase().as_str()))
}
