//! The lines of a text: what contains them, and which of them are code.

use crate::parse::enumerator;

/// The marks before the text of a line: quotation marks, list markers, and spaces.
#[must_use]
pub fn content(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &line[at..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let rest = &rest[blanks..];
        if rest.starts_with('>') {
            at += blanks + 1;
        } else if let Some(marker) = marker(rest) {
            at += blanks + marker;
        } else {
            return at + blanks;
        }
    }
}

/// The length of a marker of a list, a definition or a note at the start of a line.
#[must_use]
pub fn marker(rest: &str) -> Option<usize> {
    let ends = |length: usize| {
        let after = rest.as_bytes().get(length);
        matches!(after, None | Some(b' ' | b'\t' | b'\n')).then_some(length)
    };
    if rest.starts_with(['-', '*', '+', ':', '~']) {
        return ends(1);
    }
    if rest.starts_with("#.") {
        return ends(2);
    }
    if let Some(label) = rest.strip_prefix("(@") {
        let end = label.find(|end: char| !end.is_alphanumeric() && !"_-".contains(end))?;
        return label[end..].starts_with(')').then(|| ends(end + 3)).flatten();
    }
    if let Some(label) = rest.strip_prefix("[^") {
        let end = label.find("]:")?;
        return (!label[..end].contains('\n')).then_some(end + 4);
    }
    if let Some(marker) = enumerator::marker(rest) {
        // A capital with a point may be a first name.
        let is_capital = marker.length() == 2 && rest.starts_with(|first: char| first.is_ascii_uppercase());
        let is_name = is_capital && rest[1..].starts_with('.') && !rest[2..].starts_with(['\t', '\n']);
        return ends(marker.length()).filter(|_| !is_name || rest[2..].starts_with("  "));
    }
    let digits = rest.len() - rest.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    (1..10).contains(&digits).then_some(())?;
    rest[digits..].starts_with(['.', ')']).then(|| ends(digits + 1)).flatten()
}

/// The fence that opens code on a line: its sign, its length, and the words after it.
#[must_use]
pub fn fence(content: &str) -> Option<(char, usize, &str)> {
    let sign = content.chars().next().filter(|sign| "`~:".contains(*sign))?;
    let length = content.len() - content.trim_start_matches(sign).len();
    let info = content[length..].trim();
    (length >= 3 && !(sign == '`' && info.contains('`'))).then_some((sign, length, info))
}

/// Tells lines of indented code from lines within lists.
#[derive(Debug, Default)]
pub struct Indentation {
    is_in_list: bool,
    after_blank: bool,
    is_code: bool,
}

impl Indentation {
    /// Whether a line is indented code. Each line is asked for once, in order.
    pub fn is_code(&mut self, line: &str) -> bool {
        let line = line.trim_end_matches('\n');
        let inside = line.trim_start_matches([' ', '\t', '>']);
        if inside.is_empty() {
            self.after_blank = true;
            return false;
        }
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        let is_deep = line.starts_with('\t') || line.starts_with("    ");
        let starts = self.after_blank || self.is_code;
        let is_marked = blanks < 4 && marker(line.trim_start()).is_some();
        if is_marked {
            self.is_in_list = true;
        } else if blanks == 0 && self.after_blank {
            self.is_in_list = false;
        }
        self.is_code = is_deep && starts && !self.is_in_list;
        self.after_blank = false;
        self.is_code
    }

    /// The start of a text is like a blank line.
    #[must_use]
    pub fn new() -> Self {
        Self { after_blank: true, ..Self::default() }
    }
}
