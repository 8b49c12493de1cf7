//! Citations in the second reading of the sources. What a citation style prints instead is not known here.

use super::brackets::bracketed;
use super::scan::{Scan, Sign};

impl Scan<'_> {
    /// Marks what may be a citation: brackets with an `@`, a key, and the code after a role.
    pub(super) fn citations(&mut self, body: usize) {
        let mut offset = body;
        while let Some(at) = self.text[offset..].find(['[', '@', '{']).map(|next| offset + next) {
            let rest = &self.text[at..];
            let end = match rest.as_bytes()[0] {
                b'[' => bracketed(rest, '[', ']', 5_000).filter(|end| rest[..*end].contains('@')),
                b'@' => Some(rest.find(char::is_whitespace).unwrap_or(rest.len())),
                _ if rest.starts_with("{cite") => {
                    rest.find('`').and_then(|open| Some(open + 2 + rest[open + 1..].find('`')?))
                }
                _ => None,
            };
            let end = at + end.unwrap_or(1);
            // The cited part of a work may follow: `@key [p. 3]`.
            let after = self.text[end..].trim_start_matches(' ');
            let part = bracketed(after, '[', ']', 500).filter(|_| rest.starts_with('@')).unwrap_or(0);
            let end = if part > 0 { self.text.len() - after.len() + part } else { end };
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
