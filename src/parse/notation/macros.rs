//! Definitions of macros in the text, `\newcommand{\R}{\mathbb{R}}`: they are left out, and the formulas of the file use them.

use std::ops::Range;

use super::super::callout::{Bit, Edit, Mark};
use super::super::foreign::{Construct, Found};
use super::super::formula::MASK;
use super::left_out::{NOTHING, argument, is_formula};
use super::page::Page;

/// Leaves out the definitions of a text, and collects them.
pub fn edit(page: &mut Page<'_>, macros: &mut Vec<(String, String)>, found: &mut Vec<Found>) {
    let mut end = 0;
    for line in 0..page.lines.len() {
        if !page.is_live(line) || !page.str(page.words(line)).contains('\\') || is_formula(page, line) {
            continue;
        }
        let words = page.words(line);
        let mut at = words.start.max(end);
        while let Some(start) = page.str(at..words.end.max(at)).find('\\').map(|next| at + next) {
            at = start + 1;
            let rest = &page.text.text[start..];
            let rest = &rest[..rest.find("\n\n").unwrap_or(rest.len())];
            let Some((name, body, length)) = definition(rest).filter(|_| !page.survey.is_verbatim(start))
            else {
                continue;
            };
            let range = start..start + length;
            if page.str(range.clone()).contains(MASK) {
                continue;
            }
            macros.push((name, body));
            found.push(Found { construct: Construct::Macro, range: page.text.range(&range) });
            end = range.end;
            at = range.end;
            leave_out(page, range, start == words.start);
        }
    }
}

/// Removes a definition. One that begins a line would begin an HTML block there if something stood in its place.
fn leave_out(page: &mut Page<'_>, range: Range<usize>, is_first: bool) {
    let nothing = Bit::Placed(NOTHING.to_owned(), Some(Mark::Apart), range.end);
    for line in 0..page.lines.len() {
        page.taken[line] |= page.lines[line].start < range.end && range.start < page.lines[line].end;
    }
    page.edits.push(Edit { range, with: if is_first { Vec::new() } else { vec![nothing] } });
}

/// The name, the body and the length of the definition at the start of a text.
fn definition(text: &str) -> Option<(String, String, usize)> {
    let name = text[1..].split(|end: char| !end.is_ascii_alphabetic()).next()?;
    let star = text[1 + name.len()..].starts_with('*');
    let start = 1 + name.len() + usize::from(star);
    match name {
        "newcommand" | "renewcommand" | "providecommand" => {
            let (command, at) = command(text, start)?;
            let at = at + count(&text[at..])?;
            body(text, at).map(|(body, end)| (command, body.to_owned(), end))
        }
        "def" | "gdef" => {
            let (command, at) = command(text, start)?;
            let parameters = text[at..].len()
                - text[at..].trim_start_matches(|sign: char| sign == '#' || sign.is_ascii_digit()).len();
            body(text, at + parameters).map(|(body, end)| (command, body.to_owned(), end))
        }
        "DeclareMathOperator" => {
            let (command, at) = command(text, start)?;
            let star = if star { "*" } else { "" };
            body(text, at).map(|(body, end)| (command, format!("\\operatorname{star}{{{body}}}"), end))
        }
        _ => None,
    }
}

/// The name in `{\R}` or `\R`, and the offset after it.
fn command(text: &str, at: usize) -> Option<(String, usize)> {
    let rest = text.get(at..)?;
    let (inside, braces) = rest.strip_prefix('{').map_or((rest, 0), |inside| (inside, 1));
    let name = inside.strip_prefix('\\')?;
    let length = name.find(|end: char| !end.is_ascii_alphabetic()).unwrap_or(name.len());
    let is_whole = length > 0 && (braces == 0 || name[length..].starts_with('}'));
    is_whole.then(|| (name[..length].to_owned(), at + 1 + length + 2 * braces))
}

/// The length of the number of arguments, `[2]`. An argument with a default value is not read.
fn count(text: &str) -> Option<usize> {
    let Some(inside) = text.strip_prefix('[') else { return Some(0) };
    let is_number = inside.starts_with(|digit: char| digit.is_ascii_digit()) && inside[1..].starts_with(']');
    (is_number && !inside[2..].starts_with('[')).then_some(3)
}

/// The text in braces, which may be on the next line, and the offset after them.
fn body(text: &str, at: usize) -> Option<(&str, usize)> {
    let blank = text[at..].len() - text[at..].trim_start().len();
    let start = at + blank;
    let length = argument(&text[start..])?;
    Some((&text[start + 1..start + length - 1], start + length))
}

#[cfg(test)]
mod tests {
    use super::definition;

    #[test]
    fn definitions_are_read_in_every_form() {
        for (text, name, body) in [
            ("\\newcommand{\\R}{\\mathbb{R}} x", "R", "\\mathbb{R}"),
            ("\\newcommand\\R{\\mathbb{R}}", "R", "\\mathbb{R}"),
            ("\\renewcommand*{\\f}[2]{#1 + {#2}}", "f", "#1 + {#2}"),
            ("\\providecommand{\\R}\n  {x}", "R", "x"),
            ("\\def\\R{x}", "R", "x"),
            ("\\def\\f#1#2{#2#1}", "f", "#2#1"),
            ("\\DeclareMathOperator{\\rank}{rank}", "rank", "\\operatorname{rank}"),
            ("\\DeclareMathOperator*{\\argmin}{arg\\,min}", "argmin", "\\operatorname*{arg\\,min}"),
        ] {
            let (found, inside, _) = definition(text).unwrap();
            assert_eq!((found.as_str(), inside.as_str()), (name, body), "{text}");
        }
        for text in [
            "\\newcommand",
            "\\newcommand{R}{x}",
            "\\newcommand{\\f}[1][a]{#1}",
            "\\define\\R{x}",
            "\\def\\R",
        ] {
            assert_eq!(definition(text), None, "{text}");
        }
    }
}
