//! A line of a YAML text: its indentation, its key, its value. Messages about invalid YAML use it, so it does not rely
//! on the grammar.

use std::ops::Range;

/// A line of a text.
#[derive(Clone, Copy)]
pub struct Line<'t> {
    /// Offset of the line in the text.
    pub start: usize,
    /// The line without its newline.
    pub text: &'t str,
}

impl<'t> Line<'t> {
    /// The line that contains an offset.
    pub fn at(text: &'t str, offset: usize) -> Self {
        let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
        Self { start, text: text[start..].split('\n').next().unwrap_or_default() }
    }

    /// The lines above, nearest first, without empty lines and comments.
    pub fn above(self, text: &'t str) -> impl Iterator<Item = Self> {
        let step = move |line: &Self| Some(Self::at(text, line.start.checked_sub(1)?));
        std::iter::successors(step(&self), step)
            .filter(|line| !line.body().is_empty() && !line.body().starts_with('#'))
    }

    /// Indentation of the line in characters.
    pub fn indentation(self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    /// The line without surrounding whitespace.
    pub fn body(self) -> &'t str {
        self.text.trim()
    }

    /// The range of the body.
    pub fn range(self) -> Range<usize> {
        let start = self.start + self.indentation();
        start..start + self.body().len()
    }

    /// Whether it begins with the hyphen of a list item.
    pub fn is_item(self) -> bool {
        self.body() == "-" || self.body().starts_with("- ")
    }

    /// Offset of the key in the line, after the hyphens of list items.
    fn content_start(self) -> usize {
        let mut at = self.indentation();
        while let Some(rest) = self.text[at..].strip_prefix('-') {
            let blank = rest.len() - rest.trim_start().len();
            if blank == 0 {
                break;
            }
            at += 1 + blank;
        }
        at
    }

    /// Offset in the line after the colon of its key, if it has one.
    fn behind_colon(self) -> Option<usize> {
        let start = self.content_start();
        let content = &self.text[start..];
        let from = match content.chars().next()? {
            '"' | '\'' => closing_mark(content, 0)?,
            '[' | '{' => return None,
            _ => 0,
        };
        let colon = content[from..].char_indices().find(|&(at, character)| {
            let rest = &content[from + at + 1..];
            character == ':' && (rest.is_empty() || rest.starts_with([' ', '\t']))
        })?;
        Some(start + from + colon.0 + 1)
    }

    /// Whether the line is of the form `key: value` or `key:`.
    pub fn has_key(self) -> bool {
        self.behind_colon().is_some()
    }

    /// The range of the value in the text: what follows the key or, in a line without a key, the hyphen of a list item.
    /// A comment is not part of it.
    pub fn value(self) -> Option<Range<usize>> {
        let from = match self.behind_colon() {
            Some(from) => from,
            None if self.content_start() > self.indentation() => self.content_start(),
            None => return None,
        };
        let rest = &self.text[from..];
        let blank = rest.len() - rest.trim_start().len();
        let value = rest.trim();
        let is_plain = !value.starts_with(['"', '\'', '#']);
        let length =
            value.find(" #").filter(|_| is_plain).map_or(value.len(), |at| value[..at].trim_end().len());
        let start = self.start + from + blank;
        (length > 0).then(|| start..start + length)
    }

    /// The line with another value, for the help of a message.
    pub fn with_value(self, value: &str) -> String {
        let start = self.value().map_or(self.text.len(), |range| range.start - self.start);
        format!("{}{value}", self.text[..start].trim_start())
    }
}

/// A value in double quotation marks, or in single ones if double ones would need escapes.
pub fn quoted(value: &str) -> String {
    if value.contains(['"', '\\']) {
        format!("'{}'", value.replace('\'', "''"))
    } else {
        format!("\"{value}\"")
    }
}

/// The offset of the closing mark for the one at `open`.
pub fn closing_mark(text: &str, open: usize) -> Option<usize> {
    let mark = text[open..].chars().next()?;
    let mut characters = text[open + 1..].char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' && mark == '"' {
            characters.next();
        } else if character == mark {
            if mark == '\'' && characters.peek().is_some_and(|(_, next)| *next == mark) {
                characters.next();
                continue;
            }
            return Some(open + 1 + at);
        }
    }
    None
}

/// The offset of the bracket that closes the one at `open`. If it is not closed, the error is the offset of the
/// innermost unclosed bracket.
pub fn closing_bracket(text: &str, open: usize) -> Result<usize, usize> {
    let mut stack: Vec<(char, usize)> = Vec::new();
    let mut at = open;
    while let Some(character) = text[at..].chars().next() {
        let before = text[..at].chars().next_back().unwrap_or(' ');
        match character {
            '[' => stack.push((']', at)),
            '{' => stack.push(('}', at)),
            ']' | '}' => {
                match stack.pop() {
                    Some((wanted, _)) if wanted == character => {}
                    Some((_, opening)) => return Err(opening),
                    None => return Err(open),
                }
                if stack.is_empty() {
                    return Ok(at);
                }
            }
            '"' | '\'' if before.is_whitespace() || "[{,:".contains(before) => match closing_mark(text, at) {
                Some(end) => at = end,
                None => return Err(stack.last().map_or(open, |(_, opening)| *opening)),
            },
            _ => {}
        }
        at += text[at..].chars().next().map_or(1, char::len_utf8);
    }
    Err(stack.last().map_or(open, |(_, opening)| *opening))
}

#[cfg(test)]
mod tests {
    use super::{Line, closing_bracket, closing_mark, quoted};

    #[test]
    fn a_line_has_a_value_behind_its_key_or_hyphen() {
        let table = [
            ("title: Book", Some("Book")),
            ("  - name: A: b # remark", Some("A: b")),
            ("- - a", Some("a")),
            ("\"a: b\": c", Some("c")),
            ("title: \"a # b\"", Some("\"a # b\"")),
            ("title:", None),
            ("- ", None),
            ("title", None),
            ("-case.md", None),
            ("https://example.org", None),
            ("", None),
        ];
        for (text, expected) in table {
            let value = Line::at(text, 0).value().map(|range| &text[range]);
            assert_eq!(value, expected, "{text}");
        }
    }

    #[test]
    fn marks_and_brackets_are_closed() {
        assert_eq!(closing_mark(r#""a\"b" c"#, 0), Some(5));
        assert_eq!(closing_mark("'it''s'", 0), Some(6));
        assert_eq!(closing_mark("'it", 0), None);
        assert_eq!(closing_bracket("[a, {b: c}] d", 0), Ok(10));
        assert_eq!(closing_bracket("[it's, \"]\"]", 0), Ok(10));
        assert_eq!(closing_bracket("[a, [b]", 0), Err(0));
        assert_eq!(closing_bracket("{a: [b}", 0), Err(4));
    }

    #[test]
    fn a_value_is_quoted_without_escapes() {
        let table = [("a: b", "\"a: b\""), ("say \"it\"", "'say \"it\"'"), (r"it's a\b", r"'it''s a\b'")];
        for (value, expected) in table {
            assert_eq!(quoted(value), expected);
        }
    }
}
