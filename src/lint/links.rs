//! Links whose text names another case than their target.

use super::names::Name;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Inline, LinkId, Part, SectionId, plain_text};
use crate::resolve::{Book, BookCase, Place, Target};

/// Reports each link to a case whose text names another case and not the target.
pub fn check(book: &Book, diagnostics: &mut Diagnostics) {
    let names: Vec<Option<Name>> = book
        .cases()
        .iter()
        .map(|case| Name::of(&case.plain_title()).filter(|_| case.part() == Part::Cases))
        .collect();
    let is_named = |index: usize, text: &str| names[index].as_ref().is_some_and(|name| name.is_in(text));
    for case in book.cases() {
        for (id, words) in links(case) {
            let Target::Place(place) = case.target(id) else { continue };
            // A link within the page: the author knows where it leads.
            if case.source().links[id.index()].destination.starts_with('#') {
                continue;
            }
            let target = &book.cases()[place.case];
            if names[place.case].is_none() || is_named(place.case, &words) {
                continue;
            }
            let other = (0..names.len()).find(|other| is_named(*other, &words));
            // Be silent if the name is a common word: `[Blog plugin]` may lead to “Setting up a blog”, and `[Blog
            // plugins]` to “Plugins”.
            let is_sure = |other: &usize| {
                let (name, title) = (names[*other].as_ref(), target.plain_title());
                let is_other =
                    |name: &Name| !name.shares_a_word(&title) && !name.stands_beside_a_word(&words, &title);
                !is_named(*other, &heading(target, place)) && name.is_some_and(is_other)
            };
            let Some(other) = other.filter(is_sure) else { continue };
            let (other, title) = (book.cases()[other].plain_title(), target.plain_title());
            diagnostics.push(
                Diagnostic::new(
                    Code::MisleadingLink,
                    case.source().links[id.index()].span,
                    format!("the text of this link names {other}, but the link points to {title}"),
                )
                .help("correct the address or the text"),
            );
        }
    }
}

/// The links of a case with their text.
fn links(case: &BookCase) -> Vec<(LinkId, String)> {
    let link = |inline: &Inline| match inline {
        Inline::Link(id, _, children) => Some((*id, plain_text(children))),
        _ => None,
    };
    case.source().nodes().inlines().filter_map(link).collect()
}

/// The heading that a link leads to; empty if it leads to the whole case.
fn heading(target: &BookCase, place: &Place) -> String {
    let sections = target.source().sections.iter().enumerate();
    let mut matching =
        sections.filter(|(index, _)| target.section(SectionId::after(*index)).anchor == place.anchor);
    let heading = matching.next().filter(|_| place.anchor != target.key());
    heading.map(|(_, section)| section.text.clone()).unwrap_or_default()
}
