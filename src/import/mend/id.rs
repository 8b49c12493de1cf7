//! Ids that occur twice: the second is dropped, or an empty target before the construct that has the id itself.

use std::ops::Range;

use super::parts::{Edit, Flaw, Mending};
use super::text::{find, line};

/// A text without one of the two ids.
pub(super) fn dropped(text: &str, flaw: &Flaw) -> Option<Mending> {
    let id = flaw.named();
    let (one, other) = (flaw.first.clone()?, flaw.range.clone());
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    let words = text.get(second.clone())?;
    if let Some(edits) = renamed(text, &second, id) {
        let what = "an equation has the id of another place; it has a new one, and the references to it too";
        let behind = words.split_once(id).map_or(words, |(_, behind)| behind);
        return Some(Mending::new(edits, behind, what));
    }
    let edit = empty_target(text, &first, &second).or_else(|| without(text, &second, id))?;
    // The words behind the id are those that stay.
    let behind = text.get(edit.range.end..second.end).filter(|behind| !behind.trim().is_empty());
    let what = "an id occurs twice; only one of the two places has it";
    Some(Mending::new(vec![edit], behind.unwrap_or(words), what))
}

/// The label of an equation of MyST, which does not share its names with other places, and the roles that name it.
fn renamed(text: &str, place: &Range<usize>, id: &str) -> Option<Vec<Edit>> {
    let role = format!("{{eq}}`{id}`");
    let option = find(text, place.clone(), &format!(":label: {id}")).filter(|label| is_end(text, label.end));
    let behind = || find(text, place.start..line(text, place.end).end, &format!("({id})"));
    let label = option.or_else(behind).filter(|_| text.contains(&role))?;
    let at = label.start + text.get(label)?.rfind(id)?;
    let roles = text.match_indices(&role).map(|(at, _)| at + "{eq}`".len());
    Some(roles.chain([at]).map(|at| Edit::new(at..at, "eq-")).collect())
}

/// An empty element right before the second place, which has nothing but the id.
fn empty_target(text: &str, first: &Range<usize>, second: &Range<usize>) -> Option<Edit> {
    let element = text.get(first.clone())?;
    let is_empty = element
        .strip_prefix('<')?
        .split_once('>')
        .is_some_and(|(_, inside)| inside.is_empty() || inside.starts_with("</"));
    let end =
        if element.contains("</") { first.end } else { first.end + text.get(first.end..)?.find('>')? + 1 };
    let is_before = text.get(end..second.start).is_some_and(|between| between.trim().is_empty());
    (is_empty && is_before).then(|| Edit::new(first.start..end, ""))
}

/// The id of the construct at a place, in any syntax.
fn without(text: &str, place: &Range<usize>, id: &str) -> Option<Edit> {
    // An attribute list may stand behind the construct.
    let end = line(text, place.end).end;
    for range in [place.clone(), place.start..end] {
        for mark in ["id=\"", "name=\"", "id='", "name='"] {
            let quote = mark.get(mark.len() - 1..)?;
            if let Some(found) = find(text, range.clone(), &format!("{mark}{id}{quote}")) {
                return Some(Edit::new(found, ""));
            }
        }
        let forms = [format!("\\label{{{id}}}"), format!("({id})="), format!("{{#{id}}}")];
        if let Some(found) = forms.iter().find_map(|form| find(text, range.clone(), form)) {
            return Some(Edit::new(found, ""));
        }
        for option in [":label: ", ":name: ", "#| label: ", "({"] {
            let found = find(text, range.clone(), &format!("{option}{id}"));
            if let Some(found) = found.filter(|found| is_end(text, found.end) && option != "({") {
                return Some(Edit::new(whole_line(text, found.start), ""));
            }
        }
        for form in [format!("#{id}"), format!("({id})"), format!(" {id}")] {
            let found = find(text, range.clone(), &form);
            if let Some(found) = found.filter(|found| is_end(text, found.end)) {
                return Some(Edit::new(found, ""));
            }
        }
    }
    None
}

/// Whether a name ends here.
fn is_end(text: &str, at: usize) -> bool {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    next.is_none_or(|sign| sign.is_whitespace() || "},)".contains(sign))
}

/// A line with its end.
fn whole_line(text: &str, at: usize) -> Range<usize> {
    let line = line(text, at);
    line.start..(line.end + 1).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::super::{edited, tests::flaw};
    use super::*;
    use crate::diag::Code;

    #[test]
    fn the_second_id_is_dropped() {
        for (first, between, second, expected) in [
            ("(a)=", "\n# A\n\n", "```{math}\n:label: a\nx\n```", "(a)=\n# A\n\n```{math}\nx\n```"),
            ("<div id=\"a\"></div>", "\n\n", "$$\n\\label{a} x\n$$", "\n\n$$\n\\label{a} x\n$$"),
            ("[x]{#a}", " ", "[y]{#a .b}", "[x]{#a} [y]{ .b}"),
            ("[x]{#a}", "\n\n", "## B {#a}", "[x]{#a}\n\n## B "),
            ("(a)=", "\n\nb\n\n", "(a)=", "(a)=\n\nb\n\n"),
            ("(a)=", "\n\nb\n\n", "<p id=\"a\">c</p>", "(a)=\n\nb\n\n<p >c</p>"),
            ("(a)=", "\n\nb\n\n", "$$\nx\n$$ (a)", "(a)=\n\nb\n\n$$\nx\n$$ "),
            (
                "(a)=",
                " {eq}`a` ",
                "```{math}\n:label: a\n```",
                "(a)= {eq}`eq-a` ```{math}\n:label: eq-a\n```",
            ),
        ] {
            let text = format!("{first}{between}{second}");
            let start = first.len() + between.len();
            let mut flaw = flaw(Code::DuplicateId, start..text.len(), "this file uses the id `a` twice");
            flaw.first = Some(0..first.len());
            let swapped = Flaw { range: 0..first.len(), first: Some(flaw.range.clone()), ..flaw.clone() };
            for flaw in [flaw, swapped] {
                let edits = dropped(&text, &flaw).map(|mending| mending.edits).unwrap_or_default();
                assert_eq!(edited(&text, edits), expected);
            }
        }
    }
}
