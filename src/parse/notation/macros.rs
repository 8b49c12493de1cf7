//! Definitions of macros in the text, `\newcommand{\R}{\mathbb{R}}`: they are left out, and the formulas of the file use them.

use std::ops::Range;

use super::super::callout::{Bit, Edit, Mark};
use super::super::foreign::{Construct, Found};
use super::super::formula::MASK;
use super::left_out::{NOTHING, argument, is_formula};
use super::page::Page;

/// Leaves out the definitions of a text, and collects them.
pub fn edit(page: &mut Page<'_>, macros: &mut Vec<(String, Range<usize>)>, found: &mut Vec<Found>) {
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
            let Some(length) = length(rest).filter(|_| !page.survey.is_verbatim(start)) else {
                continue;
            };
            let range = start..start + length;
            let tex = page.str(range.clone()).to_owned();
            if tex.contains(MASK) {
                continue;
            }
            let place = page.text.range(&range);
            macros.push((tex, place.clone()));
            found.push(Found { construct: Construct::Macro, range: place });
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

/// The length of the definition at the start of a text, which begins with a backslash.
fn length(text: &str) -> Option<usize> {
    let name = text[1..].split(|end: char| !end.is_ascii_alphabetic()).next()?;
    let start = 1 + name.len();
    let start = command(text, start + usize::from(text[start..].starts_with('*')))?;
    match name {
        "newcommand" | "renewcommand" | "providecommand" => {
            body(text, optional(text, optional(text, start)?)?)
        }
        "def" | "gdef" => {
            let is_parameter = |sign: char| sign == '#' || sign.is_ascii_digit();
            body(text, text.len() - text[start..].trim_start_matches(is_parameter).len())
        }
        "DeclareMathOperator" => body(text, start),
        "DeclarePairedDelimiter" => body(text, body(text, start)?),
        _ => None,
    }
}

/// The offset after the name in `{\R}` or `\R`.
fn command(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let (inside, braces) = rest.strip_prefix('{').map_or((rest, 0), |inside| (inside, 1));
    let name = inside.strip_prefix('\\')?;
    let length = name.find(|end: char| !end.is_ascii_alphabetic()).unwrap_or(name.len());
    let is_whole = length > 0 && (braces == 0 || name[length..].starts_with('}'));
    is_whole.then(|| at + 1 + length + 2 * braces)
}

/// The offset after a text in brackets, if one is there.
fn optional(text: &str, at: usize) -> Option<usize> {
    let Some(inside) = text[at..].strip_prefix('[') else { return Some(at) };
    Some(at + 2 + inside.find(']')?)
}

/// The offset after a text in braces, which may be on the next line.
fn body(text: &str, at: usize) -> Option<usize> {
    let start = text.len() - text[at..].trim_start().len();
    Some(start + argument(&text[start..])?)
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn definitions_are_found_in_every_form() {
        for definition in [
            "\\newcommand{\\R}{\\mathbb{R}}",
            "\\newcommand\\R{\\mathbb{R}}",
            "\\renewcommand*{\\f}[2]{#1 + {#2}}",
            "\\newcommand{\\f}[1][a]{#1}",
            "\\providecommand{\\R}\n  {x}",
            "\\def\\R{x}",
            "\\def\\f#1#2{#2#1}",
            "\\DeclareMathOperator{\\rank}{rank}",
            "\\DeclareMathOperator*{\\argmin}{arg\\,min}",
            "\\DeclarePairedDelimiter{\\abs}{\\lvert}{\\rvert}",
        ] {
            assert_eq!(length(&format!("{definition} and {{x}}")), Some(definition.len()), "{definition}");
        }
        for text in [
            "\\newcommand",
            "\\newcommand{R}{x}",
            "\\newcommand{\\f}[1{#1}",
            "\\define\\R{x}",
            "\\def\\R",
            "\\DeclarePairedDelimiter{\\abs}{|}",
        ] {
            assert_eq!(length(text), None, "{text}");
        }
    }
}
