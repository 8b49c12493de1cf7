//! Finds formulas in the text of a file, by the rules of pandoc for dollar signs (`tex_math_dollars`) and backslashes
//! (`tex_math_single_backslash`).

use super::found::Found;
use super::{environment, place, skip};

/// The most lines that a formula with an empty line may have.
const MOST_LINES: usize = 60;

/// The formulas of a text from `start`, in order.
#[must_use]
pub fn formulas(text: &str, start: usize) -> Vec<Found> {
    let mut found = Vec::new();
    let mut indentation = place::Indentation::new();
    let mut at = start;
    while at < text.len() {
        let line = text[at..].split_inclusive('\n').next().unwrap_or_default();
        let content = at + place::content(line);
        if indentation.is_code(line) || is_definition(&text[content..at + line.len()]) {
            at += line.len();
        } else if let Some(block) = environment::block(text, content) {
            found.extend(block.formula);
            at = block.end + usize::from(block.end < text.len());
            // A line after it may be indented code again.
            indentation.is_code("x");
        } else {
            at = in_line(text, content, at + line.len(), &mut found);
        }
    }
    found
}

/// Whether a line defines the address of a link.
fn is_definition(content: &str) -> bool {
    content.starts_with('[')
        && !content.starts_with("[^")
        && content.split_once("]:").is_some_and(|(label, _)| !label[1..].contains(['[', ']']))
}

/// Finds the formulas that begin on a line. Returns the start of the next line to read.
fn in_line(text: &str, start: usize, end: usize, found: &mut Vec<Found>) -> usize {
    let mut at = start;
    while at < end {
        let rest = &text[at..];
        let Some(next) = rest[..end - at].find(['$', '\\', '`', '<', ']']).map(|next| at + next) else {
            return end;
        };
        at = next;
        if let Some(formula) = formula_at(text, at, start) {
            at = formula.whole.end;
            found.push(formula);
        } else if let Some(after) = skip::end(text, at) {
            at = after;
        } else if text[at..].starts_with('\\') {
            at += 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8);
        } else {
            let run = text[at..].len() - text[at..].trim_start_matches('$').len();
            at += run.max(1);
        }
    }
    // A formula may end within a later line; the rest of that line is read too.
    if at > end && !text[..at].ends_with('\n') {
        let rest = text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1);
        return in_line(text, at, rest, found);
    }
    at
}

fn formula_at(text: &str, at: usize, line: usize) -> Option<Found> {
    let rest = &text[at..];
    if rest.starts_with("$$$") {
        return None;
    }
    if rest.starts_with("$$") {
        return displayed(text, at, line);
    }
    if rest.starts_with("$`") {
        let end = rest[..skip::paragraph(rest)][2..].find("`$")? + 2;
        return Some(Found::of(at..at + end + 2, at + 2..at + end));
    }
    if rest.starts_with('$') {
        return inline(text, at);
    }
    if rest.starts_with("\\(") || rest.starts_with("\\[") {
        return between_backslashes(text, at);
    }
    let stands_first = text[line..at].trim().is_empty();
    (stands_first && rest.starts_with("\\begin{")).then(|| environment::at(text, at)).flatten()
}

/// `$…$`: no space within the delimiters, and no digit after the second.
fn inline(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    let inside = &rest[1..skip::paragraph(rest)];
    if inside.starts_with(char::is_whitespace) {
        return None;
    }
    let end = closing(inside)?;
    let (content, behind) = (&inside[..end], &inside[end + 1..]);
    let is_tight = !content.is_empty() && !content.ends_with(char::is_whitespace);
    let is_formula =
        is_tight && !behind.starts_with(|next: char| next.is_ascii_digit()) && !leaves(text, at, content);
    is_formula.then(|| Found::of(at..at + end + 2, at + 1..at + 1 + end))
}

/// The offset of the dollar sign that closes a formula. Those in the braces of `\text` belong to formulas within it.
fn closing(inside: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut texts: Vec<usize> = Vec::new();
    let mut is_escaped = false;
    for (at, character) in inside.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '{' => {
                depth += 1;
                if ["\\text", "\\mbox", "\\hbox", "\\textbf", "\\textit", "\\textrm"]
                    .iter()
                    .any(|name| inside[..at].trim_end().ends_with(name))
                {
                    texts.push(depth);
                }
            }
            '}' => {
                if texts.last() == Some(&depth) {
                    texts.pop();
                }
                depth = depth.saturating_sub(1);
            }
            '$' if texts.is_empty() => return Some(at),
            _ => {}
        }
    }
    None
}

/// Whether a formula would go on into another block: a cell, a list item, a heading, code.
fn leaves(text: &str, at: usize, content: &str) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let opening = text[line..at].trim_start_matches([' ', '\t', '>']);
    let is_row = opening.starts_with('|') && content.contains(" | ") && !content.contains('\\');
    let in_item = place::marker(opening).is_some();
    let starts = |line: &str| {
        let line = line.trim_start_matches([' ', '\t', '>']);
        line.starts_with("# ")
            || line.starts_with("##")
            || line.starts_with("```")
            || in_item && place::marker(line).is_some()
    };
    is_row || leaves_row(text, at, content) || content.lines().skip(1).any(starts)
}

