//! The syntax of cross-references: `@fig-port`, `\@ref(fig:port)`, `\ref{fig:port}`, `` {numref}`port` ``.

use std::ops::Range;

use super::found::{ESCAPED, Form, Found, FoundWork, OBJECT};
use crate::model::{CitedWork, Inline, Referred, StatementKind, Wanted};

/// What the id begins with before its hyphen or colon.
const KINDS: &[&str] = &["fig", "tbl", "tab", "lst", "sec", "eq"];

/// Whether a key is the id of a figure, table, listing, section, equation or statement. In braces, it is that of a work.
pub fn is_of_reference(text: &str, key: &Range<usize>) -> bool {
    let id = &text[key.clone()];
    let kind = id.split_once(['-', ':']).filter(|(_, name)| !name.is_empty());
    !text[..key.start].ends_with('{')
        && (kind.is_some_and(|(kind, _)| KINDS.contains(&kind.to_ascii_lowercase().as_str()))
            || StatementKind::of_id(id).is_some())
}

/// `\@ref(fig:port)` of bookdown. `at` is the place of the escaped `@`.
pub fn of_bookdown(text: &str, at: usize) -> Option<Found> {
    let start = at + text[at..].strip_prefix(ESCAPED)?.strip_prefix("ref(").map(|_| 5)?;
    delimited(text, at, start, ')', Wanted::Number)
}

/// `\ref{fig:port}` and its relatives in LaTeX.
pub fn command(text: &str, at: usize) -> Option<Found> {
    let (name, _) = text[at + 1..].split_once('{')?;
    let wanted = match name {
        "ref" | "ref*" => Wanted::Bare,
        "eqref" => Wanted::Number,
        "autoref" | "cref" | "Cref" | "autoref*" => Wanted::Label,
        "nameref" => Wanted::Name,
        _ => return None,
    };
    delimited(text, at, at + name.len() + 2, '}', wanted)
}

/// A reference whose id begins at `start` and ends before a sign.
fn delimited(text: &str, at: usize, start: usize, end: char, wanted: Wanted) -> Option<Found> {
    let length = text[start..].find(end).filter(|length| *length > 0)?;
    let id = start..start + length;
    if text[id.clone()].contains(|sign: char| sign.is_whitespace() || OBJECT.contains(sign)) {
        return None;
    }
    let range = at..id.end + 1;
    let works = vec![FoundWork::alone(id, &range)];
    Some(Found { range, form: Form::CrossReference(wanted), works })
}

/// A role of MyST, before its code: `{numref}`.
pub fn role(text: &str, at: usize) -> Option<Found> {
    let (name, _) = text[at + 1..].split_once('}')?;
    of_role(text, at, name, at + name.len() + 2)
}

/// A role of reStructuredText, before its code: `:numref:`.
pub fn rst_role(text: &str, at: usize) -> Option<Found> {
    let (name, _) = text[at + 1..].split_once(':')?;
    of_role(text, at, name, at + name.len() + 2)
}

fn of_role(text: &str, at: usize, name: &str, start: usize) -> Option<Found> {
    let wanted = match name {
        "numref" | "prf:ref" => Wanted::Label,
        "eq" | "eqref" => Wanted::Number,
        "ref" => Wanted::Name,
        "doc" => Wanted::Title,
        _ => return None,
    };
    let end = start + text[start..].starts_with(OBJECT).then_some(OBJECT.len())?;
    let works = vec![FoundWork::alone(start..end, &(at..end))];
    Some(Found { range: at..end, form: Form::CrossReference(wanted), works })
}

/// The place that a key names. Words before it replace its label if they end with one.
pub fn place(work: CitedWork, wanted: Wanted) -> Referred {
    let wanted = if work.hides_author { Wanted::Number } else { wanted };
    Referred { id: work.key, wanted, prefix: work.prefix, suffix: work.suffix, span: work.span }
}

/// The id and the words in the code of a role: `port`, or `Fig. %s <port>`.
pub struct RoleCode<'a> {
    pub id: &'a str,
    pub wanted: Wanted,
    pub prefix: Vec<Inline>,
    pub suffix: Vec<Inline>,
}

impl<'a> RoleCode<'a> {
    pub fn of(code: &'a str, wanted: Wanted) -> Self {
        let code = code.trim();
        let parts = code.strip_suffix('>').and_then(|code| code.rsplit_once('<'));
        let Some((words, id)) = parts.filter(|(words, _)| !words.trim().is_empty()) else {
            return Self { id: code, wanted, prefix: Vec::new(), suffix: Vec::new() };
        };
        let inlines = |words: &str| match words {
            "" => Vec::new(),
            words => vec![Inline::Text(words.to_owned())],
        };
        let number = ["%s", "{number}"].into_iter().find_map(|place| words.trim().split_once(place));
        let (wanted, (before, after)) = match number {
            Some(around) => (Wanted::Number, around),
            None => (Wanted::Words, (words.trim(), "")),
        };
        Self { id: id.trim(), wanted, prefix: inlines(before), suffix: inlines(after) }
    }
}
