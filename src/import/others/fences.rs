//! Tells the lines of Markdown that are code from those that are text.

/// What a line of Markdown is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// Text.
    Text,
    /// The line that opens code, or a directive with text.
    Opening,
    /// Code, or the line that closes it.
    Code,
}

/// Directives of MyST whose content is code or the like. The content of any other directive is text.
const CODE: [&str; 12] = [
    "code",
    "code-block",
    "code-cell",
    "sourcecode",
    "literalinclude",
    "math",
    "mermaid",
    "raw",
    "eval-rst",
    "toctree",
    "bibliography",
    "include",
];

/// The open fences.
#[derive(Debug, Default)]
pub struct Fences {
    /// For each fence its sign, its length, and whether its content is code.
    open: Vec<(char, usize, bool)>,
}

impl Fences {
    /// What the next line is.
    pub fn line(&mut self, line: &str) -> LineKind {
        let content = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let is_in_code = self.open.last().is_some_and(|fence| fence.2);
        let Some((sign, length, information)) = fence(content) else {
            return if is_in_code { LineKind::Code } else { LineKind::Text };
        };
        let closes =
            |open: &(char, usize, bool)| information.is_empty() && open.0 == sign && open.1 <= length;
        if self.open.last().is_some_and(closes) {
            self.open.pop();
            return LineKind::Code;
        }
        if is_in_code {
            return LineKind::Code;
        }
        self.open.push((sign, length, is_code(information)));
        LineKind::Opening
    }
}

/// The sign, length and information of a fence.
fn fence(content: &str) -> Option<(char, usize, &str)> {
    let sign = content.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let rest = content.trim_start_matches(sign);
    let length = content.len() - rest.len();
    (length >= 3 && !(sign == '`' && rest.contains('`'))).then(|| (sign, length, rest.trim()))
}

/// Whether the content of a fence is code.
fn is_code(information: &str) -> bool {
    let directive = information.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(name, _)| name);
    match directive {
        // Chunks of R Markdown have options or names of languages; directives of MyST are single words.
        Some(name) => {
            let is_language = matches!(
                name,
                "r" | "R"
                    | "python"
                    | "julia"
                    | "bash"
                    | "sh"
                    | "sql"
                    | "js"
                    | "ojs"
                    | "dot"
                    | "css"
                    | "stan"
                    | "Rcpp"
            );
            is_language || CODE.contains(&name) || name.contains([' ', ',', '=', '.', '#'])
        }
        None => true,
    }
}

/// The length of the longest run of a sign.
#[must_use]
pub fn longest_run(text: &str, sign: char) -> usize {
    text.split(|other| other != sign).map(str::len).max().unwrap_or_default()
}

/// The length of a code span at the start of a text, with its signs; `None` if no such signs close it.
#[must_use]
pub fn code_span(text: &str) -> Option<usize> {
    let length = text.len() - text.trim_start_matches('`').len();
    let mut at = length;
    loop {
        let next = at + text.get(at..)?.find('`')?;
        let run = text.get(next..)?;
        let found = run.len() - run.trim_start_matches('`').len();
        if found == length {
            return Some(next + found);
        }
        at = next + found;
    }
}

#[cfg(test)]
mod tests {
    use super::LineKind::{Code, Opening, Text};
    use super::*;

    #[test]
    fn code_and_directives_are_told_apart() {
        let text =
            "a\n```{note}\nb\n```\n```{r, echo=FALSE}\nc\n```\n````{figure} a.png\n```\nd\n```\ne\n````\nf";
        let mut fences = Fences::default();
        let kinds: Vec<LineKind> = text.lines().map(|line| fences.line(line)).collect();
        assert_eq!(
            kinds,
            [Text, Opening, Text, Code, Opening, Code, Code, Opening, Opening, Code, Code, Text, Code, Text]
        );
    }

    #[test]
    fn code_spans_end_at_as_many_signs() {
        assert_eq!(code_span("``a`b`` c"), Some(7));
        assert_eq!(code_span("`a"), None);
    }
}