/// Whether a formula in a row would go on into the next line of a drawn table, and take the other cells with it.
fn leaves_row(text: &str, at: usize, content: &str) -> bool {
    let is_row = |line: &str| line.trim_start_matches([' ', '\t', '>']).starts_with('|');
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    is_row(&text[line..at]) && content.lines().skip(1).any(is_row)
}

/// `$$…$$`, with the label after it.
fn displayed(text: &str, at: usize, line: usize) -> Option<Found> {
    let start = at + 2;
    let mut end = start;
    loop {
        end += text[end..].find("$$")?;
        if !text[start..end].ends_with('\\') {
            break;
        }
        end += 1;
    }
    let content = &text[start..end];
    let has_blank = skip::paragraph(&text[at..]) < end + 2 - at;
    let stands_apart = text[line..at].trim().is_empty();
    let begins_line = text[..end].ends_with(['\n', ' ', '>', '\t']);
    let is_long = content.lines().count() > MOST_LINES;
    let is_other = content
        .lines()
        .skip(1)
        .any(|line| line.starts_with("# ") || line.starts_with("##") || line.contains("```"));
    let is_misread = has_blank && (!stands_apart || !begins_line || is_long || is_other);
    if content.trim().is_empty() || is_misread || leaves_row(text, at, content) {
        return None;
    }
    let (label, after) = label(&text[end + 2..]);
    Some(Found { is_display: true, label, ..Found::of(at..end + 2 + after, start..end) })
}

/// `` :eqlabel:`id` `` on the next line, as in the books of d2l.
fn label_of_sphinx(behind: &str) -> Option<(Option<String>, usize)> {
    let (blank, next) = behind.split_once('\n')?;
    let line = next.split('\n').next()?;
    let rest = line
        .trim_start()
        .strip_prefix(":eqlabel:`")
        .or_else(|| line.trim_start().strip_prefix(":label:`"))?;
    let id = rest.trim_end().strip_suffix('`').filter(|id| !id.is_empty() && !id.contains(['`', ' ']))?;
    Some((Some(id.to_owned()), blank.len() + 1 + line.trim_end().len()))
}

/// The label on the line after a formula: `{#eq-id}`, or `(id)` at its end. Returns its length, too.
fn label(behind: &str) -> (Option<String>, usize) {
    let line = behind.split('\n').next().unwrap_or_default();
    let blanks = line.len() - line.trim_start().len();
    let rest = &line[blanks..];
    if let Some(found) = label_of_sphinx(behind).filter(|_| rest.is_empty()) {
        return found;
    }
    if let Some(list) = rest.strip_prefix("{#") {
        let Some(end) = list.find('}') else { return (None, 0) };
        let id = list[..end].split_whitespace().next().unwrap_or_default();
        return (Some(id.to_owned()).filter(|id| !id.is_empty()), blanks + end + 3);
    }
    let name = rest.strip_prefix('(').and_then(|rest| rest.trim_end().strip_suffix(')'));
    let is_name = |name: &&str| {
        !name.is_empty()
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_:.".contains(letter))
    };
    match name.filter(is_name) {
        Some(name) => (Some(name.to_owned()), line.trim_end().len()),
        None => (None, 0),
    }
}

/// `\(…\)` and `\[…\]`.
fn between_backslashes(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    let is_display = rest.starts_with("\\[");
    let closing = if is_display { "\\]" } else { "\\)" };
    let inside = &rest[..skip::paragraph(rest)];
    let end = inside[2..].find(closing)? + 2;
    let content = &inside[2..end];
    if content.trim().is_empty() || leaves(text, at, content) || is_display && is_remark(text, at, content) {
        return None;
    }
    let (label, after) = if is_display { label(&rest[end + 2..]) } else { (None, 0) };
    Some(Found { is_display, label, ..Found::of(at..at + end + 2 + after, at + 2..at + end) })
}

/// Whether `\[…\]` stands around words, numbers or dots in running text, as pandoc writes `[sic]`, `[0, 1]` or `[...]`.
fn is_remark(text: &str, at: usize, content: &str) -> bool {
    let is_in_text = !text[..at].trim_end_matches([' ', '\t', '>']).ends_with('\n') && at > 0
        || !text[at + content.len() + 4..].trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
    let is_plain =
        |sign: char| sign.is_alphanumeric() || sign.is_whitespace() || ".,;:'’\"“”-–—…?!".contains(sign);
    let mut signs = content.trim().chars();
    let is_letter = signs.next().is_some_and(char::is_alphabetic) && signs.next().is_none();
    is_in_text && !is_letter && content.chars().all(is_plain)
}
