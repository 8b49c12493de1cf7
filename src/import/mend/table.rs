//! Rows with more cells than their table has columns.

use super::parts::{Edit, Flaw, Mending};
use super::text::line;
use crate::import::others::code_span;

/// A row whose bars are characters where they would begin a cell too many: those in code and formulas, or else the last ones.
pub(super) fn escaped(text: &str, flaw: &Flaw) -> Option<Mending> {
    let row = line(text, flaw.range.start);
    let words = text.get(row.clone())?;
    let columns = columns(text, row.start)?;
    let bars = bars(words);
    let is_last = |at: usize| words.get(at + 1..).is_some_and(|rest| rest.trim().is_empty());
    let is_first =
        |at: usize| words.get(..at).is_some_and(|start| start.trim_matches(['>', ' ', '\t']).is_empty());
    let inner: Vec<&Bar> = bars.iter().filter(|bar| !is_first(bar.at) && !is_last(bar.at)).collect();
    let too_many = (inner.len() + 1).checked_sub(columns).filter(|count| *count > 0)?;
    let inside: Vec<usize> = inner.iter().filter(|bar| bar.is_inside).map(|bar| bar.at).collect();
    let places = if inside.len() >= too_many {
        inside
    } else {
        inner.iter().rev().take(too_many).map(|bar| bar.at).collect()
    };
    let edits = places.into_iter().map(|at| Edit::new(row.start + at..row.start + at + 1, "\\|")).collect();
    let what = "a row has more cells than its table has columns; the bars in it are characters";
    Some(Mending::new(edits, words, what))
}

/// The number of columns, by the row of hyphens above.
fn columns(text: &str, start: usize) -> Option<usize> {
    let is_rule = |line: &&str| {
        line.contains('-') && line.chars().all(|sign| " \t>|:-".contains(sign)) && line.contains('|')
    };
    let rule = text.get(..start)?.lines().rev().take_while(|line| !line.trim().is_empty()).find(is_rule)?;
    Some(rule.trim_matches([' ', '\t', '>', '|']).split('|').count())
}

/// A bar, and whether it is inside of code or a formula.
struct Bar {
    at: usize,
    is_inside: bool,
}

fn bars(row: &str) -> Vec<Bar> {
    let (mut bars, mut at, mut end) = (Vec::new(), 0, 0);
    while let Some(sign) = row.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = row.get(at..).unwrap_or_default();
        match sign {
            '\\' => at += 1,
            '`' if at >= end => {
                let run = rest.len() - rest.trim_start_matches('`').len();
                end = at + code_span(rest).unwrap_or(run);
                at += run - 1;
            }
            '$' if at >= end => {
                let length = rest.get(1..).and_then(|rest| rest.find('$')).map_or(0, |length| length + 2);
                end = at + length;
            }
            '|' => bars.push(Bar { at, is_inside: at < end }),
            _ => {}
        }
        at += row.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::super::{edited, tests::flaw};
    use super::*;
    use crate::diag::Code;

    #[test]
    fn bars_too_many_are_characters() {
        for (row, expected) in [
            ("| `a || b` | c |", "| `a \\|\\| b` | c |"),
            ("| $|a|$ | c |", "| $\\|a\\|$ | c |"),
            ("| a | b | c | d |", "| a | b \\| c \\| d |"),
            ("a | b | c", "a | b \\| c"),
        ] {
            let text = format!("| A | B |\n|---|---|\n{row}\n");
            let start = text.find(row).unwrap_or_default();
            let flaw = flaw(Code::ExtraCells, start + row.len()..start + row.len(), "");
            let edits = escaped(&text, &flaw).map(|mending| mending.edits).unwrap_or_default();
            assert_eq!(edited(&text, edits), format!("| A | B |\n|---|---|\n{expected}\n"));
        }
    }
}
