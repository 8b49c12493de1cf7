//! Captions that name another case, probably because the case was copied from it.

use super::names::Name;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Part;
use crate::resolve::Book;

/// Reports each caption that names another case instead of its own, if the captions of the book usually name their
/// case.
pub fn check(book: &Book, diagnostics: &mut Diagnostics) {
    let cases: Vec<_> = book.cases().iter().filter(|case| case.part() == Part::Cases).collect();
    let names: Vec<Option<Name>> = cases.iter().map(|case| Name::of(&case.plain_title())).collect();
    let is_named = |index: usize, text: &str| names[index].as_ref().is_some_and(|name| name.is_in(text));
    let has_own = |index: &usize| {
        cases[*index].source().captions.iter().any(|captioned| is_named(*index, &captioned.text))
    };
    let owners: Vec<usize> = (0..cases.len()).filter(has_own).collect();
    for (index, case) in cases.iter().enumerate() {
        // One such caption is no convention; two or more are.
        if owners.iter().filter(|owner| **owner != index).count() < 2 {
            continue;
        }
        for captioned in case.source().captions.iter().filter(|captioned| !is_named(index, &captioned.text)) {
            let others = (0..cases.len()).filter(|other| *other != index);
            let Some(other) = others.into_iter().find(|other| is_named(*other, &captioned.text)) else {
                continue;
            };
            let (own, other) = (case.plain_title(), cases[other].plain_title());
            diagnostics.push(
                Diagnostic::new(
                    Code::ForeignCaption,
                    captioned.span,
                    format!("this caption names {other}, but the case is {own}"),
                )
                .help("check whether the caption or its table was copied from the other case"),
            );
        }
    }
}
