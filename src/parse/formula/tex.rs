//! Reads the TeX of the formulas of a case.

use std::collections::BTreeSet;

use super::Found;
use crate::diag::{Code, Diagnostic, Diagnostics, nearest};
use crate::math::{self, Macros, Number};
use crate::model::{AuthorId, Case, Formula};
use crate::repair::Source;
use crate::source::Span;

/// A formula of a source. Marks of quotations at the starts of its lines are left out.
pub fn formula(source: &Source<'_>, found: &Found) -> Formula {
    let (mut tex, mut places) = (String::new(), Vec::new());
    let line = source.text[..found.whole.start].rfind('\n').map_or(0, |newline| newline + 1);
    let quotes = source.text[line..found.whole.start].matches('>').count();
    let mut start = found.inside.start;
    for (index, line) in source.text[found.inside.clone()].split_inclusive('\n').enumerate() {
        let begins_line = index > 0 || source.text[..start].ends_with('\n');
        let mark = if begins_line { marks(line, quotes) } else { 0 };
        places.push((tex.len(), source.span(start + mark..start + mark).range().start));
        tex.push_str(&line[mark..]);
        start += line.len();
    }
    let mut id = found.label.clone();
    take_label(&mut tex, &mut id);
    let typed = source.text[found.whole.clone()].to_owned();
    let span = source.span(found.whole.clone());
    Formula {
        tex: trimmed(&tex, &mut places),
        typed,
        is_display: found.is_display,
        id,
        places,
        tree: None,
        span,
    }
}

/// The length of the quotation marks at the start of a line.
fn marks(line: &str, quotes: usize) -> usize {
    let mut at = 0;
    for _ in 0..quotes {
        let rest = &line[at..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if !rest[blanks..].starts_with('>') {
            break;
        }
        at += blanks + 1;
    }
    at
}

/// Takes the label of bookdown, `(\#eq:name)`, out of a formula.
fn take_label(tex: &mut String, id: &mut Option<String>) {
    let Some(start) = tex.find("(\\#") else { return };
    let Some(length) = tex[start..].find(')') else { return };
    let label = tex[start + 3..start + length].to_owned();
    if !label.is_empty() && !label.contains(char::is_whitespace) {
        // Spaces, so that no offset changes.
        tex.replace_range(start..=start + length, &" ".repeat(length + 1));
        id.get_or_insert(label);
    }
}

fn trimmed(tex: &str, places: &mut [(usize, usize)]) -> String {
    let start = tex.len() - tex.trim_start().len();
    for (offset, place) in places {
        // A line before the first one that counts is at the start.
        let cut = start.min(*offset);
        let rest = start - cut;
        *offset -= cut;
        *place += if *offset == 0 { rest } else { 0 };
    }
    tex.trim().to_owned()
}

/// Reads the formulas of a case with the macros of the book and its own. Each that cannot be read is reported, and printed as
/// typed. A macro that the text or a formula defines holds from there to the end of the case; the first definition in the text also
/// holds before it.
pub fn read(case: &mut Case, macros: &Macros, diagnostics: &mut Diagnostics) {
    let file = case.file;
    let mut macros = macros.clone();
    for (definition, span) in case.macros.iter().rev() {
        for problem in math::read(definition, false, &mut macros).err().into_iter().flatten() {
            diagnostics
                .push(Diagnostic::new(Code::InvalidFormula, *span, problem.message).help(problem.help));
        }
    }
    let mut order: Vec<&mut Formula> = case.formulas.iter_mut().collect();
    order.sort_by_key(|formula| formula.span.range().start);
    let mut definitions = case.macros.iter().peekable();
    for formula in order {
        let is_before = |span: &Span| span.range().start < formula.span.range().start;
        while let Some((definition, _)) = definitions.next_if(|(_, span)| is_before(span)) {
            // It is reported above if it cannot be read.
            let _ = math::read(definition, false, &mut macros);
        }
        match math::read(&formula.tex, formula.is_display, &mut macros) {
            Ok(tree) => formula.tree = Some(tree),
            Err(problems) => {
                for problem in problems {
                    let start = formula.place(problem.at);
                    let span = Span::new(file, start..start + problem.length);
                    diagnostics.push(
                        Diagnostic::new(Code::InvalidFormula, span, problem.message).help(problem.help),
                    );
                }
            }
        }
        let labels = formula.lines().filter_map(|line| line.label.clone());
        let span = formula.span;
        case.author_ids.extend(labels.map(|id| AuthorId { id, span }));
    }
    report_references(&case.formulas, diagnostics);
}

/// Reports the references within formulas that name no numbered formula of the case.
fn report_references(formulas: &[Formula], diagnostics: &mut Diagnostics) {
    let numbered: BTreeSet<&str> = formulas.iter().flat_map(numbered_ids).collect();
    for formula in formulas {
        let named = formula.tree.iter().flat_map(math::references);
        for id in named.filter(|id| !numbered.contains(id)) {
            let message = format!("no numbered formula of this case has the id `{id}`");
            let found = Diagnostic::new(Code::InvalidFormula, formula.span, message);
            diagnostics.push(match nearest(id, numbered.iter().copied()) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found.help("write `\\label` in that formula, or a link after this one".to_owned()),
            });
        }
    }
}

/// The ids of a formula and its lines that stand for a number.
fn numbered_ids(formula: &Formula) -> Vec<&str> {
    let numbers = formula.numbers();
    let lines = formula.lines().zip(&numbers).filter(|(_, number)| **number != Number::None);
    let labels = lines.filter_map(|(line, _)| line.label.as_deref());
    labels.chain(formula.id.as_deref()).collect()
}
