//! Formulas in the second reading: text between the delimiters of TeX has no words. A doubtful one counts as a formula.

use std::ops::Range;

/// The ranges of formulas in a text. `is_code` tells the bytes that are code, in which a dollar sign is one.
#[must_use]
pub fn ranges(text: &str, body: usize, is_code: &[bool]) -> Vec<Range<usize>> {
    let mut found = blocks(text, body);
    let mut at = body;
    while let Some(next) = text[at..].find(['$', '\\']).map(|next| at + next) {
        let end = if is_code[next] { None } else { end(text, next) };
        found.extend(end.map(|end| next..end));
        let step = if text[next..].starts_with('\\') { 2 } else { 1 };
        at = end.unwrap_or_else(|| text.ceil_char_boundary((next + step).min(text.len())));
    }
    found
}

/// Fenced blocks of formulas: MyST's directive, and the fence of GitHub.
fn blocks(text: &str, body: usize) -> Vec<Range<usize>> {
    let (mut found, mut open, mut at) = (Vec::new(), None, body);
    for line in text[body..].split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t', '>', '-', '*']).trim();
        let mark: String = words.chars().take_while(|sign| "`~:".contains(*sign)).collect();
        let info = words[mark.len()..].trim();
        match &open {
            None if mark.len() >= 3 && (info == "math" || info.starts_with("{math}")) => {
                open = Some((at, mark));
            }
            Some((start, opening)) if mark.starts_with(opening.as_str()) && info.is_empty() => {
                found.push(*start..at + line.len());
                open = None;
            }
            None | Some(_) => {}
        }
        at += line.len();
    }
    found
}

fn end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if let Some(inside) = rest.strip_prefix("$$") {
        let close = at + 2 + inside.find("$$")? + 2;
        return Some(close + label(&text[close..]));
    }
    if rest.starts_with("\\(") {
        return Some(at + rest.find("\\)")? + 2);
    }
    if rest.starts_with("\\[") {
        let close = at + rest.find("\\]")? + 2;
        return Some(close + label(&text[close..]));
    }
    if let Some(name) = rest.strip_prefix("\\begin{").and_then(|rest| rest.split('}').next()) {
        let closing = format!("\\end{{{name}}}");
        return Some(at + rest.find(&closing)? + closing.len());
    }
    let inside = rest.strip_prefix('$')?;
    let paragraph = inside.find("\n\n").unwrap_or(inside.len());
    let inside = &inside[..paragraph];
    let mut from = 0;
    while let Some(close) = inside[from..].find('$').map(|close| from + close) {
        if !inside[..close].ends_with('\\') {
            let is_tight =
                !inside.starts_with(char::is_whitespace) && !inside[..close].ends_with(char::is_whitespace);
            return (is_tight && close > 0).then_some(at + close + 2);
        }
        from = close + 1;
    }
    None
}

/// The length of the label after a displayed formula.
fn label(behind: &str) -> usize {
    let line = behind.lines().next().unwrap_or_default();
    let next =
        behind[line.len()..].strip_prefix('\n').and_then(|rest| rest.lines().next()).unwrap_or_default();
    if line.trim().is_empty() && [":eqlabel:`", ":label:`"].iter().any(|role| next.trim().starts_with(role)) {
        return line.len() + 1 + next.len();
    }
    let is_label =
        line.trim().starts_with("{#") || line.trim().starts_with('(') && line.trim().ends_with(')');
    if is_label { line.len() } else { 0 }
}
