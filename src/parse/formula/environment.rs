//! Formulas that begin with `\begin`, and blocks of formulas: MyST's directive and the fence of GitHub.

use super::found::Found;
use super::place;

/// The environments that are formulas by themselves.
const NAMES: &[&str] =
    &["equation", "align", "alignat", "gather", "multline", "flalign", "eqnarray", "displaymath", "math"];

/// The formula that an environment at `at` is.
#[must_use]
pub fn at(text: &str, at: usize) -> Option<Found> {
    let name = text[at..].strip_prefix("\\begin{")?.split('}').next()?;
    if !NAMES.contains(&name.trim_end_matches('*')) {
        return None;
    }
    let closing = format!("\\end{{{name}}}");
    let end = at + text[at..].find(&closing)? + closing.len();
    let is_whole = !text[at..end].contains("\n\n\n");
    is_whole.then(|| Found { is_display: name != "math", ..Found::of(at..end, at..end) })
}

/// The end of the fenced block that begins on a line, and the formula that it is.
pub struct Block {
    /// The end of its last line.
    pub end: usize,
    /// The formula.
    pub formula: Option<Found>,
}

/// The fenced block that begins at `at`, the start of the content of a line.
#[must_use]
pub fn block(text: &str, at: usize) -> Option<Block> {
    let line = text[at..].split('\n').next()?;
    let (sign, length, info) = place::fence(line)?;
    let is_formula = info == "math" || info.starts_with("{math}");
    if sign == ':' && !is_formula {
        return None;
    }
    let mut start = at + line.len() + 1;
    let body = start.min(text.len());
    while start < text.len() {
        let line = text[start..].split('\n').next().unwrap_or_default();
        let inside = line.trim_start_matches([' ', '\t', '>']);
        let run = inside.len() - inside.trim_start_matches(sign).len();
        if run >= length && inside[run..].trim().is_empty() {
            let whole = at..start + line.trim_end().len();
            let formula = is_formula.then(|| directive(text, body..start, whole.clone())).flatten();
            return Some(Block { end: whole.end, formula });
        }
        start += line.len() + 1;
    }
    Some(Block { end: text.len(), formula: None })
}

/// The formula of a directive, with its options.
fn directive(text: &str, body: std::ops::Range<usize>, whole: std::ops::Range<usize>) -> Option<Found> {
    let mut inside = body;
    let mut label = None;
    while let Some(line) = text[inside.clone()].split_inclusive('\n').next() {
        let words = line.trim_start_matches([' ', '\t', '>']).trim();
        let option = words.strip_prefix(':').and_then(|rest| rest.split_once(':'));
        match option {
            Some(("label" | "name", value)) => label = Some(value.trim().to_owned()),
            Some((name, _)) if name.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '-') => {}
            _ if words.is_empty() => {}
            _ => break,
        }
        inside.start += line.len();
    }
    let label = label.filter(|label| !label.is_empty());
    (!text[inside.clone()].trim().is_empty()).then(|| Found {
        is_display: true,
        label,
        ..Found::of(whole, inside)
    })
}
