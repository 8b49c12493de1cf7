//! Notes in running text, references to examples and commands of LaTeX, in the second reading of the sources.

use super::brackets::bracketed;
use super::scan::{Scan, Sign, is_border, letters};

impl Scan<'_> {
    /// A command of LaTeX may be left out. Returns the offset after its name.
    pub(super) fn command(&mut self, at: usize) -> usize {
        let rest = &self.text[at + 1..];
        let length = rest.find(|end: char| !end.is_ascii_alphabetic()).unwrap_or(rest.len());
        if length > 1 {
            let end = length + definition(&rest[..length], &rest[length..]);
            self.mark(at..at + 1 + end, Sign::Doubtful);
            if end > length {
                return at + 1 + end;
            }
        }
        // An escaped bracket opens nothing.
        let escaped = rest.chars().next().filter(|sign| "[]^(".contains(*sign)).map_or(0, char::len_utf8);
        at + 1 + length.max(escaped)
    }

    /// Metadata within the text is left out: lines of YAML between `---` lines, after a blank line, also in a list or a
    /// quotation.
    pub(super) fn metadata(&mut self, body: usize) {
        let (mut offset, mut open, mut is_after_blank) = (body, None, true);
        for line in self.text[body..].split_inclusive('\n') {
            let range = offset..offset + line.len();
            let quoted = line.trim_start_matches('>');
            let bare =
                quoted.strip_prefix(' ').filter(|_| line.starts_with('>')).unwrap_or(quoted).trim_end();
            offset = range.end;
            match open {
                Some(start) if matches!(bare.trim_start(), "---" | "...") => {
                    self.mark(start..range.end, Sign::Doubtful);
                    open = None;
                }
                Some(_)
                    if bare.starts_with(|sign: char| !" \t#-}]".contains(sign)) && !bare.contains(':') =>
                {
                    open = None;
                }
                None if is_after_blank && bare.trim_start() == "---" => open = Some(range.start),
                Some(_) | None => {}
            }
            is_after_blank = bare.is_empty();
        }
    }

    /// A reference to an example is replaced by its number.
    pub(super) fn reference(&mut self, at: usize) -> usize {
        let end = bracketed(&self.text[at..], '(', ')', 100).unwrap_or(0);
        self.mark_markdown(at..at + end, Sign::Doubtful);
        at + end
    }

    /// The words of a note are at another place; they are words of their own.
    pub(super) fn note(&mut self, at: usize) -> usize {
        let Some(end) = bracketed(&self.text[at..], '[', ']', 20_000).map(|end| at + end) else {
            return at + 1;
        };
        let is_superscript =
            self.text[end..].split(char::is_whitespace).next().is_some_and(|rest| rest.contains('^'));
        // Without a space, the words before and after the note are one.
        let behind = self.text[end..].split(is_border).next().unwrap_or_default();
        if !letters(behind).is_empty() {
            let before = self.text[..at - 1].char_indices().next_back();
            let next = end + behind.chars().next().map_or(0, char::len_utf8);
            self.mark_markdown(before.map_or(at - 1, |(place, _)| place)..at - 1, Sign::Doubtful);
            self.mark_markdown(end..next, Sign::Doubtful);
        }
        let sign = if is_superscript { Sign::Doubtful } else { Sign::Border };
        self.mark_markdown(at - 1..at + 1, sign);
        self.mark_markdown(end - 1..end, sign);
        at + 1
    }
}

/// The length of the parts of a macro after the command that defines it, which no output shows; 0 for another command.
fn definition(command: &str, rest: &str) -> usize {
    let is_definition = matches!(
        command,
        "newcommand"
            | "renewcommand"
            | "providecommand"
            | "def"
            | "gdef"
            | "DeclareMathOperator"
            | "DeclarePairedDelimiter"
    );
    if !is_definition {
        return 0;
    }
    let mut at = 0;
    loop {
        let next = &rest[at..];
        let group = bracketed(next, '{', '}', 2_000).or_else(|| bracketed(next, '[', ']', 20));
        let sign = next.starts_with(|sign: char| sign == '*' || sign == '#' || sign.is_ascii_digit());
        let name = next.strip_prefix('\\').map(|name| {
            let letters = name.find(|end: char| !end.is_ascii_alphabetic()).unwrap_or(name.len());
            letters + 1
        });
        at += match (group, name, sign) {
            (Some(length), ..) | (None, Some(length), _) => length,
            (None, None, true) => 1,
            (None, None, false) if at > 0 && next.trim_start().starts_with('{') && next.starts_with('\n') => {
                next.len() - next.trim_start().len()
            }
            (None, None, false) => return at,
        };
    }
}
